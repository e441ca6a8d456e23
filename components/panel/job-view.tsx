import { useRef } from 'preact/hooks';
import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import { useFocusWhenLost } from '../ui/use-focus-when-lost.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { JobTiming } from './job-timing.tsx';
import {
  countResults,
  isActive,
  isUnfinished,
  jobError,
  jobStatus,
  jobTitle,
  needsGateToken,
} from './job-words.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { RepoResults } from './repo-results.tsx';
import { SetupSteps } from './setup-steps.tsx';

/** A set-up or an apply as it goes on, and what came of it. */
export function JobView({ job, canLeave }: { job: JobSnapshot; canLeave: boolean }) {
  const { baseUrl, services } = usePanelEnvironment();
  const { stopJob, resumeJob, showJob, openConnect, reviewPlan } = usePanelActions();
  const busy = usePanel((state) => state.jobBusy);
  const title = useRef<HTMLHeadingElement>(null);
  useFocusWhenLost(title);
  const counts = countResults(job.repos);
  const active = isActive(job);
  const tokenNeeded = needsGateToken(job);
  const error = active ? undefined : jobError(job);
  const steps = job.steps.length;
  const stepsDone = job.steps.filter((step) => step.state === 'done' || step.state === 'skipped').length;
  return (
    <section class="mrg-job" aria-labelledby="mrg-job-title" data-testid="job" data-state={job.state}>
      <div class="mrg-job__head">
        <div>
          <h3 class="mrg-job__title" id="mrg-job-title" ref={title} tabIndex={-1}>
            {jobTitle(job)}
          </h3>
          <p class="mrg-job__status">{jobStatus(job)}</p>
          <JobTiming job={job} />
        </div>
        <div class="mrg-job__actions">
          {active && (
            <Button
              loading={busy || job.state === 'stopping'}
              disabledReason={job.state === 'stopping' ? t('panel.job.is_stopping') : undefined}
              onClick={() => void stopJob()}
            >
              {t('panel.stop')}
            </Button>
          )}
          {!active && tokenNeeded && (
            <Button variant="confirm" onClick={() => void openConnect('gate-token')}>
              {t('panel.job.enter_token')}
            </Button>
          )}
          {isUnfinished(job) && (
            <Button
              variant={tokenNeeded ? 'default' : 'confirm'}
              loading={busy}
              onClick={(event) => {
                if (services.isTrusted(event)) void resumeJob();
              }}
            >
              {resumeText(job)}
            </Button>
          )}
          {!active && job.undoable && (
            <Button
              testId="undo-job"
              onClick={() => void reviewPlan(t('panel.job.undo_title'), { mode: 'undo', jobId: job.id })}
            >
              {t('panel.job.undo')}
            </Button>
          )}
          {canLeave && (
            <Button
              variant={!active && !isUnfinished(job) ? 'confirm' : 'default'}
              onClick={() => showJob(false)}
            >
              {leaveText(job)}
            </Button>
          )}
        </div>
      </div>
      {error && (
        <UserErrorAlert error={error} baseUrl={baseUrl} variant={tokenNeeded ? 'warning' : 'danger'} />
      )}
      {job.kind === 'setup' || counts.total === 0 ? (
        <Progress label={t('panel.job.steps_done')} done={stepsDone} total={steps} variant={barOf(job)} />
      ) : (
        <Progress
          label={t('panel.job.repositories_done')}
          done={counts.done + counts.failed}
          total={counts.total}
          variant={barOf(job)}
        />
      )}
      {steps > 0 && <SetupSteps job={job} told={error} />}
      {counts.total > 0 && <RepoResults job={job} />}
    </section>
  );
}

function leaveText(job: JobSnapshot): string {
  if (isActive(job)) return t('panel.job.hide');
  if (job.kind === 'apply') return t('panel.job.back');
  return job.state === 'done' ? t('panel.job.choose') : t('panel.job.show');
}

function resumeText(job: JobSnapshot): string {
  if (job.kind === 'setup') return t('panel.job.resume');
  const { failed, queued } = countResults(job.repos);
  if (queued > 0 || failed === 0) return t('panel.job.resume');
  return t('panel.job.retry', { count: failed });
}

function barOf(job: JobSnapshot): 'info' | 'success' | 'danger' {
  if (isActive(job)) return 'info';
  if (job.state === 'done') return countResults(job.repos).failed > 0 ? 'danger' : 'success';
  return job.state === 'failed' ? 'danger' : 'info';
}
