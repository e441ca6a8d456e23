/** What a host says of its limit, on any answer. */
export interface ToldLimit {
  /** `RateLimit-Limit`: GitLab gives it for a minute, whatever its window (lib/gitlab/rack_attack.rb). */
  perMinute: number;
  /** null: not told. */
  left: { requests: number; ms: number } | null;
}

/** Other throttles (of files, of protected paths) have quotas of their own, which say nothing of the rest. */
const GENERAL = /^throttle_(?:un)?authenticated_api$/;

/**
 * Reads Rack::Attack's headers; null where there are none of the general API limit. A reset is a time by the host's
 * clock, so it is measured against the host's `Date`.
 */
export function toldLimit(headers: Headers, now: number): ToldLimit | null {
  const name = headers.get('ratelimit-name');
  if (name !== null && !GENERAL.test(name)) return null;
  const perMinute = numberOf(headers.get('ratelimit-limit'));
  if (perMinute === null || perMinute < 1) return null;
  const requests = numberOf(headers.get('ratelimit-remaining'));
  const reset = numberOf(headers.get('ratelimit-reset'));
  if (requests === null || reset === null) return { perMinute, left: null };
  const ms = Math.max(1000, reset * 1000 - hostTime(headers, now));
  return { perMinute, left: { requests, ms } };
}

/** The host's clock where it tells it, else ours. Milliseconds since the epoch. */
export function hostTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

function numberOf(text: string | null): number | null {
  if (text === null || !/^\d+$/.test(text.trim())) return null;
  return Number(text);
}
