import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';

/** The job cannot go on for now, and will by itself. */
export class Paused extends Error {
  override readonly name = 'Paused';
  /** For people: why it waits, a sentence without its full stop. */
  readonly reason: Text;
  readonly ms: number;

  /** @param cause what it waits for, where that is an error: told should it never pass */
  constructor(reason: Text, ms: number, cause?: GitLabError) {
    super('Paused', { cause });
    this.reason = reason;
    this.ms = ms;
  }
}

/** A person asked to stop. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Chrome fires an alarm no sooner than this. */
const SHORTEST_MS = 30_000;

/** The pause that an error asks for; null: waiting will not help. */
export function pauseFor(error: unknown): Paused | null {
  if (!(error instanceof GitLabError)) return null;
  if (error.kind === 'rate_limited') {
    return new Paused(text('apply.wait.rate_limit'), Math.max(error.retryAfterMs ?? 60_000, 1000));
  }
  if (error.kind === 'network' || error.kind === 'timeout')
    return new Paused(text('apply.wait.unreachable'), SHORTEST_MS);
  return null;
}

/** The pause where GitLab fails at whatever it is asked: it is down, or being updated. */
export function downFor(error: GitLabError): Paused {
  return new Paused(text('apply.wait.unreachable'), SHORTEST_MS, error);
}

/** The pause of a whole job: what is the trouble of one repository may be that of GitLab where a step fails by it. */
export function jobPauseFor(error: unknown): Paused | null {
  if (error instanceof Paused) return error;
  const down = error instanceof GitLabError && (error.status === 502 || error.status === 503);
  return down ? downFor(error) : pauseFor(error);
}

/** Whether no further call with this token can succeed. */
export function isTokenGone(error: unknown): boolean {
  return (
    error instanceof GitLabError && (error.kind === 'unauthorized' || error.kind === 'insufficient_scope')
  );
}
