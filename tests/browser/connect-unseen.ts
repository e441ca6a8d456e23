import type { ExtensionBrowser } from './chromium.ts';

/** `chrome`, as a page of the extension's own sees it. */
interface ExtensionApis {
  permissions: { request(permissions: { origins: string[] }): Promise<boolean> };
  runtime: { sendMessage(message: object): Promise<{ ok: boolean; error?: { kind: string } }> };
  scripting: { getRegisteredContentScripts(): Promise<object[]> };
}

/**
 * Allows a GitLab and, where there is a token, connects it, by what the popup asks of browser and worker: drawing the
 * popup and typing into it for each test takes a second. `popup.spec.ts` holds that the popup leaves the same behind.
 */
export async function connectUnseen(
  browser: ExtensionBrowser,
  baseUrl: string,
  token: string | null,
): Promise<void> {
  await browser.allowHost(baseUrl);
  const { protocol, hostname } = new URL(baseUrl);
  const page = await browser.ownPage();
  await page.evaluate(
    async ({ pattern, baseUrl, token }) => {
      const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
      if (!(await chrome.permissions.request({ origins: [pattern] }))) throw new Error('Not allowed');
      // The worker registers them once it hears of the host.
      while ((await chrome.scripting.getRegisteredContentScripts()).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      const ask = async (request: string, params: object): Promise<void> => {
        const answer = await chrome.runtime.sendMessage({ request, params });
        if (!answer.ok) throw new Error(`${request}: ${answer.error?.kind}`);
      };
      await ask('connect.list', {});
      if (token !== null) await ask('connect.verify', { baseUrl, token });
    },
    { pattern: `${protocol}//${hostname}/*`, baseUrl, token },
  );
}
