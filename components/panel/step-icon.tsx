import type { StepState } from '../../utils/apply/job-types.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

const ICONS: Record<Exclude<StepState, 'running'>, IconName> = {
  queued: 'status-waiting',
  done: 'check-circle',
  failed: 'error',
  skipped: 'check-circle',
};

interface StepIconProps {
  state: StepState;
  /** It is done, but not as it should be. */
  warning?: boolean | undefined;
}

export function StepIcon({ state, warning = false }: StepIconProps) {
  return (
    <span class={`mrg-step-icon mrg-step-icon--${warning ? 'warning' : state}`}>
      {state === 'running' ? <Spinner /> : <Icon name={warning ? 'alert' : ICONS[state]} />}
      <span class="mrg-visually-hidden">{warning ? t('panel.step.warning') : t(`panel.step.${state}`)}</span>
    </span>
  );
}
