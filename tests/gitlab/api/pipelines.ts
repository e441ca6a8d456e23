import { json, noContent } from '../server/answer.ts';
import { forbidden, notFound } from '../server/errors.ts';
import { findPipeline, userById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { canMerge, canPush, canReadPipelines } from '../world/roles.ts';
import type { Job, Pipeline, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { CI_STATUSES, jobScope } from './ci-statuses.ts';
import { jobEntity, pipelineBasic, pipelineEntity } from './entities/pipeline.ts';
import { sorted } from './sort.ts';
import { createPipeline } from './triggers.ts';

const SOURCES = [
  'unknown',
  'push',
  'web',
  'trigger',
  'schedule',
  'api',
  'external',
  'pipeline',
  'chat',
  'webide',
  'merge_request_event',
  'external_pull_request_event',
  'parent_pipeline',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'security_orchestration_policy',
  'container_registry_push',
  'duo_workflow',
  'pipeline_execution_policy_schedule',
];
const SCOPES = ['running', 'pending', 'finished', 'branches', 'tags'];
const ONE = '/projects/:id/pipelines/:pipeline_id';

export function addPipelineRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/pipelines', (call) => {
    const project = pipelineProject(call);
    return call.page(listed(call, project), (pipeline) => pipelineBasic(call.context, pipeline));
  });

  router.add('POST', '/projects/:id/pipeline', async (call) => {
    const project = call.project();
    const user = call.authorize(project, 'developer');
    call.params.require('ref');
    const variables = (call.params.records('variables') ?? []).map(({ key, value, variable_type: type }) => ({
      key: String(key),
      value: String(value),
      file: type === 'file',
    }));
    const pipeline = await createPipeline(
      call,
      project,
      user,
      call.params.requiredString('ref'),
      'api',
      variables,
    );
    return json(pipelineEntity(call.context, pipeline), 201);
  });

  router.add('GET', '/projects/:id/pipelines/latest', (call) => {
    const project = pipelineProject(call);
    const ref = call.params.string('ref') ?? project.defaultBranch;
    const latest = call.world.pipelines
      .filter(
        (pipeline) =>
          pipeline.projectId === project.id && pipeline.ref === ref && pipeline.source !== 'parent_pipeline',
      )
      .at(-1);
    if (latest === undefined) throw forbidden();
    return json(pipelineEntity(call.context, latest));
  });

  router.add('GET', ONE, (call) => json(pipelineEntity(call.context, one(call))));

  router.add('DELETE', ONE, (call) => {
    const pipeline = one(call);
    call.authorize(projectOf(call), 'owner');
    call.world.pipelines.splice(call.world.pipelines.indexOf(pipeline), 1);
    return noContent();
  });

  router.add('GET', `${ONE}/jobs`, (call) => jobs(call, (job) => job.kind === 'build'));
  router.add('GET', `${ONE}/bridges`, (call) => jobs(call, (job) => job.kind === 'bridge'));

  router.add('GET', `${ONE}/variables`, (call) => {
    const pipeline = one(call);
    call.authorize(projectOf(call), 'maintainer');
    return call.page(pipeline.variables, ({ key, value, file }) => ({
      key,
      value,
      variable_type: file ? 'file' : 'env_var',
      raw: false,
    }));
  });

  router.add('POST', `${ONE}/cancel`, async (call) => {
    const pipeline = one(call);
    const project = projectOf(call);
    call.authorizeWrite(project, 'developer');
    // On a protected branch it takes the right to push or to merge (app/policies/ci/pipeline_policy.rb).
    const mayUpdate =
      canPush(call.world, call.user, project, pipeline.ref) ||
      canMerge(call.world, call.user, project, pipeline.ref);
    if (!mayUpdate) throw forbidden();
    await call.context.runner.cancel(pipeline.id);
    return json(pipelineEntity(call.context, pipeline));
  });
}

function projectOf(call: ApiCall): Project {
  return call.project();
}

/** The project, for who may read its pipelines. */
export function pipelineProject(call: ApiCall): Project {
  const project = call.project();
  if (!canReadPipelines(call.world, call.user, project)) throw forbidden();
  return project;
}

function one(call: ApiCall): Pipeline {
  const project = pipelineProject(call);
  const pipeline = findPipeline(call.world, project.id, call.params.requiredInteger('pipeline_id'));
  if (pipeline === undefined) throw notFound();
  return pipeline;
}

function listed(call: ApiCall, project: Project): Pipeline[] {
  const { params, world } = call;
  const sha = params.string('sha');
  const ref = params.string('ref');
  const status = params.oneOf('status', CI_STATUSES);
  const source = params.oneOf('source', SOURCES);
  const scope = params.oneOf('scope', SCOPES);
  const username = params.string('username');
  const updatedAfter = params.date('updated_after')?.toISOString();
  const found = world.pipelines.filter(
    (pipeline) =>
      pipeline.projectId === project.id &&
      // Children are listed only when asked for by their source.
      (source === undefined ? pipeline.source !== 'parent_pipeline' : pipeline.source === source) &&
      (sha === undefined || pipeline.sha === sha) &&
      (ref === undefined || pipeline.ref === ref) &&
      (status === undefined || pipeline.status === status) &&
      (username === undefined || userById(world, pipeline.userId).username === username) &&
      (updatedAfter === undefined || pipeline.updatedAt >= updatedAfter) &&
      inScope(pipeline, scope),
  );
  const order = params.oneOf('order_by', ['id', 'status', 'ref', 'updated_at', 'user_id']) ?? 'id';
  const keys: Record<string, (pipeline: Pipeline) => string | number> = {
    id: (pipeline) => pipeline.id,
    status: (pipeline) => pipeline.status,
    ref: (pipeline) => pipeline.ref,
    updated_at: (pipeline) => pipeline.updatedAt,
    user_id: (pipeline) => pipeline.userId,
  };
  return sorted(
    found,
    keys[order] ?? ((pipeline) => pipeline.id),
    params.oneOf('sort', ['asc', 'desc']) ?? 'desc',
  );
}

function inScope(pipeline: Pipeline, scope: string | undefined): boolean {
  if (scope === 'running' || scope === 'pending') return pipeline.status === scope;
  if (scope === 'finished') return ['success', 'failed', 'canceled'].includes(pipeline.status);
  return scope !== 'tags';
}

function jobs(call: ApiCall, wanted: (job: Job) => boolean) {
  const pipeline = one(call);
  const scope = jobScope(call);
  const retried = call.params.boolean('include_retried') ?? false;
  const all = call.world.jobs.filter((job) => job.pipelineId === pipeline.id);
  const found = (retried ? all : latestJobs(all)).filter(
    (job) => wanted(job) && (scope === undefined || scope.includes(job.status)),
  );
  return call.pageAsync(
    [...found].sort((a, b) => b.id - a.id),
    (job) => jobEntity(call.context, job),
  );
}
