import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { launchChromium } from '../browser/chromium.ts';
import { connect, gateCard, groupPanel, signIn } from '../browser/pages.ts';
import { RECORDED, recordedBuild } from '../browser/recorded-build.ts';
import { Recorder } from '../browser/recorder.ts';
import { formsOf } from '../browser/secrets.ts';
import { BAD as BAD_CODE } from '../demo/story.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { test as base, expect } from './fixtures.ts';
import { addBulk, BULK } from './support/bulk.ts';
import { expectState, openMergeRequest } from './support/merge-request.ts';

/** The browser with the recorded build, and the recorder, from before the first page on. */
const test = base.extend<{ recorder: Recorder }>({
  browser1: async ({}, use) => {
    const extension = recordedBuild();
    // The worker's requests too.
    const { PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK: unheard } = process.env;
    delete process.env.PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK;
    const browser = await launchChromium({ extension, reducedMotion: 'reduce' });
    await use(browser);
    await browser.close();
    process.env.PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK = unheard;
    rmSync(extension, { recursive: true, force: true });
  },
  recorder: async ({ browser1 }, use) => use(new Recorder(browser1)),
});

/** Pasted by mistake: characters in it that addresses and markup write otherwise. */
const BAD = 'glpat-Not+A/Token=Of&Anybody<42>';
/** What olga makes after her first token was revoked. */
const SECOND = 'glpat-OlgaMadeAnotherOne02';
/** What somebody made by hand for the gate of a group in which GitLab makes none. */
const PASTED = 'glpat-MadeByHandForTheGate';
const REPOS = ['checkout', 'storefront', 'catalog'].map((name) => `${GROUPS.shop}/${name}`);

// In it a job waits a minute, for what a lost answer may have left behind.
test.setTimeout(360_000);
test.use({ actionTimeout: 10_000 });

test('no token in any message, log, address, storage, page or download, and no request to anybody else', async ({
  gitlab,
  browser1,
  recorder,
}) => {
  const { url, world } = gitlab;
  const page = await browser1.context.newPage();
  await recorder.follow(page);
  await signIn(page, url, USERS.olga, PASSWORD);

  // A wrong token, then a good one.
  const popup = await connect(browser1, url, BAD);
  await recorder.follow(popup);
  await expect(popup.getByRole('alert')).toBeVisible();
  await page.goto(`${url}/${GROUPS.acme}`);
  await expect(groupPanel(page).button).toHaveCount(1);
  await recorder.lookAsContentScript(page);
  await popup.getByLabel('Token', { exact: true }).fill(TOKENS.olgaApi);
  await popup.getByTestId('connect').click();
  await expect(popup.getByText('Can configure')).toBeVisible();
  await recorder.look(popup);

  // A set-up that GitLab fails once.
  const group = groupPanel(page);
  await page.reload();
  await group.open();
  const broken = gitlab.addFault({
    method: 'POST',
    path: /\/triggers$/,
    times: 1,
    kind: 'status',
    status: 500,
  });
  await group.panel.getByRole('button', { name: 'Set up MR Gate in acme' }).click();
  await expect(group.job).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
  expect(broken.hits()).toBe(1);
  await recorder.look(page);
  await group.panel.getByRole('button', { name: 'Resume' }).click();
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await recorder.look(page);

  // An apply over which GitLab fails, and the token is revoked.
  await group.panel.getByRole('button', { name: 'Choose repositories' }).click();
  await group.panel.getByLabel('Subgroup').selectOption({ label: 'shop' });
  for (const path of REPOS) await group.row(path).getByRole('checkbox').check();
  await group.configure.click();
  await group.dialog.getByRole('radio', { name: /^High/ }).check();
  await group.dialog.getByTestId('review-plan').click();
  await recorder.look(page);
  gitlab.addFault({ method: 'POST', path: /\/hooks$/, times: 1, kind: 'status', status: 500 });
  const stop = gitlab.onRequest(({ method, path, status }) => {
    if (method !== 'POST' || !path.endsWith('/hooks') || status !== 201) return;
    for (const token of world.tokens) if (token.token === TOKENS.olgaApi) token.revoked = true;
  });
  await group.plan.getByTestId('apply').click();
  await expect(group.job).toHaveAttribute('data-state', 'stopped', { timeout: 30_000 });
  stop();
  await expect(group.job).toContainText('revoked');
  await recorder.look(page);

  // Another token, and on to the end.
  const first = world.tokens.find(({ token }) => token === TOKENS.olgaApi)!;
  world.tokens.push({ ...first, id: 9_000_001, token: SECOND, revoked: false });
  await popup.reload();
  await popup.getByTestId('update').click();
  await popup.getByLabel('Token', { exact: true }).fill(SECOND);
  await popup.getByTestId('connect').click();
  await expect(popup.getByText('Can configure')).toBeVisible();
  await group.panel.getByRole('button', { name: /^(Resume|Retry)/ }).click();
  // GitLab may still make the webhook over which it failed: a minute later the job looks once more.
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 150_000 });
  await group.panel.getByRole('button', { name: 'Download', exact: true }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As JSON' }).click();
  await downloading;
  await recorder.look(page);
  await recorder.look(popup);
  await actOnMergeRequest(gitlab, recorder, page);
  await pasteGateToken(gitlab, recorder, page);
  const options = await readOptions(recorder, popup);
  const areas = await recorder.lookAsContentScript(page);
  await recorder.lookIntoStorage(options);
  await recorder.lookIntoStorage(popup);
  await recorder.settled();
  for (const { path, auth } of gitlab.requests) {
    // GitLab calls the gate's webhooks itself, with the trigger's token. What the browser sends is an address too.
    if (auth !== 'trigger') recorder.seen.push({ where: 'GitLab’s log', text: path });
  }

  // The vault has the one that is in use. Nothing else of the extension's, and no page, has any.
  const vault = await vaultOf(popup);
  expect(vault).toContain(SECOND);
  expect(vault).not.toContain(TOKENS.olgaApi);
  expect(areas.local).toMatch(/^refused: /);
  expect(areas.session).toMatch(/^refused: /);

  for (const secret of [TOKENS.olgaApi, SECOND, BAD, PASTED, ...madeOnTheWay(gitlab)]) {
    for (const form of formsOf(secret)) {
      expect(recorder.placesOf(form), `${secret.slice(0, 9)}… as ${form.slice(0, 6)}…`).toEqual([]);
    }
  }
  recordedWell(recorder, gitlab);

  const hosts = new Set(
    recorder.urls
      .map((seen) => new URL(seen))
      .filter(leaves)
      .map(({ origin }) => origin),
  );
  expect([...hosts]).toEqual([new URL(url).origin]);
});

/** Ignores a finding and runs the gate again, from the card of a blocked merge request. */
async function actOnMergeRequest(gitlab: EmbeddedGitLab, recorder: Recorder, page: Page): Promise<void> {
  const { web_url } = await openMergeRequest(gitlab, {
    project: PROJECTS.checkout,
    files: { 'src/receipts.js': BAD_CODE },
  });
  await page.goto(web_url);
  const card = gateCard(page);
  await expectState(card, 'failed');
  await recorder.look(page);
  await card.getByRole('button', { name: 'Ignore…' }).first().click();
  await card.getByLabel('Reason').fill('An example');
  await card.getByRole('button', { name: 'Review' }).click();
  await recorder.look(page);
  await card.getByRole('button', { name: 'Ignore 1 finding' }).click();
  await expect(card.getByText(/^The policy ignores it since commit/)).toBeVisible();
  await recorder.look(page);
  await card.getByRole('button', { name: 'Run again' }).first().click();
  await expectState(card, 'passed');
  await recorder.look(page);
}

/** Sets up a group in which GitLab makes no token for the gate: one is asked for and pasted. */
async function pasteGateToken(gitlab: EmbeddedGitLab, recorder: Recorder, page: Page): Promise<void> {
  const { url, world } = gitlab;
  addBulk(gitlab, 2);
  const bulk = world.groups.find(({ fullPath }) => fullPath === BULK)!;
  bulk.groupAccessTokensAllowed = false;
  const dev = world.users.find(({ username }) => username === USERS.dev)!;
  const owner = world.members.find(({ source }) => source.type === 'group' && source.id === bulk.id)!;
  world.members.push({ ...owner, userId: dev.id, accessLevel: 30 });
  const template = world.tokens.find(({ token }) => token === SECOND)!;
  world.tokens.push({ ...template, id: 9_000_002, token: PASTED, userId: dev.id });

  await page.goto(`${url}/${BULK}`);
  const group = groupPanel(page);
  await group.open();
  await group.panel.getByRole('button', { name: `Set up MR Gate in ${BULK}` }).click();
  await expect(group.job).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
  const opened = page.context().waitForEvent('page');
  await group.panel.getByRole('button', { name: 'Enter the gate’s token' }).click();
  const handing = await opened;
  await recorder.follow(handing);
  await handing.getByLabel('Token of the gate').fill(PASTED);
  await handing.getByTestId('connect').click();
  await expect(handing.getByText('Token handed over')).toBeVisible();
  await recorder.look(handing);
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(world.variables.map(({ value }) => value)).toContain(PASTED);
  await recorder.look(page);
}

/** Opens the options page with its list of requests, and has it write the diagnostics. */
async function readOptions(recorder: Recorder, popup: Page): Promise<Page> {
  const opened = popup.context().waitForEvent('page');
  await popup.getByTestId('options').click();
  const options = await opened;
  await recorder.follow(options);
  await expect(options.getByTestId('options-requests').getByRole('row').nth(1)).toBeVisible();
  await options.getByTestId('make-report').click();
  await expect(options.getByTestId('report')).toHaveValue(/GitLab 1 (?:GET|POST|PUT) /);
  await recorder.look(options);
  return options;
}

/** The gate's own tokens, kept or not, and the triggers' ones. */
function madeOnTheWay({ world }: EmbeddedGitLab): string[] {
  const gate = world.tokens.filter(({ kind, name }) => kind === 'group' && name.startsWith('MR Gate'));
  expect(gate.length).toBeGreaterThan(0);
  expect(world.triggers.length).toBeGreaterThan(0);
  return [...gate, ...world.triggers].map(({ token }) => token);
}

/** That it found nothing means something only where it would have found it: of each kind it saw what must be there. */
function recordedWell(recorder: Recorder, { url }: EmbeddedGitLab): void {
  const path = REPOS[0]!;
  const kinds = (text: string): string => recorder.placesOf(text).join('\n');
  expect(kinds(path)).toContain('page ');
  expect(kinds(path)).toContain('storage.local');
  expect(kinds(path)).toContain('download ');
  expect(kinds(encodeURIComponent(GROUPS.acme))).toContain('address');
  // Webhooks are the worker's to ask for.
  expect(recorder.urls).toContainEqual(expect.stringMatching(/\/api\/v4\/projects\/\d+\/hooks$/));
  expect(kinds('Scripts registered: ')).toContain('options.html');
  expect(kinds('The policy ignores it since commit')).toContain(
    `page ${url}/${PROJECTS.checkout}/-/merge_requests/`,
  );
  for (const what of ['message', 'answer', 'port', 'push']) {
    expect(kinds(`${RECORDED} ${what} `)).toContain(`console of ${url}/${GROUPS.acme}`);
  }
  expect(kinds(`${RECORDED} push {`)).toContain('console of');
  expect(kinds(`${RECORDED} reply `)).toContain('console of the worker');
  // What it says of messages holds their content: results by repository came over the port.
  const pushed = recorder.seen.filter(
    ({ text }) => text.startsWith(`${RECORDED} push `) && text.includes(path),
  );
  expect(pushed.length).toBeGreaterThan(0);
  for (const form of formsOf(path)) expect(form.length).toBeGreaterThan(8);
}

/** Whether a request leaves the browser. */
function leaves({ protocol }: URL): boolean {
  return !['chrome-extension:', 'chrome:', 'data:', 'blob:', 'about:'].includes(protocol);
}

/** All that the extension's own database holds, as text. */
function vaultOf(extensionPage: Page): Promise<string> {
  return extensionPage.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open('mr-gate-vault'));
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores);
    const all = await Promise.all(stores.map((store) => asked(transaction.objectStore(store).getAll())));
    database.close();
    return JSON.stringify(all);
  });
}
