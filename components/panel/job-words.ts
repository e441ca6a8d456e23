import type { JobSnapshot, RepoResult, StepState } from '../../utils/apply/job-types.ts';
import { clockTime } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { repositories } from './words.ts';

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
    if (job.state === 'done') return t('panel.job.setup_done');
    return isActive(job) ? t('panel.job.setup_doing') : t('panel.job.setup_unfinished');
  }
  const { done, failed, total } = countResults(job.repos);
  const deed = DEEDS[job.mode ?? 'use_default'] ?? 'apply';
  if (total === 0) return isActive(job) ? t('panel.job.policy_doing') : policyTitle(job);
  if (isActive(job)) return t(`panel.job.doing.${deed}`, { repositories: repositories(total) });
  if (job.state === 'done' && failed === 0)
    return t(`panel.job.did.${deed}`, { repositories: repositories(done) });
  return t(`panel.job.did_part.${deed}`, { done, repositories: repositories(total) });
}

function policyTitle(job: JobSnapshot): string {
  if (job.mode === 'remove_all')
    return job.state === 'done' ? t('panel.job.removed') : t('panel.job.not_removed');
  return job.state === 'done' ? t('panel.job.policy_done') : t('panel.job.policy_failed');
}

/** What a job does, where it is more than applying settings. */
const DEEDS: Partial<Record<NonNullable<JobSnapshot['mode']>, 'undo' | 'remove' | 'repair'>> = {
  undo: 'undo',
  remove: 'remove',
  remove_all: 'remove',
  restore_drift: 'repair',
};

/** One line under the title: what goes on, or why it does not. */
export function jobStatus(job: JobSnapshot): string {
  const { done, failed, queued, total } = countResults(job.repos);
  // A set-up, and a change to the policy alone, have steps and no repositories.
  const bySteps = job.kind === 'setup' || total === 0;
  switch (job.state) {
    case 'running':
      return bySteps ? t('panel.job.read_back_each') : t('panel.job.running', { done, total, failed });
    case 'waiting':
      return waitingStatus(job);
    case 'stopping':
      return t('panel.job.stopping');
    case 'stopped':
      return bySteps ? t('panel.job.stopped_step') : t('panel.job.stopped', { done, failed, queued });
    case 'failed':
      return bySteps ? t('panel.job.failed_step') : t('panel.job.failed', { done, failed, queued });
    case 'done':
      if (job.kind === 'setup') return t('panel.job.setup_proved');
      return bySteps ? t('panel.job.read_back') : t('panel.job.done', { done, failed });
  }
}

function waitingStatus({ waitingFor, waitingUntil }: JobSnapshot): string {
  const reason = waitingFor ?? t('panel.job.waiting_for_gitlab');
  return waitingUntil
    ? t('panel.job.waiting_until', { reason, time: clockTime(waitingUntil) })
    : t('panel.job.waiting', { reason });
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
