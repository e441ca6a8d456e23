/**
 * The main job in Firefox, with the built extension on the embedded GitLab: connect, set up, gate, a merge request
 * blocked, fixed and merged. Exits with 0 where it passed, and with 77 where there is no Firefox.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { api, id } from '../demo/api.ts';
import { BAD, BRANCH, FILE, GOOD, TITLE } from '../demo/story.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { click, expectAttribute, expectText, find, findFirefox, launchFirefox } from './firefox.ts';

const NOT_INSTALLED = 77;
const PICTURES = join(import.meta.dirname, '../../.output/firefox-run');

const executable = findFirefox();
if (!executable) {
  console.log(
    'No Firefox of version 142 or later is installed here (FIREFOX names one): its main job did not run.',
  );
  process.exit(NOT_INSTALLED);
}

const gitlab = await startGitLab({ seed: 'demo' });
const firefox = await launchFirefox(executable);
mkdirSync(PICTURES, { recursive: true });
let shown: Page | null = null;
let steps = 0;

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const started = Date.now();
  steps += 1;
  try {
    await work();
    console.log(`  ok ${name} (${Date.now() - started} ms)`);
  } catch (error) {
    await shown?.screenshot({ path: join(PICTURES, 'failed.png') }).catch(() => undefined);
    throw new Error(`In Firefox: ${name}`, { cause: error });
  }
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.deleteCookie(...(await page.cookies()));
  await page.goto(`${gitlab.url}/users/sign_in`);
  await page.type('#user_login', username);
  await page.type('#user_password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click('[type="submit"]')]);
}

const checkout = `/projects/${id(PROJECTS.checkout)}`;
const row = `>>> [data-testid="repo-row"][data-repo="${PROJECTS.checkout}"]`;
const card = 'mr-gate-card >>> .mrg-card';

async function mainJob(): Promise<void> {
  await step('the welcome is there', async () => {
    const welcome = await firefox.openOwn('welcome.html', '[data-testid="pick-gitlab-com"]');
    await welcome.close();
  });

  await step('allow this GitLab and connect a token', async () => {
    const popup = await firefox.openOwn(`popup.html?base=${encodeURIComponent(gitlab.url)}`, 'h1');
    shown = popup;
    await click(popup, '[data-testid="grant"]');
    await (await find(popup, '[data-testid="token"]')).type(TOKENS.olgaApi);
    await click(popup, '[data-testid="connect"]');
    await expectText(popup, 'main', 'Can configure');
    await popup.close();
  });

  const page = await firefox.browser.newPage();
  shown = page;
  await step('open Configure Scans on the group page', async () => {
    await signIn(page, USERS.olga);
    await page.goto(`${gitlab.url}/${GROUPS.acme}`);
    await click(page, '>>> [data-testid="mr-gate-configure-scans"]');
    await expectText(page, '>>> [data-testid="panel"]', 'Set up MR Gate in acme');
  });

  await step('set up the gate project', async () => {
    await click(page, '>>> [data-testid="panel"] ::-p-text(Set up MR Gate in acme):is(button)');
    await expectAttribute(page, '>>> [data-testid="job"]', 'data-state', 'done');
    await click(page, '>>> [data-testid="panel"] button::-p-text(Choose repositories)');
  });

  await step('gate a repository', async () => {
    // Rows that are not in view are not in the document.
    await (await find(page, '>>> [data-testid="panel"] input[type="search"]')).type('shop/checkout');
    await click(page, `${row} input[type="checkbox"]`);
    await click(page, '>>> [data-testid="configure-scans"]');
    await click(page, '>>> [data-testid="review-plan"]');
    await expectText(page, '>>> [data-testid="apply"]', 'Apply to 1 repository');
    await click(page, '>>> [data-testid="apply"]');
    await expectAttribute(page, '>>> [data-testid="job"]', 'data-state', 'done');
    const hooks = await api<unknown[]>(gitlab.url, TOKENS.olgaApi, `${checkout}/hooks`);
    if (hooks.length !== 1) throw new Error(`${hooks.length} webhooks instead of 1`);
  });

  let address = '';
  await step('a merge request with a secret is blocked, with the finding on the page', async () => {
    await gitlab.push({
      project: PROJECTS.checkout,
      branch: BRANCH,
      from: 'main',
      user: USERS.dev,
      message: TITLE,
      files: { [FILE]: BAD },
    });
    const made = await api<{ web_url: string }>(gitlab.url, TOKENS.devApi, `${checkout}/merge_requests`, {
      method: 'POST',
      body: { source_branch: BRANCH, target_branch: 'main', title: TITLE },
    });
    address = made.web_url;
    await signIn(page, USERS.dev);
    await page.goto(address);
    await expectAttribute(page, card, 'data-state', 'failed');
    await expectText(page, card, 'AWS secret access key');
    await page.screenshot({ path: join(PICTURES, 'blocked.png') });
  });

  await step('the fix passes, while the page stays open', async () => {
    await gitlab.push({
      project: PROJECTS.checkout,
      branch: BRANCH,
      user: USERS.dev,
      message: 'Take the credentials from the environment',
      files: { [FILE]: GOOD },
    });
    await expectAttribute(page, card, 'data-state', 'passed');
  });

  await step('GitLab lets it merge', async () => {
    await signIn(page, USERS.max);
    // The card's own tab is opened in the page.
    await page.goto(`${address}/diffs`);
    await click(page, '.merge-request-tabs a[data-action="show"]');
    await expectAttribute(page, card, 'data-state', 'passed');
    await click(page, '[data-testid="merge-button"]');
    await find(page, '[data-testid="merged-status-content"]');
  });

  await step('no token is in the page', async () => {
    const html = await page.content();
    for (const token of Object.values(TOKENS))
      if (html.includes(token)) throw new Error('A token is in the page');
  });
}

try {
  await mainJob();
  console.log(`FIREFOX MAIN JOB OK: ${steps} steps in ${await firefox.browser.version()}`);
} finally {
  await firefox.close();
  await gitlab.close();
}
