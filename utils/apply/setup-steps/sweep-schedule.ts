import { createSchedule, deleteSchedule, listSchedules } from '../../gitlab/endpoints/pipeline-schedules.ts';
import { orNull } from '../../gitlab/endpoints/read.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { LIGHT_SWEEP_DESCRIPTION, SWEEP_DESCRIPTION } from '../gate-project.ts';
import { isUncertain, whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/**
 * Finds or makes the schedules of the sweeps: at night one that looks after everything, and in between a light one for
 * merge requests alone. One that somebody switched off stays off, and another rhythm is kept. GitLab runs them as whoever
 * made them, as it does the webhooks' pipelines.
 */
export async function ensureSweepSchedule(run: Run): Promise<Text> {
  const { client } = await run.session();
  const { id } = run.record.setup.project!;
  // At night, and not every group of an instance in the same minute.
  const night = await ensure(run, SWEEP_DESCRIPTION, `${id % 60} ${2 + (id % 3)} * * *`);
  const light = await ensure(run, LIGHT_SWEEP_DESCRIPTION, lightCron(id, client.baseUrl));
  if (night === 'made') return text('apply.done.sweeps_made');
  if (light === 'made') return text('apply.done.light_made');
  if (night === 'off') return text('apply.done.sweep_off');
  return light === 'off' ? text('apply.done.light_off') : text('apply.done.sweeps_found');
}

/**
 * GitLab.com starts 24 scheduled pipelines a day on Free, and counts minutes: every three hours there. An instance of
 * one's own, every hour.
 */
function lightCron(id: number, baseUrl: string): string {
  const minute = (id + 30) % 60;
  return new URL(baseUrl).hostname === 'gitlab.com' ? `${minute} */3 * * *` : `${minute} * * * *`;
}

async function ensure(run: Run, description: string, cron: string): Promise<'found' | 'off' | 'made'> {
  const { client } = await run.session();
  const { id, branch } = run.record.setup.project!;
  const find = async () =>
    (await listSchedules(client, id))
      .filter((schedule) => schedule.description === description)
      .sort((a, b) => a.id - b.id);
  const [found] = await find();
  if (found) return found.active ? 'found' : 'off';
  try {
    await whereRefused(
      createSchedule(client, id, { description, ref: branch, cron, cron_timezone: 'UTC' }),
      (reason) => ({
        kind: 'may_not_schedule',
        what: text('apply.error.may_not_schedule', { reason }),
        next: text('apply.error.ask_maintainer_go_on'),
      }),
    );
  } catch (error) {
    if (!isUncertain(error) || (await find()).length === 0) throw error;
  }
  // A browser may have sent it twice, and another admin may have made one meanwhile.
  const [, ...copies] = await find();
  for (const copy of copies) await orNull(deleteSchedule(client, id, copy.id));
  return 'made';
}
