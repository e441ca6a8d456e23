import { createSchedule, deleteSchedule, listSchedules } from '../../gitlab/endpoints/pipeline-schedules.ts';
import { orNull } from '../../gitlab/endpoints/read.ts';
import { SWEEP_DESCRIPTION } from '../gate-project.ts';
import { isUncertain, whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/**
 * Finds or makes the schedule of the daily sweep. One that somebody switched off stays off. GitLab runs it as
 * whoever made it, as it does the webhooks' pipelines.
 */
export async function ensureSweepSchedule(run: Run): Promise<string> {
  const { client } = await run.session();
  const { id, branch } = run.record.setup.project!;
  const find = async () =>
    (await listSchedules(client, id))
      .filter(({ description }) => description === SWEEP_DESCRIPTION)
      .sort((a, b) => a.id - b.id);
  const [found] = await find();
  if (found) return found.active ? 'Found the daily sweep.' : 'The daily sweep is there, switched off.';
  try {
    await whereRefused(
      createSchedule(client, id, {
        description: SWEEP_DESCRIPTION,
        ref: branch,
        // At night, and not every group of an instance in the same minute.
        cron: `${id % 60} ${2 + (id % 3)} * * *`,
        cron_timezone: 'UTC',
      }),
      (reason) => ({
        kind: 'may_not_schedule',
        what: `GitLab did not let you make a pipeline schedule in the gate project: ${reason}.`,
        next: 'Ask for the Maintainer role in the gate project, then go on.',
      }),
    );
  } catch (error) {
    if (!isUncertain(error) || (await find()).length === 0) throw error;
  }
  // A browser may have sent it twice, and another admin may have made one meanwhile.
  const [, ...copies] = await find();
  for (const copy of copies) await orNull(deleteSchedule(client, id, copy.id));
  return 'Made a daily sweep, at night.';
}
