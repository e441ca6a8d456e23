import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { writePolicy } from '../../../utils/gate/write-policy.ts';
import type { FakeGitLab } from './fake-gitlab.ts';
import { Browser, type Death, untilEnded, type Worker } from './mortal.ts';
import { gatedIds, HIGH, makeWorld, secretsOf, type TestWorld, workerOf } from './world.ts';

const REPOS = 10;

function work(world: TestWorld, death?: Death): Worker {
  return workerOf(world, world.olga, { death });
}

/** Does `task` with a worker that dies at each of the given points in turn, then with one that lives. */
async function withDeaths(
  world: TestWorld,
  deaths: Death[],
  task: (worker: Worker) => Promise<unknown>,
): Promise<Worker> {
  for (const death of [...deaths, undefined]) {
    const worker = work(world, death);
    const go = async (): Promise<void> => {
      await worker.service.resumeAll();
      await task(worker);
      await untilEnded(worker, world.browser, world.gitlab.baseUrl);
    };
    await Promise.race([go(), worker.died]);
    if (!death) return worker;
  }
  throw new Error('There is always a last worker');
}

/** What a person does: press the button, unless the job is there already. */
function setUp({ gitlab }: TestWorld) {
  return async (worker: Worker): Promise<void> => {
    const latest = await worker.service.latestJob(gitlab.baseUrl, 'acme');
    if (!latest) await worker.service.startSetup(gitlab.baseUrl, 'acme');
  };
}

function apply({ gitlab }: TestWorld, planId: string) {
  return (worker: Worker) => worker.service.startApply(gitlab.baseUrl, planId);
}

async function plan(world: TestWorld): Promise<string> {
  const projects = gatedIds(world);
  const made = await work(world).service.makePlan(world.gitlab.baseUrl, 'acme', {
    mode: 'set_default',
    projects,
    settings: HIGH,
  });
  return made.id;
}

async function planDefault(world: TestWorld): Promise<string> {
  const wanted = { mode: 'use_default', projects: gatedIds(world) } as const;
  return (await work(world).service.makePlan(world.gitlab.baseUrl, 'acme', wanted)).id;
}

async function expectDone(world: TestWorld, worker: Worker): Promise<void> {
  const job = await worker.service.latestJob(world.gitlab.baseUrl, 'acme');
  expect(job?.error).toBeUndefined();
  expect(job?.state).toBe('done');
  expect(job?.steps.map((step) => step.state)).toEqual(job?.steps.map(() => 'done'));
  expect([...(job?.repos ?? [])].map((repo) => repo.state)).toEqual(job?.repos.map(() => 'done'));
}

function expectGate({ gitlab, browser }: TestWorld): void {
  const gates = gitlab.repos.filter((repo) => repo.fullPath === 'acme/mr-gate');
  expect(gates).toHaveLength(1);
  const gate = gates[0]!;
  const active = gitlab.tokens.filter((token) => token.active);
  expect(active).toHaveLength(1);
  expect([...gate.variables.keys()]).toEqual(['MR_GATE_TOKEN']);
  expect(gate.variables.get('MR_GATE_TOKEN')).toMatchObject({
    value: active[0]!.secret,
    masked: true,
    hidden: true,
    protected: true,
  });
  const owners = gate.triggers.map((trigger) => trigger.owner);
  expect(new Set(owners).size).toBe(owners.length);
  expect(gate.protections.get('main')).toBe(40);
  expect(gate.variablesRole).toBe('no_one_allowed');
  expect([...gate.commits.at(-1)!.files.keys()].sort()).toEqual(
    ['.gitlab-ci.yml', 'README.md', 'enrolled.json', 'mr-gate.mjs', 'mr-gate.yml'].sort(),
  );
  const enrolment = readEnrolment(gitlab.file('acme/mr-gate', 'enrolled.json')!);
  expect(enrolment.ok && enrolment.enrolment.gateUser?.id).toBe(active[0]!.userId);
  expectNoSecret(gitlab, browser);
}

/** Nothing that outlives the worker, and nothing in the repository, holds a token. */
function expectNoSecret(gitlab: FakeGitLab, browser: Browser): void {
  const kept = [...browser.stored.values()].join('\n');
  const committed = gitlab.repos
    .flatMap((repo) =>
      repo.commits.flatMap((commit) => [commit.message, ...[...commit.files.values()].map((f) => f.content)]),
    )
    .join('\n');
  for (const secret of secretsOf(gitlab)) {
    expect(kept).not.toContain(secret);
    expect(committed).not.toContain(secret);
  }
}

function expectApplied({ gitlab, browser }: TestWorld): void {
  const gate = gitlab.repo('acme/mr-gate');
  const policy = readPolicy(gitlab.file('acme/mr-gate', 'mr-gate.yml')!);
  expect(policy.ok && policy.policy.default).toEqual(HIGH);
  const reading = readEnrolment(gitlab.file('acme/mr-gate', 'enrolled.json')!);
  const enrolled = reading.ok ? reading.enrolment.projects : {};
  const repos = gitlab.repos.filter((repo) => repo.path.startsWith('repo-'));
  expect(Object.keys(enrolled)).toHaveLength(repos.length);
  for (const repo of repos) {
    expect(repo.hooks).toHaveLength(1);
    const hook = repo.hooks[0]!;
    expect(hook.mr).toBe(true);
    expect(hook.url).toBe(
      `${gitlab.baseUrl}/api/v4/projects/${gate.id}/ref/main/trigger/pipeline?token={mr_gate_token}`,
    );
    expect(hook.variables).toEqual([{ key: 'mr_gate_token', value: gate.triggers[0]!.token }]);
    expect(repo.flags).toEqual({
      only_allow_merge_if_pipeline_succeeds: true,
      allow_merge_on_skipped_pipeline: false,
    });
    expect(enrolled[String(repo.id)]).toMatchObject({
      path: repo.fullPath,
      hook: hook.id,
      before: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: true },
      by: 'olga',
    });
  }
  // The set-up's, the policy before, the record after.
  expect(gate.commits.map((commit) => commit.message.split('\n')[0])).toEqual([
    'MR Gate: set up',
    'MR Gate: gate 10 repositories (High · 1 scan)',
    'MR Gate: record 10 webhooks',
  ]);
  expectNoSecret(gitlab, browser);
}

/** How many points a task passes in a worker that lives. */
async function pointsOf(
  prepare: () => Promise<{ world: TestWorld; task: (worker: Worker) => Promise<unknown> }>,
) {
  const { world, task } = await prepare();
  const worker = await withDeaths(world, [], task);
  return worker.points();
}

async function forSetUp(serviceAccounts: FakeGitLab['serviceAccounts'] = 'refused') {
  const world = makeWorld(REPOS);
  world.gitlab.serviceAccounts = serviceAccounts;
  return { world, task: setUp(world) };
}

async function forApply() {
  const world = makeWorld(REPOS);
  await withDeaths(world, [], setUp(world));
  return { world, task: apply(world, await plan(world)) };
}

describe('a set-up survives the death of its worker', () => {
  test.each(['refused', 'offered'] as const)(
    'at every request and every storage write, before it and after it, service accounts %s',
    async (accounts) => {
      const prepare = () => forSetUp(accounts);
      const points = await pointsOf(prepare);
      expect(points).toBeGreaterThan(40);
      for (let at = 0; at < points; at++) {
        for (const when of ['before', 'after'] as const) {
          const { world, task } = await prepare();
          const worker = await withDeaths(world, [{ at, when }], task);
          try {
            await expectDone(world, worker);
            expectGate(world);
            expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(1);
          } catch (error) {
            throw new Error(`Died ${when} point ${at}`, { cause: error });
          }
        }
      }
    },
    120_000,
  );

  test.each(['refused', 'offered'] as const)(
    'while another admin sets the group up in the meantime, service accounts %s',
    async (accounts) => {
      const prepare = () => forSetUp(accounts);
      const points = await pointsOf(prepare);
      for (let at = 0; at < points; at++) {
        for (const when of ['before', 'after'] as const) {
          const { world, task } = await prepare();
          const dying = work(world, { at, when });
          await Promise.race([
            task(dying).then(() => untilEnded(dying, world.browser, world.gitlab.baseUrl)),
            dying.died,
          ]);
          const browser = new Browser();
          browser.clock = world.browser.clock;
          const otto = workerOf(world, world.otto, { browser });
          await otto.service.startSetup(world.gitlab.baseUrl, 'acme');
          await untilEnded(otto, browser, world.gitlab.baseUrl);
          const worker = await withDeaths(world, [], task);
          try {
            await expectDone(world, worker);
            await expectDone(world, otto);
            expectGate(world);
            expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(1);
          } catch (error) {
            throw new Error(`Died ${when} point ${at}`, { cause: error });
          }
        }
      }
    },
    120_000,
  );

  test('two admins at once, whose workers both die over and over', async () => {
    await fc.assert(
      fc.asyncProperty(deathsUpTo(70), deathsUpTo(70), async (olgas, ottos) => {
        const { world, task } = await forSetUp();
        const other: TestWorld = { ...world, browser: new Browser(), olga: world.otto };
        const workers = await Promise.all([
          withDeaths(world, olgas, task),
          withDeaths(other, ottos, setUp(other)),
        ]);
        for (const worker of workers) await expectDone(world, worker);
        expectGate(world);
        expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('over and over, at any points', async () => {
    await fc.assert(
      fc.asyncProperty(deathsUpTo(70), async (deaths) => {
        const { world, task } = await forSetUp();
        await expectDone(world, await withDeaths(world, deaths, task));
        expectGate(world);
        expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

describe('an apply of ten repositories survives the death of its worker', () => {
  test('at every request and every storage write, before it and after it', async () => {
    const points = await pointsOf(forApply);
    expect(points).toBeGreaterThan(50);
    for (let at = 0; at < points; at++) {
      for (const when of ['before', 'after'] as const) {
        const { world, task } = await forApply();
        const worker = await withDeaths(world, [{ at, when }], task);
        try {
          await expectDone(world, worker);
          expectGate(world);
          expectApplied(world);
        } catch (error) {
          throw new Error(`Died ${when} point ${at}`, { cause: error });
        }
      }
    }
  }, 240_000);

  test('and two admins at once, whose workers both die over and over, leave one webhook each', async () => {
    await fc.assert(
      fc.asyncProperty(deathsUpTo(80), deathsUpTo(80), async (olgas, ottos) => {
        const world = makeWorld(REPOS);
        await withDeaths(world, [], setUp(world));
        const other: TestWorld = { ...world, browser: new Browser(), olga: world.otto };
        const gate = world.gitlab.repo('acme/mr-gate');
        const policy = writePolicy({ version: 1, default: HIGH, exceptions: [], ignores: [] });
        world.gitlab.commit(gate, 'by hand', { 'mr-gate.yml': policy });
        const plans = [await planDefault(world), await planDefault(other)] as const;
        const workers = await Promise.all([
          withDeaths(world, olgas, apply(world, plans[0])),
          withDeaths(other, ottos, apply(other, plans[1])),
        ]);
        for (const worker of workers) await expectDone(world, worker);
        const reading = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
        for (const repo of world.gitlab.repos.filter((one) => one.path.startsWith('repo-'))) {
          expect(repo.hooks).toHaveLength(1);
          expect(reading.ok && reading.enrolment.projects[String(repo.id)]?.hook).toBe(repo.hooks[0]?.id);
          expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 240_000);

  test('over and over, at any points', async () => {
    await fc.assert(
      fc.asyncProperty(deathsUpTo(80), async (deaths) => {
        const { world, task } = await forApply();
        await expectDone(world, await withDeaths(world, deaths, task));
        expectApplied(world);
      }),
      { numRuns: 60 },
    );
  }, 240_000);
});

/** Everything that an apply may change, but the gate project's history. */
function stateOf({ gitlab }: TestWorld) {
  return {
    repos: gitlab.repos
      .filter((repo) => repo.path.startsWith('repo-'))
      .map(({ path, flags, hooks }) => ({ path, flags: { ...flags }, hooks: hooks.length })),
    policy: gitlab.file('acme/mr-gate', 'mr-gate.yml'),
    enrolled: gitlab.file('acme/mr-gate', 'enrolled.json'),
  };
}

/** A group that was gated, and what it was like before. */
async function gated(count: number) {
  const world = makeWorld(count);
  await withDeaths(world, [], setUp(world));
  const before = stateOf(world);
  const worker = await withDeaths(world, [], apply(world, await plan(world)));
  const job = await worker.service.latestJob(world.gitlab.baseUrl, 'acme');
  return { world, before, jobId: job!.id };
}

async function planned(world: TestWorld, wanted: Wanted): Promise<string> {
  return (await work(world).service.makePlan(world.gitlab.baseUrl, 'acme', wanted)).id;
}

async function forUndo() {
  const { world, before, jobId } = await gated(3);
  return { world, before, task: apply(world, await planned(world, { mode: 'undo', jobId })) };
}

async function forRemoval() {
  const { world, before } = await gated(3);
  const wanted = { mode: 'remove', projects: gatedIds(world) } as const;
  return { world, before, task: apply(world, await planned(world, wanted)) };
}

async function forTakeDown() {
  const { world, before } = await gated(2);
  const wanted = { mode: 'remove_all', deleteProject: true } as const;
  return { world, before, task: apply(world, await planned(world, wanted)) };
}

/** Dies before and after each point of a task, and lets `check` look at what came of it. */
async function everywhere<T extends { world: TestWorld; task: (worker: Worker) => Promise<unknown> }>(
  prepare: () => Promise<T>,
  check: (prepared: T, worker: Worker) => Promise<void>,
): Promise<void> {
  const points = await pointsOf(prepare);
  expect(points).toBeGreaterThan(15);
  for (let at = 0; at < points; at++) {
    for (const when of ['before', 'after'] as const) {
      const prepared = await prepare();
      const worker = await withDeaths(prepared.world, [{ at, when }], prepared.task);
      try {
        await check(prepared, worker);
        expectNoSecret(prepared.world.gitlab, prepared.world.browser);
      } catch (error) {
        throw new Error(`Died ${when} point ${at}`, { cause: error });
      }
    }
  }
}

describe('what is taken back survives the death of its worker at every request and every storage write', () => {
  test('an undo gives back everything, to the byte, in one commit', async () => {
    await everywhere(forUndo, async ({ world, before }, worker) => {
      await expectDone(world, worker);
      expect(stateOf(world)).toEqual(before);
      expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(4);
    });
  }, 240_000);

  test('the undo of an apply that died anywhere itself', async () => {
    const prepare = async () => {
      const world = makeWorld(2);
      await withDeaths(world, [], setUp(world));
      return { world, before: stateOf(world), task: apply(world, await plan(world)) };
    };
    await everywhere(prepare, async ({ world, before }, worker) => {
      const job = await worker.service.latestJob(world.gitlab.baseUrl, 'acme');
      const undo = await planned(world, { mode: 'undo', jobId: job!.id });
      await expectDone(world, await withDeaths(world, [], apply(world, undo)));
      expect(stateOf(world)).toEqual(before);
    });
  }, 240_000);

  test('the undo of a replaced webhook, which GitLab had paused, leaves the one that took its place', async () => {
    const prepare = async () => {
      const { world } = await gated(2);
      world.gitlab.repo('acme/shop/repo-1').hooks[0]!.alert = 'disabled';
      const before = stateOf(world);
      const wanted = { mode: 'restore_drift', projects: gatedIds(world) } as const;
      return { world, before, task: apply(world, await planned(world, wanted)) };
    };
    const expectOneEach = ({ gitlab }: TestWorld) => {
      const hooks = ['repo-1', 'repo-2'].map((name) => gitlab.repo(`acme/shop/${name}`).hooks);
      expect(hooks.map((all) => all.map(({ alert }) => alert))).toEqual([[undefined], [undefined]]);
    };
    await everywhere(prepare, async ({ world, before }, worker) => {
      await expectDone(world, worker);
      expectOneEach(world);
      const job = await worker.service.latestJob(world.gitlab.baseUrl, 'acme');
      const undo = await planned(world, { mode: 'undo', jobId: job!.id });
      await expectDone(world, await withDeaths(world, [], apply(world, undo)));
      expectOneEach(world);
      expect(stateOf(world).repos).toEqual(before.repos);
    });
  }, 240_000);

  test('the undo of a removal that died anywhere itself', async () => {
    const prepare = async () => {
      const { world } = await gated(2);
      const before = stateOf(world);
      const wanted = { mode: 'remove', projects: gatedIds(world) } as const;
      return { world, before, task: apply(world, await planned(world, wanted)) };
    };
    await everywhere(prepare, async ({ world, before }, worker) => {
      const job = await worker.service.latestJob(world.gitlab.baseUrl, 'acme');
      const undo = await planned(world, { mode: 'undo', jobId: job!.id });
      await expectDone(world, await withDeaths(world, [], apply(world, undo)));
      expect(stateOf(world).repos).toEqual(before.repos);
      expect(stateOf(world).policy).toEqual(before.policy);
    });
  }, 240_000);

  test('a removal leaves nothing in the repositories', async () => {
    await everywhere(forRemoval, async ({ world, before }, worker) => {
      await expectDone(world, worker);
      expect(stateOf(world).repos).toEqual(before.repos);
      expect(stateOf(world).enrolled).toBe(before.enrolled);
      expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(4);
    });
  }, 240_000);

  test('the removal of the whole group leaves nothing at all', async () => {
    await everywhere(forTakeDown, async ({ world, before }, worker) => {
      await expectDone(world, worker);
      expect(stateOf(world).repos).toEqual(before.repos);
      expect(world.gitlab.repo('acme/mr-gate')).toBeUndefined();
      expect(world.gitlab.tokens.filter((token) => token.active)).toEqual([]);
    });
  }, 240_000);
});

function deathsUpTo(points: number) {
  const death = fc.record({
    at: fc.nat({ max: points }),
    when: fc.constantFrom<Death['when'][]>('before', 'after'),
  });
  return fc.array(death, { minLength: 1, maxLength: 5 });
}
