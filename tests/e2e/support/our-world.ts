import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '../../browser/chromium.ts';

/** What our scripts in a page have left in the world that they share there: the card's own, and each that the worker put in. */
export async function ourWorld(browser: ExtensionBrowser, page: Page): Promise<string[]> {
  const own = await browser.ownPage();
  return own.evaluate(async (address) => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        tabs: { query(of: object): Promise<{ id: number; url?: string }[]> };
        scripting: {
          executeScript(what: { target: object; func: () => string[] }): Promise<{ result: string[] }[]>;
        };
      };
    };
    const tab = (await chrome.tabs.query({})).find(({ url }) => url === address);
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId: tab?.id },
      func: () => Object.keys(globalThis).filter((name) => name.startsWith('mrGate')),
    });
    return frame?.result ?? [];
  }, page.url());
}
