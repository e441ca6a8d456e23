import { expect, test } from 'vitest';
import { deskOf } from './desk.ts';
import { gatedIds, HIGH, setUpWorld } from './world.ts';

const REPOS = 60;
const OF_A_REPO = /^\/projects\/\d+\/hooks$/;

/** A group in which GitLab fails at what is asked of repositories, until it is asked so many minutes later. */
async function inOutage(minutes: number) {
  const world = await setUpWorld(REPOS);
  const { gitlab, browser, worker } = world;
  const over = browser.clock + minutes * 60_000;
  let refused = 0;
  gitlab.fault = (method, path) => {
    if (!OF_A_REPO.test(path) || browser.clock >= over) return null;
    if (method === 'POST') refused += 1;
    return { status: 503 };
  };
  const wanted = { mode: 'set_default', projects: gatedIds(world), settings: HIGH } as const;
  const job = await deskOf(world, worker, browser).apply(wanted);
  return { world, job, refused: () => refused };
}

test('GitLab that is down for a while is waited for, and not asked for one repository after the other', async () => {
  const { world, job, refused } = await inOutage(2);
  expect(job.state).toBe('done');
  expect(job.repos.every(({ state }) => state === 'done')).toBe(true);
  expect(refused()).toBeLessThan(REPOS);
  for (const id of gatedIds(world))
    expect(world.gitlab.repos.find((repo) => repo.id === id)?.hooks).toHaveLength(1);
});

test('GitLab that stays down is not waited for without end, and the job says why', async () => {
  const { job } = await inOutage(24 * 60);
  expect(job.state).toBe('failed');
  expect(job.error).toMatchObject({ kind: 'server', what: expect.stringContaining('503') });
});
