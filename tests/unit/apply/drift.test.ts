import { beforeEach, describe, expect, test } from 'vitest';
import { repoStates } from '../../../utils/apply/repo-state.ts';
import { inEnglish } from '../../support/english.ts';
import { type Desk, deskOf, entriesIn, policyIn } from './desk.ts';
import type { FakeRepo } from './fake-gitlab.ts';
import { gatedIds, HIGH, REPORT_ONLY, setUpWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let desk: Desk;
let repos: [FakeRepo, FakeRepo, FakeRepo];
beforeEach(async () => {
  const made = await setUpWorld(3);
  world = made;
  desk = deskOf(world, made.worker, world.browser);
  await desk.apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
  repos = world.gitlab.repos.filter((repo) => repo.path.startsWith('repo-')) as typeof repos;
});

const load = () => desk.worker.service.load(world.gitlab.baseUrl, 'acme');
const check = async () =>
  inEnglish(await desk.worker.service.checkDrift(world.gitlab.baseUrl, 'acme', gatedIds(world)));
const stateOf = async (repo: FakeRepo) => inEnglish(repoStates(await load()).get(repo.id)!);

describe('webhooks that drifted', () => {
  test('are told field by field: deleted, paused, changed, not to be seen', async () => {
    repos[0].hooks = [];
    repos[1].hooks[0]!.alert = 'disabled';
    repos[2].hooks[0]!.mr = false;
    const { hooks } = await check();
    expect(hooks.map(({ state, changes }) => [state, changes])).toEqual([
      ['missing', [{ field: 'Webhook', before: 'MR Gate', after: 'none' }]],
      ['paused', [{ field: 'Webhook', before: 'active', after: 'paused by GitLab' }]],
      ['changed', [{ field: 'Merge request events', before: 'on', after: 'off' }]],
    ]);
    repos[0].archived = true;
    expect((await check()).hooks[0]).toMatchObject({ state: 'not_seen', changes: [] });
  });

  test('are put back, and nothing else is touched', async () => {
    repos[0].hooks = [];
    repos[1].hooks[0]!.mr = false;
    repos[2].hooks[0]!.alert = 'disabled';
    const made = await desk.plan({ mode: 'restore_drift', projects: gatedIds(world) });
    expect(made.repos.map((repo) => repo.kind)).toEqual(['restore', 'restore', 'restore']);
    const job = await desk.run(made);
    expect(job.error).toBeUndefined();
    expect((await check()).hooks.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    for (const { id, hooks } of repos) expect(entriesIn(world)[String(id)]?.hook).toBe(hooks[0]?.id);
    expect(repos.map(({ hooks }) => hooks.length)).toEqual([1, 1, 1]);
  });

  test('cannot be accepted', async () => {
    repos[0].hooks = [];
    const made = await desk.plan({ mode: 'accept_drift', projects: [repos[0].id] });
    expect(made.repos[0]?.excluded?.reason).toContain('not gated at all');
  });
});

describe('flags that drifted', () => {
  test('are put back', async () => {
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = false;
    const made = await desk.plan({ mode: 'restore_drift', projects: gatedIds(world) });
    expect(made.repos[0]?.changes).toEqual([{ field: 'Pipelines must succeed', before: 'off', after: 'on' }]);
    expect(made.counts).toMatchObject({ restore: 1, unchanged: 2 });
    await desk.run(made);
    expect(repos[0].flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
  });

  test('are accepted, are no drift then, and are not called gated', async () => {
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = false;
    expect((await stateOf(repos[0])).status).toBe('drifted');
    const made = await desk.plan({ mode: 'accept_drift', projects: gatedIds(world) });
    expect(made.counts).toMatchObject({ change: 1, unchanged: 2 });
    expect(made.repos[0]?.warnings).toEqual(['Its merge requests can be merged whatever the gate says.']);
    const job = await desk.run(made);
    expect(job.error).toBeUndefined();
    expect(entriesIn(world)[String(repos[0].id)]?.accepted).toEqual(repos[0].flags);
    const state = await stateOf(repos[0]);
    expect([state.status, state.drift]).toEqual(['report_only', []]);
    expect(state.reason).toContain('“Pipelines must succeed” is off');
    // Another change is drift again.
    repos[0].flags.allow_merge_on_skipped_pipeline = true;
    expect((await stateOf(repos[0])).status).toBe('drifted');
  });

  test('are gating’s again once the repository is configured again', async () => {
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = false;
    const accepted = await desk.apply({ mode: 'accept_drift', projects: [repos[0].id] });
    await desk.apply({ mode: 'use_default', projects: [repos[0].id] });
    expect(repos[0].flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
    expect(entriesIn(world)[String(repos[0].id)]?.accepted).toBeUndefined();
    expect(accepted.undoable).toBe(true);
  });

  test('stay as they were accepted where only the policy is imported', async () => {
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = false;
    await desk.apply({ mode: 'accept_drift', projects: [repos[0].id] });
    const same = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!;
    expect((await desk.plan({ mode: 'import', text: same })).calls).toBe(0);
    await desk.apply({ mode: 'import', text: same.replace('fail_on: high', 'fail_on: medium') });
    expect(policyIn(world).default?.failOn).toBe('medium');
    expect(repos[0].flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
    expect(entriesIn(world)[String(repos[0].id)]?.accepted).toEqual(repos[0].flags);
  });

  test('accepted by mistake are undone', async () => {
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = false;
    const before = world.gitlab.file('acme/mr-gate', 'enrolled.json');
    const accepted = await desk.apply({ mode: 'accept_drift', projects: [repos[0].id] });
    await desk.apply({ mode: 'undo', jobId: accepted.id });
    expect(world.gitlab.file('acme/mr-gate', 'enrolled.json')).toBe(before);
  });
});

describe('a policy that somebody edits by hand to report only', () => {
  const gate = () => world.gitlab.repo('acme/mr-gate');
  function reportOnlyByHand() {
    const text = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!;
    world.gitlab.commit(gate(), 'Softer', { 'mr-gate.yml': text.replace('fail_on: high', 'fail_on: never') });
  }
  const on = () => repos.map((repo) => repo.flags.only_allow_merge_if_pipeline_succeeds);

  test('leaves gating’s settings on: that is drift, and is put back', async () => {
    reportOnlyByHand();
    expect(await stateOf(repos[0])).toMatchObject({
      status: 'drifted',
      drift: expect.arrayContaining([{ field: 'Pipelines must succeed', before: 'off', after: 'on' }]),
    });
    const job = await desk.apply({ mode: 'restore_drift', projects: gatedIds(world) });
    expect(job.error).toBeUndefined();
    expect(on()).toEqual([false, false, false]);
    expect(entriesIn(world)[String(repos[0].id)]?.left).toBe('before');
    expect((await stateOf(repos[0])).status).toBe('report_only');
    // What somebody switches on from here on is theirs.
    repos[0].flags.only_allow_merge_if_pipeline_succeeds = true;
    expect((await stateOf(repos[0])).status).toBe('report_only');
    await desk.apply({ mode: 'remove', projects: [repos[0].id] });
    expect(on()).toEqual([true, false, false]);
  });

  test('is accepted, and gates as before once its findings block again', async () => {
    reportOnlyByHand();
    await desk.apply({ mode: 'accept_drift', projects: [repos[0].id] });
    expect((await stateOf(repos[0])).status).toBe('report_only');
    expect((await stateOf(repos[1])).status).toBe('drifted');
    await desk.apply({ mode: 'set_default', projects: [repos[1].id], settings: HIGH });
    expect((await stateOf(repos[0])).status).toBe('gated');
  });

  test('leaves nothing on where MR Gate is removed', async () => {
    reportOnlyByHand();
    await desk.apply({ mode: 'remove', projects: [repos[0].id, repos[1].id] });
    expect(on()).toEqual([false, false, true]);
  });

  test('has the settings given back by the next apply', async () => {
    reportOnlyByHand();
    await desk.apply({ mode: 'use_default', projects: gatedIds(world) });
    expect(on()).toEqual([false, false, false]);
  });

  test('leaves on what was on before gating', async () => {
    const added = world.gitlab.addRepo('acme/shop/repo-9');
    added.flags.only_allow_merge_if_pipeline_succeeds = true;
    added.flags.allow_merge_on_skipped_pipeline = false;
    await desk.apply({ mode: 'use_default', projects: [added.id] });
    reportOnlyByHand();
    expect((await stateOf(added)).status).toBe('report_only');
  });
});

describe('a policy that somebody edits by hand', () => {
  const look = async () => inEnglish(await desk.worker.service.policyByHand(world.gitlab.baseUrl, 'acme'));
  const text = () => world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!;
  const edit = (title: string, next: string) =>
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), title, { 'mr-gate.yml': next });

  test('is told: who, when, and field by field; nothing where it says the same', async () => {
    expect(await look()).toBeNull();
    const before = text();
    edit('A comment', `# Ours\n${before}`);
    expect(await look()).toBeNull();
    edit('Softer', before.replace('fail_on: high', 'fail_on: critical'));
    const found = await look();
    expect(found?.since.map(({ title, kind }) => [title, kind])).toEqual([
      ['Softer', 'by_hand'],
      ['A comment', 'by_hand'],
    ]);
    expect(found?.policyChanges).toEqual([{ field: 'Fails on', before: 'High', after: 'Critical' }]);
    expect(found?.before).toBe(before);
  });

  test('is put back by importing what the last apply left', async () => {
    const before = text();
    edit('Softer', before.replace('fail_on: high', 'fail_on: never'));
    await desk.apply({ mode: 'import', text: (await look())!.before });
    expect(text()).toBe(before);
    expect(await look()).toBeNull();
    expect(repos.map(({ flags }) => flags.only_allow_merge_if_pipeline_succeeds)).toEqual([true, true, true]);
  });

  test('is accepted by a plan of its own, which carries out what follows from it', async () => {
    const edited = text().replace('fail_on: high', 'fail_on: never');
    edit('Softer', edited);
    const made = await desk.plan({ mode: 'accept_policy' });
    expect(made.counts).toMatchObject({ change: 3 });
    expect(made.policyText).toBeNull();
    const job = await desk.run(made);
    expect(job.error).toBeUndefined();
    expect(text()).toBe(edited);
    expect(await look()).toBeNull();
    expect(repos.map(({ flags }) => flags.only_allow_merge_if_pipeline_succeeds)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('is accepted where no repository changes with it', async () => {
    edit('Stricter', text().replace('fail_on: high', 'fail_on: low'));
    const made = await desk.plan({ mode: 'accept_policy' });
    expect([made.counts.change, made.gateChanges.length]).toEqual([0, 1]);
    await desk.run(made);
    expect(await look()).toBeNull();
    edit('Stricter still', text().replace('fail_on: low', 'fail_on: medium'));
    expect((await look())?.policyChanges).toEqual([{ field: 'Fails on', before: 'Low', after: 'Medium' }]);
  });

  test('is not accepted as somebody edits it meanwhile', async () => {
    edit('Stricter', text().replace('fail_on: high', 'fail_on: low'));
    const made = await desk.plan({ mode: 'accept_policy' });
    edit('Softer', text().replace('fail_on: low', 'fail_on: critical'));
    expect((await desk.run(made)).error?.kind).toBe('plan_outdated');
  });
});

describe('exceptions that ended', () => {
  const exception = (until: string) =>
    desk.apply({
      mode: 'exception',
      projects: [repos[0].id],
      settings: REPORT_ONLY,
      reason: 'Being rewritten',
      owner: '@olga',
      until,
    });

  test('are prolonged with everything they say', async () => {
    await exception('2026-03-10');
    expect(repos[0].flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
    world.browser.clock = Date.parse('2026-03-20T10:00:00Z');
    expect((await stateOf(repos[0])).status).toBe('needs_decision');
    const made = await desk.plan({ mode: 'prolong', projects: gatedIds(world), until: '2026-05-01' });
    expect(made.counts).toMatchObject({ change: 1, excluded: 2 });
    await desk.run(made);
    expect(policyIn(world).exceptions).toEqual([
      expect.objectContaining({ reason: 'Being rewritten', owner: '@olga', until: '2026-05-01' }),
    ]);
    expect((await stateOf(repos[0])).status).toBe('report_only');
  });

  test('are dropped by using the default', async () => {
    await exception('2026-03-10');
    world.browser.clock = Date.parse('2026-03-20T10:00:00Z');
    await desk.apply({ mode: 'use_default', projects: [repos[0].id] });
    expect(policyIn(world).exceptions).toEqual([]);
    expect(repos[0].flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
  });

  test('are not prolonged into the past', async () => {
    await exception('2026-03-10');
    await expect(
      desk.plan({ mode: 'prolong', projects: [repos[0].id], until: '2026-02-01' }),
    ).rejects.toMatchObject({ userError: { kind: 'until_past' } });
  });
});

describe('a policy file', () => {
  const FILE = `# From the other group.
version: 1
default: {fail_on: critical, scans: [secret_detection]}
exceptions:
  - project: 4711
    fail_on: never
    scans: [secret_detection]
    reason: elsewhere
`;

  test('is exported as it is, and imported as it is written', async () => {
    const { service } = desk.worker;
    const { baseUrl } = world.gitlab;
    const exported = await service.exportPolicy(baseUrl, 'acme');
    expect(exported).toEqual({
      text: world.gitlab.file('acme/mr-gate', 'mr-gate.yml'),
      fileName: 'acme-mr-gate.yml',
    });
    expect((await desk.plan({ mode: 'import', text: exported.text })).calls).toBe(0);
    const made = await desk.plan({ mode: 'import', text: FILE });
    expect(made.policyText).toBe(FILE);
    expect(made.counts).toMatchObject({ change: 3 });
    expect(made.policyChanges).toContainEqual({ field: 'Fails on', before: 'High', after: 'Critical' });
    const job = await desk.run(made);
    expect(job.error).toBeUndefined();
    expect(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')).toBe(FILE);
    await desk.apply({ mode: 'undo', jobId: job.id });
    expect(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')).toBe(exported.text);
  });

  test('that lets everything only report gives the flags back', async () => {
    const text = 'version: 1\ndefault: {fail_on: never, scans: [secret_detection]}\n';
    await desk.apply({ mode: 'import', text });
    expect(repos.map((repo) => repo.flags.only_allow_merge_if_pipeline_succeeds)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('is checked: what is wrong with line and key, what has no effect as a warning', async () => {
    const { service } = desk.worker;
    const { baseUrl } = world.gitlab;
    expect(inEnglish(await service.checkPolicy(baseUrl, 'acme', FILE))).toEqual({
      ok: true,
      problems: [],
      warnings: [{ line: 5, key: 'exceptions[0].project', message: expect.stringContaining('4711') }],
    });
    const broken = FILE.replace('critical', 'loud');
    const found = await service.checkPolicy(baseUrl, 'acme', broken);
    expect(found).toMatchObject({ ok: false, problems: [{ line: 3, key: 'default.fail_on' }] });
    await expect(desk.plan({ mode: 'import', text: broken })).rejects.toMatchObject({
      userError: { kind: 'not_a_policy', what: { with: { line: '3', key: 'default.fail_on' } } },
    });
  });

  test('is not imported over what somebody changed since the plan', async () => {
    const made = await desk.plan({ mode: 'import', text: FILE });
    const text = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!.replace('fail_on: high', 'fail_on: low');
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'by hand', { 'mr-gate.yml': text });
    const job = await desk.run(made);
    expect(job.error?.kind).toBe('plan_outdated');
    expect(policyIn(world).default?.failOn).toBe('low');
  });
});
