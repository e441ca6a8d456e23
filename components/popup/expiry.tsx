import { daysLeft, WARN_DAYS } from '../../utils/connect/expiry.ts';
import { shortDay } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Badge } from '../ui/badge.tsx';
import { daysInWords } from './words.ts';

/** When the token ends, with a countdown that warns a fortnight before. */
export function Expiry({ expiresAt, now = Date.now() }: { expiresAt: string | null; now?: number }) {
  const days = daysLeft(expiresAt, now);
  if (expiresAt === null || days === null) return <>{t('popup.end_unknown')}</>;
  const variant = days <= 0 ? 'danger' : days < WARN_DAYS ? 'warning' : 'neutral';
  return (
    <>
      <span>{shortDay(expiresAt)}</span>
      <Badge variant={variant} icon={variant === 'neutral' ? undefined : 'alert'}>
        {daysInWords(days)}
      </Badge>
    </>
  );
}
