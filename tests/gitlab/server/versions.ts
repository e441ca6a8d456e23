import type { MergeRequest, MergeRequestVersion } from '../world/types.ts';
import type { ServerContext } from './context.ts';

/** Records the head as a new diff version and moves `refs/merge-requests/:iid/head` there. */
export async function addVersion(
  context: ServerContext,
  mr: MergeRequest,
): Promise<MergeRequestVersion | null> {
  const { store } = context;
  if (mr.sourceProjectId !== mr.projectId) await store.fetchCommit(mr.sourceProjectId, mr.projectId, mr.sha);
  const start = await store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  if (start === null) return null;
  const base = await store.mergeBase(mr.projectId, start, mr.sha);
  await store.updateRef(mr.projectId, `refs/merge-requests/${mr.iid}/head`, mr.sha);
  const version: MergeRequestVersion = {
    id: context.newId('mergeRequestDiff'),
    headSha: mr.sha,
    baseSha: base ?? start,
    startSha: start,
    createdAt: new Date().toISOString(),
  };
  mr.versions = [version, ...(mr.versions ?? [])];
  return version;
}

export async function currentVersion(
  context: ServerContext,
  mr: MergeRequest,
): Promise<MergeRequestVersion | null> {
  const version = mr.versions?.[0];
  return version !== undefined && version.headSha === mr.sha ? version : await addVersion(context, mr);
}
