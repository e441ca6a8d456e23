import { userById } from '../world/find.ts';
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

/** A fork's merge request has its pipeline in the fork. */
export async function createMergeRequestPipeline(context: ServerContext, mr: MergeRequest, user: User) {
  return context.runner.createPipeline({
    projectId: mr.sourceProjectId,
    ref: `refs/merge-requests/${mr.iid}/head`,
    sha: mr.sha,
    source: 'merge_request_event',
    userId: user.id,
    mergeRequestId: mr.id,
  });
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
