import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { useCountdown, useTimeLeft } from './use-pace.ts';
import { timeLeft } from './words.ts';

/**
 * How long it will still take, or when it goes on. Outside the status that is read out: a countdown that speaks
 * every second would be in the way.
 */
export function JobTiming({ job }: { job: JobSnapshot }) {
  const left = useTimeLeft(job);
  const wait = useCountdown(job.state === 'waiting' ? job.waitingUntil : undefined);
  const text =
    wait !== null ? t('panel.job.goes_on', { time: clock(wait) }) : left !== null ? timeLeft(left) : null;
  if (text === null) return null;
  return (
    <p class="mrg-job__timing" role="timer">
      {text}
    </p>
  );
}

/** "0:42", "12:05", "1:00:00". */
function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
