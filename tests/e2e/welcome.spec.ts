import { launchChromium, welcomeTab } from '../browser/chromium.ts';
import { groupPanel, signIn } from '../browser/pages.ts';
import { GROUPS, PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';

test('from installing to the first group in six clicks, the tab closed half-way', async ({ gitlab }) => {
  const browser = await launchChromium({ welcome: true });
  let clicks = 0;
  const click = async (on: { click(): Promise<void> }) => {
    clicks += 1;
    await on.click();
  };
  try {
    const gitlabTab = await browser.context.newPage();
    await signIn(gitlabTab, gitlab.url, USERS.olga, PASSWORD);
    await gitlabTab.close();
    let page = await welcomeTab(browser);
    await expect(page.getByRole('heading', { name: 'Where is your GitLab?' })).toBeVisible();
    await expectAccessible(page, 'welcome-pick');
    await page.getByLabel('Or the address of your own').fill(gitlab.url);
    await click(page.getByRole('button', { name: 'Continue' }));
    await expect(page.getByTestId('grant')).toBeVisible();
    await expectAccessible(page, 'welcome-grant');

    await page.close();
    page = await browser.context.newPage();
    await page.goto(`${browser.origin}/welcome.html`);
    // Its button and the browser's own prompt, which is answered here beforehand.
    await browser.allowHost(gitlab.url);
    clicks += 1;
    await click(page.getByTestId('grant'));
    await page.getByLabel('Token', { exact: true }).pressSequentially(TOKENS.olgaApi.slice(0, 6));
    await expectAccessible(page, 'welcome-token');

    await page.close();
    page = await browser.context.newPage();
    await page.goto(`${browser.origin}/welcome.html`);
    await expect(page.getByLabel('Token', { exact: true })).toHaveValue(TOKENS.olgaApi.slice(0, 6));
    await page.getByLabel('Token', { exact: true }).fill(TOKENS.olgaApi);
    await click(page.getByTestId('connect'));
    const group = page.getByRole('list', { name: 'Groups' }).getByRole('link', { name: GROUPS.acme });
    await expect(group).toBeVisible();
    await expectAccessible(page, 'welcome-group');
    const opened = browser.context.waitForEvent('page');
    await click(group);
    const shown = await opened;
    await expect(groupPanel(shown).button).toBeVisible();
    // One more makes the token in GitLab.
    expect(clicks).toBeLessThan(6);
  } finally {
    await browser.close();
  }
});
