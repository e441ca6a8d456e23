import { json } from '../server/answer.ts';
import { apiError, forbidden, HttpError, invalid, notFound } from '../server/errors.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { ACCESS, canMerge, canPush } from '../world/roles.ts';
import type { Job, Pipeline, Project, User } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { commitStatus } from './entities/status.ts';
import { createExternalPipeline, newExternalStatus } from './external-status.ts';
import { sorted } from './sort.ts';
import { STATES, transition } from './status-transition.ts';

/** Writers of one commit's statuses wait for each other; the lock's owner is inside `locked`. */
const locked = new Set<string>();
const LOCK_WAIT_MS = 10_000;

export function addStatusRoutes(router: ApiRouter): void {
  router.add('POST', '/projects/:id/statuses/:sha', postStatus);

  router.add('GET', '/projects/:id/repository/commits/:sha/statuses', async (call) => {
    const project = call.codeProject();
    const sha = await call.context.store.resolve(project.id, call.params.requiredString('sha'));
    if (sha === null) throw notFound('Commit');
    const order = call.params.oneOf('order_by', ['id', 'pipeline_id']) ?? 'id';
    const direction = call.params.oneOf('sort', ['asc', 'desc']) ?? 'asc';
    const rows = sorted(
      statusesOf(call, project, sha),
      (job) => (order === 'id' ? job.id : job.pipelineId),
      direction,
    );
    return call.page(rows, (job) => commitStatus(call.context, job, pipelineOf(call, job), project.fullPath));
  });
}

function pipelineOf(call: ApiCall, job: Job): Pipeline {
  const pipeline = call.world.pipelines.find((candidate) => candidate.id === job.pipelineId);
  if (pipeline === undefined) throw new Error(`No pipeline ${job.pipelineId}`);
  return pipeline;
}

/** Newest per name and pipeline unless `all`; bridges are no statuses of their own but are listed, as in GitLab. */
function statusesOf(call: ApiCall, project: Project, sha: string): Job[] {
  const { params, world } = call;
  const ref = params.string('ref');
  const stage = params.string('stage');
  const name = params.string('name');
  const pipelineId = params.integer('pipeline_id');
  const all = params.boolean('all') ?? false;
  const pipelines = world.pipelines.filter(
    (pipeline) =>
      pipeline.projectId === project.id &&
      pipeline.sha === sha &&
      (ref === undefined || pipeline.ref === ref) &&
      (pipelineId === undefined || pipeline.id === pipelineId),
  );
  return pipelines
    .flatMap((pipeline) => {
      const jobs = world.jobs.filter((job) => job.pipelineId === pipeline.id);
      return all ? jobs : latestJobs(jobs);
    })
    .filter(
      (job) => (stage === undefined || job.stage === stage) && (name === undefined || job.name === name),
    );
}

async function postStatus(call: ApiCall) {
  const { params, context } = call;
  const project = call.project();
  const user = call.requireUser();
  params.require('state');
  const state = params.oneOf('state', STATES);
  const pipelineId = params.integer('pipeline_id');
  if (state === undefined) throw apiError(400, 'State is required');
  if (call.level(project) < ACCESS.developer || project.archived) throw forbidden();
  const wanted = params.requiredString('sha');
  const key = `${context.baseUrl} ${project.id} ${wanted}`;
  await obtain(key);
  try {
    const sha = await context.store.resolve(project.id, wanted);
    if (sha === null || !/^[0-9a-f]{7,40}$/.test(wanted)) throw notFound('Commit');
    const job = await write(call, project, user, sha, state, pipelineId);
    return json(commitStatus(context, job, pipelineOf(call, job), project.fullPath), 201);
  } finally {
    locked.delete(key);
  }
}

/** 20 tries of half a second, then 409 (app/services/ci/create_commit_status_service.rb). */
async function obtain(key: string): Promise<void> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (locked.has(key)) {
    if (Date.now() > deadline)
      throw new HttpError(409, { message: 'Another update to this commit status is in progress' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  locked.add(key);
}

async function write(
  call: ApiCall,
  project: Project,
  user: User,
  sha: string,
  state: (typeof STATES)[number],
  pipelineId: number | undefined,
): Promise<Job> {
  const { params, context, world } = call;
  const wantedRef = params.string('ref');
  const matching = firstMatchingPipeline(call, project, sha, wantedRef, pipelineId);
  const ref = wantedRef ?? matching?.ref ?? (await branchHolding(call, project, sha));
  if (ref === null) throw notFound('References for commit');
  if (pipelineId !== undefined && matching === undefined)
    throw notFound('Pipeline for pipeline_id, sha and ref');
  // The pipeline is made, and stays, before the right to it is looked at (app/policies/ci/pipeline_policy.rb).
  const pipeline = matching ?? createExternalPipeline(call, project, user, sha, ref);
  if (!canPush(world, user, project, pipeline.ref) && !canMerge(world, user, project, pipeline.ref))
    throw forbidden();
  const fields = optionalFields(call);
  const name = params.string('name') ?? params.string('context') ?? 'default';
  const existing = world.jobs.find(
    (job) =>
      job.kind === 'external' &&
      job.pipelineId === matching?.id &&
      job.name === name &&
      job.userId === user.id &&
      (job.status === 'pending' || job.status === 'running'),
  );
  const status = transition(existing?.status ?? 'created', state);
  const at = now();
  const job: Job = existing ?? newExternalStatus(call, pipeline, user, name, at);
  Object.assign(job, fields, { status, failureReason: state === 'failed' ? 'api_failure' : null });
  if (status === 'running' && job.startedAt === null) job.startedAt = at;
  if (!['pending', 'running'].includes(status)) {
    job.startedAt ??= at;
    job.finishedAt = at;
  }
  context.events.emit('job-changed', job);
  context.updatePipeline(pipeline.id);
  return job;
}

/** The newest of the commit, never a child; with `pipeline_id` and a `ref` both must fit. */
function firstMatchingPipeline(
  call: ApiCall,
  project: Project,
  sha: string,
  ref: string | undefined,
  id: number | undefined,
): Pipeline | undefined {
  return call.world.pipelines
    .filter(
      (pipeline) =>
        pipeline.projectId === project.id &&
        pipeline.sha === sha &&
        pipeline.source !== 'parent_pipeline' &&
        (ref === undefined || pipeline.ref === ref) &&
        (id === undefined || pipeline.id === id),
    )
    .sort((a, b) => b.id - a.id)[0];
}

async function branchHolding(call: ApiCall, project: Project, sha: string): Promise<string | null> {
  const { store } = call.context;
  for (const branch of await store.branches(project.id))
    if (branch.sha === sha || (await store.isAncestor(project.id, sha, branch.sha))) return branch.name;
  return null;
}

function optionalFields(call: ApiCall): Partial<Pick<Job, 'targetUrl' | 'description'>> {
  const targetUrl = call.params.string('target_url');
  const description = call.params.string('description');
  const messages: Record<string, string[]> = {};
  const long = ['is too long (maximum is 255 characters)'];
  if (targetUrl !== undefined && targetUrl.length > 255) messages.target_url = long;
  else if (targetUrl !== undefined && !/^(https?|ftp):\/\/[^\s/]+/.test(targetUrl))
    messages.target_url = ['is blocked: Only allowed schemes are http, https'];
  if (description !== undefined && description.length > 255) messages.description = long;
  if (Object.keys(messages).length > 0) throw invalid(messages);
  return {
    ...(targetUrl === undefined ? {} : { targetUrl }),
    ...(description === undefined ? {} : { description }),
  };
}
