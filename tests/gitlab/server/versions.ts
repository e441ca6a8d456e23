import type { MergeRequest, MergeRequestVersion } from '../world/types.ts';
import type { ServerContext } from './context.ts';

/** Under way, by merge request: whoever reads in the meantime waits for the same version. */
const inFlight = new WeakMap<MergeRequest, { sha: string; version: Promise<MergeRequestVersion | null> }>();

/**
 * The diff version of the head. A new head makes a new one and moves `refs/merge-requests/:iid/head` there; null:
 * the target branch is gone.
 */
export function currentVersion(
  context: ServerContext,
  mr: MergeRequest,
): Promise<MergeRequestVersion | null> {
  const newest = mr.versions?.[0];
  if (newest?.headSha === mr.sha) return Promise.resolve(newest);
  const known = inFlight.get(mr);
  if (known?.sha === mr.sha) return known.version;
  const { sha } = mr;
  const version = addVersion(context, mr, sha).finally(() => {
    if (inFlight.get(mr)?.sha === sha) inFlight.delete(mr);
  });
  inFlight.set(mr, { sha, version });
  return version;
}

async function addVersion(
  context: ServerContext,
  mr: MergeRequest,
  sha: string,
): Promise<MergeRequestVersion | null> {
  const { store } = context;
  if (mr.sourceProjectId !== mr.projectId) await store.fetchCommit(mr.sourceProjectId, mr.projectId, sha);
  const start = await store.resolve(mr.projectId, `refs/heads/${mr.targetBranch}`);
  if (start === null) return null;
  const base = await store.mergeBase(mr.projectId, start, sha);
  await store.updateRef(mr.projectId, `refs/merge-requests/${mr.iid}/head`, sha);
  const version: MergeRequestVersion = {
    id: context.newId('mergeRequestDiff'),
    headSha: sha,
    baseSha: base ?? start,
    startSha: start,
    createdAt: new Date().toISOString(),
  };
  mr.versions = [version, ...(mr.versions ?? [])];
  return version;
}
