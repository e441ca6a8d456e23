import type { CardKind, CardState } from '../../utils/card/card-types.ts';
import {
  ALERT,
  CHECK_CIRCLE,
  DASH,
  ERROR,
  EYE,
  INFORMATION_O,
  LOCK,
  STATUS_STOPPED,
  STATUS_WAITING,
} from '../ui/icon-paths.ts';
import { IconShape } from '../ui/icon-shape.tsx';
import { Spinner } from '../ui/spinner.tsx';

/** Shape tells the state as well as colour does. */
const BY_KIND: Partial<Record<CardKind, string>> = {
  failed: ERROR,
  report_only: EYE,
  not_gated: DASH,
  draft: STATUS_WAITING,
  closed: STATUS_STOPPED,
  signed_out: LOCK,
};
const BY_TONE: Record<CardState['tone'], string> = {
  success: CHECK_CIRCLE,
  warning: ALERT,
  danger: ERROR,
  info: INFORMATION_O,
  neutral: DASH,
};

/** The state's icon in a tinted circle, as in GitLab's own merge widget. */
export function StateIcon({ state }: { state: CardState }) {
  return (
    <span class={`mrg-card__state mrg-card__state--${state.tone}`}>
      {state.kind === 'running' || state.kind === 'outdated' ? (
        <Spinner />
      ) : (
        <IconShape path={BY_KIND[state.kind] ?? BY_TONE[state.tone]} />
      )}
    </span>
  );
}
