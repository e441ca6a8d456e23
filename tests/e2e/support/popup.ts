import { expect, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../../browser/chromium.ts';

/** Opens the popup at its own width; `query` is what a tab or the panel would pass on. */
export async function openPopup(browser: ExtensionBrowser, query: Record<string, string>): Promise<Page> {
  const page = await browser.openPopup(new URLSearchParams(query).toString());
  await page.setViewportSize({ width: 420, height: 800 });
  return page;
}

/** The popup of a GitLab that is granted and has no token yet. */
export async function openGranted(browser: ExtensionBrowser, baseUrl: string): Promise<Page> {
  await browser.allowHost(baseUrl);
  const popup = await openPopup(browser, { base: baseUrl });
  await popup.getByTestId('grant').click();
  await expect(popup.getByLabel('Token', { exact: true })).toBeVisible();
  return popup;
}

/** Types a token and sends it off. */
export async function submitToken(popup: Page, token: string): Promise<void> {
  await popup.getByLabel('Token', { exact: true }).fill(token);
  await popup.getByTestId('connect').click();
}

/** The text of the error that is shown, as a person reads it. */
export async function errorText(popup: Page): Promise<string> {
  const alert = popup.locator('form .mrg-alert');
  await expect(alert).toBeVisible({ timeout: 15_000 });
  return (await alert.locator('.mrg-alert__content > *').allTextContents()).join(' ');
}

/** The extension's number of the tab that shows an address. The host must be granted. */
export async function tabOf(browser: ExtensionBrowser, url: string): Promise<string> {
  const page = await browser.openPopup('base=localhost');
  const id = await page.evaluate(async (wanted) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { query(q: object): Promise<{ id: number; url?: string }[]> } };
    };
    return (await chrome.tabs.query({})).find((tab) => tab.url?.startsWith(wanted))?.id;
  }, url);
  await page.close();
  if (id === undefined) throw new Error(`No tab shows ${url}`);
  return String(id);
}
