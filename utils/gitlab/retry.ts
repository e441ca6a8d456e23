import type { GitLabError } from './errors.ts';
import { hostTime } from './rate-headers.ts';

/** Longest wait inside one request. More than that would outlive an MV3 worker: the caller sets an alarm. */
export const LONGEST_SLEEP_MS = 20_000;
/** Longest wait for a turn in a known pace: others are being answered meanwhile, so the worker lives. */
export const LONGEST_TURN_MS = 60_000;
export const MOST_ATTEMPTS = 4;
/** Window of GitLab's ApplicationRateLimiter, whose 429 names no time (lib/gitlab/application_rate_limiter). */
const APPLICATION_LIMIT_MS = 60_000;
const LONGEST_ASKED_MS = 60 * 60_000;
const FIRST_BACKOFF_MS = 300;

export interface AskedWait {
  ms: number;
  /**
   * `host`: Rack::Attack's limit, which holds for everything this user sends. `endpoint`: the application
   * limiter's, which holds for one endpoint and comes without any header.
   */
  scope: 'host' | 'endpoint';
}

/** How long a 429 asks to wait: Retry-After (seconds or date), else RateLimit-Reset (unix), else the 60 s window. */
export function askedWait(headers: Headers, now: number): AskedWait {
  const after = headers.get('retry-after')?.trim();
  if (after) {
    const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
    if (Number.isFinite(ms)) return { ms: clamp(ms), scope: 'host' };
  }
  const reset = Number(headers.get('ratelimit-reset') || Number.NaN);
  if (Number.isFinite(reset)) return { ms: clamp(reset * 1000 - hostTime(headers, now)), scope: 'host' };
  return { ms: APPLICATION_LIMIT_MS, scope: 'endpoint' };
}

/**
 * Milliseconds until the next attempt; null: do not try again.
 *
 * A 429 was refused before anything was done, so any method may go again. Everything else may have been done:
 * only calls that are safe to repeat go again, after network trouble and the 5xx of a proxy, and GET and PUT also
 * after a 409 (GitLab's "resource is locked", which passes).
 */
export function retryDelay(
  error: GitLabError,
  attempt: number,
  idempotent: boolean,
  random: () => number,
): number | null {
  if (attempt >= MOST_ATTEMPTS) return null;
  const jittered = FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + random());
  if (error.kind === 'rate_limited') return Math.max(error.retryAfterMs ?? APPLICATION_LIMIT_MS, jittered);
  if (!idempotent) return null;
  if (error.kind === 'network' || error.kind === 'timeout') return jittered;
  if (error.status === 502 || error.status === 503 || error.status === 504) return jittered;
  const lock = error.status === 409 && /lock/i.test(error.message);
  return lock && (error.method === 'GET' || error.method === 'PUT') ? jittered : null;
}

function clamp(ms: number): number {
  return Math.min(LONGEST_ASKED_MS, Math.max(0, Math.ceil(ms)));
}
