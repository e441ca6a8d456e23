import { dayText, LOCALES } from './day.ts';
import { pageLanguage, t } from './page-texts.ts';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function locale(): string {
  return LOCALES[pageLanguage()];
}

/** "5 minutes ago"; "just now" below a minute and for clocks that run ahead; '' for what is no time. */
export function relativeTime(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (Number.isNaN(age)) return '';
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'always' });
  for (const [unit, ms] of UNITS) if (age >= ms) return format.format(-Math.floor(age / ms), unit);
  return t('common.just_now');
}

/** "31 Dec 2026" of YYYY-MM-DD. What is no day is given back. */
export function shortDay(day: string): string {
  return dayText(day, pageLanguage(), 'short');
}

/** "31 December 2026" of YYYY-MM-DD. What is no day is given back. */
export function longDay(day: string): string {
  return dayText(day, pageLanguage(), 'long');
}

/** "14:05" of an ISO time, in the reader's own zone. What is no time is given back. */
export function clockTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });
}

/** "23 Nov 2026, 14:05" of an ISO time, in the reader's own zone. What is no time is given back, cut. */
export function dateTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso.slice(0, 40);
  return date.toLocaleString(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** A moment in full, in the reader's own zone; '' for what is no time. */
export function absoluteTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString(locale(), { dateStyle: 'long', timeStyle: 'long' });
}
