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

export function StepIcon({ state }: { state: StepState }) {
  return (
    <span class={`mrg-step-icon mrg-step-icon--${state}`}>
      {state === 'running' ? <Spinner /> : <Icon name={ICONS[state]} />}
      <span class="mrg-visually-hidden">{STEP_WORDS[state]}</span>
    </span>
  );
}
