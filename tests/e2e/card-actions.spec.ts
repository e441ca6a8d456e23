import { connect, signIn } from '../browser/pages.ts';
import { api, id } from '../demo/api.ts';
import { BAD } from '../demo/story.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { writes } from './support/group.ts';
import { byKeyboard } from './support/keyboard.ts';
import { look } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
const POLICY = `/projects/${id(GATE)}/repository/files/mr-gate.yml`;

test.setTimeout(120_000);

async function readPolicy(gitlab: EmbeddedGitLab): Promise<string> {
  const { content } = await api<{ content: string }>(gitlab.url, TOKENS.olgaApi, `${POLICY}?ref=main`);
  return Buffer.from(content, 'base64').toString();
}

test('a Maintainer of the gate ignores a finding by keyboard alone, by a commit that was shown, and runs the gate again', async ({
  gated,
  browser1,
}) => {
  const policy = await readPolicy(gated);
  const popup = await connect(browser1, gated.url, TOKENS.olgaApi);
  await expect(popup.getByTestId('update')).toBeVisible();
  await popup.close();
  const mergeRequest = await openMergeRequest(gated, { files: { 'src/ignored.js': BAD } });
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url, USERS.olga);
  await expectState(card, 'failed');

  const before = gated.requests.length;
  /** As the page's own code can, which reaches into an open shadow root. */
  const clickAsPage = (name: string) =>
    page.evaluate((text) => {
      const buttons = document.querySelector('mr-gate-card')?.shadowRoot?.querySelectorAll('button') ?? [];
      const button = [...buttons].find(({ textContent }) => textContent === text);
      if (!button) throw new Error(`There is no button ${text}`);
      button.click();
    }, name);
  await clickAsPage('Ignore…');
  await clickAsPage('Run again');
  const { press, tabTo, choose, isAt, expectNoPointer } = await byKeyboard(page);
  await tabTo(/^Refresh$/);
  await choose(/^Hide details$/);
  await isAt(/^Show details$/);
  await press('Enter');
  await isAt(/^Hide details$/);
  await choose(/^Ignore…$/);
  await isAt(/^Reason$/);
  await press('Escape');
  await isAt(/^Ignore…$/);
  await page.keyboard.press('Enter');
  await isAt(/^Reason$/);
  const reason = card.getByLabel('Reason');
  await expect(card.getByRole('button', { name: 'Review' })).toBeDisabled();
  // Each of these letters is a shortcut of GitLab's.
  await page.keyboard.type('An s/r example from the documentation');
  await expect(reason).toHaveValue('An s/r example from the documentation');
  await isAt(/^Reason$/);
  await tabTo(/^Until/);
  await page.keyboard.type('03312099');
  await look(card, 'card-ignore-form');
  await choose(/^Review$/);
  await isAt(/^One commit to/);
  await expect(card.getByText(/^One commit to main of acme\/mr-gate by @olga/)).toBeVisible();
  await expect(card.getByText('reason: An s/r example from the documentation')).toBeVisible();
  await expect(card.getByText('until: 2099-03-31')).toBeVisible();
  await expectAccessible(page, 'card-ignore-plan', 'mr-gate-card');
  await clickAsPage('Ignore 1 finding');
  await page.waitForTimeout(500);
  expect(writes(gated, before)).toEqual([]);
  await choose(/^Ignore 1 finding$/);
  await expect(card.getByText(/^The policy ignores it since commit/)).toBeVisible();
  // The commit, the next stop.
  await isAt(/^[0-9a-f]{8}$/);
  await look(card, 'card-ignore-done');
  expect(writes(gated, before)).toHaveLength(1);
  expect(await readPolicy(gated)).toContain('An s/r example from the documentation');

  await choose(/^Run again$/);
  await expectState(card, 'passed');
  await expectNoPointer();
  await look(card, 'card-ignore-passed');
  await page.close();

  await api(gated.url, TOKENS.olgaApi, POLICY, {
    method: 'PUT',
    body: { branch: 'main', content: policy, commit_message: 'As before' },
  });
});

test('who may not act is told why, and what to do', async ({ gated, browser1 }) => {
  const mergeRequest = await openMergeRequest(gated, { files: { 'src/refused.js': BAD } });
  await allow(browser1, gated.url);
  const { page, card } = await visit(browser1, gated, mergeRequest.web_url, USERS.olga);
  await expectState(card, 'failed');
  const before = gated.requests.length;
  const ignore = card.getByRole('button', { name: 'Ignore…' });
  await ignore.click();
  await expect(card.getByText(/^MR Gate has no token of yours for this GitLab/)).toBeVisible();
  await look(card, 'card-no-token');
  const connecting = browser1.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Connect', exact: true }).click();
  const tab = await connecting;
  await expect(tab.getByLabel('Token', { exact: true })).toBeVisible();

  const use = async (token: string): Promise<void> => {
    const update = tab.getByTestId('update');
    if (await update.isVisible()) await update.click();
    await tab.getByLabel('Token', { exact: true }).fill(token);
    await tab.getByTestId('connect').click();
    await expect(update).toBeVisible();
    await page.reload();
    await expectState(card, 'failed');
    await ignore.click();
  };
  await use(TOKENS.olgaReadApi);
  await expect(card.getByText('The connected token of @olga may only read.')).toBeVisible();
  await look(card, 'card-read-only-token');
  await use(TOKENS.ottoApi);
  await expect(card.getByText(/The connected token is @otto’s and you are signed in as @olga/)).toBeVisible();
  await look(card, 'card-other-user');

  // A Developer with a token of their own is shown the way over a comment.
  await page.context().clearCookies();
  await signIn(page, gated.url, USERS.dev, PASSWORD);
  await use(TOKENS.devApi);
  await expect(card.getByText(/only its Maintainers may do this|takes the Maintainer role/)).toBeVisible();
  await expect(card.getByRole('button', { name: 'Copy the comment' })).toBeVisible();
  await look(card, 'card-developer');
  expect(writes(gated, before)).toEqual([]);
});
