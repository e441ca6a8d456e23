/** Whether `text` is a day of the calendar written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day of an instant, in UTC: every date of the policy is one, wherever the runner stands. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Whether something that holds through `until` (absent: for good) holds on `today`. */
export function holdsOn(until: string | undefined, today: string): boolean {
  return until === undefined || until >= today;
}
