import type { Answer } from '../server/answer.ts';

/** Rack::Attack's throttle: plain text, with the headers that say when to come back. */
export function throttled(retryAfterSeconds: number, limit: number, observed: number): Answer {
  const reset = Math.floor(Date.now() / 1000) + retryAfterSeconds;
  return {
    status: 429,
    headers: {
      'Content-Type': 'text/plain',
      'RateLimit-Name': 'throttle_authenticated_api',
      'RateLimit-Limit': String(limit),
      'RateLimit-Observed': String(observed),
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': String(reset),
      'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
      'Retry-After': String(retryAfterSeconds),
    },
    body: 'Retry later\n',
  };
}

/** ApplicationRateLimiter's: JSON, and no header that tells anything. */
export function limited(): Answer {
  return {
    status: 429,
    headers: { 'Content-Type': 'application/json' },
    body: { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
  };
}

const PERIOD_MS = 60_000;

/** Requests per user and minute over all token requests, in fixed windows as Rack::Attack counts. */
export class RateLimit {
  #perMinute = 0;
  #window = -1;
  readonly #counts = new Map<number, number>();

  set(perMinute: number): void {
    this.#perMinute = perMinute;
    this.#counts.clear();
  }

  /** The refusal, or null. */
  count(userId: number, now = Date.now()): Answer | null {
    if (this.#perMinute <= 0) return null;
    const window = Math.floor(now / PERIOD_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts.clear();
    }
    const observed = (this.#counts.get(userId) ?? 0) + 1;
    this.#counts.set(userId, observed);
    if (observed <= this.#perMinute) return null;
    const left = Math.ceil(((window + 1) * PERIOD_MS - now) / 1000);
    return throttled(Math.max(1, left), this.#perMinute, observed);
  }
}
