import { absoluteTime, relativeTime } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';

/** A moment as its age, with the exact time on hover. */
export function TimeAgo({ iso, now }: { iso: string; now: number }) {
  const age = relativeTime(iso, now);
  if (!age) return <span>{t('card.unknown_time')}</span>;
  return (
    <time dateTime={iso} title={absoluteTime(iso)}>
      {age}
    </time>
  );
}
