import { launchChromium, welcomeTab } from '../browser/chromium.ts';
import { groupPanel, signIn } from '../browser/pages.ts';
import { GROUPS, PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { byKeyboard } from './support/keyboard.ts';

type Keys = Awaited<ReturnType<typeof byKeyboard>>;

test('from installing to the first group in six clicks, or by keyboard alone, the tab closed half-way', async ({
  gitlab,
}) => {
  const browser = await launchChromium({ welcome: true });
  /** What a person presses, with a mouse or by Enter. */
  let clicks = 0;
  const choose = async (keys: Keys, wanted: RegExp): Promise<void> => {
    clicks += 1;
    await keys.choose(wanted);
  };
  try {
    const gitlabTab = await browser.context.newPage();
    await signIn(gitlabTab, gitlab.url, USERS.olga, PASSWORD);
    await gitlabTab.close();
    let page = await welcomeTab(browser);
    await expect(page.getByRole('heading', { name: 'Where is your GitLab?' })).toBeVisible();
    await expectAccessible(page, 'welcome-pick');
    let keys = await byKeyboard(page);
    await keys.tabTo(/^Or the address of your own$/);
    await page.keyboard.type(gitlab.url);
    await choose(keys, /^Continue$/);
    await expect(page.getByTestId('grant')).toBeVisible();
    await keys.isAt(/^Use MR Gate on/);
    await expectAccessible(page, 'welcome-grant');

    await page.close();
    page = await browser.context.newPage();
    await page.goto(`${browser.origin}/welcome.html`);
    // The browser's own prompt, which is answered here beforehand.
    await browser.allowHost(gitlab.url);
    clicks += 1;
    await expect(page.getByTestId('grant')).toBeVisible();
    keys = await byKeyboard(page);
    await choose(keys, /^Allow access to/);
    await keys.isAt(/^Token$/);
    await page.keyboard.type(TOKENS.olgaApi.slice(0, 6));
    await expectAccessible(page, 'welcome-token');

    await page.close();
    page = await browser.context.newPage();
    await page.goto(`${browser.origin}/welcome.html`);
    await expect(page.getByLabel('Token', { exact: true })).toHaveValue(TOKENS.olgaApi.slice(0, 6));
    keys = await byKeyboard(page);
    await keys.tabTo(/^Token$/);
    await page.keyboard.press('End');
    await page.keyboard.type(TOKENS.olgaApi.slice(6));
    await choose(keys, /^Verify and connect$/);
    const group = page.getByRole('list', { name: 'Groups' }).getByRole('link', { name: GROUPS.acme });
    await expect(group).toBeVisible();
    await expectAccessible(page, 'welcome-group');
    await keys.isAt(/^Connected\. Which group first\?$/);
    const opened = browser.context.waitForEvent('page');
    await choose(keys, new RegExp(`${GROUPS.acme}$`));
    await keys.expectNoPointer();
    const shown = await opened;
    await expect(groupPanel(shown).button).toBeVisible();
    // One more makes the token in GitLab.
    expect(clicks).toBeLessThan(6);
  } finally {
    await browser.close();
  }
});
