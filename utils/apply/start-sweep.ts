import { sweepsFor } from '../gate/sweep-share.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ApplyWork } from './apply-work-types.ts';
import { countOpen } from './count-open.ts';
import { enrolledNow } from './enrolled-now.ts';
import { fireOnce } from './fire-once.ts';
import type { Sweeps } from './job-record.ts';
import { ownTrigger } from './own-trigger.ts';
import { isTokenGone, Paused, pauseFor } from './pause.ts';
import { reasonOf } from './refused.ts';
import type { Run, Warning } from './run.ts';

/**
 * Sweeps started in a minute. gitlab.com lets one user start 25 pipelines of a commit in that time, and the webhooks
 * of merge requests start theirs as the same user.
 */
const MOST_A_MINUTE = 10;

/**
 * Lets the gate look at the merge requests that are open already: no event will tell it about them, and repositories
 * that were just gated would keep them locked until somebody pushes. Pipelines of the gate project see to all of
 * them, each to its share, and leave alone what has its verdict.
 *
 * What is applied is applied: where the look can't be started, that is told and the job still ends well.
 */
export async function startSweeps(run: Run, client: GitLabClient, work: ApplyWork): Promise<Text | Warning> {
  const { record } = run;
  try {
    const { id, branch } = work.gateProject;
    const { connection } = await run.session();
    const [sweeps, { trigger }] = await Promise.all([
      record.sweeps ?? sweepsWanted(client, work),
      ownTrigger(client, id, connection.user.id),
    ]);
    record.sweeps = sweeps;
    while (sweeps.pipelines.length < sweeps.of) {
      const at = sweeps.pipelines.length;
      if (at > sweeps.pausedAt && at % MOST_A_MINUTE === 0) {
        sweeps.pausedAt = at;
        throw new Paused(text('apply.wait.pipelines'), 60_000);
      }
      const value = `${record.id}:${record.round ?? 1}:${at}`;
      const shot = { project: id, branch, token: trigger.token, key: 'mr_gate_sweep', value };
      const more = { at, of: sweeps.of };
      sweeps.pipelines.push(await fireOnce(run, client, { ...shot, ...(sweeps.of > 1 && { more }) }));
      delete record.firing;
      run.progressed();
      await run.checkpoint();
    }
    return told(sweeps);
  } catch (error) {
    if (!(error instanceof GitLabError) || isTokenGone(error) || pauseFor(error)) throw error;
    const started = record.sweeps?.pipelines.length ?? 0;
    const reason = reasonOf(error);
    return {
      warning:
        started === 0
          ? text('apply.done.no_sweep', { reason })
          : text('apply.done.some_sweeps', { started, of: record.sweeps?.of ?? 0, reason }),
    };
  }
}

async function sweepsWanted(client: GitLabClient, work: ApplyWork): Promise<Sweeps> {
  const gated = new Set(work.enrolled ?? (await enrolledNow(client, work.gateProject)));
  const { count: open } = await countOpen(client, work.gateProject.groupPath, gated);
  return { open, of: sweepsFor(open), pipelines: [], pausedAt: 0 };
}

function told({ open, pipelines }: Sweeps): Text {
  const [first] = pipelines;
  return pipelines.length > 1
    ? text('apply.done.sweeps', { pipelines: pipelines.length, open })
    : text('apply.done.sweep', { pipeline: String(first), count: open });
}
