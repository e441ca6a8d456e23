import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from './chromium.ts';

/** `chrome`, as a page of the extension's own sees it. */
interface ExtensionApis {
  permissions: { request(permissions: { origins: string[] }): Promise<boolean> };
  runtime: { sendMessage(message: object): Promise<{ ok: boolean; error?: { kind: string } } | undefined> };
  scripting: { getRegisteredContentScripts(): Promise<object[]> };
}

const MOST_TRIES = 3;

/**
 * Allows a GitLab and, where there is a token, connects it, by what the popup asks of browser and worker: drawing the
 * popup and typing into it for each test takes a second. `popup.spec.ts` holds that the popup leaves the same behind.
 */
export async function connectUnseen(
  browser: ExtensionBrowser,
  baseUrl: string,
  token: string | null,
): Promise<void> {
  const { protocol, hostname } = new URL(baseUrl);
  const page = await browser.ownPage();
  await browser.allowHost(baseUrl);
  for (let tries = 1; !(await take(page, `${protocol}//${hostname}/*`)); tries++) {
    if (tries === MOST_TRIES) throw new Error('Chromium asks for a host that it was told to allow');
    await page.reload();
    await browser.allowHost(baseUrl);
  }
  await page.evaluate(
    async ({ baseUrl, token }) => {
      const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
      const ask = async (request: string, params: object): Promise<void> => {
        const answer = await chrome.runtime.sendMessage({ request, params });
        if (!answer?.ok) throw new Error(`${request}: ${answer ? answer.error?.kind : 'no answer'}`);
      };
      // As the popup does when it opens. A worker that was just ended hears of no host; one that starts looks for them.
      await ask('connect.list', {});
      for (let tries = 0; (await chrome.scripting.getRegisteredContentScripts()).length === 0; tries++) {
        if (tries > 1000) throw new Error('The worker registers no scripts');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (token !== null) await ask('connect.verify', { baseUrl, token });
    },
    { baseUrl, token },
  );
}

/** Asks for a host that needs no more than to be asked for. False: now and then a person is asked all the same. */
function take(page: Page, pattern: string): Promise<boolean> {
  return page.evaluate(async (host) => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 5_000));
    return Promise.race([chrome.permissions.request({ origins: [host] }), late]);
  }, pattern);
}
