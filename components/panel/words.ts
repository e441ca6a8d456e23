import type { FailOn } from '../../utils/gate/severity.ts';
import { pageLanguage, say, t } from '../../utils/texts/page-texts.ts';
import type { Text } from '../../utils/texts/types.ts';
import { safeText } from '../ui/safe-text.ts';
import { failOnTitle, severityTitle } from '../ui/severity.tsx';

/** "1 repository", "12 repositories", "1,204 repositories". */
export function repositories(count: number): string {
  return t('panel.repositories', { count });
}

/** "1,204". */
export function number(count: number): string {
  return count.toLocaleString(pageLanguage());
}

/** "a, b, c". */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat(pageLanguage(), { style: 'narrow' }).format(words);
}

/** "M" or "Monday" of YYYY-MM-DD. What is no day is given back. */
export function weekday(day: string, length: 'narrow' | 'long'): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString(pageLanguage(), { weekday: length, timeZone: 'UTC' });
}

/** What it is and what to do next, the one after the other as the language writes it. */
export function sentences(first: Text, rest: Text): string {
  return t('common.sentences', { first: safeText(say(first), 600), rest: safeText(say(rest), 600) });
}

/** The threshold alone, without "and above": "High", "Report only". */
export function thresholdTitle(failOn: FailOn): string {
  return failOn === 'never' ? failOnTitle(failOn) : severityTitle(failOn);
}

/** "about 2 minutes", "a few seconds": for the middle of a sentence. */
export function duration(seconds: number): string {
  const { unit, count } = spanOf(seconds);
  return unit === 'few_seconds' ? t('panel.takes.few_seconds') : t(`panel.takes.${unit}`, { count });
}

/** "About 2 minutes left". */
export function timeLeft(seconds: number): string {
  const { unit, count } = spanOf(seconds);
  return unit === 'few_seconds' ? t('panel.left.few_seconds') : t(`panel.left.${unit}`, { count });
}

interface Span {
  unit: 'few_seconds' | 'seconds' | 'minutes' | 'hours';
  count: number;
}

function spanOf(seconds: number): Span {
  if (seconds < 5) return { unit: 'few_seconds', count: 0 };
  if (seconds < 55) return { unit: 'seconds', count: Math.ceil(seconds / 5) * 5 };
  if (seconds < 55 * 60) return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) };
  return { unit: 'hours', count: Math.round(seconds / 3600) };
}
