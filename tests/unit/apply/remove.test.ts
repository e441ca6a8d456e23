import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { inEnglish } from '../../support/english.ts';
import { untilEnded, type Worker } from './mortal.ts';
import { CRITICAL, gatedIds, HIGH, REPORT_ONLY, setUpWorld, type TestWorld, workerOf } from './world.ts';

let world: TestWorld & { worker: Worker };
beforeEach(async () => {
  world = await setUpWorld(3);
});

const plan = (wanted: Wanted, by = world.worker): Promise<Plan> =>
  by.service.makePlan(world.gitlab.baseUrl, 'acme', wanted).then(inEnglish);

async function run(made: Plan, by = world.worker): Promise<JobSnapshot> {
  await by.service.startApply(world.gitlab.baseUrl, made.id);
  return (await untilEnded(by, world.browser, world.gitlab.baseUrl))!;
}

const apply = async (wanted: Wanted): Promise<JobSnapshot> => run(await plan(wanted));
const gateAll = (settings = HIGH): Promise<JobSnapshot> =>
  apply({ mode: 'set_default', projects: gatedIds(world), settings });
const repos = () => world.gitlab.repos.filter((repo) => repo.path.startsWith('repo-'));
const gate = () => world.gitlab.repo('acme/mr-gate');

function enrolled(): string[] {
  const reading = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
  if (!reading.ok) throw new Error(reading.message);
  return Object.keys(reading.enrolment.projects);
}

function policy() {
  const reading = readPolicy(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const OPEN = { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true };

describe('removing MR Gate from repositories', () => {
  test('leaves nothing of ours in them, and says so before', async () => {
    await gateAll();
    const [first, second] = gatedIds(world) as [number, number];
    await apply({ mode: 'exception', projects: [first], settings: CRITICAL, reason: 'Old', owner: '' });
    const text = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!;
    const ignore = `ignores:\n  - project: ${first}\n    finding: ${'a'.repeat(32)}\n    reason: test\n    by: olga\n`;
    world.gitlab.commit(gate(), 'by hand', { 'mr-gate.yml': `${text}${ignore}` });
    expect(policy().ignores).toHaveLength(1);

    const made = await plan({ mode: 'remove', projects: [first, second] });
    expect(made.counts).toMatchObject({ remove: 2, excluded: 0 });
    expect(made.repos[0]?.changes.map(({ field, after }) => [field, after])).toEqual(
      expect.arrayContaining([
        ['Webhook', 'none'],
        ['Pipelines must succeed', 'off'],
        ['Reason', 'none'],
      ]),
    );
    const seen = world.gitlab.seen.length;
    const job = await run(made);
    expect(job.error).toBeUndefined();
    expect(job.repos.map((repo) => [repo.state, repo.detail])).toEqual([
      ['done', 'Webhook deleted; pipelines need not succeed'],
      ['done', 'Webhook deleted; pipelines need not succeed'],
    ]);
    expect(world.gitlab.seen.length - seen).toBe(made.calls);
    expect(repos().map(({ hooks }) => hooks.length)).toEqual([0, 0, 1]);
    expect(repos()[0]?.flags).toEqual(OPEN);
    expect(policy()).toMatchObject({ default: HIGH, exceptions: [], ignores: [] });
    expect(enrolled()).toEqual([String(gatedIds(world)[2])]);
  });

  test('keeps on what was on before, and what somebody changed since', async () => {
    const [strict, changed] = repos() as [ReturnType<typeof repos>[0], ReturnType<typeof repos>[0]];
    strict.flags.only_allow_merge_if_pipeline_succeeds = true;
    await gateAll();
    changed.flags.only_allow_merge_if_pipeline_succeeds = false;
    const made = await plan({ mode: 'remove', projects: [strict.id, changed.id] });
    expect(made.repos[0]?.warnings[0]).toContain('stays on');
    expect(made.repos[1]?.warnings[0]).toContain('“Pipelines must succeed” stays off');
    await run(made);
    expect(strict.flags).toEqual({ ...OPEN, only_allow_merge_if_pipeline_succeeds: true });
    expect(changed.flags).toEqual(OPEN);
  });

  test('never touches the flags of a repository that only reports', async () => {
    await gateAll(REPORT_ONLY);
    const [first] = repos() as [ReturnType<typeof repos>[0]];
    first.flags.only_allow_merge_if_pipeline_succeeds = true;
    await apply({ mode: 'remove', projects: [first.id] });
    expect(first.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
    expect(first.hooks).toEqual([]);
  });

  test('leaves other webhooks alone, and is content with a project that is gone', async () => {
    await gateAll();
    const [first, second] = repos() as [ReturnType<typeof repos>[0], ReturnType<typeof repos>[0]];
    const chat = { ...first.hooks[0]!, id: 1, name: 'MR Gate', url: 'https://chat.example/hook' };
    first.hooks.push(chat);
    world.gitlab.repos.splice(world.gitlab.repos.indexOf(second), 1);
    const job = await apply({ mode: 'remove', projects: [first.id, second.id] });
    expect(job.repos.map((repo) => repo.state)).toEqual(['done', 'done']);
    expect(first.hooks).toEqual([chat]);
    expect(enrolled()).toHaveLength(1);
  });

  test('says who cannot be let go, and why', async () => {
    await gateAll();
    const [first, second] = repos() as [ReturnType<typeof repos>[0], ReturnType<typeof repos>[0]];
    first.archived = true;
    await apply({ mode: 'remove', projects: [second.id] });
    const made = await plan({ mode: 'remove', projects: [first.id, second.id, 4242] });
    expect(made.repos.map((repo) => repo.excluded?.reason)).toEqual([
      'Archived: GitLab lets nobody change its settings.',
      'It is not gated.',
      'It is not in this group any more.',
    ]);
    expect(made.calls).toBe(0);
  });

  test('keeps the entry of what failed, and a retry ends it', async () => {
    await gateAll();
    const [first] = repos() as [ReturnType<typeof repos>[0]];
    world.gitlab.fault = (method, path) =>
      method === 'DELETE' && path.startsWith(`/projects/${first.id}/hooks`) ? { status: 403 } : null;
    const job = await apply({ mode: 'remove', projects: gatedIds(world) });
    expect(job.repos.map((repo) => repo.state)).toEqual(['failed', 'done', 'done']);
    expect(enrolled()).toEqual([String(first.id)]);
    world.gitlab.fault = () => null;
    await world.worker.service.resumeJob(world.gitlab.baseUrl, job.id);
    const again = await untilEnded(world.worker, world.browser, world.gitlab.baseUrl);
    expect(again?.repos.map((repo) => repo.state)).toEqual(['done', 'done', 'done']);
    expect(enrolled()).toEqual([]);
  });
});

describe('removing MR Gate from the group', () => {
  test.each([
    [true, true],
    [true, false],
    [false, true],
  ])('takes the gate down, project deleted: %s, GitLab waits with that: %s', async (deleteProject, waits) => {
    world.gitlab.waitsWithDeletion = waits;
    await gateAll();
    const mine = gate();
    mine.schedules.push({ ...mine.schedules[0]!, id: 4, description: 'Nightly of ours' });
    const made = await plan({ mode: 'remove_all', deleteProject });
    expect(made.counts).toMatchObject({ remove: 3 });
    expect(made.gateChanges.at(-1)).toMatchObject({
      after: deleteProject ? 'deleted' : 'kept, with its history',
    });
    const seen = world.gitlab.seen.length;
    const job = await run(made);
    expect(job.error).toBeUndefined();
    expect(job.state).toBe('done');
    expect(job.steps.map((step) => step.state)).toEqual(job.steps.map(() => 'done'));
    expect(world.gitlab.seen.length - seen).toBe(made.calls);
    if (deleteProject) expect(job.steps.at(-1)?.detail).toContain(waits ? 'is marked for' : 'is deleted');
    expect(job.undoable).toBe(false);
    for (const repo of repos()) expect([repo.flags, repo.hooks]).toEqual([OPEN, []]);
    expect(mine.triggers).toEqual([]);
    expect([...mine.variables]).toEqual([]);
    expect(mine.schedules.map((schedule) => schedule.description)).toEqual(['Nightly of ours']);
    expect(world.gitlab.tokens.filter((token) => token.active)).toEqual([]);
    expect(gate() === undefined).toBe(deleteProject);
    if (!deleteProject) expect(enrolled()).toEqual([]);
  });

  test('leaves the gate standing while one repository depends on it', async () => {
    await gateAll();
    const [first] = repos() as [ReturnType<typeof repos>[0]];
    world.gitlab.fault = (method, path) =>
      method === 'PUT' && path === `/projects/${first.id}` ? { status: 403 } : null;
    const job = await apply({ mode: 'remove_all', deleteProject: true });
    expect(job.state).toBe('failed');
    expect(job.error?.kind).toBe('not_all_released');
    expect(gate().triggers).toHaveLength(1);
    expect(world.gitlab.tokens.some((token) => token.active)).toBe(true);
    world.gitlab.fault = () => null;
    await world.worker.service.resumeJob(world.gitlab.baseUrl, job.id);
    const again = await untilEnded(world.worker, world.browser, world.gitlab.baseUrl);
    expect(again?.error).toBeUndefined();
    expect(again?.state).toBe('done');
    expect(gate()).toBeUndefined();
  });

  test('says what takes an Owner, and has done the rest', async () => {
    await gateAll();
    const max = workerOf(world, world.max);
    const job = await run(await plan({ mode: 'remove_all', deleteProject: true }, max), max);
    expect(job.error?.kind).toBe('may_not_revoke');
    expect(repos().flatMap((repo) => repo.hooks)).toEqual([]);
    expect(gate().triggers).toEqual([]);
  });

  test.each([
    ['gate-schedules', /\/pipeline_schedules\/\d+$/],
    ['gate-triggers', /\/triggers\/\d+$/],
    ['gate-token', /\/access_tokens\/\d+$/],
    ['gate-variable', /\/variables\/MR_GATE_TOKEN$/],
    ['gate-project', /^\/projects\/\d+$/],
  ])('what GitLab says is deleted and is still there fails its step: %s', async (key, path) => {
    await gateAll();
    const ignoring: typeof fetch = async (input, init) => {
      const below = new URL(String(input)).pathname.slice('/gl/api/v4'.length);
      const ignored = init?.method === 'DELETE' && path.test(below);
      return ignored ? new Response(null, { status: 204 }) : world.gitlab.fetch(input, init);
    };
    const olga = workerOf(world, world.olga, { fetch: ignoring });
    const job = await run(await plan({ mode: 'remove_all', deleteProject: true }, olga), olga);
    expect(job.state).toBe('failed');
    expect(job.error?.kind).toBe('not_deleted');
    expect(job.steps.find((step) => step.state === 'failed')?.key).toBe(key);
    await world.worker.service.resumeJob(world.gitlab.baseUrl, job.id);
    expect((await untilEnded(world.worker, world.browser, world.gitlab.baseUrl))?.state).toBe('done');
  });

  test('an answer to the deletion that is lost is found out about', async () => {
    await gateAll();
    let lost = 0;
    const olga = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        const answer = await world.gitlab.fetch(input, init);
        if (init?.method !== 'DELETE' || !/\/projects\/\d+$/.test(String(input)) || lost > 0) return answer;
        lost += 1;
        throw new TypeError('Failed to fetch');
      },
    });
    const job = await run(await plan({ mode: 'remove_all', deleteProject: true }, olga), olga);
    expect(lost).toBe(1);
    expect(job.error).toBeUndefined();
    expect(job.steps.at(-1)?.detail).toContain('is marked for deletion');
  });
});
