import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { MergeRequest } from './api.ts';
import { couldNotTell, explain } from './explain.ts';
import { policyOf } from './gate-files.ts';
import { keepStatus } from './keep-status.ts';
import type { MergeRequestTrigger } from './payload.ts';
import type { Job } from './prepare.ts';
import { sharing } from './shared-commit.ts';
import { standingVerdict } from './standing.ts';

/** Between looks at a merge request that GitLab does not show. */
const PAUSES_MS = [5_000, 20_000];

/**
 * Reads the merge request that an event is about. Where that fails again and again, its commit is told so all the same,
 * as far as the event names it.
 *
 * @throws what GitLab answered last
 */
export async function firstLook(job: Job, trigger: MergeRequestTrigger): Promise<MergeRequest> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await job.api.mergeRequest(trigger.project, trigger.mergeRequest);
    } catch (error) {
      const pause = PAUSES_MS[attempt];
      const final =
        error instanceof GitLabError && (error.kind === 'unauthorized' || error.kind === 'not_found');
      if (pause !== undefined && !final) {
        job.log(
          `The merge request could not be read: ${explain(error)}. Once more in ${pause / 1000} seconds.`,
        );
        await job.api.wait(pause);
        continue;
      }
      await failUnseen(job, trigger, error);
      throw error;
    }
  }
}

/**
 * Says `failed` on the commit that the event names, which nobody has confirmed: whoever can forge an event can make a
 * status fail for a while, and nothing else.
 */
export async function failUnseen(
  { api, environment, log }: Job,
  { commit }: MergeRequestTrigger,
  error: unknown,
) {
  if (!commit) return;
  const { description } = couldNotTell(error);
  await api.statuses
    .failUnseen(commit.project, commit.sha, description, environment.pipelineUrl)
    .catch((second: unknown) => log(`The status could not be posted: ${explain(second)}`));
}

/** A merge request that is closed or merged holds no other one of the same commit any more. */
export async function releaseOthers(job: Job, mr: MergeRequest): Promise<void> {
  const { api, environment, log, now } = job;
  const reading = policyOf(environment.folder);
  if (!mr.sha || !reading.ok) return;
  try {
    const me = (await api.me()).id;
    for (const other of await sharing(job, mr, mr.sha)) {
      const verdict = await standingVerdict(api, other, me);
      if (!verdict || verdict.notEnforced !== undefined) continue;
      const effective = effectiveSettings(reading.policy, other.project_id, dayOf(now()));
      const kept = await keepStatus(job, other, mr.sha, verdict, effective?.settings.drafts ?? true);
      log(
        `Merge request !${other.iid} has the same commit: its status ${kept === 'stands' ? 'stands' : 'was posted anew'}.`,
      );
    }
  } catch (error) {
    // The sweep does the same.
    log(`Other merge requests of the commit were not looked at: ${explain(error)}`);
  }
}
