import type { Language } from './language.ts';

/** English as GitLab's users all over the world read it: day before month, 24 hours. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de', ja: 'ja' };

/** "31 December 2026" of YYYY-MM-DD, as a language writes it. What is no day is given back. */
export function dayText(day: string, language: Language, month: 'short' | 'long'): string {
  // Noon, in the reader's own zone: it is this day there, whatever its clocks do.
  const date = new Date(`${day}T12:00`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime())
    ? date.toLocaleDateString(LOCALES[language], { day: 'numeric', month, year: 'numeric' })
    : day;
}
