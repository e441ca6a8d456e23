import { sayInEnglish } from '../gate/said.ts';
import { blocks } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { GateApi, MergeRequest } from './api.ts';

/** Why GitLab takes no status from the gate on a merge request. */
export type Refusal = 'fork' | 'protected';

/**
 * Tells a limit from an error. GitLab's merge check looks at a pipeline of the source project (or at one of the target
 * that a member started), and `POST /statuses/:sha` wants the Developer role where that pipeline is; in the target project
 * a fork's commit belongs to no branch, and it answers 404 (lib/api/commit_statuses.rb). In a branch's pipeline it also
 * wants the right to push or merge to that branch where it is protected (app/policies/ci/pipeline_policy.rb).
 *
 * @returns null: neither, so the error is one
 * @throws GitLabError
 */
export async function refusalOf(api: GateApi, mr: MergeRequest, error: unknown): Promise<Refusal | null> {
  if (mr.source_project_id !== mr.project_id) return 'fork';
  if (!(error instanceof GitLabError) || error.kind !== 'forbidden') return null;
  return (await api.isProtected(mr.project_id, mr.source_branch)) ? 'protected' : null;
}

const WHY: Record<Refusal, string> = {
  fork: sayInEnglish('gate.lax.fork'),
  protected: sayInEnglish('gate.lax.protected'),
};

/**
 * What holds for a merge request that takes no status. A thread holds the merge where the target wants all threads
 * resolved; the author may resolve it too, and somebody with the right to merge has to press the button all the same.
 *
 * @throws GitLabError
 */
export async function notEnforcedBecause(
  api: GateApi,
  mr: MergeRequest,
  verdict: Verdict,
  refusal: Refusal,
): Promise<string> {
  const why = WHY[refusal];
  if (!blocks(verdict)) return why;
  const { only_allow_merge_if_all_discussions_are_resolved: threadsHold } = await api.project(mr.project_id);
  return sayInEnglish(threadsHold ? 'gate.lax.held' : 'gate.lax.unheld', { why });
}

/** Where a status was taken and is not to be seen. */
export const UNSEEN = sayInEnglish('gate.lax.unseen');
