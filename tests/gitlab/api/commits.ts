import { json } from '../server/answer.ts';
import type { CommitAction, DiffFile } from '../server/context.ts';
import { apiError, grapeError, notFound } from '../server/errors.ts';
import { pageOf, withHeaders } from '../server/pagination.ts';
import type { Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { commitEntity, diffEntity, diffStats } from './entities/commit.ts';
import { pipelineBasic } from './entities/pipeline.ts';
import { commitActions } from './files.ts';

const ACTIONS = ['create', 'delete', 'move', 'update', 'chmod'];
const NO_TREE = '0'.repeat(40);

export function addCommitRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/repository/commits', listCommits);
  router.add('POST', '/projects/:id/repository/commits', createCommit);

  router.add('GET', '/projects/:id/repository/commits/:sha', async (call) => {
    const project = call.codeProject();
    const sha = await call.commitSha(project, call.params.requiredString('sha'));
    return json(await commitDetail(call, project, sha, call.params.boolean('stats') ?? true));
  });

  router.add('GET', '/projects/:id/repository/commits/:sha/diff', async (call) => {
    const project = call.codeProject();
    const sha = await call.commitSha(project, call.params.requiredString('sha'));
    return call.page(await ownDiff(call, project, sha), diffEntity);
  });

  router.add('GET', '/projects/:id/repository/commits/:sha/merge_requests', async (call) => {
    const project = call.codeProject();
    const sha = await call.commitSha(project, call.params.requiredString('sha'));
    const found = call.world.mergeRequests.filter(
      (mr) => mr.projectId === project.id && (mr.sha === sha || mr.mergeCommitSha === sha),
    );
    return call.page(found, (mr) => ({
      id: mr.id,
      iid: mr.iid,
      project_id: mr.projectId,
      title: mr.title,
      state: mr.state,
      sha: mr.sha,
    }));
  });

  router.add('GET', '/projects/:id/repository/commits/:sha/refs', async (call) => {
    const project = call.codeProject();
    const sha = await call.commitSha(project, call.params.requiredString('sha'));
    const branches = await call.context.store.branches(project.id);
    const holding: { type: string; name: string }[] = [];
    for (const branch of branches)
      if (await call.context.store.isAncestor(project.id, sha, branch.sha))
        holding.push({ type: 'branch', name: branch.name });
    return call.page(holding, (ref) => ref);
  });
}

async function ownDiff(call: ApiCall, project: Project, sha: string): Promise<DiffFile[]> {
  const commit = await call.context.store.getCommit(project.id, sha);
  return call.context.store.diff(project.id, commit?.parentIds[0] ?? NO_TREE, sha);
}

/** The commits list never counts: no X-Total (docs api/rest, "Pagination"). */
async function listCommits(call: ApiCall) {
  const project = call.codeProject();
  const { page, perPage } = pageOf(call.params);
  const ref = call.params.string('ref_name') ?? project.defaultBranch;
  if (ref === null || ref === undefined) throw notFound('Repository');
  const path = call.params.string('path');
  const since = call.params.date('since');
  const until = call.params.date('until');
  const commits = await call.context.store.log(project.id, ref, {
    ...(path === undefined ? {} : { path }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    ...(until === undefined ? {} : { until: until.toISOString() }),
    skip: (page - 1) * perPage,
    limit: perPage + 1,
  });
  if (commits.length === 0) await call.commitSha(project, ref.split('..').at(-1) ?? ref);
  const listed = withHeaders(commits.slice(0, perPage), {
    page,
    perPage,
    url: call.url,
    total: null,
    more: commits.length > perPage,
  });
  return json(
    listed.items.map((commit) => commitEntity(call.context, project, commit)),
    200,
    listed.headers,
  );
}

export async function commitDetail(call: ApiCall, project: Project, sha: string, withStats = true) {
  const { store } = call.context;
  const commit = await store.getCommit(project.id, sha);
  if (commit === null) throw notFound('Commit');
  const pipeline = call.world.pipelines
    .filter(
      (candidate) =>
        candidate.projectId === project.id &&
        candidate.sha === commit.id &&
        candidate.source !== 'parent_pipeline',
    )
    .at(-1);
  return {
    ...commitEntity(call.context, project, commit),
    ...(withStats ? { stats: diffStats(await ownDiff(call, project, commit.id)) } : {}),
    status: pipeline?.status ?? null,
    project_id: project.id,
    last_pipeline: pipeline === undefined ? null : pipelineBasic(call.context, pipeline),
  };
}

async function createCommit(call: ApiCall) {
  const project = call.project();
  const user = call.requireUser();
  call.params.require('branch', 'commit_message', 'actions');
  const starts = ['start_branch', 'start_sha'].filter((name) => call.params.has(name));
  if (starts.length > 1) throw grapeError(400, 'start_branch, start_sha are mutually exclusive');
  const branch = call.params.requiredString('branch');
  const start = call.params.string('start_branch') ?? call.params.string('start_sha');
  const exists = await call.context.store.resolve(project.id, `refs/heads/${branch}`);
  const force = call.params.boolean('force') ?? false;
  if (exists === null && start === undefined && project.defaultBranch !== null)
    throw apiError(400, 'You can only create or edit files when you are on a branch');
  if (exists !== null && start !== undefined && start !== branch && !force)
    throw apiError(
      400,
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  const sha = await commitActions(call, project, user, {
    branch,
    start,
    force,
    message: call.params.requiredString('commit_message'),
    actions: (call.params.records('actions') ?? []).map(readAction),
  });
  return json(await commitDetail(call, project, sha, call.params.boolean('stats') ?? true), 201);
}

function readAction(record: Record<string, unknown>): CommitAction {
  const { action, file_path: path, previous_path: previousPath, content, encoding } = record;
  if (typeof action !== 'string') throw grapeError(400, 'actions[0][action] is missing');
  if (!ACTIONS.includes(action)) throw grapeError(400, 'actions[0][action] does not have a valid value');
  if (typeof path !== 'string') throw grapeError(400, 'actions[0][file_path] is missing');
  if (action === 'move' && typeof previousPath !== 'string')
    throw grapeError(400, 'actions[0][previous_path] is missing');
  return {
    action: action as CommitAction['action'],
    path,
    ...(typeof previousPath === 'string' ? { previousPath } : {}),
    ...(typeof content === 'string'
      ? { content: Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8') }
      : action === 'create' || action === 'update'
        ? { content: Buffer.alloc(0) }
        : {}),
    ...(typeof record.last_commit_id === 'string' ? { lastCommitId: record.last_commit_id } : {}),
    ...(record.execute_filemode === undefined
      ? {}
      : { executable: record.execute_filemode === true || record.execute_filemode === 'true' }),
  };
}
