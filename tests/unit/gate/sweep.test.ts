// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECTS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';

let group: GatedGroup;
beforeAll(async () => {
  group = await gatedGroup();
}, 120_000);
afterAll(() => group?.gitlab.close());

const HIGH = { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true } as const;
const settings = { ...HIGH, scans: [...HIGH.scans] };

test('merge requests that are open when their repository is gated get their verdict without a push', async () => {
  const { gitlab } = group;
  const bad = await group.openMergeRequest(PROJECTS.checkout, 'open-bad', {
    'pay.ts': `const t = '${githubToken(7)}';\n`,
  });
  const good = await group.openMergeRequest(PROJECTS.renamed, 'open-good', { 'docs/a.md': 'hello\n' });
  const other = await group.openMergeRequest(PROJECTS.payments, 'not-gated', { 'docs/a.md': 'hello\n' });
  await gitlab.settled();

  const projects = [PROJECTS.checkout, PROJECTS.renamed].map((path) => group.project(path));
  const job = await group.apply({ mode: 'set_default', projects, settings });
  expect(job.steps.at(-1)).toMatchObject({ key: 'evaluate', state: 'done' });
  await gitlab.settled(120_000);

  expect(await group.verdict(PROJECTS.checkout, bad)).toMatchObject({
    state: 'failed',
    counts: { blocking: 1 },
  });
  expect(await group.verdict(PROJECTS.renamed, good)).toMatchObject({ state: 'passed' });
  expect(await group.verdict(PROJECTS.payments, other)).toBeNull();

  const pipelines = () => gitlab.world.pipelines.filter((p) => p.projectId === group.project('acme/mr-gate'));
  expect(pipelines().filter((p) => p.status !== 'success')).toEqual([]);

  // The same again changes nothing, so nothing is looked at again.
  const before = pipelines().length;
  await group.apply({
    mode: 'exception',
    projects: [group.project(PROJECTS.renamed)],
    settings: { ...settings, failOn: 'critical' },
    reason: 'on trial',
    owner: 'anna',
  });
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.renamed, good)).toMatchObject({ failOn: 'critical' });
  const after = pipelines().slice(before);
  // The sweep, its child, and the grandchild of the one merge request whose settings changed.
  expect(after).toHaveLength(3);
}, 180_000);
