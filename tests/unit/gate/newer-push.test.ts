// @vitest-environment node
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECTS, USERS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';

const MINUTE = 60_000;
const PATH = process.env.PATH;

let group: GatedGroup;
let folder: string;

/** Stands for a scanner that takes its time with the first push: until the file `go` is there. */
const SLOW = (go: string) => `#!/bin/sh
for target; do :; done
while [ "$1" != --output ]; do shift; done
if [ -e "$target/.mr-gate/head/slow.txt" ]; then while [ ! -e "${go}" ]; do sleep 0.1; done; fi
echo '{"SchemaVersion": 2, "Results": []}' >"$2"
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mr-gate-slow-'));
  await writeFile(join(folder, 'trivy'), SLOW(join(folder, 'go')));
  await chmod(join(folder, 'trivy'), 0o755);
  process.env.PATH = `${folder}:${PATH}`;
  group = await gatedGroup();
  const projects = [group.project(PROJECTS.checkout)];
  await group.apply({
    mode: 'set_default',
    projects,
    settings: {
      failOn: 'high',
      scans: ['secret_detection', 'dependency_scanning'],
      perScan: {},
      drafts: true,
    },
  });
}, 2 * MINUTE);
afterAll(async () => {
  await writeFile(join(folder, 'go'), '');
  process.env.PATH = PATH;
  await group?.gitlab.close();
  await rm(folder, { recursive: true, force: true });
});

/** A merge request with a good first push, whose scan is under way, and a bad second one that comes meanwhile. */
async function pushTwice(branch: string) {
  const { gitlab, project } = group;
  await rm(join(folder, 'go'), { force: true });
  const iid = await group.openMergeRequest(PROJECTS.checkout, branch, {
    'package-lock.json': '{"lockfileVersion": 3, "packages": {}}\n',
    'slow.txt': 'slow\n',
  });
  const mr = gitlab.world.mergeRequests.find(
    (each) => each.iid === iid && each.projectId === project(PROJECTS.checkout),
  )!;
  const older = mr.sha;
  const scanOf = () =>
    gitlab.world.jobs.findLast((job) => job.name === 'dependency_scanning' && job.status === 'running');
  await expect.poll(scanOf, { timeout: MINUTE }).toBeDefined();
  const parent = gitlab.world.pipelines.findLast((pipeline) => pipeline.source === 'trigger')!;
  const newer = await gitlab.push({
    project: PROJECTS.checkout,
    branch,
    user: USERS.dev,
    message: 'Second push',
    files: { 'slow.txt': null, 'pay.ts': `const t = '${githubToken(1)}';\n` },
  });
  const verdict = () => group.verdict(PROJECTS.checkout, iid);
  await expect.poll(async () => (await verdict())?.head, { timeout: MINUTE }).toBe(newer);
  return { iid, older, newer, parent, verdict };
}

const states = async (sha: string) =>
  (await group.statuses(PROJECTS.checkout, sha)).map(({ status }) => status);

it('leaves no verdict on the older push where its run may not be cancelled, as the set-up leaves it', {
  timeout: 4 * MINUTE,
}, async () => {
  const { older, newer, parent, verdict } = await pushTwice('twice');
  expect(parent.status).toBe('running');
  expect(await states(older)).toEqual(['canceled']);

  await writeFile(join(folder, 'go'), '');
  await group.gitlab.settled(2 * MINUTE);
  expect(parent.status).toBe('success');
  const gates = group.gitlab.world.jobs.filter((job) => job.name === 'gate').map(({ trace }) => trace);
  expect(gates).toContainEqual(expect.stringContaining('no verdict'));
  expect(await states(older)).not.toContain('success');
  expect((await states(newer)).at(-1)).toBe('failed');
  expect((await verdict())?.cause).toMatch(/1 new finding blocks/);
  expect(await verdict()).toMatchObject({ head: newer, state: 'failed' });
});

it('cancels the older run where the gate may', { timeout: 4 * MINUTE }, async () => {
  const { world } = group.gitlab;
  const bot = world.users.find(({ name }) => name === 'MR Gate')!.id;
  for (const member of world.members.filter(({ userId }) => userId === bot)) member.accessLevel = 40;
  const { older, newer, parent, verdict } = await pushTwice('twice-again');
  await group.gitlab.settled(2 * MINUTE);
  expect(parent.status).toBe('canceled');
  expect(await states(older)).toEqual(['canceled']);
  expect(await verdict()).toMatchObject({ head: newer, state: 'failed' });
});
