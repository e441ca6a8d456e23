import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { GateApi } from '../../../utils/gate-program/api.ts';
import { readEnvironment } from '../../../utils/gate-program/environment.ts';
import { mendHooks } from '../../../utils/gate-program/mend-hooks.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import { deskOf, entriesIn } from './desk.ts';
import type { FakeRepo } from './fake-gitlab.ts';
import type { Worker } from './mortal.ts';
import { gatedIds, HIGH, setUpWorld, type TestWorld, workerOf } from './world.ts';

let world: TestWorld & { worker: Worker };
let repo: FakeRepo;
beforeEach(async () => {
  world = await setUpWorld(2);
  repo = world.gitlab.repo('acme/shop/repo-1');
});

const apply = (wanted: Wanted, worker = world.worker): Promise<JobSnapshot> =>
  deskOf(world, worker, world.browser).apply(wanted);
const wanted = () => ({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }) as const;

function isPost(input: string | URL | Request, init: RequestInit | undefined): boolean {
  return init?.method === 'POST' && String(input).endsWith(`/projects/${repo.id}/hooks`);
}

describe('a POST that GitLab carries out after nobody waits for it any more', () => {
  /** The first one gets no answer, and is carried out so much later. @returns what else happened */
  function holding(ms: number) {
    const seen = { posts: 0, landed: false };
    let due: (() => Promise<unknown>) | null = null;
    let dueAt = 0;
    const worker = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        if (due && world.browser.clock >= dueAt) {
          await due();
          due = null;
          seen.landed = true;
        }
        if (!isPost(input, init)) return world.gitlab.fetch(input, init);
        seen.posts += 1;
        if (seen.posts > 1) return world.gitlab.fetch(input, init);
        due = () => world.gitlab.fetch(input, init);
        dueAt = world.browser.clock + ms;
        throw new TypeError('Failed to fetch');
      },
    });
    return { worker, seen };
  }

  function expectOneHook(job: JobSnapshot): void {
    expect(job.state).toBe('done');
    expect(job.repos.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(repo.hooks).toHaveLength(1);
    expect(entriesIn(world)[String(repo.id)]?.hook).toBe(repo.hooks[0]?.id);
    expect(job.repos[0]?.detail).toContain(`Webhook ${repo.hooks[0]?.id};`);
    expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
  }

  test('is found where it comes soon, and not repeated', async () => {
    const { worker, seen } = holding(1000);
    const from = world.browser.clock;
    expectOneHook(await apply(wanted(), worker));
    expect(seen).toEqual({ posts: 1, landed: true });
    expect(world.browser.clock - from).toBeLessThan(30_000);
  });

  test('makes a second webhook where it comes late, and that goes before the job ends', async () => {
    const { worker, seen } = holding(45_000);
    expectOneHook(await apply(wanted(), worker));
    expect(seen).toEqual({ posts: 2, landed: true });
  });

  test('also where the worker died over it', async () => {
    const held: (() => Promise<unknown>)[] = [];
    let died: Worker | null = null;
    const mortal = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        if (died || !isPost(input, init))
          return died ? new Promise(() => {}) : world.gitlab.fetch(input, init);
        died = mortal;
        held.push(() => world.gitlab.fetch(input, init));
        return new Promise(() => {});
      },
    });
    const made = await mortal.service.makePlan(world.gitlab.baseUrl, 'acme', wanted());
    await mortal.service.startApply(world.gitlab.baseUrl, made.id);
    while (!died) await new Promise(setImmediate);
    let posts = 0;
    const next = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        const answer = await world.gitlab.fetch(input, init);
        if (isPost(input, init)) posts += 1;
        // Right after the one that was made anew has been read back.
        if (posts === 1 && init?.method === 'PUT') for (const land of held.splice(0)) await land();
        return answer;
      },
    });
    await next.service.resumeAll();
    const desk = deskOf(world, next, world.browser);
    const job = await desk.ended();
    expect(held).toEqual([]);
    expectOneHook(job);
  });

  test('a stop does not wait for it, and going on looks again', async () => {
    const { worker, seen } = holding(45_000);
    const { service } = worker;
    const desk = deskOf(world, worker, world.browser);
    const made = await desk.plan(wanted());
    const { id } = await service.startApply(world.gitlab.baseUrl, made.id);
    for (;;) {
      const job = (await service.latestJob(world.gitlab.baseUrl, 'acme'))!;
      if (job.state === 'waiting') break;
      expect(job.state).toBe('running');
      await new Promise(setImmediate);
    }
    await service.stopJob(world.gitlab.baseUrl, id);
    const stopped = await desk.ended();
    expect(stopped.state).toBe('stopped');
    expect(seen.landed).toBe(false);
    expect(entriesIn(world)[String(repo.id)]?.hook).toBe(repo.hooks[0]?.id);
    await service.resumeJob(world.gitlab.baseUrl, id);
    expectOneHook(await desk.ended());
    expect(seen.landed).toBe(true);
  });
});

describe('what GitLab answers well to and does not do', () => {
  test('a webhook that is not listed is not called made', async () => {
    const lying = workerOf(world, world.olga, {
      fetch: async (input, init) => {
        const answer = await world.gitlab.fetch(input, init);
        if (isPost(input, init)) repo.hooks = [];
        return answer;
      },
    });
    const job = await apply(wanted(), lying);
    expect(job.repos.map(({ error }) => error?.kind)).toEqual(['hook_not_kept', undefined]);
    expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(false);
    expect(entriesIn(world)[String(repo.id)]?.hook).toBeNull();
  });

  test('a webhook that stays as it was is not called mended', async () => {
    await apply(wanted());
    const hook = repo.hooks[0]!;
    hook.mr = false;
    Object.defineProperty(hook, 'mr', { get: () => false, set: () => {}, enumerable: true });
    const job = await apply({ mode: 'restore_drift', projects: [repo.id] });
    expect(job.repos.map(({ error }) => error?.kind)).toEqual(['hook_not_taken']);
  });

  test('a webhook that stays is not called deleted, and its entry stays', async () => {
    await apply(wanted());
    const { hooks } = repo;
    Object.defineProperty(repo, 'hooks', { get: () => hooks, set: () => {}, enumerable: true });
    const job = await apply({ mode: 'remove', projects: gatedIds(world) });
    expect(job.repos.map(({ error }) => error?.kind)).toEqual(['hook_not_deleted', undefined]);
    expect(Object.keys(entriesIn(world))).toEqual([String(repo.id)]);
  });
});

describe('a repository at its limit of webhooks', () => {
  const full = {
    status: 400,
    body: { message: { base: ['Maximum number of project hooks (100) exceeded'] } },
  };

  test('whose webhook of MR Gate is there already is gated at once, and an undo leaves that in place', async () => {
    await apply(wanted());
    const [hook] = repo.hooks;
    // The entry is gone, as after a policy that was put back by hand.
    const gate = world.gitlab.repo('acme/mr-gate');
    const enrolled = JSON.parse(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
    delete enrolled.projects[String(repo.id)];
    world.gitlab.commit(gate, 'by hand', { 'enrolled.json': JSON.stringify(enrolled) });
    repo.flags.only_allow_merge_if_pipeline_succeeds = false;
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path === `/projects/${repo.id}/hooks` ? full : null;
    const job = await apply({ mode: 'use_default', projects: [repo.id] });
    expect(job.repos.map(({ state, error }) => [state, error])).toEqual([['done', undefined]]);
    expect(repo.hooks).toEqual([hook]);
    expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
    await apply({ mode: 'undo', jobId: job.id });
    expect(repo.hooks).toEqual([hook]);
  });

  test('whose webhook of MR Gate GitLab has paused gets another in its place, and an undo leaves that', async () => {
    await apply(wanted());
    const gate = world.gitlab.repo('acme/mr-gate');
    const enrolled = JSON.parse(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
    delete enrolled.projects[String(repo.id)];
    world.gitlab.commit(gate, 'by hand', { 'enrolled.json': JSON.stringify(enrolled) });
    const [paused] = repo.hooks;
    paused!.alert = 'disabled';
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path === `/projects/${repo.id}/hooks` && repo.hooks.length > 0 ? full : null;
    const job = await apply({ mode: 'use_default', projects: [repo.id] });
    expect(job.repos.map(({ state, error }) => [state, error])).toEqual([['done', undefined]]);
    expect(repo.hooks.map(({ alert }) => alert)).toEqual([undefined]);
    await apply({ mode: 'undo', jobId: job.id });
    expect(repo.hooks).toHaveLength(1);
  });

  test('says so where none is there', async () => {
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path === `/projects/${repo.id}/hooks` ? full : null;
    const job = await apply(wanted());
    expect(job.repos.map(({ error }) => error?.kind)).toEqual(['hook_limit', undefined]);
  });
});

test('the nightly sweep deletes copies of a webhook', async () => {
  await apply(wanted());
  const [hook] = repo.hooks;
  const chat = { ...hook!, id: 5, url: 'https://chat.example/hook' };
  repo.hooks.push({ ...hook!, id: hook!.id + 1000 }, chat);
  const gate = world.gitlab.repo('acme/mr-gate');
  const { baseUrl } = world.gitlab;
  const { token } = world.olga;
  const transport = createTransport({
    baseUrl,
    token,
    fetch: async (input, init) =>
      String(input).endsWith('/user')
        ? Response.json({ id: world.olga.id, username: 'olga' })
        : world.gitlab.fetch(input, init),
  });
  const environment = readEnvironment({
    CI_API_V4_URL: `${baseUrl}/api/v4`,
    CI_PROJECT_PATH: gate.fullPath,
    CI_PROJECT_ID: String(gate.id),
    CI_COMMIT_SHA: 'b'.repeat(40),
    MR_GATE_TOKEN: token,
  });
  const log: string[] = [];
  const hooksMended: string[] = [];
  const found = {
    ...{ drifted: [], repaired: [], newRepos: [], enrolled: [], ended: [], notices: [] },
    ...{ hooksMended, waiting: 0 },
  };
  const repos = [{ id: repo.id, path: repo.fullPath, archived: false }];
  await mendHooks(
    { environment, api: new GateApi(transport), log: (line) => log.push(line), now: () => new Date() },
    {
      enrolment: { version: 1, projects: entriesIn(world) },
      repos,
      administrable: new Set([gate.id, repo.id]),
    } as unknown as Parameters<typeof mendHooks>[1],
    found,
  );
  expect(repo.hooks).toEqual([hook, chat]);
  expect(log).toEqual(['acme/shop/repo-1 had 2 webhooks of MR Gate, and has one now.']);
  expect(hooksMended).toEqual([]);
});
