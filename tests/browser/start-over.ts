import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from './chromium.ts';

/** `chrome`, as a page of the extension's own sees it. */
interface ExtensionApis {
  storage: Record<'local' | 'session' | 'sync', { clear(): Promise<void>; get(): Promise<object> }>;
  alarms: { clearAll(): Promise<boolean> };
  permissions: {
    getAll(): Promise<{ origins?: string[] }>;
    remove(permissions: { origins: string[] }): Promise<boolean>;
  };
  scripting: {
    getRegisteredContentScripts(): Promise<object[]>;
    unregisterContentScripts(): Promise<void>;
  };
}

/**
 * Puts a browser back to where it is once the extension was installed and its welcome tab closed: no page, no cookie,
 * no host granted, nothing stored, no worker. A Chromium of its own for each test would take over a second of processor
 * time each. Throws where anything is left, so that no test can lean on the one before it.
 */
export async function startOver(browser: ExtensionBrowser): Promise<void> {
  const { context } = browser;
  await browser.closePages();
  await context.clearCookies();
  await context.clearPermissions();
  const page = await browser.ownPage();
  // While the worker lives: a dead one would be started to hear of it.
  await giveBack(page);
  await browser.forbidHosts();
  await kill(browser);
  await empty(page);
  // What it heard late may have woken the worker; what it remembers dies with it.
  await kill(browser);
  const left = await leftIn(page);
  if (left.length > 0) throw new Error(`Left from the test before: ${left.join(', ')}`);
}

async function kill(browser: ExtensionBrowser): Promise<void> {
  for (let tries = 0; await browser.workerAlive(); tries++) {
    if (tries > 30) throw new Error('The worker does not die');
    await browser.killWorker();
    await new Promise((resolve) => setTimeout(resolve, 10 * tries));
  }
}

function giveBack(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
    const { origins = [] } = await chrome.permissions.getAll();
    if (origins.length > 0) await chrome.permissions.remove({ origins });
  });
}

function empty(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
    const { local, session, sync } = chrome.storage;
    await Promise.all([local, session, sync].map((area) => area.clear()));
    localStorage.clear();
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const deletion = indexedDB.deleteDatabase(name);
        deletion.onsuccess = resolve;
        deletion.onerror = reject;
      });
    }
    await chrome.alarms.clearAll();
    await chrome.scripting.unregisterContentScripts();
  });
}

function leftIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApis };
    const { local, session, sync } = chrome.storage;
    const areas = await Promise.all([local, session, sync].map((area) => area.get()));
    return [
      ...areas.flatMap((area) => Object.keys(area)),
      ...((await chrome.permissions.getAll()).origins ?? []),
      ...(await chrome.scripting.getRegisteredContentScripts()).map((script) => JSON.stringify(script)),
      ...(await indexedDB.databases()).map(({ name = '' }) => name),
    ];
  });
}
