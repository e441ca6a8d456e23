import type { JobSnapshot, RepoResult, StepState } from '../../utils/apply/types.ts';
import { say } from '../../utils/texts/page-texts.ts';
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
  const { doing, did } = WORDS[job.mode ?? 'use_default'] ?? APPLY;
  if (total === 0) return isActive(job) ? 'Changing the policy' : policyTitle(job);
  if (isActive(job)) return `${doing} ${repositories(total)}`;
  if (job.state === 'done' && failed === 0) return `${did} ${repositories(done)}`;
  return `${did} ${done.toLocaleString('en')} of ${repositories(total)}`;
}

function policyTitle(job: JobSnapshot): string {
  if (job.mode === 'remove_all')
    return job.state === 'done' ? 'MR Gate is removed' : 'MR Gate is not removed completely';
  return job.state === 'done' ? 'The policy is changed' : 'The policy is not changed';
}

const APPLY = { doing: 'Applying to', did: 'Applied to' };
const REMOVE = { doing: 'Removing MR Gate from', did: 'Removed MR Gate from' };
const WORDS: Partial<Record<NonNullable<JobSnapshot['mode']>, { doing: string; did: string }>> = {
  undo: { doing: 'Undoing in', did: 'Undone in' },
  remove: REMOVE,
  remove_all: REMOVE,
  restore_drift: { doing: 'Repairing', did: 'Repaired' },
};

/** One line under the title: what goes on, or why it does not. */
export function jobStatus(job: JobSnapshot): string {
  const { done, failed, queued, total } = countResults(job.repos);
  // A set-up, and a change to the policy alone, have steps and no repositories.
  const bySteps = job.kind === 'setup' || total === 0;
  switch (job.state) {
    case 'running':
      return bySteps ? 'Each step is read back from GitLab.' : `${done} of ${total} done, ${failed} failed.`;
    case 'waiting':
      return `${say(job.waitingFor ?? 'Waiting for GitLab')}${job.waitingUntil ? `. Goes on at ${clockTime(job.waitingUntil)}` : ''}.`;
    case 'stopping':
      return 'Stopping after what has begun.';
    case 'stopped':
      return bySteps
        ? 'Stopped. Resume to go on where it stopped.'
        : `Stopped: ${done} done, ${failed} failed, ${queued} not started.`;
    case 'failed':
      return bySteps
        ? 'A step failed. What was done stays.'
        : `${done} done, ${failed} failed, ${queued} not started.`;
    case 'done':
      if (job.kind === 'setup') return 'The test trigger proved that the gate works.';
      return bySteps ? 'Read back from GitLab.' : `${done} done, ${failed} failed.`;
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
