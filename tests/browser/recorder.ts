import { readFile } from 'node:fs/promises';
import type { CDPSession, Page, Request, Worker } from '@playwright/test';
import type { ExtensionBrowser } from './chromium.ts';

/** One thing that a page, a log or somebody who looks over a shoulder could see. */
export interface Seen {
  where: string;
  text: string;
}

interface ConsoleCall {
  type: string;
  args: { value?: unknown; description?: string; preview?: unknown }[];
}
interface Context {
  context: { uniqueId: string; origin: string; auxData?: { type?: string } };
}

/** Writes down all that leaves the worker: consoles, messages (see recorded-build.ts), addresses, downloads, pages. */
export class Recorder {
  readonly seen: Seen[] = [];
  /** Of every request of the browser, the worker's too. */
  readonly urls: string[] = [];
  readonly #browser: ExtensionBrowser;
  readonly #worlds = new Map<Page, string[]>();
  readonly #sessions = new Map<Page, CDPSession>();
  readonly #downloads: Promise<void>[] = [];

  constructor(browser: ExtensionBrowser) {
    this.#browser = browser;
    const { context } = browser;
    context.on('request', (request: Request) => {
      this.urls.push(request.url());
      this.#add('address', request.url());
      this.#add('referrer', request.headers().referer ?? '');
    });
    for (const worker of context.serviceWorkers()) this.#listen(worker);
    context.on('serviceworker', (worker) => this.#listen(worker));
  }

  /** To be called before the page goes anywhere. */
  async follow(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    this.#sessions.set(page, session);
    session.on('Runtime.consoleAPICalled', (call: ConsoleCall) =>
      this.#add(`console of ${page.url()}`, call.args.map((arg) => textOf(arg)).join(' ')),
    );
    session.on('Runtime.executionContextsCleared', () => this.#worlds.set(page, []));
    session.on('Runtime.executionContextCreated', ({ context }: Context) => {
      if (context.origin !== this.#browser.origin || context.auxData?.type !== 'isolated') return;
      this.#worlds.set(page, [...(this.#worlds.get(page) ?? []), context.uniqueId]);
    });
    await session.send('Runtime.enable');
    page.on('pageerror', (error) => this.#add(`error in ${page.url()}`, error.stack ?? error.message));
    page.on('framenavigated', (frame) => this.#add('address', frame.url()));
    page.on('download', (download) => {
      this.#downloads.push(
        download.path().then(async (path) => {
          this.#add(`download ${download.suggestedFilename()}`, await readFile(path, 'utf8'));
        }),
      );
    });
  }

  /** What a script of the page can read: the document with its open shadow roots, fields, and its storage. */
  async look(page: Page): Promise<void> {
    this.#add(`page ${page.url()}`, await page.evaluate(everythingReadable));
  }

  /** What our content script in this page can read of the extension's storage: each area's content, or the refusal. */
  async lookAsContentScript(page: Page): Promise<Record<string, string>> {
    const uniqueContextId = this.#worlds.get(page)?.at(-1);
    const session = this.#sessions.get(page);
    if (!session || !uniqueContextId) throw new Error(`No content script of ours in ${page.url()}`);
    const { result } = await session.send('Runtime.evaluate', {
      uniqueContextId,
      awaitPromise: true,
      returnByValue: true,
      expression: `(${readAreas.toString()})()`,
    });
    const areas = result.value as Record<string, string>;
    for (const [area, text] of Object.entries(areas)) this.#add(`storage.${area} as a content script`, text);
    return areas;
  }

  /** All that is in the extension's storage areas, which another browser than Chromium shows to content scripts. */
  async lookIntoStorage(extensionPage: Page): Promise<void> {
    const areas = await extensionPage.evaluate(readAreas);
    this.#add('storage.local', areas.local ?? '');
    this.#add('storage.sync', areas.sync ?? '');
  }

  async settled(): Promise<void> {
    await Promise.all(this.#downloads);
  }

  /** Where the text was seen. */
  placesOf(text: string): string[] {
    return [...new Set(this.seen.filter((seen) => seen.text.includes(text)).map(({ where }) => where))];
  }

  #listen(worker: Worker): void {
    worker.on('console', (message) => this.#add('console of the worker', message.text()));
  }

  #add(where: string, text: string): void {
    if (text !== '') this.seen.push({ where, text });
  }
}

function textOf(arg: ConsoleCall['args'][number]): string {
  if (arg.value !== undefined) return typeof arg.value === 'string' ? arg.value : JSON.stringify(arg.value);
  return `${arg.description ?? ''} ${arg.preview === undefined ? '' : JSON.stringify(arg.preview)}`;
}

async function everythingReadable(): Promise<string> {
  const parts: string[] = [];
  const read = (root: Document | ShadowRoot): void => {
    parts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
    for (const element of root.querySelectorAll('*')) {
      if ('value' in element) parts.push(String(element.value));
      if (element.shadowRoot) read(element.shadowRoot);
    }
  };
  read(document);
  parts.push(document.cookie, document.title, JSON.stringify(localStorage), JSON.stringify(sessionStorage));
  for (const { name } of await indexedDB.databases()) parts.push(`database ${name}`);
  parts.push(...performance.getEntries().map((entry) => entry.name));
  return parts.join('\n');
}

async function readAreas(): Promise<Record<string, string>> {
  const { chrome } = globalThis as unknown as {
    chrome: { storage: Record<string, { get(keys: null): Promise<unknown> }> };
  };
  const areas: Record<string, string> = {};
  for (const area of ['local', 'sync', 'session', 'managed']) {
    try {
      areas[area] = JSON.stringify(await chrome.storage[area]?.get(null));
    } catch (error) {
      areas[area] = `refused: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return areas;
}
