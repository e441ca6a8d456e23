import type { Browser, Page } from '@playwright/test';
import type { ExtensionBrowser } from '../browser/chromium.ts';
import { marked, openChanges, scrollThrough, type Way } from './changes-page.ts';
import { type OwnCode, type Tasks, traceMainThread, traceTasks } from './trace.ts';

/** Runs with the extension, and as many without: the page's own tasks differ by more than ours take. */
export const PAIRS = { opened: 14, scrolled: 9, newTab: 9 };
/** Runs that tell the extension's own code. */
export const TIMES = 5;

function browserOf({ context }: ExtensionBrowser): Browser {
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  return browser;
}

async function notSeen(page: Page): Promise<void> {
  if ((await page.locator('[data-mr-gate-host]').count()) > 0)
    throw new Error('The extension was seen where it was off');
}

/** The main thread's tasks in each part of the visits. */
export type Runs = Record<'opened' | 'scrolled', Tasks[]>;

/** Visits with the extension and without, by turns, so that what else the machine does meets both. */
export async function pairs(
  extension: ExtensionBrowser,
  page: Page,
  url: string,
  way: Way,
): Promise<Record<'on' | 'off', Runs>> {
  const browser = browserOf(extension);
  const visit = async (runs: Runs, check: () => Promise<void>): Promise<void> => {
    await leave(page);
    runs.opened.push(await traceTasks(browser, page, () => openChanges(page, url, way)));
    await check();
    if (runs.scrolled.length < PAIRS.scrolled)
      runs.scrolled.push(await traceTasks(browser, page, () => scrollThrough(page)));
  };
  const on: Runs = { opened: [], scrolled: [] };
  const off: Runs = { opened: [], scrolled: [] };
  const withIt = () => visit(on, () => marked(page, way));
  const without = () => withoutExtension(extension, () => visit(off, () => notSeen(page)));
  // What is read and compiled for the first time of all is no page's own.
  await openChanges(page, url, way);
  for (let pair = 0; pair < PAIRS.opened; pair++) {
    const turns = pair % 2 === 0 ? [withIt, without] : [without, withIt];
    for (const turn of turns) await turn();
  }
  return { on, off };
}

/** Openings in tabs of their own: a process begins in each, and nothing is compiled in it yet. Milliseconds of all tasks. */
export async function newTabs(
  extension: ExtensionBrowser,
  url: string,
  way: Way,
): Promise<Record<'on' | 'off', number[]>> {
  const visit = async (check: (tab: Page) => Promise<void>): Promise<number> => {
    const tab = await extension.context.newPage();
    const { all } = await traceTasks(browserOf(extension), tab, () => openChanges(tab, url, way));
    await check(tab);
    await tab.close();
    return all;
  };
  const on: number[] = [];
  const off: number[] = [];
  for (let pair = 0; pair < PAIRS.newTab; pair++) {
    on.push(await visit((tab) => marked(tab, way)));
    await withoutExtension(extension, async () => {
      off.push(await visit(notSeen));
    });
  }
  return { on, off };
}

/**
 * Nothing is left over of the page before, tens of MB, which would be cleared away in one of the next runs: always in one with the
 * extension, since it is the first to need the room.
 */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.evaluate(() => {
    const { gc } = globalThis as { gc?: (how: { type: 'major'; execution: 'sync' }) => void };
    if (!gc) throw new Error('Chromium was not told to expose its garbage collector');
    gc({ type: 'major', execution: 'sync' });
  });
}

/** The extension's own code in both parts of a visit, which takes a profiler to tell. */
export async function ownCode(
  extension: ExtensionBrowser,
  page: Page,
  url: string,
  way: Way,
): Promise<Record<keyof Runs, OwnCode>[]> {
  const { origin } = extension;
  const browser = browserOf(extension);
  const own: Record<keyof Runs, OwnCode>[] = [];
  for (let time = 0; time < TIMES; time++) {
    await leave(page);
    const opened = await traceMainThread(browser, page, origin, () => openChanges(page, url, way));
    await marked(page, way);
    const scrolled = await traceMainThread(browser, page, origin, () => scrollThrough(page));
    if (opened.own === 0 || scrolled.own === 0) throw new Error('No code of the extension was seen');
    own.push({ opened, scrolled });
  }
  return own;
}

/** Chromium as it is for who has no extension: its scripts are no longer registered. They are again afterwards. */
async function withoutExtension({ context }: ExtensionBrowser, act: () => Promise<void>): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The worker is gone');
  const scripts = await worker.evaluate(async () => {
    const { scripting } = (globalThis as unknown as { chrome: { scripting: Scripting } }).chrome;
    const registered = await scripting.getRegisteredContentScripts();
    await scripting.unregisterContentScripts();
    return registered;
  });
  if (scripts.length === 0) throw new Error('No script of the extension was registered');
  await act();
  await worker.evaluate((registered) => {
    const { scripting } = (globalThis as unknown as { chrome: { scripting: Scripting } }).chrome;
    return scripting.registerContentScripts(registered);
  }, scripts);
}

/** As much of `chrome.scripting` as switching the extension off takes. */
interface Scripting {
  getRegisteredContentScripts(): Promise<{ id: string }[]>;
  unregisterContentScripts(): Promise<void>;
  registerContentScripts(scripts: { id: string }[]): Promise<void>;
}
