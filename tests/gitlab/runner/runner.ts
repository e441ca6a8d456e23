import { join } from 'node:path';
import type { PipelineRequest, Runner } from '../server/context.ts';
import { FINISHED, latestJobs } from '../world/pipeline-status.ts';
import type { CiStatus, Job, Pipeline } from '../world/types.ts';
import { createChild } from './bridge.ts';
import { createCiLocal } from './ci-local.ts';
import type { RunnerContext } from './context.ts';
import { createPipeline, newJob } from './create-pipeline.ts';
import { executeJob, type Outcome } from './execute-job.ts';
import type { JobPlan } from './job-plan.ts';
import { decide } from './schedule.ts';
import { findSuppliers } from './suppliers.ts';

/** Jobs at the same time. */
const CONCURRENCY = 4;

/**
 * Runs pipelines for real: GitLab's order of jobs and stages, child pipelines from an artifact or a file, artifacts,
 * logs, cancelling. Reading the CI file is gitlab-ci-local's work (`ci-local.ts`), running a script bash's.
 *
 * A shell runner: `image` and `services` are taken and not used. `environment` gives a job the variables of that
 * name and deploys nothing. Not there at all: `delayed` jobs (they start at once), dotenv reports,
 * `trigger:project`.
 */
export function createRunner(context: RunnerContext): Runner {
  const ciLocal = createCiLocal(join(context.dataDir, 'ci'));
  const { world } = context;
  const plans = new Map<number, JobPlan>();
  const running = new Map<number, AbortController>();
  const queue: number[] = [];
  const work = new Set<Promise<unknown>>();
  let closed = false;

  const track = <T>(task: Promise<T>): Promise<T> => {
    const settled = task.catch(() => {}).finally(() => work.delete(settled));
    work.add(settled);
    return task;
  };
  const jobById = (id: number): Job | undefined => world.jobs.find((job) => job.id === id);
  const pipelineById = (id: number): Pipeline | undefined =>
    world.pipelines.find((pipeline) => pipeline.id === id);
  const latestOf = (pipelineId: number): Job[] =>
    latestJobs(world.jobs.filter((job) => job.pipelineId === pipelineId));

  const setStatus = (job: Job, status: CiStatus, failureReason: string | null = null): void => {
    const now = new Date().toISOString();
    job.status = status;
    job.failureReason = failureReason;
    if (status === 'running') job.startedAt = now;
    if (FINISHED.includes(status) && status !== 'skipped') job.finishedAt = now;
    context.events.emit('job-changed', job);
  };

  /** Moves every job of a pipeline that can move, then what hangs on the pipeline's own status. */
  const process = (pipelineId: number): void => {
    for (let moved = true; moved; ) {
      moved = false;
      const jobs = latestOf(pipelineId);
      for (const job of jobs) {
        const plan = plans.get(job.id);
        if (plan === undefined || job.status !== 'created') continue;
        const decision = decide(plan, jobs, plans);
        if (decision === 'wait') continue;
        moved = true;
        if (decision === 'start') start(job, plan);
        else setStatus(job, decision === 'skip' ? 'skipped' : 'manual');
      }
    }
    if (latestOf(pipelineId).length > 0) context.updatePipeline(pipelineId);
    followChild(pipelineId);
    pump();
  };

  const start = (job: Job, plan: JobPlan): void => {
    if (plan.trigger === null) {
      setStatus(job, 'pending');
      queue.push(job.id);
    } else {
      setStatus(job, 'running');
      void track(startChild(job, plan));
    }
  };

  const pump = (): void => {
    while (context.runnerEnabled && !closed && running.size < CONCURRENCY) {
      const id = queue.shift();
      if (id === undefined) return;
      const job = jobById(id);
      const plan = plans.get(id);
      if (job?.status === 'pending' && plan !== undefined) void track(runJob(job, plan));
    }
  };

  const runJob = async (job: Job, plan: JobPlan): Promise<void> => {
    const pipeline = pipelineById(job.pipelineId);
    if (pipeline === undefined) return;
    const controller = new AbortController();
    running.set(job.id, controller);
    setStatus(job, 'running');
    context.updatePipeline(pipeline.id);
    let outcome: Outcome;
    try {
      const lookup = (name: string): string =>
        pipeline.variables.find(({ key }) => key === name)?.value ??
        plan.variables.find(({ key }) => key === name)?.value ??
        '';
      const suppliers = findSuppliers(world, pipeline, plan, plans, lookup);
      outcome =
        suppliers === null
          ? { status: 'failed', failureReason: 'missing_dependency_failure', exitCode: null }
          : await executeJob(context, pipeline, job, plan, suppliers, controller.signal);
    } catch (error) {
      job.trace += `ERROR: Job failed (system failure): ${error instanceof Error ? error.message : error}\n`;
      outcome = { status: 'failed', failureReason: 'runner_system_failure', exitCode: null };
    }
    running.delete(job.id);
    if (outcome.exitCode !== null && plan.allowedExitCodes.includes(outcome.exitCode))
      job.allowFailure = true;
    // A job that was cancelled says so from that moment on.
    if (job.status === 'running') setStatus(job, outcome.status, outcome.failureReason);
    if (shallRetry(job, plan)) retry(job, plan, pipeline);
    else process(pipeline.id);
  };

  const shallRetry = (job: Job, { retry: { max, when } }: JobPlan): boolean => {
    const tries = world.jobs.filter(
      ({ pipelineId, name }) => pipelineId === job.pipelineId && name === job.name,
    );
    const reason = job.failureReason ?? 'unknown_failure';
    return (
      job.status === 'failed' && tries.length <= max && (when.includes('always') || when.includes(reason))
    );
  };

  /** Puts a new job in the place of one that has ended. */
  const retry = (_job: Job, plan: JobPlan, pipeline: Pipeline): Job => {
    const again = newJob(context.newId('job'), pipeline, plan);
    world.jobs.push(again);
    plans.set(again.id, plan);
    // What was skipped because of the old one waits for the new one.
    for (const later of latestOf(pipeline.id)) {
      if (later.status === 'skipped') setStatus(later, 'created');
    }
    start(again, plan);
    process(pipeline.id);
    return again;
  };

  const startChild = async (bridge: Job, plan: JobPlan): Promise<void> => {
    const parent = pipelineById(bridge.pipelineId);
    const { trigger } = plan;
    if (parent === undefined || trigger === null) return;
    const fail = (reason: string): void => {
      if (bridge.status === 'running') setStatus(bridge, 'failed', reason);
      process(parent.id);
    };
    const creation = await createChild(context, ciLocal, parent, plan, trigger).catch(() => null);
    if (creation === null || creation.kind === 'none') {
      return fail(creation?.reason ?? 'downstream_pipeline_creation_failed');
    }
    const child = creation.pipeline;
    bridge.downstreamPipelineId = child.id;
    context.events.emit('pipeline-changed', child);
    if (creation.kind === 'invalid') return fail('downstream_pipeline_creation_failed');
    for (const [id, childPlan] of creation.plans) plans.set(id, childPlan);
    // It may have been cancelled while the child was made.
    if (bridge.status === 'canceled') return cancelPipeline(child.id);
    process(child.id);
    if (trigger.depend) return;
    setStatus(bridge, 'success');
    process(parent.id);
  };

  /** A bridge with `strategy: depend` ends as its child does. */
  const followChild = (childId: number): void => {
    const child = pipelineById(childId);
    if (child === undefined || child.parentPipelineId === null || !FINISHED.includes(child.status)) return;
    const bridge = world.jobs.find(({ downstreamPipelineId }) => downstreamPipelineId === childId);
    if (bridge?.status !== 'running' || plans.get(bridge.id)?.trigger?.depend !== true) return;
    const failed = child.status === 'failed' || child.status === 'skipped';
    if (failed) setStatus(bridge, 'failed', 'unknown_failure');
    else setStatus(bridge, child.status);
    process(bridge.pipelineId);
  };

  const cancelOne = (job: Job): void => {
    if (job.status !== 'created' && job.status !== 'pending' && job.status !== 'running') return;
    setStatus(job, 'canceled');
    running.get(job.id)?.abort();
    if (job.downstreamPipelineId !== null) cancelPipeline(job.downstreamPipelineId);
  };

  const cancelPipeline = (pipelineId: number): void => {
    for (const job of latestOf(pipelineId)) cancelOne(job);
    process(pipelineId);
  };

  const create = async (request: PipelineRequest): ReturnType<Runner['createPipeline']> => {
    const creation = await createPipeline(context, ciLocal, request);
    if (creation.kind === 'none') return creation;
    const { pipeline } = creation;
    if (creation.kind === 'created') for (const [id, plan] of creation.plans) plans.set(id, plan);
    context.events.emit('pipeline-changed', pipeline);
    process(pipeline.id);
    return { kind: creation.kind, pipeline };
  };

  return {
    createPipeline: (request) => track(create(request)),
    enqueue: process,
    cancel: async (pipelineId) => cancelPipeline(pipelineId),
    cancelJob: (jobId) => {
      const job = jobById(jobId);
      if (job === undefined) return;
      cancelOne(job);
      process(job.pipelineId);
    },
    playJob: (jobId) => {
      const job = jobById(jobId);
      const plan = plans.get(jobId);
      if (job?.status !== 'manual' || plan === undefined) return false;
      start(job, plan);
      process(job.pipelineId);
      return true;
    },
    retryJob: (jobId) => {
      const job = jobById(jobId);
      const plan = plans.get(jobId);
      const pipeline = job === undefined ? undefined : pipelineById(job.pipelineId);
      if (job === undefined || plan === undefined || pipeline === undefined) return null;
      return FINISHED.includes(job.status) ? retry(job, plan, pipeline) : null;
    },
    idle: async () => {
      while (work.size > 0) await Promise.all(work);
    },
    close: async () => {
      closed = true;
      for (const controller of running.values()) controller.abort();
      while (work.size > 0) await Promise.all(work);
    },
  };
}
