import { t } from '../../utils/texts/page-texts.ts';

/** How much of a token's life is left. */
export function daysInWords(days: number): string {
  if (days <= 0) return t('popup.ended');
  return days === 1 ? t('popup.ends_tomorrow') : t('popup.days_left', { count: days });
}
