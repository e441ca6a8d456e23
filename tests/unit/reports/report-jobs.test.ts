import { describe, expect, it } from 'vitest';
import type { SessionApi } from '../../../utils/card/session-api.ts';
import { reportJobs } from '../../../utils/reports/report-jobs.ts';

/** Pipelines by id: the children that each names, and one job with a report in each. */
function apiOf(children: Record<number, number[]>): { api: SessionApi; asked: string[] } {
  const asked: string[] = [];
  const json = async (path: string) => {
    asked.push(path);
    const [, id = '', what] = /pipelines\/(\d+)\/(\w+)$/.exec(path) ?? [];
    const data =
      what === 'jobs'
        ? [{ name: `job ${id}`, web_url: `/jobs/${id}`, artifacts: [{ file_type: 'sast' }] }]
        : (children[Number(id)] ?? []).map((child) => ({
            downstream_pipeline: { id: child, project_id: 7 },
          }));
    return { data, nextPage: null };
  };
  return { api: { json } as unknown as SessionApi, asked };
}

describe('jobs with reports', () => {
  it('are found in child pipelines and theirs', async () => {
    const { api } = apiOf({ 1: [2, 3], 3: [4], 4: [5] });
    const { jobs: found } = await reportJobs(api, 7, 1, AbortSignal.timeout(1000));
    expect(found.map(({ name }) => name)).toEqual(['job 1', 'job 2', 'job 3', 'job 4']);
  });

  it('are each read once where pipelines name each other', async () => {
    const { api, asked } = apiOf({ 1: [1, 2, 2], 2: [1, 3], 3: [2, 3] });
    const { jobs: found } = await reportJobs(api, 7, 1, AbortSignal.timeout(1000));
    expect(found.map(({ name }) => name)).toEqual(['job 1', 'job 2', 'job 3']);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
