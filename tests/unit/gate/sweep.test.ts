// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
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

test('the nightly sweep tells what drifted in one issue, and mends it where its user may', async () => {
  const { gitlab, call } = group;
  const { world } = gitlab;
  const gate = group.project('acme/mr-gate');
  const checkout = group.project(PROJECTS.checkout);
  const [schedule] = await call<{ id: number; description: string }[]>(
    TOKENS.olgaApi,
    `/projects/${gate}/pipeline_schedules`,
  );
  const sweep = async () => {
    await call(TOKENS.olgaApi, `/projects/${gate}/pipeline_schedules/${schedule!.id}/play`, {
      method: 'POST',
    });
    await gitlab.settled(180_000);
    const issues = await call<{ iid: number; description: string; state: string }[]>(
      TOKENS.olgaApi,
      `/projects/${gate}/issues`,
    );
    expect(issues.length).toBeLessThan(2);
    return issues[0];
  };
  await call(TOKENS.olgaApi, `/projects/${checkout}`, {
    method: 'PUT',
    body: { only_allow_merge_if_pipeline_succeeds: false },
  });
  world.hooks = world.hooks.filter((hook) => hook.projectId !== checkout);
  const bot = world.notes.find(({ body }) => body.includes('mr-gate:v1'))!.authorId;
  const token = world.tokens.find((candidate) => candidate.userId === bot)!;
  token.expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

  const told = await sweep();
  expect(told?.state).toBe('opened');
  expect(told?.description).toMatch(/acme\/shop\/checkout: Pipelines must succeed is off/);
  expect(told?.description).toContain(token.expiresAt);
  expect(told?.description).toContain('Not gated yet');
  expect(world.hooks.some((hook) => hook.projectId === checkout)).toBe(false);

  for (const member of world.members.filter((m) => m.userId === bot)) member.accessLevel = 40;
  await gitlab.push({
    project: 'acme/mr-gate',
    branch: 'main',
    user: USERS.olga,
    message: 'Gate new repositories',
    files: {
      'mr-gate.yml': 'version: 1\ndefault: { fail_on: high, scans: [secret_detection] }\nenrol_new: true\n',
    },
  });
  const mended = await sweep();
  expect(mended).toMatchObject({ iid: told!.iid, state: 'closed' });
  expect(mended?.description).toContain('Set back by this sweep');
  expect(mended?.description).toContain('Gated by this sweep');
  expect(world.projects.find(({ id }) => id === checkout)?.onlyAllowMergeIfPipelineSucceeds).toBe(true);
  expect(world.hooks.filter((hook) => hook.projectId === checkout)).toHaveLength(1);

  // The token was rotated and stored; the repository that was just gated works with it.
  expect(world.tokens.find((candidate) => candidate.token === token.token)?.revoked).toBe(true);
  const iid = await group.openMergeRequest(PROJECTS.payments, 'after-the-sweep', { 'docs/b.md': 'hello\n' });
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.payments, iid)).toMatchObject({ state: 'passed' });
}, 400_000);
