const DAY_MS = 24 * 60 * 60_000;
/** Warned from here on: time to ask for a new token where that takes somebody else. */
export const WARN_DAYS = 14;

/**
 * Whole days until a token ends. GitLab ends it at 00:00 UTC of `expiresAt` (YYYY-MM-DD), so 0 or less is ended.
 * null: it does not end, or GitLab would not say.
 */
export function daysLeft(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null;
  const end = Date.parse(expiresAt);
  return Number.isNaN(end) ? null : Math.ceil((end - now) / DAY_MS) + 0;
}

/** Whether the person should do something about this token. */
export function endsSoon(expiresAt: string | null, now: number): boolean {
  const days = daysLeft(expiresAt, now);
  return days !== null && days < WARN_DAYS;
}
