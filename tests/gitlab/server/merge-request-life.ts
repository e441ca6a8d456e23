import type { ApiCall } from '../api/call.ts';
import { findProject } from '../world/find.ts';
import { ACCESS, accessLevel, canReadCode } from '../world/roles.ts';
import type { MergeRequest, Project, User } from '../world/types.ts';
import { apiError, badRequest, forbidden, invalid, notFound } from './errors.ts';
import { headMoved, mergeRequestChanged, systemNote } from './merge-request-events.ts';

const DRAFT = /^\s*(draft:|\[draft\]|\(draft\))/i;

/** POST …/merge_requests: on the source project; `target_project_id` for a fork's. */
export async function createMergeRequest(call: ApiCall, source: Project, user: User): Promise<MergeRequest> {
  const { params, world, context } = call;
  if (accessLevel(world, user, { projectId: source.id }) < ACCESS.developer) throw forbidden();
  const target = targetProject(call, source, user);
  if (target.archived || !target.mergeRequestsEnabled) throw forbidden();
  const sourceBranch = params.requiredString('source_branch');
  const targetBranch = params.requiredString('target_branch');
  if (source.id === target.id && sourceBranch === targetBranch)
    throw badRequestFor("You can't use same project/branch for source and target");
  const sha = await context.store.resolve(source.id, `refs/heads/${sourceBranch}`);
  const targetSha = await context.store.resolve(target.id, `refs/heads/${targetBranch}`);
  if (sha === null) throw invalid({ source_branch: [`Source branch "${sourceBranch}" does not exist`] });
  if (targetSha === null) throw invalid({ base: [`Target branch "${targetBranch}" does not exist`] });
  const existing = world.mergeRequests.find(
    (mr) =>
      mr.state === 'opened' &&
      mr.sourceProjectId === source.id &&
      mr.projectId === target.id &&
      mr.sourceBranch === sourceBranch &&
      mr.targetBranch === targetBranch,
  );
  if (existing !== undefined)
    throw apiError(409, [
      `Another open merge request already exists for this source branch: !${existing.iid}`,
    ]);
  const title = params.requiredString('title');
  if (title.trim() === '') throw invalid({ title: ["can't be blank"] });
  if (title.length > 255) throw invalid({ title: ['is too long (maximum is 255 characters)'] });
  const at = new Date().toISOString();
  const mr: MergeRequest = {
    id: context.newId('mergeRequest'),
    iid:
      Math.max(
        0,
        ...world.mergeRequests.filter((other) => other.projectId === target.id).map((other) => other.iid),
      ) + 1,
    projectId: target.id,
    sourceProjectId: source.id,
    title,
    description: params.string('description') ?? '',
    sourceBranch,
    targetBranch,
    authorId: user.id,
    state: 'opened',
    draft: DRAFT.test(title),
    sha,
    mergeCommitSha: null,
    createdAt: at,
    updatedAt: at,
    labels: params.list('labels') ?? [],
    squash: params.boolean('squash') ?? false,
    removeSourceBranch: params.boolean('remove_source_branch') ?? false,
  };
  world.mergeRequests.push(mr);
  void context.track(
    (async () => {
      await headMoved(context, mr, user);
      await mergeRequestChanged(context, mr, user, { action: 'open' });
    })(),
  );
  return mr;
}

function badRequestFor(sentence: string) {
  return apiError(422, { validate_branches: [sentence] });
}

function targetProject(call: ApiCall, source: Project, user: User): Project {
  const id = call.params.integer('target_project_id') ?? source.id;
  if (id === source.id) return source;
  const found = findProject(call.world, id);
  if (found === undefined || !canReadCode(call.world, user, found.project)) throw notFound('Project');
  if (source.forkedFromId !== found.project.id)
    throw badRequest('Source project is not a fork of the target project');
  return found.project;
}

/** PUT …/merge_requests/:iid, with the events GitLab sends for it. */
export async function updateMergeRequest(call: ApiCall, mr: MergeRequest, user: User): Promise<void> {
  const { params, context } = call;
  params.requireOneOf(
    'title',
    'target_branch',
    'description',
    'state_event',
    'labels',
    'add_labels',
    'remove_labels',
    'squash',
    'remove_source_branch',
    'assignee_id',
    'assignee_ids',
    'reviewer_ids',
    'milestone_id',
    'discussion_locked',
    'allow_collaboration',
    'allow_maintainer_to_push',
    'merge_after',
  );
  const stateEvent = params.oneOf('state_event', ['close', 'reopen']);
  const changes: Record<string, { previous: unknown; current: unknown }> = {};
  const change = (key: string, previous: unknown, current: unknown) => {
    if (previous !== current) changes[key] = { previous, current };
  };
  const title = params.string('title');
  if (title !== undefined) {
    if (title.trim() === '') throw invalid({ title: ["can't be blank"] });
    change('title', mr.title, title);
    change('draft', mr.draft, DRAFT.test(title));
    mr.title = title;
    mr.draft = DRAFT.test(title);
  }
  const description = params.string('description');
  if (description !== undefined) {
    change('description', mr.description, description);
    mr.description = description;
  }
  const target = params.string('target_branch');
  if (target !== undefined && target !== mr.targetBranch) {
    if ((await context.store.resolve(mr.projectId, `refs/heads/${target}`)) === null)
      throw invalid({ base: [`Target branch "${target}" does not exist`] });
    change('target_branch', mr.targetBranch, target);
    mr.targetBranch = target;
    mr.versions = [];
  }
  const labels = mr.labels;
  mr.labels = params.list('labels') ?? mr.labels;
  mr.labels = [...new Set([...mr.labels, ...(params.list('add_labels') ?? [])])].filter(
    (label) => !(params.list('remove_labels') ?? []).includes(label),
  );
  if (labels.join() !== mr.labels.join()) {
    const named = (titles: string[]) => titles.map((title) => ({ title }));
    changes.labels = { previous: named(labels), current: named(mr.labels) };
  }
  mr.squash = params.boolean('squash') ?? mr.squash ?? false;
  mr.removeSourceBranch = params.boolean('remove_source_branch') ?? mr.removeSourceBranch ?? false;
  mr.updatedAt = new Date().toISOString();
  if (stateEvent !== undefined) await changeState(call, mr, user, stateEvent);
  else void context.track(mergeRequestChanged(context, mr, user, { action: 'update', changes }));
}

async function changeState(
  call: ApiCall,
  mr: MergeRequest,
  user: User,
  event: 'close' | 'reopen',
): Promise<void> {
  const { context } = call;
  if (event === 'close' && mr.state === 'opened') {
    mr.state = 'closed';
    mr.closedAt = mr.updatedAt;
    systemNote(context, mr, user.id, 'closed');
  } else if (event === 'reopen' && mr.state === 'closed') {
    mr.state = 'opened';
    mr.closedAt = null;
    systemNote(context, mr, user.id, 'reopened');
    // While it was closed nobody followed the branch.
    const head = await context.store.resolve(mr.sourceProjectId, `refs/heads/${mr.sourceBranch}`);
    if (head !== null && head !== mr.sha) {
      mr.sha = head;
      void context.track(headMoved(context, mr, user));
    }
  } else return;
  void context.track(mergeRequestChanged(context, mr, user, { action: event }));
}
