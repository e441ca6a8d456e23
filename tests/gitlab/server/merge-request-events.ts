import { projectById, userById } from '../world/find.ts';
import type { MergeRequest, User } from '../world/types.ts';
import type { ServerContext } from './context.ts';
import { currentVersion } from './versions.ts';
import { type MergeRequestEvent, mergeRequestPayload } from './webhook-payload.ts';
import { fireHooks } from './webhooks.ts';

/** Tells hooks and listeners that a merge request changed. */
export async function mergeRequestChanged(
  context: ServerContext,
  mr: MergeRequest,
  user: User,
  event: MergeRequestEvent,
): Promise<void> {
  context.events.emit('merge-request-changed', mr);
  await fireHooks(context, mr.projectId, 'merge_request_hooks', () =>
    mergeRequestPayload(context, mr, user, event),
  );
}

/** What follows a new or pushed head: a diff version, its ref, and the merge request's own pipeline. */
export async function headMoved(context: ServerContext, mr: MergeRequest, user: User): Promise<void> {
  await currentVersion(context, mr);
  await createMergeRequestPipeline(context, mr, user);
}

/**
 * A fork's merge request has its pipeline in the fork. With merged results pipelines (Premium) it runs on what merging
 * would give, where that is without conflict (ee/app/services/ee/merge_requests/create_pipeline_service.rb).
 */
export async function createMergeRequestPipeline(context: ServerContext, mr: MergeRequest, user: User) {
  const { settings } = projectById(context.world, mr.projectId);
  const merged = settings.merge_pipelines_enabled === true ? await mergedResult(context, mr, user) : null;
  if (merged !== null) {
    return context.runner.createPipeline({
      projectId: mr.sourceProjectId,
      ref: `refs/merge-requests/${mr.iid}/merge`,
      sha: merged,
      sourceSha: mr.sha,
      source: 'merge_request_event',
      userId: user.id,
      mergeRequestId: mr.id,
    });
  }
  return context.runner.createPipeline({
    projectId: mr.sourceProjectId,
    ref: `refs/merge-requests/${mr.iid}/head`,
    sha: mr.sha,
    source: 'merge_request_event',
    userId: user.id,
    mergeRequestId: mr.id,
  });
}

/** The commit that merging would give, with target and head for parents; null: conflicts. It is on no branch. */
async function mergedResult(context: ServerContext, mr: MergeRequest, user: User): Promise<string | null> {
  const { store } = context;
  const ref = `refs/merge-requests/${mr.iid}/merge`;
  const scratch = `merged-result-of-${mr.id}`;
  const target = await store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  if (target === null) return null;
  await store.updateRef(mr.projectId, `refs/heads/${scratch}`, target);
  const author = { name: user.name, email: user.email };
  const message = `Merge ${mr.sha} into ${target}`;
  const sha = await store.merge(mr.projectId, { target: scratch, source: mr.sha, message, author });
  if (sha !== null) await store.updateRef(mr.projectId, ref, sha);
  await store.updateRef(mr.projectId, `refs/heads/${scratch}`, null);
  return sha;
}

/** A line of the activity feed: `added 1 commit`, `merged`. */
export function systemNote(context: ServerContext, mr: MergeRequest, authorId: number, body: string): void {
  const at = new Date().toISOString();
  context.world.notes.push({
    id: context.newId('note'),
    mergeRequestId: mr.id,
    authorId: userById(context.world, authorId).id,
    body,
    system: true,
    internal: false,
    discussionId: `system${context.newId('discussion')}`,
    resolvable: false,
    resolved: false,
    createdAt: at,
    updatedAt: at,
  });
}
