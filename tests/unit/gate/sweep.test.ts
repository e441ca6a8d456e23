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

async function nightly(description = 'MR Gate: daily sweep') {
  const gate = group.project('acme/mr-gate');
  const schedules = await group.call<{ id: number; description: string }[]>(
    TOKENS.olgaApi,
    `/projects/${gate}/pipeline_schedules`,
  );
  const schedule = schedules.find((candidate) => candidate.description === description);
  await group.call(TOKENS.olgaApi, `/projects/${gate}/pipeline_schedules/${schedule!.id}/play`, {
    method: 'POST',
  });
  await group.gitlab.settled(180_000);
  const issues = await group.call<{ iid: number; description: string; state: string }[]>(
    TOKENS.olgaApi,
    `/projects/${gate}/issues`,
  );
  expect(issues.length).toBeLessThan(2);
  return issues[0];
}

function setPolicy(text: string): Promise<string> {
  const change = { project: 'acme/mr-gate', branch: 'main', user: USERS.olga, message: 'Change the policy' };
  return group.gitlab.push({ ...change, files: { 'mr-gate.yml': `version: 1\n${text}` } });
}

test('the nightly sweep finds what an event missed, and ends what has ended', async () => {
  const { gitlab } = group;
  const { world } = gitlab;
  const checkout = group.project(PROJECTS.checkout);
  const settings = 'scans: [secret_detection]';
  await setPolicy(`default: { fail_on: high, ${settings} }
exceptions:
  - { project: ${checkout}, path: acme/shop/checkout, fail_on: never, ${settings}, reason: trial, until: 2999-12-31 }
`);
  const open = (branch: string) =>
    group.openMergeRequest(PROJECTS.checkout, branch, { 'key.ts': `const t = '${githubToken(11)}';\n` });
  const told = await open('report-only');
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, told)).toMatchObject({ state: 'report_only' });

  // GitLab has given the webhook up: the next merge request is not heard of.
  const hook = world.hooks.find(({ projectId }) => projectId === checkout)!;
  hook.alertStatus = 'disabled';
  const missed = await open('missed');
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, missed)).toBeNull();
  await setPolicy(`default: { fail_on: high, ${settings} }
exceptions:
  - { project: ${checkout}, path: acme/shop/checkout, fail_on: never, ${settings}, reason: trial, until: 2020-01-31 }
`);

  const issue = await nightly();
  expect(issue?.description).toContain('exception for acme/shop/checkout, until 2020');
  // The gate's user is Developer, as the set-up makes it: it can neither see nor mend the webhook.
  expect(world.hooks.find(({ projectId }) => projectId === checkout)).toBe(hook);
  for (const iid of [missed, told]) {
    expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({
      state: 'failed',
      settingsFrom: 'default',
    });
  }

  // With the right, it puts a webhook that works in its place.
  const bot = world.notes.find(({ body }) => body.includes('mr-gate:v1'))!.authorId;
  const roles = world.members.filter(({ userId }) => userId === bot);
  const before = roles.map(({ accessLevel }) => accessLevel);
  for (const member of roles) member.accessLevel = 40;
  const mended = await nightly();
  expect(mended).toMatchObject({ iid: issue!.iid });
  expect(mended?.description).toContain('Webhooks that work again');
  expect(mended?.description).toContain('Not gated yet');
  const hooks = world.hooks.filter(({ projectId }) => projectId === checkout);
  expect(hooks.map(({ alertStatus }) => alertStatus)).toEqual(['executable']);
  const heard = await open('heard-again');
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, heard)).toMatchObject({ state: 'failed' });
  roles.forEach((member, i) => {
    member.accessLevel = before[i]!;
  });
}, 400_000);

test('the nightly sweep tells what drifted in one issue, and mends it where its user may', async () => {
  const { gitlab, call } = group;
  const { world } = gitlab;
  const checkout = group.project(PROJECTS.checkout);
  await call(TOKENS.olgaApi, `/projects/${checkout}`, {
    method: 'PUT',
    body: { only_allow_merge_if_pipeline_succeeds: false },
  });
  world.hooks = world.hooks.filter((hook) => hook.projectId !== checkout);
  const bot = world.notes.find(({ body }) => body.includes('mr-gate:v1'))!.authorId;
  const token = world.tokens.find((candidate) => candidate.userId === bot)!;
  token.expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

  const told = await nightly();
  expect(told?.state).toBe('opened');
  expect(told?.description).toMatch(/acme\/shop\/checkout: Pipelines must succeed is off/);
  expect(told?.description).toContain(token.expiresAt);
  expect(told?.description).toContain('Not gated yet');
  expect(world.hooks.some((hook) => hook.projectId === checkout)).toBe(false);

  for (const member of world.members.filter((m) => m.userId === bot)) member.accessLevel = 40;
  await setPolicy('default: { fail_on: high, scans: [secret_detection] }\nenrol_new: true\n');
  const mended = await nightly();
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
