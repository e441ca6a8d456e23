import { browser } from '#imports';
import type { JobSnapshot } from './apply/job-types.ts';
import { JOB_PORT } from './job-port.ts';
import { extensionAlive, RELOADED, send } from './message-client.ts';
import { pokeWatches, watchPort } from './message-port.ts';
import type { Answers, Params, RequestName } from './messages.ts';
import type { UserError } from './user-error.ts';

const STARTS_JOB: ReadonlySet<RequestName> = new Set<RequestName>([
  'setup.start',
  'apply.start',
  'job.resume',
]);

/** Asks the worker, and has the job looked at that this has started. @throws RequestFailed, and nothing else. */
export async function sendWatching<N extends RequestName>(name: N, params: Params<N>): Promise<Answers[N]> {
  const answer = await send(name, params);
  if (STARTS_JOB.has(name)) pokeWatches();
  return answer;
}

/**
 * Follows the job of a group: `onJob` is called with its newest state at once and after each step, null while
 * there is none. Goes on after the worker died. When the extension itself was reloaded, `onLost` is called once
 * and nothing more comes.
 *
 * @returns The way to stop.
 */
export function watchJob(
  groupPath: string,
  onJob: (job: JobSnapshot | null) => void,
  onLost?: (error: UserError) => void,
): () => void {
  return watchPort<JobSnapshot | null>({
    name: `${JOB_PORT}${groupPath}`,
    connect: (name) => browser.runtime.connect({ name }),
    alive: extensionAlive,
    onMessage: onJob,
    busy: (job) => job?.state === 'running' || job?.state === 'waiting' || job?.state === 'stopping',
    onLost: () => onLost?.(RELOADED),
  });
}
