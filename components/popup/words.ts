import type { Connection } from '../../utils/connection.ts';

export const KIND_NAMES: Record<Connection['user']['kind'], string> = {
  person: 'Personal token',
  group_bot: 'Group access token',
  project_bot: 'Project access token',
  service_account: 'Service account',
};

/** "31 Dec 2026", in the reader's own language. */
export function dayOf(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

export function daysInWords(days: number): string {
  if (days <= 0) return 'ended';
  return days === 1 ? 'ends tomorrow' : `${days} days left`;
}

/** "just now", "5 minutes ago", "2 days ago". */
export function ago(time: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(time)) / 60_000);
  if (!(minutes >= 1)) return 'just now';
  const [count, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 60 * 24
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 60 / 24), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
