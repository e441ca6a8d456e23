import { daysLeft, WARN_DAYS } from '../../utils/connect/expiry.ts';
import { Badge } from '../ui/badge.tsx';
import { dayOf, daysInWords } from './words.ts';

/** When the token ends, with a countdown that warns a fortnight before. */
export function Expiry({ expiresAt, now = Date.now() }: { expiresAt: string | null; now?: number }) {
  const days = daysLeft(expiresAt, now);
  if (expiresAt === null || days === null) return <>not told by GitLab</>;
  const variant = days <= 0 ? 'danger' : days < WARN_DAYS ? 'warning' : 'neutral';
  return (
    <>
      <span>{dayOf(expiresAt)}</span>
      <Badge variant={variant} icon={variant === 'neutral' ? undefined : 'alert'}>
        {daysInWords(days)}
      </Badge>
    </>
  );
}
