import { api, id } from '../demo/api.ts';
import { BAD, FILE, GOOD } from '../demo/story.ts';
import { GROUPS, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { look } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';
import { askedByCard, roundTrips } from './support/round-trips.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
const checkout = `/projects/${id(PROJECTS.checkout)}`;

test.setTimeout(120_000);

test('running, failed, after a push passed by itself, and signed out: with no token anywhere', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const writing = gated.addFault({ method: 'POST', path: /\/merge_requests\/\d+\/notes/, kind: 'hold' });
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'running');
  await expect(card).toContainText('Wait: the verdict appears here by itself.');
  await look(page, 'card-running');
  writing.release();
  writing.remove();

  await expectState(card, 'failed');
  await expect(card).toContainText('Merging is blocked: fix what is listed and push');
  await expect(card.getByRole('heading', { name: /^Blocks this merge request/ })).toBeVisible();
  await expect(page.getByTestId('merge-blocked')).toBeVisible({ timeout: 15_000 });
  await look(page, 'card-failed');

  await gated.push({
    project: PROJECTS.checkout,
    branch: mergeRequest.branch,
    user: USERS.dev,
    message: 'Take the credentials from the environment',
    files: { [FILE]: GOOD },
  });
  await expectState(card, 'passed');
  await expect(card).toContainText('Nothing to do.');
  await look(page, 'card-passed');
  const before = gated.requests.length;
  await page.context().clearCookies();
  await card.getByRole('button', { name: 'Refresh' }).click();
  await expectState(card, 'signed_out');
  await expect(card.getByRole('link', { name: /sign in/i })).toHaveAttribute(
    'href',
    new RegExp(`^${gated.url}/users/sign_in`),
  );
  await look(page, 'card-signed-out');
  // Whatever the card asked for, it asked with the page's own session.
  const asked = gated.requests.slice(before).filter((one) => one.path.startsWith('/api/v4'));
  expect(asked.filter((one) => one.auth === 'token' && one.username === USERS.dev)).toEqual([]);
});

test('a repository that is not gated, a draft, closed and merged ones say so quietly', async ({
  gated,
  browser1,
}) => {
  await allow(browser1, gated.url);
  const files = { 'notes.txt': 'Nothing secret.\n' };
  const other = await openMergeRequest(gated, { project: 'acme/shop/cart', title: 'Notes', files });
  const { page, card } = await visit(browser1, gated, other.web_url);
  await expectState(card, 'not_gated');
  await expect(card.getByRole('link', { name: /group/i })).toHaveAttribute('href', /\/acme/);
  await look(page, 'card-not-gated');

  await api(gated.url, TOKENS.devApi, other.path, { method: 'PUT', body: { state_event: 'close' } });
  await page.goto(other.web_url);
  await expectState(card, 'closed');
  await expect(card).toContainText('Closed without a verdict');
  await look(page, 'card-closed');

  const draft = await openMergeRequest(gated, { title: 'Draft: try something', files });
  await page.goto(draft.web_url);
  await expectState(card, 'draft');
  await expect(card).toContainText('Mark it as ready');
  await look(page, 'card-draft');
  await api(gated.url, TOKENS.devApi, draft.path, { method: 'PUT', body: { title: 'Try something' } });
  await expectState(card, 'passed');
  await gated.settled();
  await api(gated.url, TOKENS.maxApi, `${draft.path}/merge`, { method: 'PUT' });
  await page.reload();
  await expectState(card, 'closed');
  await expect(card).toContainText('Merged. The gate’s last verdict: passed.'.replace('’', "'"));
  await look(page, 'card-merged');
});

test('a forged status does not pass for the gate’s, nor does a forged note', async ({ gated, browser1 }) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'failed');
  await gated.settled();

  // The developer copies the gate's own note of another time, changed to say "passed".
  const notes = await api<{ body: string }[]>(gated.url, TOKENS.devApi, `${mergeRequest.path}/notes`);
  const own = notes.find((note) => note.body.includes('mr-gate:v1'))?.body ?? '';
  const data = /mr-gate:v1 (\S+) -->/.exec(own)?.[1] ?? '';
  const verdict = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  const forged = {
    ...verdict,
    state: 'passed',
    findings: { ...verdict.findings, blocking: [] },
    counts: { ...verdict.counts, blocking: 0 },
  };
  const body = `Passed.\n\n<!-- mr-gate:v1 ${Buffer.from(JSON.stringify(forged)).toString('base64')} -->`;
  await api(gated.url, TOKENS.devApi, `${mergeRequest.path}/notes`, { method: 'POST', body: { body } });
  await page.reload();
  await expectState(card, 'failed');

  await api(gated.url, TOKENS.devApi, `${checkout}/statuses/${mergeRequest.sha}`, {
    method: 'POST',
    body: { state: 'success', name: 'MR Gate', ref: mergeRequest.branch, description: 'Nothing new' },
  });
  await page.reload();
  await expectState(card, 'unverified');
  await expect(card).toContainText('The status was set by @dev, not by this group’s gate');
  await expect(card).toContainText('Do not rely on it');
  await look(page, 'card-unverified');
});

test('a gate that could not tell is an error with its cause, and blocks', async ({ gated, browser1 }) => {
  await allow(browser1, gated.url);
  const policy = await fetch(
    `${gated.url}/api/v4/projects/${id(GATE)}/repository/files/mr-gate.yml/raw?ref=main`,
    { headers: { 'private-token': TOKENS.olgaApi } },
  ).then((answer) => answer.text());
  const write = (text: string) =>
    gated.push({
      project: GATE,
      branch: 'main',
      user: USERS.olga,
      message: 'By hand',
      files: { 'mr-gate.yml': text },
    });
  await write(policy.replace(/fail_on: \w+/, 'fail_on: hihg'));
  try {
    const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: GOOD } });
    const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
    await expectState(card, 'error');
    await expect(card).toContainText('mr-gate.yml');
    await expect(card.getByRole('link', { name: /pipeline/i }).first()).toBeVisible();
    await expect(page.getByTestId('merge-blocked')).toBeVisible({ timeout: 15_000 });
    await look(page, 'card-error');
  } finally {
    await write(policy);
    await gated.settled();
  }
});

test('new commits that the gate has not seen make the last verdict outdated', async ({ gated, browser1 }) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: GOOD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'passed');
  await gated.settled();
  const lost = gated.addFault({
    method: 'POST',
    path: /\/trigger\/pipeline/,
    kind: 'status',
    status: 500,
  });
  await gated.push({
    project: PROJECTS.checkout,
    branch: mergeRequest.branch,
    user: USERS.dev,
    message: 'One more',
    files: { 'more.txt': 'more\n' },
  });
  await gated.settled();
  await page.reload();
  await expectState(card, 'outdated');
  await expect(card).toContainText(mergeRequest.sha.slice(0, 8));
  await expect(card.getByRole('link', { name: /webhooks/i })).toBeVisible();
  await look(page, 'card-outdated');
  expect(lost.hits()).toBeGreaterThan(0);
  lost.remove();
});

test('one card, however often the page renders its widget again', async ({ gated, browser1 }) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, {
    project: 'acme/shop/cart',
    files: { 'a.txt': 'a\n' },
  });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'not_gated');
  const element = await page.locator('mr-gate-card').elementHandle();
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let round = 0; round < 50; round++) {
      const anchor = document.querySelector('#widget-state, #js-vue-mr-widget');
      const parent = anchor?.parentElement;
      if (!anchor || !parent) throw new Error(`No widget in round ${round}`);
      // A framework throws away the whole part and builds it anew, sometimes within one task, sometimes later.
      const next = anchor.cloneNode(true);
      const after = anchor.nextSibling;
      document.querySelector('mr-gate-card')?.remove();
      anchor.remove();
      if (round % 2) await frame();
      parent.insertBefore(next, after?.isConnected ? after : null);
      if (round % 3) await frame();
    }
  });
  await expect(page.locator('mr-gate-card')).toHaveCount(1);
  await expectState(card, 'not_gated');
  // The same element, with its state: nothing was mounted twice.
  expect(await element?.evaluate((host) => host.isConnected)).toBe(true);
  expect(
    await page.evaluate(() =>
      document.querySelector('mr-gate-card')?.nextElementSibling?.matches('#widget-state, #js-vue-mr-widget'),
    ),
  ).toBe(true);
});

test('the card asks GitLab in at most two round trips one after the other', async ({ gated, browser1 }) => {
  await allow(browser1, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url);
  await expectState(card, 'failed');
  await gated.settled();
  gated.setLatency(200);
  try {
    await page.reload();
    await expectState(card, 'failed');
    const asked = askedByCard(gated);
    expect(asked.length).toBeGreaterThan(2);
    expect(roundTrips(asked)).toBeLessThanOrEqual(2);
  } finally {
    gated.setLatency(0);
  }
});
