import type { Answer } from '../server/answer.ts';

/** Rack::Attack's throttle: plain text, with the headers that say when to come back. */
export function throttled(retryAfterSeconds: number, limit: number, observed: number): Answer {
  return {
    status: 429,
    headers: {
      'Content-Type': 'text/plain',
      ...limitHeaders(limit, observed, Math.floor(Date.now() / 1000) + retryAfterSeconds),
      'Retry-After': String(retryAfterSeconds),
    },
    body: 'Retry later\n',
  };
}

function limitHeaders(limit: number, observed: number, reset: number): Record<string, string> {
  return {
    'RateLimit-Name': 'throttle_authenticated_api',
    'RateLimit-Limit': String(limit),
    'RateLimit-Observed': String(observed),
    'RateLimit-Remaining': String(Math.max(0, limit - observed)),
    'RateLimit-Reset': String(reset),
    'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
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

/** What the limit says to one request: a refusal, or headers for its answer. */
export interface Verdict {
  refusal: Answer | null;
  headers: Record<string, string>;
}

/** Requests per user and minute over all token requests, in fixed windows as Rack::Attack counts. */
export class RateLimit {
  #perMinute = 0;
  #announced = false;
  #window = -1;
  readonly #counts = new Map<number, number>();

  /** @param announced on good answers too: GitLab's flag `rate_limiting_headers_for_unthrottled_requests` */
  set(perMinute: number, announced = false): void {
    this.#perMinute = perMinute;
    this.#announced = announced;
    this.#counts.clear();
  }

  count(userId: number, now = Date.now()): Verdict {
    if (this.#perMinute <= 0) return { refusal: null, headers: {} };
    const window = Math.floor(now / PERIOD_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts.clear();
    }
    const observed = (this.#counts.get(userId) ?? 0) + 1;
    this.#counts.set(userId, observed);
    const end = (window + 1) * PERIOD_MS;
    if (observed > this.#perMinute) {
      const left = Math.ceil((end - now) / 1000);
      return { refusal: throttled(Math.max(1, left), this.#perMinute, observed), headers: {} };
    }
    const headers = this.#announced ? limitHeaders(this.#perMinute, observed, end / 1000) : {};
    return { refusal: null, headers };
  }
}
