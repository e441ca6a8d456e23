import type { JobSnapshot, RepoResult, StepState } from '../../utils/apply/types.ts';
import type { UserError } from '../../utils/user-error.ts';
import { clockTime, repositories } from './words.ts';

export interface JobCounts {
  done: number;
  failed: number;
  queued: number;
  total: number;
}

/** `skipped` counts as done: nothing had to be changed. */
export function countResults(repos: readonly RepoResult[]): JobCounts {
  const counts: JobCounts = { done: 0, failed: 0, queued: 0, total: repos.length };
  for (const { state } of repos) counts[resultGroup(state)] += 1;
  return counts;
}

export type ResultGroup = 'done' | 'failed' | 'queued';

export function resultGroup(state: StepState): ResultGroup {
  if (state === 'done' || state === 'skipped') return 'done';
  return state === 'failed' ? 'failed' : 'queued';
}

export function isActive(job: JobSnapshot): boolean {
  return job.state === 'running' || job.state === 'waiting' || job.state === 'stopping';
}

/** Ended, but not everything is done: the person may want to go on. */
export function isUnfinished(job: JobSnapshot): boolean {
  if (isActive(job)) return false;
  return job.state !== 'done' || countResults(job.repos).failed > 0;
}

export function jobTitle(job: JobSnapshot): string {
  if (job.kind === 'setup') {
    if (job.state === 'done') return 'MR Gate is set up';
    return isActive(job) ? 'Setting up MR Gate' : 'The set-up is not finished';
  }
  const { done, failed, total } = countResults(job.repos);
  if (isActive(job)) return `Applying to ${repositories(total)}`;
  if (job.state === 'done' && failed === 0) return `Applied to ${repositories(done)}`;
  return `Applied to ${done.toLocaleString('en')} of ${repositories(total)}`;
}

/** One line under the title: what goes on, or why it does not. */
export function jobStatus(job: JobSnapshot): string {
  const { done, failed, queued, total } = countResults(job.repos);
  switch (job.state) {
    case 'running':
      return job.kind === 'setup'
        ? 'Each step is read back from GitLab.'
        : `${done} of ${total} done, ${failed} failed.`;
    case 'waiting':
      return `${job.waitingFor ?? 'Waiting for GitLab'}${job.waitingUntil ? `. Goes on at ${clockTime(job.waitingUntil)}` : ''}.`;
    case 'stopping':
      return 'Stopping after what has begun.';
    case 'stopped':
      return job.kind === 'setup'
        ? 'Stopped. Resume to go on where it stopped.'
        : `Stopped: ${done} done, ${failed} failed, ${queued} not started.`;
    case 'failed':
      return job.kind === 'setup'
        ? 'A step failed. What was done stays.'
        : `${done} done, ${failed} failed, ${queued} not started.`;
    case 'done':
      return job.kind === 'setup'
        ? 'The test trigger proved that the gate works.'
        : `${done} done, ${failed} failed.`;
  }
}

/** The error that stopped a job: its own, else that of the step that failed. */
export function jobError(job: JobSnapshot): UserError | undefined {
  return job.error ?? job.steps.find((step) => step.state === 'failed')?.error;
}

/** GitLab would not let the set-up make the gate's own token: a person hands one in. */
export function needsGateToken(job: JobSnapshot): boolean {
  return (
    job.error?.kind === 'gate_token_needed' ||
    job.steps.some((step) => step.error?.kind === 'gate_token_needed')
  );
}
