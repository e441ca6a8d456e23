import type { Verdict } from '../gate/verdict.ts';
import type { MergeRequest } from './api.ts';
import type { Job } from './prepare.ts';
import { statusOfCommit } from './shared-commit.ts';

/**
 * `stands`: the status was there. `posted`: it was not, and is now. `unseen`: it was posted, and GitLab does not show it
 * where the merge check looks.
 */
export type Kept = 'stands' | 'posted' | 'unseen';

/**
 * Puts the status of a verdict that stands where the merge check looks now, without scanning anew: "Run pipeline", a
 * pipeline that GitLab attached late, and a closed merge request of the same commit all leave it elsewhere.
 *
 * @throws GitLabError
 */
export async function keepStatus(
  job: Job,
  mr: MergeRequest,
  head: string,
  verdict: Verdict,
  drafts: boolean,
): Promise<Kept> {
  const { api, environment } = job;
  const me = (await api.me()).id;
  const { state, description } = await statusOfCommit(job, mr, head, verdict, drafts);
  const stands = async () => {
    const there = await api.statuses.standing(mr, head, me);
    return there === state || (state === 'pending' && there === 'running');
  };
  if (await stands()) return 'stands';
  const url = verdict.gate.pipelineUrl || environment.pipelineUrl;
  await api.statuses.post(mr, head, state, description, url);
  return (await stands()) ? 'posted' : 'unseen';
}
