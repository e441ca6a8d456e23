// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Environment } from '../../../utils/gate-program/environment.ts';
import { takeCurrentFiles } from '../../../utils/gate-program/gate-files.ts';
import type { Job } from '../../../utils/gate-program/prepare.ts';

const FILES = ['mr-gate.yml', 'enrolled.json'];
const folder = mkdtempSync(join(tmpdir(), 'current-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of FILES) writeFileSync(join(folder, name), `${name} as the job came with it`);
});

/** What the default branch has at commit `now`. */
const request = vi.fn(async ({ path, query }: { path: string; query: { ref: string } }) => ({
  status: 200,
  body: { content: btoa(`${path} of ${query.ref}`), last_commit_id: 'before', commit_id: 'now' },
}));

async function taken(of: Partial<Environment>): Promise<[string | null, string[]]> {
  const environment = { branch: 'main', ref: 'main', projectId: 7, folder, swept: {}, ...of } as Environment;
  const api = { transport: { request } } as unknown as Job['api'];
  const commit = await takeCurrentFiles({ environment, api });
  return [commit, FILES.map((name) => readFileSync(join(folder, name), 'utf8'))];
}

const SWEPT = { swept: { project: '3', mergeRequest: '1' } };

test.each([
  ['a lane', { ref: 'mr-gate-lane-1' }],
  ['a job of a sweep', SWEPT],
])('%s takes policy and enrolment of one commit of the default branch', async (_, of) => {
  const [commit, files] = await taken(of);
  expect(commit).toBe('now');
  expect(files).toEqual([
    '/projects/7/repository/files/mr-gate.yml of main',
    '/projects/7/repository/files/enrolled.json of now',
  ]);
});

test.each([
  ['an event on the default branch', {}],
  ['a sweep on a branch that somebody tries something on', { ref: 'attempt', ...SWEPT }],
])('%s has its own', async (_, of) => {
  request.mockClear();
  const [commit, files] = await taken(of);
  expect(commit).toBeNull();
  expect(files[0]).toBe('mr-gate.yml as the job came with it');
  expect(request).not.toHaveBeenCalled();
});
