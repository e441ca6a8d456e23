import { randomBytes } from 'node:crypto';
import { json, noContent } from '../server/answer.ts';
import { apiError, forbidden, notFound } from '../server/errors.ts';
import { findProject, userById } from '../world/find.ts';
import { ACCESS, accessLevel, canMerge, canPush } from '../world/roles.ts';
import type { Project, TriggerToken, User, World } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { pipelineEntity } from './entities/pipeline.ts';
import { userBasic } from './entities/user.ts';

export function addTriggerRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/triggers', (call) => {
    const project = call.project();
    call.authorize(project, 'maintainer');
    return call.page(
      call.world.triggers.filter((trigger) => trigger.projectId === project.id),
      (trigger) => entity(call, trigger),
    );
  });

  router.add('GET', '/projects/:id/triggers/:trigger_id', (call) => json(entity(call, findTrigger(call))));

  router.add('POST', '/projects/:id/triggers', (call) => {
    const project = call.project();
    call.params.require('description');
    const user = call.authorizeWrite(project, 'maintainer');
    const trigger: TriggerToken = {
      id: call.context.newId('trigger'),
      projectId: project.id,
      ownerId: user.id,
      description: call.params.requiredString('description'),
      token: `glptt-${randomBytes(20).toString('hex')}`,
      createdAt: now(),
      lastUsed: null,
    };
    call.world.triggers.push(trigger);
    return json(entity(call, trigger), 201);
  });

  router.add('PUT', '/projects/:id/triggers/:trigger_id', (call) => {
    const trigger = findTrigger(call);
    // `admin_trigger`: the owner of the token alone.
    if (trigger.ownerId !== call.user?.id)
      throw forbidden('The current user is not authorized to update the pipeline trigger token');
    trigger.description = call.params.string('description') ?? trigger.description;
    return json(entity(call, trigger));
  });

  router.add('DELETE', '/projects/:id/triggers/:trigger_id', (call) => {
    const trigger = findTrigger(call);
    call.world.triggers.splice(call.world.triggers.indexOf(trigger), 1);
    return noContent();
  });

  for (const path of ['/projects/:id/trigger/pipeline', '/projects/:id/ref/:ref/trigger/pipeline'])
    router.add('POST', path, runTrigger);
}

function findTrigger(call: ApiCall): TriggerToken {
  const project = call.project();
  call.authorize(project, 'maintainer');
  const id = call.params.requiredInteger('trigger_id');
  const trigger = call.world.triggers.find(
    (candidate) => candidate.projectId === project.id && candidate.id === id,
  );
  if (trigger === undefined) throw notFound('Trigger');
  return trigger;
}

/** The token in full to its owner; the first four characters to everyone else. */
function entity(call: ApiCall, trigger: TriggerToken) {
  const own = trigger.ownerId === call.user?.id;
  return {
    id: trigger.id,
    token: own ? trigger.token : trigger.token.slice(0, 4),
    description: trigger.description,
    created_at: trigger.createdAt,
    updated_at: trigger.createdAt,
    last_used: trigger.lastUsed,
    expires_at: null,
    owner: userBasic(call.context, userById(call.world, trigger.ownerId)),
  };
}

/** lib/api/ci/triggers.rb and app/services/ci/pipeline_trigger_service.rb */
async function runTrigger(call: ApiCall) {
  const { params, world, context } = call;
  params.require('ref', 'token');
  if (call.headers['x-gitlab-event'] === 'Pipeline Hook') throw forbidden();
  const variables = params.record('variables') ?? {};
  if (!Object.values(variables).every((value) => typeof value === 'string'))
    throw apiError(400, 'variables needs to be a map of key-valued strings');
  const found = findProject(world, params.requiredString('id'));
  const trigger = world.triggers.find((candidate) => candidate.token === params.string('token'));
  // Wrong token, wrong project, no project: one answer, so that none of them leaks.
  if (found === undefined || trigger === undefined || trigger.projectId !== found.project.id)
    throw notFound();
  const owner = userById(world, trigger.ownerId);
  const ref = params.requiredString('ref');
  const payload: Record<string, unknown> = { ...params.values, variables };
  delete payload.token;
  const pipelineVariables = [
    ...Object.entries(variables).map(([key, value]) => ({ key, value: String(value), file: false })),
    { key: 'TRIGGER_PAYLOAD', value: JSON.stringify(payload), file: true },
  ];
  trigger.lastUsed = now();
  const pipeline = await createPipeline(call, found.project, owner, ref, 'trigger', pipelineVariables);
  return json(pipelineEntity(context, pipeline), 201);
}

/** Pipelines by trigger and by API: the refusals of lib/gitlab/ci/pipeline/chain, in its order. */
export async function createPipeline(
  call: ApiCall,
  project: Project,
  user: User,
  ref: string,
  source: 'trigger' | 'api' | 'schedule',
  variables: { key: string; value: string; file: boolean }[],
  scheduleDescription?: string,
) {
  const refuse = (reason: string) => apiError(400, { base: [reason] });
  const level = accessLevel(call.world, user, { projectId: project.id });
  if (user.state !== 'active' || level < ACCESS.developer)
    throw refuse('Insufficient permissions to create a new pipeline');
  if (!project.jobsEnabled || project.archived) throw refuse('Pipelines are disabled!');
  const branch = ref.replace(/^refs\/heads\//, '');
  // On a protected branch it takes the right to push or to merge (Gitlab::UserAccess#can_update_branch?).
  if (!canPush(call.world, user, project, branch) && !canMerge(call.world, user, project, branch))
    throw refuse(
      `You do not have sufficient permission to run a pipeline on '${branch}'. Please select a different branch or contact your administrator for assistance.`,
    );
  const sha = await call.context.store.resolve(project.id, `refs/heads/${branch}`);
  if (sha === null) throw refuse('Reference not found');
  if (asksForPermission(call.world, source, variables) && !maySetVariables(project, level))
    throw refuse('Insufficient permissions to set pipeline variables');
  const twice = variables.filter(({ key }, at) => variables.findIndex((other) => other.key === key) < at);
  if (twice.length > 0) throw refuse(`Duplicate variable name: ${twice.map(({ key }) => key).join(', ')}`);
  const answer = await call.context.runner.createPipeline({
    projectId: project.id,
    ref: branch,
    sha,
    source,
    userId: user.id,
    variables,
    ...(scheduleDescription !== undefined && { scheduleDescription }),
  });
  if (answer.kind === 'none') throw refuse(answer.reason);
  if (answer.kind === 'invalid' && source === 'api')
    throw refuse(answer.pipeline.yamlErrors ?? 'Invalid CI config');
  return answer.pipeline;
}

/** What GitLab adds to a trigger's pipeline itself needs no permission, alone (gitlab!204230). */
function asksForPermission(world: World, source: string, variables: readonly { key: string }[]): boolean {
  const own = source === 'trigger' && (world.exemptsTriggerPayload ?? true);
  return variables.some(({ key }) => !own || key !== 'TRIGGER_PAYLOAD') || (own && variables.length > 1);
}

function maySetVariables(project: Project, level: number): boolean {
  const minimum = project.pipelineVariablesMinimumRole;
  return minimum !== 'no_one_allowed' && level >= ACCESS[minimum];
}
