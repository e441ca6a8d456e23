import { blocks, heldBy, type StatusText, statusFor, waitsFor } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { MergeRequest } from './api.ts';
import type { Job } from './prepare.ts';
import { standingVerdict } from './standing.ts';

/** The group that the gate project is in, and looks after. */
export function groupOf({ environment }: Pick<Job, 'environment'>): string {
  return environment.projectPath.replace(/\/[^/]*$/, '');
}

/**
 * Other open merge requests from the same branch. Where they share a pipeline they share one status `MR Gate`, and the
 * merge check of each goes by it; merge request pipelines are each one's own.
 *
 * @throws GitLabError
 */
export async function sharing(job: Job, mr: MergeRequest, head: string): Promise<MergeRequest[]> {
  const { api } = job;
  const open = await api.openMergeRequests(groupOf(job), { source_branch: mr.source_branch });
  const others = open.filter(
    (other) =>
      other.sha === head &&
      other.source_project_id === mr.source_project_id &&
      (other.iid !== mr.iid || other.project_id !== mr.project_id),
  );
  if (others.length === 0) return [];
  const own = (await api.statuses.placeOf(mr, head)).pipeline;
  const found: MergeRequest[] = [];
  for (const { project_id, iid } of others) {
    const other = await api.mergeRequestNow(project_id, iid);
    if (other.state !== 'opened' || other.sha !== head) continue;
    const { pipeline } = await api.statuses.placeOf(other, head);
    if (!own || !pipeline || own.id === pipeline.id) found.push(other);
  }
  return found;
}

/**
 * The status of a verdict: the worst of all verdicts that share it. One that is not there yet is waited for; the run
 * that brings it posts the status anew.
 *
 * @param drafts whether the policy has drafts looked at; one that is left alone has no verdict, and can't be merged
 * @throws GitLabError
 */
export async function statusOfCommit(
  job: Job,
  mr: MergeRequest,
  head: string,
  own: Verdict,
  drafts: boolean,
): Promise<StatusText | { state: 'pending'; description: string }> {
  const status = statusFor(own);
  if (blocks(own)) return status;
  const me = (await job.api.me()).id;
  let waits: MergeRequest | undefined;
  for (const other of await sharing(job, mr, head)) {
    if (other.draft && !drafts) continue;
    const verdict = await standingVerdict(job.api, other, me);
    if (verdict && blocks(verdict)) return heldBy(other.iid, verdict);
    // One of another project may not be gated at all; where it is, its own run looks here.
    if (!verdict && other.project_id === mr.project_id) waits = other;
  }
  return waits ? { state: 'pending', description: waitsFor(waits.iid) } : status;
}
