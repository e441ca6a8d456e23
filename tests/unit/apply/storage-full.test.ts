import { beforeEach, describe, expect, test } from 'vitest';
import type { StoredResult } from '../../../utils/apply/apply-work-types.ts';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { inEnglish } from '../../support/english.ts';
import { deskOf, entriesIn } from './desk.ts';
import { CRITICAL, gatedIds, HIGH, setUpWorld, type TestWorld, workerOf } from './world.ts';

const REPOS = 60;
const FULL = new Error('Resource::kQuotaBytes quota exceeded');

let world: TestWorld;
beforeEach(async () => {
  world = await setUpWorld(REPOS);
});

const wanted = () => ({ mode: 'set_default', projects: gatedIds(world), settings: HIGH }) as const;
const desk = () => deskOf(world, workerOf(world, world.olga), world.browser);
const writes = () => world.gitlab.seen.filter(({ method }) => method !== 'GET').length;

/** From now on there is room for so many bytes more. */
function leaveRoom(bytes: number, error = FULL): void {
  const { browser } = world;
  const quota = browser.used() + bytes;
  browser.refuses = (key, size) => {
    const now = key.length + (browser.stored.get(key)?.length ?? -key.length);
    return browser.used() - now + size > quota ? error : null;
  };
}

/** Room for the job and for the first of its results. */
function fillDuring(prefix: string, bytes: number, error?: Error): void {
  const { browser } = world;
  browser.refuses = (key, size) => {
    if (!key.startsWith(prefix)) return null;
    leaveRoom(bytes, error);
    return browser.refuses(key, size);
  };
}

/** Repositories of which the journal says that they are done, or about to be. */
function journaled(): Set<number> {
  const records = [...world.browser.stored].filter(([key]) => key.startsWith('apply:results:'));
  return new Set(
    records.flatMap(([, text]) => (JSON.parse(JSON.parse(text)) as StoredResult[]).map((one) => one.project)),
  );
}

function expectNothingUnwritten(): void {
  const known = journaled();
  const entries = entriesIn(world);
  for (const repo of world.gitlab.repos.filter(({ path }) => path.startsWith('repo-'))) {
    const touched = repo.hooks.length > 0 || repo.flags.only_allow_merge_if_pipeline_succeeds;
    if (!touched) continue;
    expect(known).toContain(repo.id);
    expect(entries[String(repo.id)]?.before.only_allow_merge_if_pipeline_succeeds).toBe(false);
  }
}

function expectGated(job: JobSnapshot | null): void {
  expect([job?.state, job?.error]).toEqual(['done', undefined]);
  expect(job?.repos.filter(({ state }) => state !== 'done')).toEqual([]);
  for (const repo of world.gitlab.repos.filter(({ path }) => path.startsWith('repo-'))) {
    expect(repo.hooks).toHaveLength(1);
    expect(repo.flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
    expect(entriesIn(world)[String(repo.id)]?.hook).toBe(repo.hooks[0]?.id);
  }
  const titles = world.gitlab.repo('acme/mr-gate').commits.map(({ message }) => message.split('\n')[0]);
  expect(titles.slice(1)).toEqual([
    'MR Gate: gate 60 repositories (High · 1 scan)',
    'MR Gate: record 60 webhooks',
  ]);
}

describe('a browser’s storage that is full while a job is under way', () => {
  test.each([
    ['Chrome', new Error('Resource::kQuotaBytes quota exceeded')],
    ['older Chrome', new Error('QUOTA_BYTES quota exceeded')],
    ['Firefox', new Error('QuotaExceededError: storage.local API call exceeded its quota limitations.')],
    ['IndexedDB', new DOMException('The quota has been exceeded.', 'QuotaExceededError')],
    ['a full disk', new Error('IO error: 000012.log: FILE_ERROR_NO_SPACE (ChromeMethodBFE: 9::Append::8)')],
  ])('stops it with its cause, and it goes on when there is room: %s', async (_, error) => {
    const { baseUrl } = world.gitlab;
    const one = desk();
    const plan = await one.plan(wanted());
    fillDuring('apply:results:', 3000, error);
    const stopped = await one.run(plan);
    expect([stopped.state, stopped.error?.kind]).toEqual(['stopped', 'storage_full']);
    expect(stopped.error?.next).toContain('Free space on the disk');
    const done = stopped.repos.filter(({ state }) => state === 'done').length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(REPOS);
    expectNothingUnwritten();

    // The next worker knows it, and does not try again by itself.
    const next = desk();
    const asked = world.gitlab.seen.length;
    await next.worker.service.resumeAll();
    const known = inEnglish(await next.worker.service.latestJob(baseUrl, 'acme'));
    expect([known?.state, known?.error]).toEqual(['stopped', stopped.error]);
    expect(world.gitlab.seen).toHaveLength(asked);

    // Going on without any room says so, and writes nothing.
    const before = writes();
    const refused = next.worker.service.resumeJob(baseUrl, stopped.id);
    await expect(refused).rejects.toMatchObject({ userError: { kind: 'storage_full' } });
    expect(writes()).toBe(before);
    expect((await next.worker.service.latestJob(baseUrl, 'acme'))?.state).toBe('stopped');

    world.browser.refuses = () => null;
    await next.worker.service.resumeJob(baseUrl, stopped.id);
    expectGated(await next.ended());
  });

  test('drops plans and older jobs first, and the job ends well', async () => {
    const { browser } = world;
    const one = desk();
    for (const settings of [HIGH, CRITICAL, HIGH, CRITICAL]) await one.apply({ ...wanted(), settings });
    const plan = await one.plan({ mode: 'remove', projects: gatedIds(world) });
    await one.plan({ mode: 'remove', projects: gatedIds(world) });
    const jobs = () => [...browser.stored.keys()].filter((key) => key.startsWith('apply:job:'));
    const plans = () => [...browser.stored.keys()].filter((key) => key.startsWith('apply:plan:'));
    expect([jobs().length, plans().length]).toEqual([5, 2]);
    leaveRoom(2000);
    const job = await one.run(plan);
    expect([job.state, job.error]).toEqual(['done', undefined]);
    expect(jobs().length).toBeLessThan(5);
    expect(plans()).toEqual([]);
    expect(jobs()).toContain(`apply:job:${job.id}`);
    const index = JSON.parse(browser.stored.get('apply:jobs')!) as { id: string }[];
    expect(index.map(({ id }) => `apply:job:${id}`).sort()).toEqual(jobs().sort());
    // What went is still known from the gate project's history.
    expect(await desk().plan({ mode: 'undo', jobId: job.id })).toMatchObject({ counts: { restore: REPOS } });
  });

  test('of a plan says so at once, and a group can still be looked at', async () => {
    leaveRoom(0);
    const one = desk();
    await expect(one.plan(wanted())).rejects.toMatchObject({ userError: { kind: 'storage_full' } });
    const group = await one.worker.service.load(world.gitlab.baseUrl, 'acme');
    expect(group.repos).toHaveLength(REPOS + 1);
  });

  test('of a job that does not fit leaves nothing of it behind', async () => {
    const one = desk();
    const plan = await one.plan(wanted());
    world.browser.refuses = (key) => (key.startsWith('apply:job:') ? FULL : null);
    const [before, written] = [writes(), [...world.browser.stored.keys()].sort()];
    const start = one.worker.service.startApply(world.gitlab.baseUrl, plan.id);
    await expect(start).rejects.toMatchObject({ userError: { kind: 'storage_full' } });
    expect(writes()).toBe(before);
    const left = [...world.browser.stored.keys()];
    expect(written).toEqual(expect.arrayContaining(left));
    world.browser.refuses = () => null;
    expectGated(await one.apply(wanted()));
  });
});

test('storage that takes nothing at all any more stops the job where it is, and says so while the worker lives', async () => {
  const { baseUrl } = world.gitlab;
  const one = desk();
  const plan = await one.plan(wanted());
  world.browser.refuses = (key) => {
    if (!key.startsWith('apply:results:')) return null;
    world.browser.refuses = () => new Error('An unexpected error occurred');
    return null;
  };
  const seen: (string | undefined)[] = [];
  one.worker.service.subscribe(baseUrl, 'acme', (job) => void seen.push(job?.error?.kind));
  const stopped = await one.run(plan);
  expect([stopped.state, stopped.error?.kind]).toEqual(['stopped', 'storage_failed']);
  expect(seen.at(-1)).toBe('storage_failed');
  expectNothingUnwritten();
  const before = writes();
  await one.worker.service.resumeAll();
  const refused = one.worker.service.resumeJob(baseUrl, stopped.id);
  await expect(refused).rejects.toMatchObject({ userError: { kind: 'storage_failed' } });
  expect((await one.worker.service.latestJob(baseUrl, 'acme'))?.state).toBe('stopped');
  expect(writes()).toBe(before);

  // The next worker finds it under way.
  world.browser.refuses = () => null;
  const next = desk();
  await next.worker.service.resumeAll();
  expectGated(await next.ended());
});

test('whichever write it is that fails first: nothing is done that is not written down, and going on ends well', async () => {
  const sets = async (world: TestWorld, failsAt: number): Promise<number> => {
    let count = 0;
    const one = deskOf(world, workerOf(world, world.olga), world.browser);
    const plan = await one.plan({ mode: 'set_default', projects: gatedIds(world), settings: HIGH });
    world.browser.refuses = () => (count++ >= failsAt ? FULL : null);
    const { id } =
      (await one.worker.service.startApply(world.gitlab.baseUrl, plan.id).catch(() => null)) ?? {};
    const job = id === undefined ? null : await one.ended();
    if (job) expect(job.error?.kind).toBe(failsAt < count ? 'storage_full' : undefined);
    return count;
  };
  const points = await sets(await setUpWorld(3), Number.POSITIVE_INFINITY);
  expect(points).toBeGreaterThan(15);
  for (let at = 0; at < points; at++) {
    world = await setUpWorld(3);
    await sets(world, at);
    expectNothingUnwritten();
    world.browser.refuses = () => null;
    const next = desk();
    await next.worker.service.resumeAll();
    const job = await next.worker.service.latestJob(world.gitlab.baseUrl, 'acme');
    if (job?.kind !== 'apply') await next.apply(wanted());
    else if (job.state === 'stopped') await next.worker.service.resumeJob(world.gitlab.baseUrl, job.id);
    const ended = await next.ended();
    expect([at, ended.state, ended.error]).toEqual([at, 'done', undefined]);
    const repos = world.gitlab.repos.filter(({ path }) => path.startsWith('repo-'));
    expect(repos.map(({ hooks }) => hooks.length)).toEqual([1, 1, 1]);
    expect(world.gitlab.repo('acme/mr-gate').commits).toHaveLength(3);
  }
}, 120_000);
