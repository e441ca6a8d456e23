import { userById } from '../world/find.ts';
import type { MergeRequest, User } from '../world/types.ts';
import type { ServerContext } from './context.ts';
import { apiError, methodNotAllowed } from './errors.ts';
import { headPipeline } from './head-pipeline.ts';
import { hasConflicts, stateChecks } from './merge-check.ts';
import { mergeRequestChanged } from './merge-request-events.ts';
import { afterPush, branchChange, finishMerge } from './pushes.ts';

export interface MergeOptions {
  /** Full head sha that the caller saw. */
  sha?: string | undefined;
  squash?: boolean | undefined;
  message?: string | undefined;
  squashMessage?: string | undefined;
  autoMerge?: boolean | undefined;
  removeSourceBranch?: boolean | undefined;
}

/**
 * Merges now, or notes the wish to merge when the pipeline has passed. Throws 405 when a check fails, 422 on
 * conflicts, 409 on another head: GitLab's order. Whether the caller may merge is checked before.
 */
export async function merge(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  options: MergeOptions,
): Promise<void> {
  const failed = stateChecks(context.world, mr).filter((check) => check.status === 'FAILED');
  const pipeline = headPipeline(context.world, mr);
  const waiting = pipeline !== null && ['created', 'pending', 'running'].includes(pipeline.status);
  const onlyCi = failed.every((check) => check.identifier === 'CI_MUST_PASS');
  const postpone = options.autoMerge === true && waiting && onlyCi;
  if (failed.length > 0 && !postpone) throw methodNotAllowed();
  if (await hasConflicts(context, mr)) throw apiError(422, 'Branch cannot be merged');
  if (options.sha !== undefined && options.sha !== mr.sha)
    throw apiError(409, `SHA does not match HEAD of source branch: ${mr.sha}`);
  if (options.squash !== undefined) mr.squash = options.squash;
  if (postpone) {
    mr.autoMergeUserId = user.id;
    return;
  }
  await mergeNow(context, mr, user, options);
}

async function mergeNow(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  options: MergeOptions,
): Promise<void> {
  const { store } = context;
  const project = context.world.projects.find((candidate) => candidate.id === mr.projectId);
  if (project === undefined) throw apiError(404, '404 Not found');
  const before = await store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  const commit = await store.merge(mr.projectId, {
    target: mr.targetBranch,
    source: mr.sha,
    message:
      options.message ??
      `Merge branch '${mr.sourceBranch}' into '${mr.targetBranch}'\n\n${mr.title}\n\nSee merge request ${project.fullPath}!${mr.iid}`,
    author: { name: user.name, email: user.email },
    ...(mr.squash === true ? { squash: options.squashMessage ?? mr.title } : {}),
  });
  if (commit === null) throw apiError(422, 'Branch cannot be merged');
  finishMerge(context, mr, user, commit);
  void context.track(
    (async () => {
      if (options.removeSourceBranch ?? mr.removeSourceBranch)
        await store.updateRef(mr.sourceProjectId, `refs/heads/${mr.sourceBranch}`, null);
      await mergeRequestChanged(context, mr, user, { action: 'merge' });
      await afterPush(context, project, user, [branchChange(mr.targetBranch, before, commit)]);
    })(),
  );
}

/** Merges what waits for its pipeline, once that has passed. */
export function watchAutoMerge(context: ServerContext): () => void {
  return context.events.on('pipeline-changed', (pipeline) => {
    if (pipeline.status !== 'success') return;
    for (const mr of context.world.mergeRequests) {
      const userId = mr.autoMergeUserId;
      if (userId === null || userId === undefined || mr.state !== 'opened' || mr.sha !== pipeline.sha)
        continue;
      void context.track(
        merge(context, mr, userById(context.world, userId), {}).catch(() => {
          mr.autoMergeUserId = null;
        }),
      );
    }
  });
}
