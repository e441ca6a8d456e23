import type { CiStatus, Job, Pipeline, World } from './types.ts';

/** Of jobs with the same name only the newest counts: the others were retried. */
export function latestJobs(jobs: Job[]): Job[] {
  const latest = new Map<string, Job>();
  for (const job of jobs) {
    const known = latest.get(job.name);
    if (known === undefined || known.id < job.id) latest.set(job.name, job);
  }
  return [...latest.values()].sort((a, b) => a.id - b.id);
}

type Part = CiStatus | 'ignored' | 'success_with_warnings';

function partOf(job: Job): Part {
  if (job.allowFailure && (job.status === 'failed' || job.status === 'canceled'))
    return 'success_with_warnings';
  if (job.allowFailure && job.status === 'manual') return 'ignored';
  return job.status;
}

/** A pipeline's status out of its latest jobs; the order is lib/gitlab/ci/status/composite.rb's. */
export function compositeStatus(jobs: Job[]): CiStatus {
  const parts = new Set(latestJobs(jobs).map(partOf));
  const only = (...allowed: Part[]) => [...parts].every((part) => allowed.includes(part));
  if (parts.size === 0) return 'created';
  if (only('skipped', 'ignored')) return 'skipped';
  if (only('success', 'skipped', 'success_with_warnings', 'ignored')) return 'success';
  if (only('created', 'success_with_warnings', 'ignored')) return 'created';
  if (only('canceled', 'success', 'skipped', 'success_with_warnings', 'ignored')) return 'canceled';
  if (only('pending', 'created', 'skipped', 'success_with_warnings', 'ignored')) return 'pending';
  if (parts.has('running') || parts.has('pending')) return 'running';
  if (parts.has('manual')) return 'manual';
  if (parts.has('created')) return 'running';
  return 'failed';
}

export const FINISHED: readonly CiStatus[] = ['success', 'failed', 'canceled', 'skipped'];

/** Sets status and times from the jobs. Whether the status changed. */
export function refreshPipeline(world: World, pipeline: Pipeline, now: string): boolean {
  const status = compositeStatus(world.jobs.filter((job) => job.pipelineId === pipeline.id));
  if (status === pipeline.status) return false;
  pipeline.status = status;
  pipeline.updatedAt = now;
  if (status === 'running' && pipeline.startedAt === null) pipeline.startedAt = now;
  pipeline.finishedAt = FINISHED.includes(status) ? now : null;
  return true;
}
