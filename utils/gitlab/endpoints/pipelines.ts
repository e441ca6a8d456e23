import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const pipeline = v.object({
  id: v.number(),
  status: v.string(),
  web_url: v.string(),
});

export type Pipeline = v.InferOutput<typeof pipeline>;

/** Statuses after which a pipeline changes no more by itself (app/models/concerns/ci/has_status.rb). */
export function isFinished(status: string): boolean {
  return ['success', 'failed', 'canceled', 'skipped', 'manual'].includes(status);
}

/** @throws GitLabError */
export function showPipeline(gitlab: Requester, project: number, id: number): Promise<Pipeline> {
  return readAnswer(gitlab, { method: 'GET', path: `/projects/${project}/pipelines/${id}` }, pipeline);
}

/** Ids of the newest pipelines that began so, newest first. @throws GitLabError */
export async function newestPipelines(
  gitlab: Requester,
  project: number,
  source: 'trigger' | 'schedule',
  count: number,
): Promise<number[]> {
  const query = { source, order_by: 'id', sort: 'desc', per_page: count };
  const path = `/projects/${project}/pipelines`;
  const rows = await readAnswer(
    gitlab,
    { method: 'GET', path, query },
    v.array(v.object({ id: v.number() })),
  );
  return rows.map(({ id }) => id);
}

/** What a pipeline was started with, a trigger's payload too. For Maintainers. @throws GitLabError */
export function pipelineVariables(
  gitlab: Requester,
  project: number,
  id: number,
): Promise<{ key: string; value: string }[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/pipelines/${id}/variables`, query: { per_page: 100 } },
    v.array(v.object({ key: v.string(), value: v.optional(v.string(), '') })),
  );
}

const job = v.object({
  id: v.number(),
  name: v.string(),
  status: v.string(),
  web_url: v.nullish(v.string(), null),
  failure_reason: v.nullish(v.string(), null),
  started_at: v.nullish(v.string(), null),
});

export type PipelineJob = v.InferOutput<typeof job>;

/** Without bridges. @throws GitLabError */
export function listPipelineJobs(gitlab: Requester, project: number, id: number): Promise<PipelineJob[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/pipelines/${id}/jobs`, query: { per_page: 100 } },
    v.array(job),
  );
}

const bridge = v.object({
  name: v.string(),
  status: v.string(),
  downstream_pipeline: v.nullish(v.object({ id: v.number(), status: v.string() }), null),
});

/** The jobs that start child pipelines, with these. @throws GitLabError */
export function listBridges(
  gitlab: Requester,
  project: number,
  id: number,
): Promise<v.InferOutput<typeof bridge>[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/pipelines/${id}/bridges`, query: { per_page: 100 } },
    v.array(bridge),
  );
}

/** The last lines of a job's log, without colours, section marks and carriage returns. @throws GitLabError */
export async function lastLogLines(
  gitlab: Requester,
  project: number,
  jobId: number,
  lines: number,
): Promise<string> {
  const { body } = await gitlab.request({ method: 'GET', path: `/projects/${project}/jobs/${jobId}/trace` });
  const text = typeof body === 'string' ? body.slice(-20_000) : '';
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour starts with the escape character.
      .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
      .replace(/section_(?:start|end):\d+:[^\r\n]*\r?/g, '')
      .split(/\r\n|\n|\r/)
      .map((line) => line.trim().slice(0, 300))
      .filter((line) => line !== '')
      .slice(-lines)
      .join('\n')
  );
}
