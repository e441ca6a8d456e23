import { apiError } from '../server/errors.ts';
import type { CiStatus } from '../world/types.ts';

export const STATES = ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'] as const;
type State = (typeof STATES)[number];

/** The state machine's events by which the API reaches each state, and where each may start. */
const EVENTS: Record<State, { event: string; from: readonly CiStatus[] }> = {
  pending: { event: 'enqueue', from: ['created', 'skipped', 'manual'] },
  running: { event: 'run', from: ['created', 'pending', 'skipped', 'manual'] },
  success: { event: 'success', from: ['created', 'pending', 'running'] },
  failed: { event: 'drop', from: ['created', 'pending', 'running', 'manual'] },
  canceled: { event: 'cancel', from: ['created', 'pending', 'running', 'manual'] },
  skipped: { event: 'skip', from: ['created', 'pending'] },
};

/**
 * The next status, or GitLab's 400 in the state machine's words: posting `running` on a running status is an
 * error, not a no-op (app/models/commit_status.rb).
 */
export function transition(current: CiStatus, wanted: State): CiStatus {
  const { event, from } = EVENTS[wanted];
  if (from.includes(current)) return wanted;
  throw apiError(
    400,
    `Cannot transition status via :${event} from :${current} (Reason(s): Status cannot transition via "${event}")`,
  );
}
