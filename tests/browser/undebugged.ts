import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { BUILD, type ExtensionBrowser, extensionBrowser, welcomeTab } from './chromium.ts';

/** A Chromium that a test drives first and then leaves alone. */
export interface FreeBrowser {
  browser: ExtensionBrowser;
  /**
   * Takes the debugger away: from here on nothing outside keeps a worker alive, which every attached debugger
   * does, and the browser lives by its own rules.
   */
  letGo(): Promise<void>;
  close(): Promise<void>;
}

/** Starts Chromium as a person does, with the built extension, and attaches to it until it is let go. */
export async function launchUndebugged(): Promise<FreeBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'mr-gate-profile-'));
  const chrome = spawn(
    process.env.CHROMIUM ?? chromium.executablePath(),
    [
      `--disable-extensions-except=${BUILD}`,
      `--load-extension=${BUILD}`,
      '--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1,EXCLUDE *.localhost',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--headless=new',
      '--no-sandbox',
      '--no-default-browser-check',
      '--password-store=basic',
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => chrome.once('exit', () => resolve()));
  const remote = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(profile)}`);
  const [context] = remote.contexts();
  if (!context) throw new Error('Chromium has no context');
  const close = async (): Promise<void> => {
    chrome.kill();
    await exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const browser = await extensionBrowser(context, close);
  await (await welcomeTab(browser)).close();
  return { browser, letGo: () => remote.close(), close };
}

/** Chromium writes its port into its profile as soon as it listens. */
async function portOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (let tries = 0; tries < 300; tries++) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Chromium did not say its port');
}
