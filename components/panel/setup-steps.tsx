import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import { say } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { safeText } from '../ui/safe-text.ts';
import { StepIcon } from './step-icon.tsx';
import { sentences } from './words.ts';

interface SetupStepsProps {
  job: JobSnapshot;
  /** The error that stands above the steps already: it is not told twice. */
  told: UserError | undefined;
}

/** The steps of a job in order, each with where it stands. */
export function SetupSteps({ job, told }: SetupStepsProps) {
  return (
    <ol class="mrg-steps">
      {job.steps.map((step) => (
        <li key={step.key} class={`mrg-steps__step mrg-steps__step--${step.state}`} data-state={step.state}>
          <StepIcon state={step.state} warning={step.warning} />
          <div>
            <span class="mrg-steps__title">{safeText(say(step.title))}</span>
            {step.detail && <p class="mrg-steps__detail">{safeText(say(step.detail), 400)}</p>}
            {step.error && (!told || say(step.error.what) !== say(told.what)) && (
              <p class="mrg-steps__error">{sentences(step.error.what, step.error.next)}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
