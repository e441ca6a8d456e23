// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECTS } from '../../gitlab/seed-names.ts';
import type { Job } from '../../gitlab/world/types.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';

const MINUTE = 60_000;
const PATH = process.env.PATH;

let group: GatedGroup;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mr-gate-killed-'));
  process.env.PATH = `${folder}:${PATH}`;
  group = await gatedGroup();
  await group.apply({
    mode: 'set_default',
    projects: [group.project(PROJECTS.checkout)],
    settings: { failOn: 'high', scans: ['dependency_scanning'], perScan: {}, drafts: true },
  });
}, 2 * MINUTE);
afterAll(async () => {
  process.env.PATH = PATH;
  await group?.gitlab.close();
  await rm(folder, { recursive: true, force: true });
});

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Stands for a scanner that finds nothing: were anything believed of a run that was killed, it would pass. */
const CLEAN = `while [ "$1" != --output ]; do shift; done; echo '{"SchemaVersion": 2, "Results": []}' >"$2"`;

const running = (name: string) =>
  group.gitlab.world.jobs.findLast((job) => job.name === name && job.status === 'running');

/** Kills all processes of a job at once, as a machine does that is gone. The runner starts each job in a group of its own. */
function kill(job: Job): void {
  const all = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const leaders = all.split('\n').flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === process.pid && args.includes(`/builds/${job.id}/files/`) ? [Number(pid)] : [];
  });
  expect(leaders).toHaveLength(1);
  process.kill(-leaders[0]!, 'SIGKILL');
}

/** A harmless merge request, the states of its head once all has ended, and its newest job of a name. */
async function open(
  branch: string,
): Promise<() => Promise<{ states: string[]; job: (name: string) => Job }>> {
  const { gitlab } = group;
  const files = { 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}\n' };
  const iid = await group.openMergeRequest(PROJECTS.checkout, branch, files);
  const mr = gitlab.world.mergeRequests.find(
    (each) => each.iid === iid && each.projectId === group.project(PROJECTS.checkout),
  )!;
  return async () => {
    await gitlab.settled(2 * MINUTE);
    const states = (await group.statuses(PROJECTS.checkout, mr.sha)).map(({ status }) => status);
    return { states, job: (name) => gitlab.world.jobs.findLast((job) => job.name === name)! };
  };
}

it('passes where nobody kills anything', { timeout: 3 * MINUTE }, async () => {
  await program('trivy', CLEAN);
  const { states } = await (await open('undisturbed'))();
  expect(states.at(-1)).toBe('success');
});

it('fails where the scan is killed in the middle', { timeout: 4 * MINUTE }, async () => {
  const mark = join(folder, 'scanning');
  await program('trivy', `: >"${mark}"; exec sleep 60`);
  const ended = await open('killed-scan');
  await expect.poll(() => existsSync(mark), { timeout: 2 * MINUTE }).toBe(true);
  kill(running('dependency_scanning')!);
  const { states, job } = await ended();
  expect(job('dependency_scanning')).toMatchObject({ status: 'failed' });
  expect(job('gate')).toMatchObject({ status: 'success' });
  expect(states).not.toContain('success');
  expect(states.at(-1)).toBe('failed');
});

it('stays pending where the job gate is killed before it says its verdict', {
  timeout: 4 * MINUTE,
}, async () => {
  await program('trivy', CLEAN);
  // The gate asks once more whether its commit is still the newest, and gets no answer.
  const asked = { method: 'GET', path: /\/merge_requests\/\d+$/, when: () => running('gate') !== undefined };
  const fault = group.gitlab.addFault({ ...asked, kind: 'hold' });
  let ended: Awaited<ReturnType<typeof open>>;
  try {
    ended = await open('killed-gate');
    await expect.poll(() => fault.hits(), { timeout: 2 * MINUTE }).toBeGreaterThan(0);
    kill(running('gate')!);
    await expect.poll(() => running('gate'), { timeout: MINUTE }).toBeUndefined();
  } finally {
    fault.remove();
  }
  const { states, job } = await ended();
  expect(job('gate')).toMatchObject({ status: 'failed' });
  expect(job('dependency_scanning')).toMatchObject({ status: 'success' });
  expect(states).not.toContain('success');
  expect(states.at(-1)).toBe('pending');
});
