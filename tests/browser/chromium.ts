import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';

/** The build under test; another one can be named, so that a build under way disturbs nobody. */
export const BUILD = resolve(
  process.env.EXTENSION_DIR ?? join(import.meta.dirname, '../../.output/chrome-mv3'),
);

/** The built extension in a Chromium of its own. */
export interface ExtensionBrowser {
  context: BrowserContext;
  /** `chrome-extension://<id>` */
  origin: string;
  /**
   * Lets the next `permissions.request` for this origin succeed without the native prompt, which nobody could
   * answer in a headless browser. Before the request the host is still not granted.
   */
  allowHost(baseUrl: string): Promise<void>;
  /** Takes back what `allowHost` has allowed. */
  forbidHosts(): Promise<void>;
  /** A page in the extension's origin, with its interfaces and none of its code. */
  ownPage(): Promise<Page>;
  /** Closes all pages but those that this browser keeps for itself. */
  closePages(): Promise<void>;
  /** Opens the popup as a tab for a GitLab page, or for a base URL. */
  openPopup(query: string): Promise<Page>;
  /**
   * Ends the service worker at once, as Chromium does after 30 s idle or 5 min busy. False: none was alive, or it is
   * alive again by now.
   */
  killWorker(): Promise<boolean>;
  workerAlive(): Promise<boolean>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  headless?: boolean;
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  /** What the person has set the system to. */
  reducedMotion?: 'reduce' | 'no-preference';
  /** The browser's language. */
  locale?: string;
  args?: string[];
  /** Leaves the tab open that greets who has just installed the extension. */
  welcome?: boolean;
  /** Folder of the extension. Absent: the build under test. */
  extension?: string;
  /** Folder of a profile, which stays. Absent: a fresh one, which goes when the browser is closed. */
  profile?: string;
}

/** No way out of this machine, for pages, the extension and Chromium itself. */
export const NO_WAY_OUT: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1,EXCLUDE *.localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The browser's own window without motion as well: tabs slide and fade at each opening, drawn by the processor. */
const STILL_WINDOW: readonly string[] = ['--force-prefers-reduced-motion', '--animation-duration-scale=0'];

/** Starts Chromium with the built extension, and no way out of this machine. */
export async function launchChromium(options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'mr-gate-profile-'));
  const executablePath = process.env.CHROMIUM;
  const extension = options.extension ?? BUILD;
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    headless: options.headless ?? true,
    viewport: { width: options.width ?? 1360, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion ?? 'no-preference',
    ...(options.locale ? { locale: options.locale } : {}),
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      ...NO_WAY_OUT,
      ...(options.reducedMotion === 'reduce' ? STILL_WINDOW : []),
      '--no-first-run',
      ...(options.args ?? []),
    ],
  });
  // An element that never comes should be named long before the test's own time is up.
  context.setDefaultTimeout(15_000);
  const browser = await extensionBrowser(context, async () => {
    await context.close();
    if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
  });
  if (!options.welcome) await (await welcomeTab(browser)).close();
  return browser;
}

/** The tab that a fresh profile opens as soon as the extension is installed in it. */
export async function welcomeTab({ context, origin }: ExtensionBrowser): Promise<Page> {
  for (let tries = 0; tries < 600; tries++) {
    const tab = context.pages().find((page) => page.url().startsWith(`${origin}/welcome.html`));
    if (tab) return tab;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('No welcome tab came');
}

/** A page that is opened when it is first asked for, and stays: a tab takes a sixth of a second to come and go. */
function pageAt(context: BrowserContext, address: string): () => Promise<Page> {
  let opened: Promise<Page> | undefined;
  const open = async () => {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return () => {
    opened ??= open();
    return opened;
  };
}

/** The extension in a Chromium that has been started with it. */
export async function extensionBrowser(
  context: BrowserContext,
  close: () => Promise<void>,
): Promise<ExtensionBrowser> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const id = new URL(worker.url()).host;
  const origin = `chrome-extension://${id}`;
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  const cdp = await browser.newBrowserCDPSession();

  const workers = async () => {
    const { targetInfos } = await cdp.send('Target.getTargets');
    return targetInfos.filter((t) => t.type === 'service_worker' && t.url.startsWith(`${origin}/`));
  };

  const allowed = new Set<string>();
  // A file of chrome://extensions: it may do what that page may, and draws no list of extensions, which takes a second.
  const developer = pageAt(context, 'chrome://extensions/strings.m.js');
  const hostPermission = async (change: 'add' | 'remove', hosts: string[]): Promise<void> => {
    await (await developer()).evaluate(
      async ([method, extension, patterns]) => {
        const { chrome } = globalThis as unknown as {
          chrome: { developerPrivate: Record<typeof method, (id: string, host: string) => Promise<void>> };
        };
        for (const host of patterns) await chrome.developerPrivate[method](extension, host);
      },
      [`${change}HostPermission`, id, hosts] as const,
    );
  };

  // Any file of the extension's: a page in its origin that runs nothing of it.
  const ownPage = pageAt(context, `${origin}/icon/16.png`);

  return {
    context,
    origin,
    ownPage,
    async allowHost(baseUrl) {
      const pattern = `${new URL(baseUrl).protocol}//${new URL(baseUrl).hostname}/*`;
      allowed.add(pattern);
      await hostPermission('add', [pattern]);
    },
    async forbidHosts() {
      if (allowed.size > 0) await hostPermission('remove', [...allowed]);
      allowed.clear();
    },
    async closePages() {
      const kept = await Promise.all([developer(), ownPage()]);
      await Promise.all(context.pages().map((page) => kept.includes(page) || page.close()));
    },
    async openPopup(query) {
      const page = await context.newPage();
      await page.goto(`${origin}/popup.html?${query}`);
      return page;
    },
    async killWorker() {
      const living = await workers();
      for (const target of living) {
        await cdp.send('Target.closeTarget', { targetId: target.targetId }).catch(() => undefined);
      }
      return living.length > 0 && (await workers()).length === 0;
    },
    workerAlive: async () => (await workers()).length > 0,
    close,
  };
}
