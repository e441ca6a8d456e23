import { expect, test } from 'vitest';
import { deskOf } from './desk.ts';
import { gatedIds, HIGH, setUpWorld } from './world.ts';

const REPOS = 60;
const HOOKS = /^\/projects\/(\d+)\/hooks$/;

/** Applies to a group in which GitLab answers some requests with an error of its own. */
async function applied(fails: (path: string, clock: number, ids: number[]) => number | null) {
  const world = await setUpWorld(REPOS);
  const { gitlab, browser, worker } = world;
  const begun = browser.clock;
  const ids = gatedIds(world);
  let refused = 0;
  let planned = false;
  gitlab.fault = (method, path) => {
    if (method === 'POST' && HOOKS.test(path)) planned = true;
    const status = planned ? fails(path, browser.clock - begun, ids) : null;
    if (status !== null && method === 'POST' && HOOKS.test(path)) refused += 1;
    return status === null ? null : { status };
  };
  const wanted = { mode: 'set_default', projects: ids, settings: HIGH } as const;
  const job = await deskOf(world, worker, browser).apply(wanted);
  const hooks = gitlab.repos.filter(({ id }) => ids.includes(id)).map((repo) => repo.hooks.length);
  return { job, hooks, refused };
}

test('GitLab that is down for a while is waited for, and not asked for one repository after the other', async () => {
  const { job, hooks, refused } = await applied((_, clock) => (clock < 2 * 60_000 ? 503 : null));
  expect(job.state).toBe('done');
  expect(job.repos.every(({ state }) => state === 'done')).toBe(true);
  expect(hooks.every((count) => count === 1)).toBe(true);
  expect(refused).toBeLessThan(REPOS / 2);
});

test('GitLab that stays down is not waited for without end, and the job says why', async () => {
  const { job } = await applied(() => 503);
  expect(job.state).toBe('failed');
  expect(job.error).toMatchObject({ kind: 'server', what: expect.stringContaining('503') });
});

test('many repositories that GitLab fails at do not hold up the others', async () => {
  const { job } = await applied((path, _, ids) => {
    const at = ids.indexOf(Number(HOOKS.exec(path)?.[1]));
    return at >= 0 && at < 25 ? 500 : null;
  });
  expect(job.state).toBe('done');
  expect(job.repos.map(({ state }) => state)).toEqual(
    Array.from({ length: REPOS }, (_, at) => (at < 25 ? 'failed' : 'done')),
  );
});
