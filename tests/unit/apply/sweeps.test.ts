import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { shareOf } from '../../../utils/gate/sweep-share.ts';
import { deskOf } from './desk.ts';
import { untilEnded, type Worker } from './mortal.ts';
import { CRITICAL, gatedIds, HIGH, setUpWorld, type TestWorld, workerOf } from './world.ts';

let world: TestWorld & { worker: Worker };
beforeEach(async () => {
  world = await setUpWorld(3);
});

const wanted = () => ({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }) as const;
const gateAll = (): Promise<JobSnapshot> => deskOf(world, world.worker, world.browser).apply(wanted());

async function resumed(job: JobSnapshot): Promise<JobSnapshot> {
  await world.worker.service.resumeJob(world.gitlab.baseUrl, job.id);
  return (await untilEnded(world.worker, world.browser, world.gitlab.baseUrl))!;
}

/** What the pipelines of sweeps were told, oldest first. */
function sweeps(): Record<string, unknown>[] {
  return [...world.gitlab.pipelines.values()]
    .map(({ payload }) => payload)
    .filter((payload) => 'mr_gate_sweep' in payload);
}

function evaluate(job: JobSnapshot) {
  return job.steps.find((step) => step.key === 'evaluate');
}

function open(project: number, count: number): void {
  for (let iid = 1; iid <= count; iid++) {
    const at = { iid, project_id: project, title: '', web_url: '', sha: 'a'.repeat(40) };
    world.gitlab.mergeRequests.push({ ...at, draft: false, notes: [] });
  }
}

describe('merge requests of what a second round gates', () => {
  test('a retry of what failed has its own sweep', async () => {
    const broken = world.gitlab.repo('acme/shop/repo-2');
    world.gitlab.fault = (method, path) =>
      method === 'PUT' && path === `/projects/${broken.id}` ? { status: 403 } : null;
    const job = await gateAll();
    expect(job.repos.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    expect(sweeps()).toHaveLength(1);
    world.gitlab.fault = () => null;
    const retried = await resumed(job);
    expect(retried.repos.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(sweeps()).toHaveLength(2);
    const [first, second] = [...world.gitlab.pipelines.keys()].slice(-2);
    expect(evaluate(job)?.detail).toContain(`Pipeline ${first} `);
    expect(evaluate(retried)?.detail).toContain(`Pipeline ${second} `);
  });

  test('so has what is gone on with after a stop', async () => {
    const { service } = world.worker;
    const made = await service.makePlan(world.gitlab.baseUrl, 'acme', wanted());
    world.gitlab.fault = (method, path) => {
      if (method === 'POST' && path.endsWith('/hooks')) void service.stopJob(world.gitlab.baseUrl, id);
      return null;
    };
    const { id } = await service.startApply(world.gitlab.baseUrl, made.id);
    const job = (await untilEnded(world.worker, world.browser, world.gitlab.baseUrl))!;
    expect(job.state).toBe('stopped');
    expect(sweeps()).toHaveLength(1);
    world.gitlab.fault = () => null;
    expect((await resumed(job)).state).toBe('done');
    expect(sweeps()).toHaveLength(2);
  });
});

describe('how many it will look at is told with the plan', () => {
  const plan = (over = {}) =>
    world.worker.service.makePlan(world.gitlab.baseUrl, 'acme', { ...wanted(), ...over });
  const told = async (planId: string) => world.worker.service.countOpen(world.gitlab.baseUrl, planId);

  test('those of repositories that are gated then, and of no other', async () => {
    const [one, two] = gatedIds(world);
    open(one!, 3);
    open(two!, 140);
    open(world.gitlab.addRepo('acme/other').id, 50);
    expect(await told((await plan({ projects: [one] })).id)).toEqual({ count: 3, more: false });
    await gateAll();
    // What is gated already is looked at too.
    world.gitlab.seen.length = 0;
    expect(await told((await plan({ settings: CRITICAL })).id)).toEqual({ count: 143, more: false });
    expect(world.gitlab.seen.filter(({ path }) => path.includes('/merge_requests'))).toHaveLength(2);
  });

  test('of a large group as many as five requests tell', async () => {
    open(gatedIds(world)[0]!, 1200);
    const made = await plan();
    world.gitlab.seen.length = 0;
    expect(await told(made.id)).toEqual({ count: 500, more: true });
    expect(world.gitlab.seen.filter(({ path }) => path.includes('/merge_requests'))).toHaveLength(5);
  });

  test('none, where the gate looks at nothing afterwards', async () => {
    open(gatedIds(world)[0]!, 3);
    await gateAll();
    const { service } = world.worker;
    const projects = gatedIds(world);
    const removal = await service.makePlan(world.gitlab.baseUrl, 'acme', { mode: 'remove', projects });
    expect(await told(removal.id)).toBeNull();
    await expect(told('no-plan')).rejects.toMatchObject({ userError: { kind: 'no_plan' } });
  });
});

describe('more open merge requests than one sweep takes', () => {
  test('are shared out among several, and the result says how many', async () => {
    const [one, two] = gatedIds(world);
    open(one!, 300);
    open(two!, 700);
    const job = await gateAll();
    expect(evaluate(job)).toMatchObject({
      state: 'done',
      detail: '7 pipelines of the gate project look at 1,000 open merge requests.',
    });
    expect(sweeps().map(({ at, of }) => ({ at, of }))).toEqual(
      Array.from({ length: 7 }, (_, at) => ({ at, of: 7 })),
    );
  });

  test('those of repositories that are not gated do not count', async () => {
    open(world.gitlab.addRepo('acme/other').id, 1000);
    const job = await gateAll();
    expect(evaluate(job)?.detail).toMatch(
      /^Pipeline \d+ of the gate project looks at 0 open merge requests\.$/,
    );
    expect(sweeps()).toHaveLength(1);
    expect(sweeps()[0]).not.toHaveProperty('of');
  });

  test('no more are started in a minute than leave room for the webhooks', async () => {
    open(gatedIds(world)[0]!, 3500);
    const times: number[] = [];
    world.gitlab.fault = (_, path) => {
      if (path.endsWith('/trigger/pipeline')) times.push(world.browser.clock);
      return null;
    };
    expect((await gateAll()).state).toBe('done');
    expect(times).toHaveLength(22);
    times.forEach((time, n) => {
      if (n >= 10) expect(time - times[n - 10]!).toBeGreaterThanOrEqual(60_000);
    });
  });

  test('each is started once, wherever the worker dies', async () => {
    open(gatedIds(world)[0]!, 400);
    await gateAll();
    const before = sweeps().length;
    let deaths = 0;
    for (let at = 0; ; at++) {
      const settings = at % 2 === 0 ? CRITICAL : HIGH;
      const made = await workerOf(world, world.olga).service.makePlan(world.gitlab.baseUrl, 'acme', {
        ...wanted(),
        settings,
      });
      const mortal = workerOf(world, world.olga, { death: { at, when: at % 3 === 0 ? 'before' : 'after' } });
      const go = async (worker: Worker): Promise<void> => {
        await worker.service.startApply(world.gitlab.baseUrl, made.id);
        await worker.service.resumeAll();
        await untilEnded(worker, world.browser, world.gitlab.baseUrl);
      };
      await Promise.race([go(mortal), mortal.died]);
      if (!mortal.dead()) break;
      deaths += 1;
      await go(workerOf(world, world.olga));
      expect(sweeps(), `Died at ${at}`).toHaveLength(before + deaths * 3);
      expect(
        new Set(
          sweeps()
            .slice(-3)
            .map((payload) => payload.at),
        ),
      ).toEqual(new Set([0, 1, 2]));
    }
    expect(deaths).toBeGreaterThan(15);
  }, 60_000);

  test('the shares are whole, apart, and never more than a sweep takes', () => {
    for (const [repos, each, step] of [
      [1000, 1, 1],
      [1000, 1, 7],
      [1, 1000, 1],
      [50, 20, 100],
    ] as const) {
      const counts = Array.from({ length: 7 }, () => 0);
      for (let repo = 1; repo <= repos; repo++)
        for (let iid = 1; iid <= each; iid++) counts[shareOf(repo * step, iid, 7)]! += 1;
      expect(counts.reduce((sum, count) => sum + count)).toBe(1000);
      expect(Math.max(...counts)).toBeLessThanOrEqual(200);
    }
  });
});

test('a sweep that GitLab does not start is told as a warning, and what is applied is applied', async () => {
  world.gitlab.fault = (_, path) =>
    path.endsWith('/trigger/pipeline') ? { status: 400, body: { message: 'Pipelines are off' } } : null;
  const job = await gateAll();
  expect(job.state).toBe('done');
  expect(evaluate(job)).toMatchObject({ state: 'done', warning: true });
  expect(evaluate(job)?.detail).toMatch(/^Could not be started \(Pipelines are off\)/);
  world.gitlab.fault = () => null;
  const again = evaluate(await resumed(job));
  expect(again).not.toHaveProperty('warning');
  expect(sweeps()).toHaveLength(1);
});
