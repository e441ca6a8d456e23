import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const schedule = v.pipe(
  v.object({ id: v.number(), description: v.nullish(v.string(), ''), active: v.optional(v.boolean(), true) }),
  v.transform(({ id, description, active }) => ({ id, description: description ?? '', active })),
);

export type PipelineSchedule = v.InferOutput<typeof schedule>;

/** @throws GitLabError */
export function listSchedules(gitlab: Requester, project: number): Promise<PipelineSchedule[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/pipeline_schedules`, query: { per_page: 100 } },
    v.array(schedule),
  );
}

/** Its pipelines run as whoever creates it. Not repeated by itself: list first. @throws GitLabError */
export function createSchedule(
  gitlab: Requester,
  project: number,
  settings: { description: string; ref: string; cron: string; cron_timezone: string },
): Promise<PipelineSchedule> {
  return readAnswer(
    gitlab,
    { method: 'POST', path: `/projects/${project}/pipeline_schedules`, body: { ...settings, active: true } },
    schedule,
  );
}

/** @throws GitLabError */
export async function deleteSchedule(gitlab: Requester, project: number, id: number): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/projects/${project}/pipeline_schedules/${id}` });
}
