import { userById } from '../world/find.ts';
import type { MergeRequest, Project, User } from '../world/types.ts';
import type { RefChange, ServerContext } from './context.ts';
import { headMoved, mergeRequestChanged, systemNote } from './merge-request-events.ts';
import { pushPayload } from './webhook-payload.ts';
import { fireHooks } from './webhooks.ts';

const ZEROS = '0'.repeat(40);

/**
 * All that follows a push, whether it came over git, the API or the web: the default branch of an empty
 * repository, open merge requests, hooks, pipelines. GitLab does this in the background; so does the caller.
 */
export async function afterPush(
  context: ServerContext,
  project: Project,
  user: User,
  changes: RefChange[],
): Promise<void> {
  for (const change of changes) {
    if (!change.ref.startsWith('refs/heads/')) continue;
    await branchPushed(context, project, user, change);
  }
}

/** One branch, from a commit made over the API. */
export function branchChange(branch: string, before: string | null, after: string | null): RefChange {
  return { ref: `refs/heads/${branch}`, before: before ?? ZEROS, after: after ?? ZEROS };
}

/** The first branch of an empty project becomes its default and is protected for Maintainers. */
export function adoptDefaultBranch(project: Project, branch: string): void {
  if (project.defaultBranch !== null) return;
  project.defaultBranch = branch;
  if (!project.protectedBranches.some((rule) => rule.name === branch))
    project.protectedBranches.push({ name: branch, pushLevel: 40, mergeLevel: 40 });
}

async function branchPushed(
  context: ServerContext,
  project: Project,
  user: User,
  change: RefChange,
): Promise<void> {
  const branch = change.ref.slice('refs/heads/'.length);
  const removed = change.after === ZEROS;
  project.lastActivityAt = new Date().toISOString();
  if (!removed) adoptDefaultBranch(project, branch);
  const open = context.world.mergeRequests.filter((mr) => mr.state === 'opened');
  const sourced = removed
    ? []
    : open.filter(
        (mr) => mr.sourceProjectId === project.id && mr.sourceBranch === branch && mr.sha !== change.after,
      );
  for (const mr of sourced) mr.sha = change.after;
  await fireHooks(context, project.id, 'push_hooks', () => pushPayload(context, project, user, change));
  if (removed) return;
  await context.runner.createPipeline({
    projectId: project.id,
    ref: branch,
    sha: change.after,
    source: 'push',
    userId: user.id,
  });
  for (const mr of sourced) await refresh(context, mr, user, change.before);
  for (const mr of open)
    if (mr.projectId === project.id && mr.targetBranch === branch)
      await markMerged(context, mr, user, change.after);
}

async function refresh(context: ServerContext, mr: MergeRequest, user: User, oldrev: string): Promise<void> {
  mr.updatedAt = new Date().toISOString();
  // A new head ends a wish to merge the old one.
  mr.autoMergeUserId = null;
  await headMoved(context, mr, user);
  const commits = await context.store.log(mr.sourceProjectId, `${oldrev}..${mr.sha}`, { limit: 100 });
  systemNote(
    context,
    mr,
    user.id,
    `added ${commits.length} commit${commits.length === 1 ? '' : 's'}\n\n<ul><li>${mr.sha.slice(0, 8)}</li></ul>`,
  );
  await mergeRequestChanged(context, mr, user, { action: 'update', oldrev });
}

/** A head that reached the target by a push counts as merged. */
async function markMerged(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  target: string,
): Promise<void> {
  if (mr.state !== 'opened' || mr.sha === mr.versions?.[0]?.baseSha) return;
  if (!(await context.store.isAncestor(mr.projectId, mr.sha, target))) return;
  finishMerge(context, mr, user, null);
  await mergeRequestChanged(context, mr, user, { action: 'merge' });
}

export function finishMerge(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  commit: string | null,
): void {
  const at = new Date().toISOString();
  mr.state = 'merged';
  mr.mergeCommitSha = commit;
  mr.mergedById = userById(context.world, user.id).id;
  mr.mergedAt = at;
  mr.updatedAt = at;
  mr.autoMergeUserId = null;
  systemNote(context, mr, user.id, 'merged');
}
