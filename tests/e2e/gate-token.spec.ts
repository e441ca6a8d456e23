import { connect, groupPanel, signIn } from '../browser/pages.ts';
import { GROUPS, PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';

/** What somebody made by hand: the token of a user that is not a person. */
const PASTED = 'glpat-MadeByHandForTheGate';

test.setTimeout(120_000);

test('where GitLab makes no token for the gate, one is asked for, pasted, and the set-up goes on to its end', async ({
  gitlab,
  browser1,
}) => {
  const { url, world } = gitlab;
  const acme = world.groups.find(({ fullPath }) => fullPath === GROUPS.acme)!;
  acme.groupAccessTokensAllowed = false;
  const dev = world.users.find(({ username }) => username === USERS.dev)!;
  const template = world.tokens.find(({ token }) => token === TOKENS.olgaApi)!;
  world.tokens.push({ ...template, id: 9_000_002, token: PASTED, userId: dev.id });
  for (const member of world.members)
    if (member.userId === dev.id && member.source.id === acme.id && member.source.type === 'group')
      member.accessLevel = 30;

  const page = await browser1.context.newPage();
  await signIn(page, url, USERS.olga, PASSWORD);
  const popup = await connect(browser1, url, TOKENS.olgaApi);
  await expect(popup.getByText('Can configure')).toBeVisible();
  await popup.close();
  await page.goto(`${url}/${GROUPS.acme}`);
  const group = groupPanel(page);
  await group.open();
  const setUp = group.panel.getByRole('button', { name: 'Set up MR Gate in acme' });
  await expect(setUp).toBeVisible();
  await expectAccessible(page, 'panel-first-use', PANEL_HOST);
  await setUp.click();
  await expect(group.job).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
  await expect(group.job).toContainText('neither a service account nor a group access token');
  await expectAccessible(page, 'panel-setup-failed', PANEL_HOST);
  expect(world.tokens.filter(({ kind, name }) => kind === 'group' && name === 'MR Gate')).toEqual([]);

  const opened = browser1.context.waitForEvent('page');
  await group.panel.getByRole('button', { name: 'Enter the gate’s token' }).click();
  const handing = await opened;
  await expectAccessible(handing, 'popup-gate-token');
  await handing.getByLabel('Token of the gate').fill(PASTED);
  await handing.getByTestId('connect').click();
  await expect(handing.getByText('Token handed over')).toBeVisible();
  await expectAccessible(handing, 'popup-gate-token-stored');
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(world.variables.find(({ key }) => key === 'MR_GATE_TOKEN')?.value).toBe(PASTED);
});
