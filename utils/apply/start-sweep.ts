import type { GitLabClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { fireOnce } from './fire-once.ts';
import type { ApplyWork } from './journal.ts';
import { ownTrigger } from './own-trigger.ts';
import { isTokenGone, pauseFor } from './pause.ts';
import { reasonOf } from './refused.ts';
import type { Run } from './run.ts';

/**
 * Lets the gate look at the merge requests that are open already: no event will tell it about them, and repositories
 * that were just gated would keep them locked until somebody pushes. One pipeline of the gate project sees
 * to all of them, and leaves alone what has its verdict.
 *
 * What is applied is applied: where the look can't be started, that is told and the job still ends well.
 */
export async function startSweep(run: Run, client: GitLabClient, work: ApplyWork): Promise<string> {
  const { id, branch } = work.gateProject;
  const { connection } = await run.session();
  try {
    const { trigger } = await ownTrigger(client, id, connection.user.id);
    const { token } = trigger;
    const shot = { project: id, branch, token, key: 'mr_gate_sweep', value: run.record.id };
    const pipeline = await fireOnce(run, client, shot);
    return `Pipeline ${pipeline} of the gate project looks at them.`;
  } catch (error) {
    if (!(error instanceof GitLabError) || isTokenGone(error) || pauseFor(error)) throw error;
    return `Could not be started (${reasonOf(error)}): the daily sweep looks at them, or their next push.`;
  }
}
