import { browser } from '#imports';

/** Alarms outlive the worker: it is woken for them. Chrome fires none sooner than 30 s ahead. */
export const JOBS_ALARM = 'jobs';
export const RECHECK_ALARM = 'recheck';

const DAY_MINUTES = 24 * 60;

/** Wakes the worker for its jobs at `when` (milliseconds since the epoch), or sooner where that is set already. */
export async function wakeForJobs(when: number): Promise<void> {
  const set = await browser.alarms.get(JOBS_ALARM);
  if (set && set.scheduledTime > Date.now() && set.scheduledTime <= when) return;
  await browser.alarms.create(JOBS_ALARM, { when });
}

/** Makes sure that tokens are checked daily: alarms can be lost when the browser or the extension is updated. */
export async function ensureRecheckAlarm(): Promise<void> {
  if (await browser.alarms.get(RECHECK_ALARM)) return;
  await browser.alarms.create(RECHECK_ALARM, { delayInMinutes: 60, periodInMinutes: DAY_MINUTES });
}
