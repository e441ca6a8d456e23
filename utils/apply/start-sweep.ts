import type { GitLabClient } from '../gitlab/client.ts';
import { firePipeline } from '../gitlab/endpoints/triggers.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { ApplyWork } from './journal.ts';
import { ownTrigger } from './own-trigger.ts';
import { isTokenGone, pauseFor } from './pause.ts';
import { isUncertain, reasonOf } from './refused.ts';
import type { Run } from './run.ts';

/**
 * Lets the gate look at the merge requests that are open already: no event will tell it about them, and repositories
 * that were just gated would keep them locked until somebody pushes. One pipeline of the gate project sees
 * to all of them, and leaves alone what has its verdict, so that starting it twice does no harm.
 *
 * What is applied is applied: where the look can't be started, that is told and the job still ends well.
 */
export async function startSweep(run: Run, client: GitLabClient, work: ApplyWork): Promise<string> {
  const { id, branch } = work.gateProject;
  const { connection } = await run.session();
  try {
    const { trigger } = await ownTrigger(client, id, connection.user.id);
    const pipeline = await firePipeline(client, id, branch, trigger.token, { mr_gate_sweep: run.record.id });
    return `Pipeline ${pipeline} of the gate project looks at them.`;
  } catch (error) {
    if (isUncertain(error)) return 'Asked the gate project to look at them.';
    if (!(error instanceof GitLabError) || isTokenGone(error) || pauseFor(error)) throw error;
    return `Could not be started (${reasonOf(error)}): the daily sweep looks at them, or their next push.`;
  }
}
