import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';

const BUILD = resolve(
  process.env.FIREFOX_EXTENSION_DIR ?? join(import.meta.dirname, '../../.output/firefox-mv3'),
);
/** The extension's id in its manifest, and the host of its pages, which Firefox would draw by lot. */
const GECKO_ID = 'mr-gate@mr-gate.example';
const HOST = '6d722d67-6174-4000-8000-000000000001';
const TIMEOUT_MS = 60_000;

/** The oldest Firefox that the manifest allows (`wxt.config.ts`). */
const OLDEST = 142;

/** Where a Firefox is that takes the extension, or null: `FIREFOX`, else what is on the path. */
export function findFirefox(): string | null {
  const named = process.env.FIREFOX;
  if (named) return existsSync(named) ? named : null;
  for (const name of ['firefox-esr', 'firefox']) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0 && isNewEnough(found.stdout.trim())) return found.stdout.trim();
  }
  return null;
}

function isNewEnough(path: string): boolean {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/Firefox (\d+)/.exec(stdout)?.[1] ?? 0) >= OLDEST;
}

/** The built extension in a Firefox of its own, driven over WebDriver BiDi. */
export interface FirefoxWithExtension {
  browser: Browser;
  /** Opens a page of the extension: `popup.html?base=…`. */
  openOwn(path: string, ready: string): Promise<Page>;
  close(): Promise<void>;
}

export async function launchFirefox(executablePath: string): Promise<FirefoxWithExtension> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: process.env.HEADED !== '1',
    // Without it BiDi does not open the pages of an extension.
    args: ['--remote-allow-system-access'],
    defaultViewport: { width: 1360, height: 900 },
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: HOST }),
      // The native prompt, which nobody could answer, says yes. The page still asks, in a click.
      'extensions.webextOptionalPermissionPrompts': false,
      // The background page is suspended as soon as it idles, over and over: nothing may live in its memory.
      'extensions.background.idle.timeout': 2000,
    },
  });
  await browser.installExtension(BUILD);
  return {
    browser,
    async openOwn(path, ready) {
      const page = await browser.newPage();
      // The load event of such a page never reaches BiDi.
      await page.goto(`moz-extension://${HOST}/${path}`, { waitUntil: [] });
      await find(page, ready);
      return page;
    },
    close: () => browser.close(),
  };
}

/** What is looked for, once it is there and visible. `>>>` looks into shadow roots. @throws with the page's text */
export async function find(page: Page, selector: string): Promise<ElementHandle> {
  const found = await page
    .waitForSelector(selector, { visible: true, timeout: TIMEOUT_MS })
    .catch((error: unknown) => {
      throw new Error(`${selector} did not come on ${page.url()}`, { cause: error });
    });
  if (!found) throw new Error(`${selector} did not come on ${page.url()}`);
  return found;
}

export async function click(page: Page, selector: string): Promise<void> {
  // By the element itself: what scrolls or moves under the pointer is not what is tested here.
  const element = await find(page, selector);
  await element.scrollIntoView();
  await element.click();
}

/** Waits until the element's text contains (or matches) it. @throws with the text it has. */
export async function expectText(page: Page, selector: string, wanted: string | RegExp): Promise<void> {
  let text = '';
  const until = Date.now() + TIMEOUT_MS;
  do {
    const element = await page.$(selector);
    text = (await element?.evaluate((node) => node.textContent ?? '').catch(() => '')) ?? '';
    if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) return;
    await new Promise((done) => setTimeout(done, 100));
  } while (Date.now() < until);
  throw new Error(`${selector} says ${JSON.stringify(text.slice(0, 500))}, not ${wanted}`);
}

/** Waits for an attribute's value. */
export async function expectAttribute(
  page: Page,
  selector: string,
  name: string,
  wanted: string,
): Promise<void> {
  let value: string | null = null;
  const until = Date.now() + TIMEOUT_MS;
  do {
    const element = await page.$(selector);
    value = (await element?.evaluate((node, key) => node.getAttribute(key), name).catch(() => null)) ?? null;
    if (value === wanted) return;
    await new Promise((done) => setTimeout(done, 100));
  } while (Date.now() < until);
  throw new Error(`${selector} has ${name}=${value}, not ${wanted}`);
}
