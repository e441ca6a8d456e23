import type { StepState } from '../../utils/apply/types.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Spinner } from '../ui/spinner.tsx';

const ICONS: Record<Exclude<StepState, 'running'>, IconName> = {
  queued: 'status-waiting',
  done: 'check-circle',
  failed: 'error',
  skipped: 'check-circle',
};

export const STEP_WORDS: Record<StepState, string> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Nothing to do',
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
      <span class="mrg-visually-hidden">{warning ? 'Warning' : STEP_WORDS[state]}</span>
    </span>
  );
}
