import { compositeStatus, FINISHED } from '../world/pipeline-status.ts';
import type { CiStatus, Job } from '../world/types.ts';
import type { JobPlan } from './job-plan.ts';
import { baseName } from './plan-jobs.ts';

/** What shall become of a job that has not been started: nothing yet, or one of these. */
export type Decision = 'wait' | 'start' | 'offer' | 'skip';

/**
 * Ci::ProcessBuildService: a job moves when everything before it has come to an end, and by `when` and that end's
 * status it starts, is offered to a person, or is skipped.
 */
export function decide(plan: JobPlan, jobs: readonly Job[], plans: ReadonlyMap<number, JobPlan>): Decision {
  const status = statusBefore(plan, jobs, plans);
  if (!FINISHED.includes(status)) return 'wait';
  const byNeeds = plan.needs !== null;
  const good: readonly CiStatus[] = {
    on_success: byNeeds ? (['success'] as const) : (['success', 'skipped'] as const),
    manual: byNeeds ? (['success'] as const) : (['success', 'skipped'] as const),
    on_failure: ['failed'] as const,
    always: ['success', 'failed', 'skipped', 'canceled'] as const,
  }[plan.when];
  if (!good.includes(status)) return 'skip';
  return plan.when === 'manual' ? 'offer' : 'start';
}

function statusBefore(plan: JobPlan, jobs: readonly Job[], plans: ReadonlyMap<number, JobPlan>): CiStatus {
  const before = plan.needs === null ? ofEarlierStages(plan, jobs, plans) : ofNeeds(plan, jobs);
  if (before.length === 0) return 'success';
  // By needs, one skipped (or optional manual) job is enough to skip.
  const ignored = (job: Job): boolean =>
    job.status === 'skipped' || (job.status === 'manual' && job.allowFailure);
  if (plan.needs !== null && before.some(ignored)) return 'skipped';
  return compositeStatus([...before]);
}

function ofEarlierStages(plan: JobPlan, jobs: readonly Job[], plans: ReadonlyMap<number, JobPlan>): Job[] {
  return jobs.filter((job) => (plans.get(job.id)?.stageIndex ?? Number.POSITIVE_INFINITY) < plan.stageIndex);
}

function ofNeeds(plan: JobPlan, jobs: readonly Job[]): Job[] {
  const wanted = new Set(
    (plan.needs ?? []).filter(({ pipeline }) => pipeline === null).map(({ job }) => job),
  );
  return jobs.filter((job) => wanted.has(job.name) || wanted.has(baseName(job.name)));
}
