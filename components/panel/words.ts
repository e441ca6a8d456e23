/** "1 repository", "12 repositories", "1,204 repositories". */
export function repositories(count: number): string {
  return countOf(count, 'repository', 'repositories');
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** "31 March 2027" of YYYY-MM-DD. */
export function longDay(day: string): string {
  return dateText(`${day}T00:00:00Z`, { day: 'numeric', month: 'long', year: 'numeric' }) ?? day;
}

/** "M" or "Monday" of YYYY-MM-DD. */
export function weekday(day: string, length: 'narrow' | 'long'): string {
  return dateText(`${day}T00:00:00Z`, { weekday: length }) ?? day;
}

/** "14:05" of an ISO time, in the person's own zone. */
export function clockTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** "23 Nov 2026, 14:05" of an ISO time, in the person's own zone. */
export function dateTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso.slice(0, 40);
  return date.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "about 2 minutes", "about 40 seconds". */
export function duration(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} seconds`;
  if (seconds < 55 * 60) return `about ${countOf(Math.max(1, Math.round(seconds / 60)), 'minute')}`;
  return `about ${countOf(Math.round(seconds / 3600), 'hour')}`;
}

function dateText(iso: string, options: Intl.DateTimeFormatOptions): string | null {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? null
    : date.toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' });
}
