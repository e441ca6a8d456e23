import type { TestInfo } from '@playwright/test';
import type { ExtensionBrowser } from '../browser/chromium.ts';
import { launchUndebugged } from '../browser/undebugged.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { addBulk, allAreGatedOnce, expectDone, planForAll, seededRandom, sweeps } from './support/bulk.ts';

/** Fewer, with `SCALE_REPOS=…`, meet the same deaths in less time. */
const REPOS = Number(process.env.SCALE_REPOS ?? 1000);
const DEATHS = 20;

test.use({ gitlabOptions: { seed: 'empty' } });
// After the last death, and the last lost answer, the job waits a minute for what GitLab may still carry out.
test.setTimeout(180_000 + REPOS * 300);

/** A run that failed is repeated with its own seed: `SCALE_SEED=…`. */
function randomOf(info: TestInfo): () => number {
  const seed = Number(process.env.SCALE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  info.annotations.push({ type: 'seed', description: String(seed) });
  console.log(`${info.title}: SCALE_SEED=${seed}`);
  return seededRandom(seed);
}

/**
 * Kills the worker when it has sent its n-th request, for each n; where it could not be killed just then, at the next.
 *
 * @returns how often it is known to have died
 */
function killAt(
  gitlab: EmbeddedGitLab,
  browser: ExtensionBrowser,
  points: ReadonlySet<number>,
): () => number {
  let sent = 0;
  let due = 0;
  let deaths = 0;
  let dying = false;
  gitlab.onRequest(({ auth, username }) => {
    if (auth !== 'token' || username !== USERS.olga) return;
    sent += 1;
    if (points.has(sent)) due += 1;
    if (due === 0 || dying) return;
    dying = true;
    void browser.killWorker().then((died) => {
      dying = false;
      if (!died) return;
      due -= 1;
      deaths += 1;
    });
  });
  return () => deaths;
}

function randomPoints(random: () => number): Set<number> {
  const points = new Set<number>();
  while (points.size < DEATHS) points.add(1 + Math.floor(random() * REPOS * 3));
  return points;
}

test('the worker dies at twenty random points: every repository ends right', async ({
  gitlab,
  browser1,
}, info) => {
  const ids = addBulk(gitlab, REPOS);
  const group = await planForAll(browser1, gitlab, REPOS);
  const deaths = killAt(gitlab, browser1, randomPoints(randomOf(info)));
  await group.plan.getByTestId('apply').click();
  await expectDone(group, gitlab, 150_000 + REPOS * 250);
  expect(deaths()).toBe(DEATHS);
  await allAreGatedOnce(gitlab, ids);
});

test('the same on a bad network: 502s, cut connections and two storms of 429', async ({
  gitlab,
  browser1,
}, info) => {
  const random = randomOf(info);
  const ids = addBulk(gitlab, REPOS);
  const group = await planForAll(browser1, gitlab, REPOS);
  const deaths = killAt(gitlab, browser1, randomPoints(random));
  const path = /^\/(?:projects|groups)\//;
  const faults = [
    gitlab.addFault({
      path,
      kind: 'throttle',
      retryAfterSeconds: 2,
      when: storms(gitlab, [0.3 * REPOS, 0.6 * REPOS], 2000),
    }),
    gitlab.addFault({ path, kind: 'status', status: 502, when: () => random() < 0.05 }),
    gitlab.addFault({ path, kind: 'cut', when: () => random() < 0.01 }),
    gitlab.addFault({ path, kind: 'cut-after', when: () => random() < 0.01 }),
  ];
  await group.plan.getByTestId('apply').click();
  await expectDone(group, gitlab, 150_000 + REPOS * 250);
  for (const fault of faults) expect(fault.hits()).toBeGreaterThan(0);
  gitlab.clearFaults();
  expect(deaths()).toBe(DEATHS);
  await allAreGatedOnce(gitlab, ids);
});

/** True for a while from when so many webhooks have been made. */
function storms(gitlab: EmbeddedGitLab, from: readonly number[], ms: number): () => boolean {
  const waiting = [...from];
  let until = 0;
  return () => {
    const [next] = waiting;
    if (next !== undefined && gitlab.world.hooks.length >= next) {
      waiting.shift();
      until = Date.now() + ms;
    }
    return Date.now() < until;
  };
}

test('a storm of 429 that names no time, as GitLab’s application limiter’s: the job waits its minute, and goes on', async ({
  gitlab,
  browser1,
}) => {
  const repos = 60;
  const ids = addBulk(gitlab, repos);
  const group = await planForAll(browser1, gitlab, repos);
  const path = /^\/(?:projects|groups)\//;
  const storm = gitlab.addFault({ path, kind: 'limit', when: storms(gitlab, [repos / 3], 55_000) });
  await group.plan.getByTestId('apply').click();
  await expectDone(group, gitlab, 150_000);
  expect(storm.hits()).toBeGreaterThan(0);
  // What was under way was refused. Nobody knocked again before the minute was over.
  expect(storm.hits()).toBeLessThanOrEqual(34);
  await allAreGatedOnce(gitlab, ids);
});

test('a token that is revoked in the middle stops the job at once; a new one goes on', async ({
  gitlab,
  browser1,
}) => {
  const repos = 150;
  const ids = addBulk(gitlab, repos);
  const group = await planForAll(browser1, gitlab, repos);
  const token = gitlab.world.tokens.find((candidate) => candidate.token === TOKENS.olgaApi)!;
  const stop = gitlab.onRequest(() => {
    if (gitlab.world.hooks.length >= repos / 3) token.revoked = true;
  });
  await group.plan.getByTestId('apply').click();
  await expect(group.job).toHaveAttribute('data-state', 'stopped', { timeout: 60_000 });
  stop();
  await expect(group.job).toContainText('GitLab does not accept your token any more');
  const done = gitlab.world.hooks.length;
  expect(done).toBeLessThan(repos / 2);

  // No more than what was under way was asked with it, and nothing is from here on.
  const refused = gitlab.requests.filter(({ status }) => status === 401).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(34);
  const asked = gitlab.requests.length;
  await group.job.page().waitForTimeout(2000);
  expect(gitlab.requests.slice(asked).filter(({ auth }) => auth === 'token')).toEqual([]);

  const renewed = { ...token, id: token.id + 500, token: 'glpat-renewed-in-the-middle', revoked: false };
  gitlab.world.tokens.push(renewed);
  const popup = await browser1.openPopup(`base=${encodeURIComponent(gitlab.url)}`);
  await popup.getByTestId('update').click();
  await popup.getByLabel('Token', { exact: true }).fill(renewed.token);
  await popup.getByTestId('connect').click();
  await expect(popup.getByTestId('update')).toBeVisible();
  await popup.close();
  await group.job.getByRole('button', { name: 'Resume' }).click();
  // What was on its way when the job stopped may have been carried out: the job looks again a minute later.
  await expectDone(group, gitlab, 150_000);
  await allAreGatedOnce(gitlab, ids);
});

test('with no debugger attached and no page open, a job of more than a minute comes to its end', async ({
  gitlab,
}) => {
  test.setTimeout(200_000);
  const repos = 115;
  const ids = addBulk(gitlab, repos);
  const { browser, letGo, close } = await launchUndebugged();
  try {
    const group = await planForAll(browser, gitlab, repos);
    // Three requests for each repository: this is 66 seconds' work at the pace that fits the limit.
    gitlab.setRateLimit(330, { announced: true });
    const from = gitlab.requests.length;
    await group.plan.getByTestId('apply').click();
    await expect(group.job).toHaveAttribute('data-state', 'running');
    await group.job.page().close();
    await letGo();
    const alone = Date.now();

    await expect.poll(() => sweeps(gitlab), { timeout: 150_000, intervals: [1000] }).toBe(1);
    expect(Date.now() - alone).toBeGreaterThan(60_000);
    expect(gitlab.requests.slice(from).filter(({ status }) => status === 429)).toEqual([]);
    await allAreGatedOnce(gitlab, ids);
  } finally {
    await close();
  }
});
