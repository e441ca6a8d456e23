import type { CardKind, CardState } from '../../utils/card/card-types.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

/** Shape tells the state as well as colour does. */
const BY_KIND: Partial<Record<CardKind, IconName>> = {
  failed: 'error',
  report_only: 'eye',
  not_gated: 'dash',
  draft: 'status-waiting',
  closed: 'status-stopped',
  signed_out: 'lock',
};
const BY_TONE: Record<CardState['tone'], IconName> = {
  success: 'check-circle',
  warning: 'alert',
  danger: 'error',
  info: 'information-o',
  neutral: 'dash',
};

/** The state's icon in a tinted circle, as in GitLab's own merge widget. */
export function StateIcon({ state }: { state: CardState }) {
  return (
    <span class={`mrg-card__state mrg-card__state--${state.tone}`}>
      {state.kind === 'running' || state.kind === 'outdated' ? (
        <Spinner />
      ) : (
        <Icon name={BY_KIND[state.kind] ?? BY_TONE[state.tone]} />
      )}
    </span>
  );
}
