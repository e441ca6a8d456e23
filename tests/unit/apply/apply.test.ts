import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { inEnglish } from '../../support/english.ts';
import { Browser, untilEnded, type Worker } from './mortal.ts';
import {
  CRITICAL,
  gatedIds,
  HIGH,
  REPORT_ONLY,
  secretsOf,
  setUpWorld,
  type TestWorld,
  workerOf,
} from './world.ts';

let world: TestWorld & { worker: Worker };
let worker: Worker;
beforeEach(async () => {
  world = await setUpWorld(3);
  worker = world.worker;
});

async function plan(wanted: Wanted, by = worker): Promise<Plan> {
  return inEnglish(await by.service.makePlan(world.gitlab.baseUrl, 'acme', wanted));
}

async function ended(by = worker, browser = world.browser): Promise<JobSnapshot> {
  return (await untilEnded(by, browser, world.gitlab.baseUrl))!;
}

async function run(made: Plan, by = worker): Promise<JobSnapshot> {
  await by.service.startApply(world.gitlab.baseUrl, made.id);
  return ended(by);
}

async function gateAll(settings = HIGH): Promise<JobSnapshot> {
  return run(await plan({ mode: 'set_default', projects: gatedIds(world), settings }));
}

function resumed(job: JobSnapshot): Promise<JobSnapshot> {
  return worker.service.resumeJob(world.gitlab.baseUrl, job.id).then(() => ended());
}

function enrolled() {
  const reading = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
  if (!reading.ok) throw new Error(reading.message);
  return reading.enrolment.projects;
}

function policy() {
  const reading = readPolicy(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

function writes(): string[] {
  return world.gitlab.seen
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

describe('calls', () => {
  test.each([1, 2, 3])('are as many as the plan says, for %i new repositories', async (count) => {
    const made = await plan({
      mode: 'set_default',
      projects: gatedIds(world).slice(0, count),
      settings: HIGH,
    });
    world.gitlab.seen.length = 0;
    expect((await run(made)).state).toBe('done');
    expect(world.gitlab.seen).toHaveLength(made.calls);
  });

  test('a change of the default for everything that is gated is one commit', async () => {
    await gateAll();
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    expect(made.counts).toMatchObject({ enrol: 0, change: 3, unchanged: 0, excluded: 0 });
    world.gitlab.seen.length = 0;
    await run(made);
    expect(world.gitlab.seen).toHaveLength(made.calls);
    const gate = world.gitlab.repo('acme/mr-gate').id;
    expect(writes()).toEqual([
      `POST /projects/${gate}/repository/commits`,
      `POST /projects/${gate}/ref/main/trigger/pipeline`,
    ]);
    expect(policy().default).toEqual(CRITICAL);
  });

  test('an exception is one commit, and its removal another', async () => {
    await gateAll();
    const [first] = gatedIds(world);
    const wanted = {
      projects: [first!],
      settings: CRITICAL,
      reason: 'legacy',
      owner: 'anna',
      until: '2027-01-31',
    };
    const made = await plan({ mode: 'exception', ...wanted });
    world.gitlab.seen.length = 0;
    await run(made);
    expect(world.gitlab.seen).toHaveLength(made.calls);
    expect(policy().exceptions).toMatchObject([{ project: first, reason: 'legacy', failOn: 'critical' }]);
    await run(await plan({ mode: 'use_default', projects: [first!] }));
    expect(policy().exceptions).toEqual([]);
  });

  test('a plan without changes makes none', async () => {
    await gateAll();
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    expect(made.calls).toBe(0);
    expect(made.policyText).toBeNull();
    world.gitlab.seen.length = 0;
    expect((await run(made)).state).toBe('done');
    expect(world.gitlab.seen).toEqual([]);
  });

  test('a drifted repository is repaired', async () => {
    await gateAll();
    const repo = world.gitlab.repo('acme/shop/repo-2');
    repo.flags.only_allow_merge_if_pipeline_succeeds = false;
    const made = await plan({ mode: 'use_default', projects: gatedIds(world) });
    expect(made.counts).toMatchObject({ enrol: 0, change: 1, unchanged: 2, excluded: 0 });
    world.gitlab.seen.length = 0;
    expect((await run(made)).state).toBe('done');
    expect(world.gitlab.seen).toHaveLength(made.calls);
    const gate = world.gitlab.repo('acme/mr-gate').id;
    expect(writes()).toEqual([
      `PUT /projects/${repo.id}`,
      `POST /projects/${gate}/ref/main/trigger/pipeline`,
    ]);
    expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
  });
});

describe('report only never blocks', () => {
  test('enrolling with it leaves the settings alone', async () => {
    await gateAll(REPORT_ONLY);
    for (const id of gatedIds(world)) {
      const repo = world.gitlab.repos.find((candidate) => candidate.id === id)!;
      expect(repo.hooks).toHaveLength(1);
      expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
    }
  });

  test('a default that begins to block reaches repositories that were not selected, and says so', async () => {
    await gateAll(REPORT_ONLY);
    const [first] = gatedIds(world);
    const made = await plan({ mode: 'set_default', projects: [first!], settings: HIGH });
    expect(made.alsoAffected).toBe(2);
    expect(made.counts.change).toBe(3);
    expect(made.repos.filter((repo) => String(repo.warnings[0]).startsWith('Not selected'))).toHaveLength(2);
    await run(made);
    expect(
      gatedIds(world).map(
        (id) =>
          world.gitlab.repos.find((repo) => repo.id === id)?.flags.only_allow_merge_if_pipeline_succeeds,
      ),
    ).toEqual([true, true, true]);
  });

  test('going back to it gives back what was there before', async () => {
    await gateAll();
    await gateAll(REPORT_ONLY);
    for (const id of gatedIds(world)) {
      expect(world.gitlab.repos.find((repo) => repo.id === id)?.flags).toEqual({
        only_allow_merge_if_pipeline_succeeds: false,
        allow_merge_on_skipped_pipeline: true,
      });
    }
  });
});

describe('somebody else was here since the plan', () => {
  test('a change of what it rests on stops it before any write', async () => {
    await gateAll();
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    const text = world.gitlab.file('acme/mr-gate', 'mr-gate.yml')!.replace('high', 'low');
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'by hand', { 'mr-gate.yml': text });
    world.gitlab.seen.length = 0;
    const job = await run(made);
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'plan_outdated' } });
    expect(writes()).toEqual([]);
    expect(policy().default?.failOn).toBe('low');
  });

  test('a change elsewhere, and comments, are kept', async () => {
    await gateAll();
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    const text = `# by anna\n${world.gitlab.file('acme/mr-gate', 'mr-gate.yml')}ignores:\n  - { project: 1, finding: abc, reason: test key }\n`;
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'by hand', { 'mr-gate.yml': text });
    expect((await run(made)).state).toBe('done');
    expect(policy()).toMatchObject({ default: CRITICAL, ignores: [{ finding: 'abc' }] });
    expect(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')).toContain('# by anna');
  });

  test('a commit between reading and writing is merged, not lost', async () => {
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const gate = world.gitlab.repo('acme/mr-gate');
    let outrun = 0;
    world.gitlab.fault = (method, path) => {
      if (method === 'POST' && path.endsWith('/repository/commits') && outrun === 0) {
        outrun += 1;
        const reading = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
        const enrolment = reading.ok ? reading.enrolment : null;
        const before = {
          only_allow_merge_if_pipeline_succeeds: true,
          allow_merge_on_skipped_pipeline: false,
        };
        enrolment!.projects['999'] = { path: 'acme/other', hook: 5, before, since: '2026', by: 'otto' };
        world.gitlab.commit(gate, 'otto was faster', { 'enrolled.json': JSON.stringify(enrolment) });
      }
      return null;
    };
    expect((await run(made)).state).toBe('done');
    expect(Object.keys(enrolled())).toContain('999');
    expect(Object.keys(enrolled())).toHaveLength(4);
    expect(policy().default).toEqual(HIGH);
  });

  test.each([
    ['mr-gate.yml', 'version: 1\nfoo: bar\n', 'Line 2'],
    ['enrolled.json', '{"projects": [', 'Line 1'],
  ])('%s broken by hand is named with its line, and nothing is overwritten', async (file, text, line) => {
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    world.gitlab.commit(world.gitlab.repo('acme/mr-gate'), 'by hand', { [file]: text });
    world.gitlab.seen.length = 0;
    const job = await run(made);
    expect(job.error).toMatchObject({ kind: 'policy_broken' });
    expect(job.error?.what).toContain(`The file ${file} of the gate project cannot be read`);
    expect(job.error?.what).toContain(line);
    expect(writes()).toEqual([]);
    await expect(plan({ mode: 'use_default', projects: gatedIds(world) })).rejects.toMatchObject({
      userError: { kind: 'policy_broken', what: { with: { file } } },
    });
  });
});

describe('one repository’s trouble is its own', () => {
  test('a refused one says why, the others are done, and a retry does it alone', async () => {
    const broken = world.gitlab.repo('acme/shop/repo-2');
    world.gitlab.fault = (method, path) =>
      method === 'PUT' && path === `/projects/${broken.id}`
        ? { status: 403, body: { message: '403 Forbidden' } }
        : null;
    const job = await gateAll();
    expect(job.state).toBe('done');
    expect(job.repos.map((repo) => repo.state)).toEqual(['done', 'failed', 'done']);
    expect(job.repos[1]?.error).toMatchObject({ kind: 'role_too_low', link: { text: 'acme/shop/repo-2' } });
    expect(enrolled()[String(broken.id)]?.hook).toBeNull();

    world.gitlab.fault = () => null;
    world.gitlab.seen.length = 0;
    const retried = await resumed(job);
    expect(retried.repos.map((repo) => repo.state)).toEqual(['done', 'done', 'done']);
    expect(broken.hooks).toHaveLength(1);
    expect(enrolled()[String(broken.id)]?.hook).toBe(broken.hooks[0]?.id);
    const others = gatedIds(world).filter((id) => id !== broken.id);
    expect(
      world.gitlab.seen.filter(({ path }) => others.some((id) => path.startsWith(`/projects/${id}`))),
    ).toEqual([]);
  });

  test.each([
    [404, { message: '404 Project Not Found' }, 'repo_gone'],
    [422, { message: 'Maximum number of project webhooks (100) exceeded' }, 'hook_limit'],
    [
      422,
      { message: { url: ['is blocked: Requests to the local network are not allowed'] } },
      'hook_refused',
    ],
    [500, { message: '500 Internal Server Error' }, 'server'],
  ])('%i on its hook: %j', async (status, body, kind) => {
    const broken = world.gitlab.repo('acme/shop/repo-1');
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path === `/projects/${broken.id}/hooks` ? { status, body } : null;
    const job = await gateAll();
    expect(job.repos.map((repo) => repo.error?.kind)).toEqual([kind, undefined, undefined]);
    // Without a hook its merge requests would be locked, so the flag was not touched.
    expect(broken.flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
  });

  test('a setting that GitLab answers well to and does not keep is not called done', async () => {
    const broken = world.gitlab.repo('acme/shop/repo-3');
    Object.defineProperty(broken.flags, 'only_allow_merge_if_pipeline_succeeds', {
      get: () => false,
      set: () => {},
      enumerable: true,
    });
    const job = await gateAll();
    expect(job.repos[2]?.error).toMatchObject({ kind: 'setting_not_taken' });
    expect(job.repos[2]?.error?.what).toContain('Pipelines must succeed');
  });
});

describe('what ends or pauses a job', () => {
  test('a revoked token stops it; with a new one it goes on with the rest', async () => {
    let calls = 0;
    world.gitlab.fault = (method, path) => {
      if (!/^\/projects\/\d+$/.test(path) || method !== 'PUT') return null;
      calls += 1;
      return calls > 1 ? { status: 401, body: { message: '401 Unauthorized' } } : null;
    };
    const job = await gateAll();
    expect(job).toMatchObject({ state: 'stopped', error: { kind: 'token_revoked' } });
    world.gitlab.fault = () => null;
    const again = await resumed(job);
    expect(again.state).toBe('done');
    expect(again.error).toBeUndefined();
    for (const id of gatedIds(world)) expect(enrolled()[String(id)]?.hook).not.toBeNull();
  });

  test('a long rate limit makes it wait, say until when, and go on by the alarm', async () => {
    let limited = 1;
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path.endsWith('/hooks') && limited-- > 0
        ? { status: 429, body: 'Retry later', headers: { 'retry-after': '120' } }
        : null;
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const states = new Set<string>();
    const stop = worker.service.subscribe(world.gitlab.baseUrl, 'acme', (job) =>
      states.add(job?.state ?? 'none'),
    );
    const began = world.browser.clock;
    const job = await run(made);
    stop();
    expect(states).toContain('waiting');
    expect(job.state).toBe('done');
    expect(world.browser.clock - began).toBeGreaterThanOrEqual(119_000);
    for (const id of gatedIds(world))
      expect(world.gitlab.repos.find((repo) => repo.id === id)?.hooks).toHaveLength(1);
  });

  test('a network that stays away is given up on in the end, and a retry goes on', async () => {
    const fetch = world.gitlab.fetch;
    let away = false;
    const lone = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        if (away && init?.method === 'PUT') throw new TypeError('Failed to fetch');
        return fetch(input, init);
      },
    });
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }, lone);
    away = true;
    const job = await run(made, lone);
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'network' } });
    away = false;
    await lone.service.resumeJob(world.gitlab.baseUrl, job.id);
    expect((await ended(lone)).state).toBe('done');
  });

  test('a lost answer to a commit or a hook makes no second one', async () => {
    const fetch = world.gitlab.fetch;
    const lost = new Set<string>();
    const lone = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        const key = `${init?.method} ${String(input)}`;
        if (init?.method !== 'POST' || lost.has(key)) return answer;
        lost.add(key);
        throw new TypeError('Failed to fetch');
      },
    });
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }, lone);
    expect((await run(made, lone)).state).toBe('done');
    expect(lost.size).toBeGreaterThan(3);
    for (const id of gatedIds(world))
      expect(world.gitlab.repos.find((repo) => repo.id === id)?.hooks).toHaveLength(1);
    expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(3);
  });

  test('a stop leaves whole repositories, records them, and can be gone on from', async () => {
    world = await setUpWorld(30);
    worker = world.worker;
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    let puts = 0;
    world.gitlab.fault = (method, path) => {
      if (method === 'PUT' && /\/\d+$/.test(path) && ++puts === 3) void stop();
      return null;
    };
    const { id } = await worker.service.startApply(world.gitlab.baseUrl, made.id);
    const stop = () => worker.service.stopJob(world.gitlab.baseUrl, id);
    const job = await ended();
    expect(job.state).toBe('stopped');
    const done = job.repos.filter((repo) => repo.state === 'done').map((repo) => repo.project);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(30);
    for (const repo of world.gitlab.repos.filter((candidate) => candidate.path.startsWith('repo-'))) {
      expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(done.includes(repo.id));
      expect(enrolled()[String(repo.id)]?.hook ?? null).toBe(
        done.includes(repo.id) ? repo.hooks[0]?.id : null,
      );
    }
    const rest = await resumed(job);
    expect(rest.repos.every((repo) => repo.state === 'done')).toBe(true);
    expect(Object.values(enrolled()).every((entry) => entry.hook !== null)).toBe(true);
  });

  test('a job that somebody else’s token finds is left to its owner', async () => {
    world.gitlab.fault = (method, path) => (method === 'PUT' && /\/\d+$/.test(path) ? { status: 401 } : null);
    const job = await gateAll();
    world.gitlab.fault = () => null;
    const otto = workerOf(world, world.otto);
    await otto.service.resumeJob(world.gitlab.baseUrl, job.id);
    expect((await ended(otto)).error?.kind).toBe('other_user');
  });
});

describe('plans and jobs', () => {
  test('a plan is executed once, however often it is asked for', async () => {
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const jobs = await Promise.all([
      worker.service.startApply(world.gitlab.baseUrl, made.id),
      worker.service.startApply(world.gitlab.baseUrl, made.id),
    ]);
    await ended();
    const again = await worker.service.startApply(world.gitlab.baseUrl, made.id);
    expect(new Set([...jobs, again].map((job) => job.id)).size).toBe(1);
    expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(3);
  });

  test('one job at a time on a gate project', async () => {
    const first = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const second = await plan({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    await worker.service.startApply(world.gitlab.baseUrl, first.id);
    await expect(worker.service.startApply(world.gitlab.baseUrl, second.id)).rejects.toMatchObject({
      userError: { kind: 'job_running' },
    });
    await ended();
  });

  test('an unfinished job does not go on beside another', async () => {
    world.gitlab.fault = (method, path) => (method === 'PUT' && /\/\d+$/.test(path) ? { status: 401 } : null);
    const unfinished = await gateAll();
    world.gitlab.fault = () => null;
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: CRITICAL });
    await worker.service.startApply(world.gitlab.baseUrl, made.id);
    await expect(worker.service.resumeJob(world.gitlab.baseUrl, unfinished.id)).rejects.toMatchObject({
      userError: { kind: 'job_running' },
    });
    await ended();
  });

  test('another GitLab’s plan and jobs are not to be had', async () => {
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    const job = await run(made);
    const other = 'https://other.example';
    await expect(worker.service.startApply(other, made.id)).rejects.toMatchObject({
      userError: { kind: 'no_plan' },
    });
    await expect(worker.service.stopJob(other, job.id)).rejects.toMatchObject({
      userError: { kind: 'no_job' },
    });
    expect(await worker.service.latestJob(other, 'acme')).toBeNull();
  });

  test('with a read-only token a plan can be made, and no request but GET is ever sent', async () => {
    const reader = workerOf(world, { ...world.olga, access: 'read_only' });
    world.gitlab.seen.length = 0;
    const made = await plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }, reader);
    await expect(reader.service.startApply(world.gitlab.baseUrl, made.id)).rejects.toMatchObject({
      userError: { kind: 'read_only_token' },
    });
    expect(writes()).toEqual([]);
  });

  test('a second admin takes over what is there: no second hook', async () => {
    await gateAll();
    for (const id of gatedIds(world)) {
      world.gitlab.repos.find((repo) => repo.id === id)!.flags.only_allow_merge_if_pipeline_succeeds = false;
    }
    const browser = new Browser();
    const otto = workerOf(world, world.otto, { browser });
    const made = await plan({ mode: 'use_default', projects: gatedIds(world) }, otto);
    await otto.service.startApply(world.gitlab.baseUrl, made.id);
    expect((await ended(otto, browser)).state).toBe('done');
    for (const id of gatedIds(world))
      expect(world.gitlab.repos.find((repo) => repo.id === id)?.hooks).toHaveLength(1);
  });

  test('the last jobs are kept, older ones and their records go', async () => {
    for (let round = 0; round < 24; round++) {
      const settings = round % 2 === 0 ? HIGH : CRITICAL;
      await run(await plan({ mode: 'set_default', projects: gatedIds(world), settings }));
    }
    const keys = [...world.browser.stored.keys()];
    expect(keys.filter((key) => key.startsWith('apply:job:'))).toHaveLength(20);
    expect(keys.filter((key) => key.startsWith('apply:plan:'))).toEqual([]);
    expect(keys.filter((key) => key.startsWith('apply:work:')).length).toBeLessThanOrEqual(20);
  });

  test('nothing that is stored or pushed holds a secret', async () => {
    const pushed: unknown[] = [];
    worker.service.subscribe(world.gitlab.baseUrl, 'acme', (job) => pushed.push(job));
    await gateAll();
    const text = JSON.stringify([pushed, [...world.browser.stored.values()]]);
    expect(pushed.length).toBeGreaterThan(0);
    for (const secret of secretsOf(world.gitlab)) expect(text).not.toContain(secret);
  });
});
