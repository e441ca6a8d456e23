import { latestJobs } from '../world/pipeline-status.ts';
import type { Job, Pipeline, World } from '../world/types.ts';
import type { JobPlan } from './job-plan.ts';
import { baseName } from './plan-jobs.ts';
import { expandText } from './variables.ts';

/**
 * Jobs whose archives a job gets: by `needs`, else by `dependencies`, else of all earlier stages. Null: a job of
 * another pipeline that it needs is not there, has no archive or failed to end (`missing_dependency_failure`).
 */
export function findSuppliers(
  world: World,
  pipeline: Pipeline,
  plan: JobPlan,
  plans: ReadonlyMap<number, JobPlan>,
  lookup: (variable: string) => string,
): Job[] | null {
  const own = jobsOf(world, pipeline.id);
  if (plan.needs === null) {
    const earlier = own.filter((job) => (plans.get(job.id)?.stageIndex ?? 0) < plan.stageIndex);
    const { dependencies } = plan;
    const wanted = earlier.filter(
      ({ name }) =>
        dependencies === null || dependencies.includes(name) || dependencies.includes(baseName(name)),
    );
    return wanted.filter(({ kind }) => kind === 'build');
  }
  const suppliers: Job[] = [];
  for (const need of plan.needs.filter(({ artifacts }) => artifacts)) {
    if (need.pipeline === null) {
      suppliers.push(...own.filter(({ name }) => name === need.job || baseName(name) === need.job));
      continue;
    }
    const id = Number(expandText(need.pipeline, lookup));
    // GitLab lets a job need the jobs of pipelines in its own family alone.
    const family = ancestors(world, pipeline);
    const found = family.includes(id) ? jobsOf(world, id).find(({ name }) => name === need.job) : undefined;
    if (found === undefined || found.artifactsDir === null) return null;
    suppliers.push(found);
  }
  return suppliers;
}

function jobsOf(world: World, pipelineId: number): Job[] {
  return latestJobs(world.jobs.filter((job) => job.pipelineId === pipelineId));
}

/** Ids of the parent, its parent, and so on. */
export function ancestors(world: World, pipeline: Pipeline): number[] {
  const ids: number[] = [];
  for (let id = pipeline.parentPipelineId; id !== null; ) {
    ids.push(id);
    id = world.pipelines.find((candidate) => candidate.id === id)?.parentPipelineId ?? null;
  }
  return ids;
}
