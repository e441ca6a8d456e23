import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from './chromium.ts';

/** Signs in as GitLab's own page does, by what its form sends: drawing that page again for each test takes time. */
export async function signIn(
  page: Page,
  gitlabUrl: string,
  username: string,
  password: string,
): Promise<void> {
  const address = `${gitlabUrl}/users/sign_in`;
  const { request } = page.context();
  const form = await (await request.get(address)).text();
  const token = /name="authenticity_token" value="([^"]+)"/.exec(form)?.[1];
  const answer = await request.post(address, {
    form: {
      'user[login]': username,
      'user[password]': password,
      authenticity_token: token ?? '',
    },
  });
  if (!answer.ok() || new URL(answer.url()).pathname.endsWith('/users/sign_in'))
    throw new Error(`${username} could not sign in: ${answer.status()} at ${answer.url()}`);
}

/** Signs out as a page does, by cookie: the next page is a signed-out one. */
export async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** Grants the GitLab and connects a token in the popup, as a person does, opened as a tab. */
export async function connect(browser: ExtensionBrowser, gitlabUrl: string, token: string): Promise<Page> {
  await browser.allowHost(gitlabUrl);
  const popup = await browser.openPopup(`base=${encodeURIComponent(gitlabUrl)}`);
  await popup.setViewportSize({ width: 420, height: 760 });
  await popup.getByTestId('grant').click();
  await popup.getByTestId('token').fill(token);
  await popup.getByTestId('connect').click();
  return popup;
}

/** The group page's button, and the panel that it opens. */
export function groupPanel(page: Page) {
  const panel = page.getByTestId('panel');
  return {
    button: page.getByTestId('mr-gate-configure-scans'),
    panel,
    /** The group's header button → the panel. */
    async open(): Promise<void> {
      await page.getByTestId('mr-gate-configure-scans').click();
      await expect(panel).toBeVisible();
    },
    row: (path: string): Locator => panel.locator(`[data-testid="repo-row"][data-repo="${path}"]`),
    job: panel.getByTestId('job'),
    configure: panel.getByTestId('configure-scans'),
    dialog: page.getByTestId('configure-dialog'),
    plan: page.getByTestId('plan-dialog'),
  };
}

/** The gate card of a merge request page. */
export function gateCard(page: Page): Locator {
  return page.locator('mr-gate-card .mrg-card');
}
