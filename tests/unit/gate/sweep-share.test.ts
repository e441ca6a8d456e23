// @vitest-environment node
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GateApi } from '../../../utils/gate-program/api.ts';
import { readEnvironment } from '../../../utils/gate-program/environment.ts';
import { readPayload, type SweepShare } from '../../../utils/gate-program/payload.ts';
import { sweep } from '../../../utils/gate-program/sweep.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';

const OPEN = 450;
const BASE = 'https://gitlab.example';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-sweep-'));
  mkdirSync(path.join(folder, '.mr-gate'));
  writeFileSync(
    path.join(folder, 'mr-gate.yml'),
    'version: 1\ndefault: { fail_on: high, scans: [secret_detection] }\n',
  );
  const before = {
    only_allow_merge_if_pipeline_succeeds: false,
    allow_merge_on_skipped_pipeline: true,
  };
  const entry = { path: 'acme/shop', hook: 1, before, since: '2026-01-01T00:00:00Z', by: 'olga' };
  writeFileSync(
    path.join(folder, 'enrolled.json'),
    JSON.stringify({ version: 1, gateUser: { id: 9, username: 'gate' }, projects: { '7': entry } }),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const mergeRequest = (iid: number) => ({
  iid,
  project_id: 7,
  source_project_id: 7,
  state: 'opened',
  draft: false,
  source_branch: 'fix',
  target_branch: 'main',
  sha: 'a'.repeat(40),
});

/** A group whose one gated repository has open merge requests that nobody has looked at. */
const group: typeof fetch = async (input) => {
  const url = new URL(String(input));
  if (url.pathname.endsWith('/user')) return Response.json({ id: 9, username: 'gate' });
  const [, one] = /\/projects\/7\/merge_requests\/(\d+)$/.exec(url.pathname) ?? [];
  if (one) return Response.json({ ...mergeRequest(Number(one)), head_pipeline: null });
  if (!url.pathname.endsWith('/groups/acme/merge_requests')) return Response.json([]);
  const page = Number(url.searchParams.get('page') ?? 1);
  const rows = Array.from({ length: OPEN }, (_, at) => mergeRequest(at + 1));
  return Response.json(rows.slice((page - 1) * 100, page * 100), {
    headers: { 'x-total-pages': String(Math.ceil(OPEN / 100)) },
  });
};

async function swept(share?: SweepShare): Promise<{ taken: number[]; log: string }> {
  const child = path.join(folder, '.mr-gate', 'child.yml');
  rmSync(child, { force: true });
  const log: string[] = [];
  const environment = readEnvironment({
    CI_API_V4_URL: `${BASE}/api/v4`,
    CI_PROJECT_PATH: 'acme/mr-gate',
    CI_PROJECT_ID: '5',
    CI_COMMIT_SHA: 'b'.repeat(40),
    CI_PIPELINE_SOURCE: 'trigger',
    MR_GATE_TOKEN: 'glpat-0123456789',
  });
  const transport = createTransport({ baseUrl: BASE, token: 'glpat-0123456789', fetch: group });
  const api = new GateApi(transport);
  const say = (line: string) => void log.push(line);
  await sweep({ environment: { ...environment, folder }, api, log: say, now: () => new Date() }, share);
  const text = existsSync(child) ? readFileSync(child, 'utf8') : '';
  const taken = [...text.matchAll(/^ *"?prepare 7-(\d+)"?:$/gm)].map(([, iid]) => Number(iid));
  return { taken, log: log.join('\n') };
}

test('one sweep takes at most two hundred merge requests, and says how many wait', async () => {
  const { taken, log } = await swept();
  expect(new Set(taken).size).toBe(200);
  expect(log).toContain(`${OPEN} open merge requests in gated repositories, ${OPEN} to be looked at.`);
  expect(log).toContain('250 more wait for the next sweep.');
});

test('three sweeps that share them out take each of them once', async () => {
  const taken: number[] = [];
  for (let at = 0; at < 3; at++) {
    const one = await swept({ at, of: 3 });
    expect(one.taken.length).toBeGreaterThan(0);
    expect(one.log).not.toContain('wait for the next sweep');
    taken.push(...one.taken);
  }
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: OPEN }, (_, at) => at + 1));
});

test('a share is taken from the payload, where it makes sense', () => {
  const read = (more: string) => readPayload(`{"mr_gate_sweep":"job:1:2"${more}}`);
  expect(read(',"at":2,"of":7')).toEqual({ kind: 'sweep', share: { at: 2, of: 7 } });
  for (const more of [
    '',
    ',"at":7,"of":7',
    ',"at":-1,"of":7',
    ',"at":"2","of":7',
    ',"of":7',
    ',"at":0.5,"of":7',
  ])
    expect(read(more)).toEqual({ kind: 'sweep' });
});
