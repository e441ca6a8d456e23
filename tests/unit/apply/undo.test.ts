import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import { inEnglish } from '../../support/english.ts';
import { Browser, untilEnded, type Worker } from './mortal.ts';
import { CRITICAL, gatedIds, HIGH, REPORT_ONLY, setUpWorld, type TestWorld, workerOf } from './world.ts';

let world: TestWorld & { worker: Worker };
let worker: Worker;
beforeEach(async () => {
  world = await setUpWorld(4);
  worker = world.worker;
});

const plan = (wanted: Wanted, by = worker): Promise<Plan> =>
  by.service.makePlan(world.gitlab.baseUrl, 'acme', wanted).then(inEnglish);

async function run(made: Plan, by = worker, browser = world.browser): Promise<JobSnapshot> {
  await by.service.startApply(world.gitlab.baseUrl, made.id);
  return (await untilEnded(by, browser, world.gitlab.baseUrl))!;
}

async function apply(wanted: Wanted): Promise<JobSnapshot> {
  const job = await run(await plan(wanted));
  expect(job.error).toBeUndefined();
  expect(job.state).toBe('done');
  return job;
}

const file = (name: string): string => world.gitlab.file('acme/mr-gate', name)!;

/** Everything that an apply may change, but the gate project's history. */
function state() {
  return {
    repos: world.gitlab.repos
      .filter((repo) => repo.path.startsWith('repo-'))
      .map(({ path, flags, hooks }) => ({ path, flags: { ...flags }, hooks: structuredClone(hooks) })),
    policy: file('mr-gate.yml'),
    enrolled: file('enrolled.json'),
  };
}

function enrolled() {
  const reading = readEnrolment(file('enrolled.json'));
  if (!reading.ok) throw new Error(reading.message);
  return reading.enrolment.projects;
}

/** Another admin, in a browser that has never seen the job. */
function stranger(): { other: Worker; browser: Browser } {
  const browser = new Browser();
  browser.clock = world.browser.clock;
  return { other: workerOf(world, world.otto, { browser }), browser };
}

describe('undo', () => {
  test.each(['with the journal', 'by another admin, from the history'])('of gating: %s', async (by) => {
    const before = state();
    const job = await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    expect(job.undoable).toBe(true);
    expect(state()).not.toEqual(before);
    const { other, browser } = stranger();
    const [who, where] = by === 'with the journal' ? [worker, world.browser] : [other, browser];
    const made = await plan({ mode: 'undo', jobId: job.id }, who);
    expect(made.title).toBe('MR Gate: undo “gate 4 repositories (High · 1 scan)”');
    expect(made.counts).toMatchObject({ restore: 4, excluded: 0 });
    expect(made.repos[0]?.changes).toContainEqual({ field: 'Webhook', before: 'MR Gate', after: 'none' });
    expect(made.policyText).toBe(before.policy);
    const seen = world.gitlab.seen.length;
    const undone = await run(made, who, where);
    expect(undone.error).toBeUndefined();
    expect(undone.repos.map((repo) => repo.state)).toEqual(['done', 'done', 'done', 'done']);
    // Who has no trigger yet gets one first, for the look at open merge requests.
    expect(world.gitlab.seen.length - seen).toBe(made.calls + (who === worker ? 0 : 2));
    expect(state()).toEqual(before);
  });

  test('of a change of settings, to the letter, comments and all', async () => {
    await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'by hand', {
      'mr-gate.yml': `# Ours.\n\n\n${file('mr-gate.yml')}`,
    });
    const before = state();
    const job = await apply({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    expect(state().policy).not.toBe(before.policy);
    await apply({ mode: 'undo', jobId: job.id });
    expect(state()).toEqual(before);
  });

  test('of going to report only, and of coming back from it', async () => {
    await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const blocking = state();
    const there = await apply({ mode: 'set_default', projects: gatedIds(world), settings: REPORT_ONLY });
    const open = state();
    expect(open.repos[0]?.flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
    const back = await apply({ mode: 'undo', jobId: there.id });
    expect(state()).toEqual(blocking);
    // The undo itself is an apply.
    await apply({ mode: 'undo', jobId: back.id });
    expect(state()).toEqual(open);
  });

  test('of a removal brings everything back, with another webhook', async () => {
    await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const [first] = gatedIds(world) as [number];
    await apply({ mode: 'exception', projects: [first], settings: CRITICAL, reason: 'Old', owner: '@olga' });
    const before = state();
    const entry = enrolled()[String(first)];
    const removed = await apply({ mode: 'remove', projects: [first] });
    expect(enrolled()[String(first)]).toBeUndefined();
    await apply({ mode: 'undo', jobId: removed.id });
    const after = state();
    expect(after.policy).toBe(before.policy);
    expect(after.repos.map(({ flags }) => flags)).toEqual(before.repos.map(({ flags }) => flags));
    expect(after.repos[0]?.hooks).toHaveLength(1);
    expect(enrolled()[String(first)]).toEqual({ ...entry, hook: after.repos[0]?.hooks[0]?.id });
  });

  test('leaves a repository alone that somebody changed since, and names it', async () => {
    const before = state();
    const job = await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const [first, second] = gatedIds(world) as [number, number];
    const repo = world.gitlab.repos.find((candidate) => candidate.id === first)!;
    repo.flags.allow_merge_on_skipped_pipeline = true;
    await apply({ mode: 'exception', projects: [second], settings: CRITICAL, reason: 'Old', owner: '' });
    const changed = state();
    const made = await plan({ mode: 'undo', jobId: job.id });
    const left = made.repos.filter((one) => one.kind === 'excluded');
    expect(left.map(({ project, excluded }) => [project, excluded?.reason])).toEqual([
      [first, 'Changed since: “Skipped pipelines are considered successful” was left off and is on.'],
      [second, 'Changed since: its own settings in the policy.'],
    ]);
    // The default stays, because the repository that is left alone is gated by it.
    expect(made.notes.map((note) => note.kind)).toEqual(['default_kept']);
    await run(made);
    const after = state();
    expect(after.repos.slice(0, 2)).toEqual(changed.repos.slice(0, 2));
    expect(after.repos.slice(2)).toEqual(before.repos.slice(2));
    expect(Object.keys(enrolled())).toEqual([String(first), String(second)]);
  });

  test('skips what is changed between the plan and its turn', async () => {
    const job = await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const made = await plan({ mode: 'undo', jobId: job.id });
    const repo = world.gitlab.repos.find((candidate) => candidate.id === gatedIds(world)[0])!;
    repo.flags.allow_merge_on_skipped_pipeline = true;
    const undone = await run(made);
    expect(undone.repos.map((one) => one.state)).toEqual(['skipped', 'done', 'done', 'done']);
    expect(undone.repos[0]?.detail).toContain('Skipped pipelines are considered successful');
    expect(repo.hooks).toHaveLength(1);
    expect(Object.keys(enrolled())).toEqual([String(repo.id)]);
  });

  test('keeps a webhook that was there before, and deletes its own', async () => {
    const [first] = gatedIds(world) as [number];
    await apply({ mode: 'set_default', projects: [first], settings: HIGH });
    // The entry is lost, the webhook is not.
    const gate = world.gitlab.repo('acme/mr-gate');
    world.gitlab.commit(gate, 'by hand', {
      'enrolled.json': gate.commits[0]!.files.get('enrolled.json')!.content,
    });
    world.browser.clock += 3_600_000;
    const before = state();
    const job = await apply({ mode: 'use_default', projects: gatedIds(world) });
    await apply({ mode: 'undo', jobId: job.id });
    expect(state().repos.map(({ hooks }) => hooks.length)).toEqual([1, 0, 0, 0]);
    expect(state().enrolled).toBe(before.enrolled);
  });

  test('keeps the default that others rely on since', async () => {
    const [first, second] = gatedIds(world) as [number, number];
    const job = await apply({ mode: 'set_default', projects: [first], settings: HIGH });
    await apply({ mode: 'use_default', projects: [second] });
    const made = await plan({ mode: 'undo', jobId: job.id });
    expect(made.notes.map((note) => note.kind)).toEqual(['default_kept']);
    await run(made);
    expect(file('mr-gate.yml')).toContain('fail_on: high');
    expect(Object.keys(enrolled())).toEqual([String(second)]);
  });

  test('of what nobody knows is refused', async () => {
    await expect(plan({ mode: 'undo', jobId: 'nothing' })).rejects.toMatchObject({
      userError: { kind: 'nothing_to_undo' },
    });
  });
});

describe('a token that is revoked in the middle', () => {
  test('stops an undo at once, which goes on with a new one', async () => {
    const before = state();
    const job = await apply({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const made = await plan({ mode: 'undo', jobId: job.id });
    let writes = 0;
    world.gitlab.fault = (method) => {
      if (method !== 'GET') writes += 1;
      return writes > 2 ? { status: 401 } : null;
    };
    const stopped = await run(made);
    expect([stopped.state, stopped.error?.kind]).toEqual(['stopped', 'token_revoked']);
    expect(state()).not.toEqual(before);
    world.gitlab.fault = () => null;
    await worker.service.resumeJob(world.gitlab.baseUrl, stopped.id);
    const ended = await untilEnded(worker, world.browser, world.gitlab.baseUrl);
    expect(ended?.state).toBe('done');
    expect(state()).toEqual(before);
  });
});

test('leaves a repository alone whose exception came later, though the undone apply did not touch the policy', async () => {
  await apply({ mode: 'set_default', projects: gatedIds(world).slice(0, 3), settings: HIGH });
  const [late] = gatedIds(world).slice(3);
  const job = await apply({ mode: 'use_default', projects: [late!] });
  await apply({
    mode: 'exception',
    projects: [late!],
    settings: CRITICAL,
    reason: 'Being rewritten',
    owner: '@olga',
  });
  const made = await plan({ mode: 'undo', jobId: job.id });
  expect(made.repos.map(({ kind, excluded }) => [kind, excluded?.reason])).toEqual([
    ['excluded', 'Changed since: its own settings in the policy.'],
  ]);
  expect(made.calls).toBe(0);
});
