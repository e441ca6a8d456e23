import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExtensionBrowser } from '../browser/chromium.ts';
import { connectUnseen } from '../browser/connect-unseen.ts';
import { connect, signIn } from '../browser/pages.ts';
import { startOver } from '../browser/start-over.ts';
import { PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';
import { byKeyboard } from './support/keyboard.ts';
import { look } from './support/look.ts';
import { errorText, openGranted, openPopup, submitToken, tabOf } from './support/popup.ts';

/** The whole sentence of each token that is no good, as a person reads it. */
const REFUSED: readonly [keyof typeof TOKENS, RegExp][] = [
  ['unknown', /^GitLab does not know this token \(401\)\. Check that it was copied whole/],
  ['expired', /^This token (?:ended on \d{1,2} \w+ \d{4}|has expired)\. Create a new one/],
  ['revoked', /^This token was revoked\. Create a new one/],
  ['readUserOnly', /^This token has only the scope “read_user”\. That is not enough to read groups/],
  ['readRepositoryOnly', /“read_repository”|has no scope that reads groups and projects/],
  ['deployToken', /^This is a deploy token, not an access token\. Deploy tokens read repositories/],
  ['blockedUser', /^The user of this token is blocked\. Ask an administrator/],
];

test('each token that is no good gets its own sentence, and is not kept', async ({ gitlab, browser1 }) => {
  const popup = await openGranted(browser1, gitlab.url);
  const told = new Set<string>();
  for (const [name, sentence] of REFUSED) {
    await submitToken(popup, TOKENS[name]);
    const text = await errorText(popup);
    expect(text, name).toMatch(sentence);
    expect(text, name).not.toContain(TOKENS[name]);
    told.add(text);
    await look(popup, `popup-refused-${name}`);
  }
  expect(told.size).toBe(REFUSED.length);
  await popup.close();
  const again = await openPopup(browser1, { base: gitlab.url });
  await expect(again.getByRole('heading', { name: /^Connect / })).toBeVisible();
});

test('what is no token at all is said before anything is asked of GitLab', async ({ gitlab, browser1 }) => {
  const popup = await openGranted(browser1, gitlab.url);
  const before = gitlab.requests.length;
  await popup.getByTestId('connect').click();
  expect(await errorText(popup)).toBe('There is no token yet. Paste it into the field.');
  await submitToken(popup, 'my token is glpat-x');
  expect(await errorText(popup)).toMatch(/^This is not a token: it has spaces/);
  expect(gitlab.requests.length).toBe(before);
});

test('each token that is good says whose it is and what it may do', async ({ gitlab, browser1 }) => {
  const popup = await openGranted(browser1, gitlab.url);
  const main = popup.getByRole('main');
  await submitToken(popup, TOKENS.olgaApi);
  await expect(main).toContainText('Can configure');
  await expect(main).toContainText('Personal token');
  await expect(main).toContainText('@olga');
  await expect(main.locator('code')).toHaveText(['api']);
  await expect(main).toContainText('days left');
  await look(popup, 'popup-connected');

  await popup.getByTestId('update').click();
  await submitToken(popup, TOKENS.olgaReadApi);
  await expect(main).toContainText('Read only');
  await expect(main).toContainText('Token updated.');
  await look(popup, 'popup-read-only');

  await popup.getByTestId('update').click();
  await submitToken(popup, TOKENS.endsSoon);
  await expect(main.getByText(/^(?:\d days left|ends tomorrow)$/)).toBeVisible();
  await expectAccessible(popup, 'popup-ends-soon');

  await popup.getByTestId('update').click();
  await submitToken(popup, TOKENS.groupBot);
  await expect(main).toContainText('Group access token');
  await expect(main).toContainText(/The token is now @group_\w+’s\. It was @olga’s before/);
  await look(popup, 'popup-other-user');

  await popup.getByTestId('update').click();
  await submitToken(popup, TOKENS.granular);
  await expect(main.locator('code')).toHaveText(['fine-grained']);
  await look(popup, 'popup-granular');
});

test('what other tests do without the popup leaves what the popup leaves', async ({ gitlab, browser1 }) => {
  const popup = await openGranted(browser1, gitlab.url);
  await popup.close();
  const allowed = await leftBehind(browser1);
  expect(JSON.stringify(allowed)).toContain('"origins":["http://localhost/*"]');
  await startOver(browser1);
  const connected = await connect(browser1, gitlab.url, TOKENS.olgaApi);
  await expect(connected.getByText('Can configure')).toBeVisible();
  await connected.close();
  const stored = await leftBehind(browser1);
  expect(JSON.stringify(stored)).toContain(TOKENS.olgaApi);

  await startOver(browser1);
  await connectUnseen(browser1, gitlab.url, null);
  expect(await leftBehind(browser1)).toEqual(allowed);
  await startOver(browser1);
  await connectUnseen(browser1, gitlab.url, TOKENS.olgaApi);
  expect(await leftBehind(browser1)).toEqual(stored);
});

/** All that the browser keeps for the extension, but for points in time and how long something took. */
async function leftBehind(browser: ExtensionBrowser): Promise<object> {
  const page = await browser.ownPage();
  const left = await page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        storage: Record<'local' | 'session' | 'sync', { get(): Promise<object> }>;
        permissions: { getAll(): Promise<{ origins: string[]; permissions: string[] }> };
        scripting: { getRegisteredContentScripts(): Promise<object[]> };
        alarms: { getAll(): Promise<{ name: string }[]> };
        runtime: { sendMessage(message: object): Promise<object> };
      };
    };
    // Whoever asks for the last requests has them written down, too: else that is done within a second.
    await chrome.runtime.sendMessage({ request: 'requests.latest', params: {} });
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const databases: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        databases.push([name, store, await done(records.getAllKeys()), await done(records.getAll())]);
      }
      database.close();
    }
    const { local, session, sync } = chrome.storage;
    return {
      areas: await Promise.all([local, session, sync].map((area) => area.get())),
      permissions: await chrome.permissions.getAll(),
      scripts: await chrome.scripting.getRegisteredContentScripts(),
      alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
      databases,
    };
  });
  const text = JSON.stringify(left)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
    .replace(/"ms":\d+/g, '"ms":0');
  return JSON.parse(text, byPath);
}

/** What is asked at the same time is answered in any order. */
function byPath(_key: string, value: unknown): unknown {
  const entries = Array.isArray(value) && value.every((entry) => Boolean(entry?.path));
  return entries ? value.toSorted((a, b) => a.path.localeCompare(b.path)) : value;
}

test('a refused new token leaves the old one in place', async ({ gitlab, browser1 }) => {
  const popup = await connect(browser1, gitlab.url, TOKENS.olgaApi);
  await popup.getByTestId('update').click();
  await submitToken(popup, TOKENS.expired);
  expect(await errorText(popup)).toContain('This token');
  await popup.getByRole('button', { name: 'Cancel' }).click();
  await expect(popup.getByRole('main')).toContainText('Can configure');
});

test('connecting and disconnecting go by keyboard alone; the latter asks, says what stays, and gives back the host', async ({
  gitlab,
  browser1,
}) => {
  await browser1.allowHost(gitlab.url);
  const popup = await openPopup(browser1, { base: gitlab.url });
  await expect(popup.getByTestId('grant')).toBeVisible();
  const { choose, isAt, expectNoPointer } = await byKeyboard(popup);
  await choose(/^Allow access to/);
  await isAt(/^Token$/);
  await popup.keyboard.type(TOKENS.expired);
  await popup.keyboard.press('Enter');
  expect(await errorText(popup)).toContain('This token');
  // Where it can be mended at once.
  await isAt(/^Token$/);
  await popup.keyboard.press('ControlOrMeta+A');
  await popup.keyboard.type(TOKENS.olgaApi);
  await popup.keyboard.press('Enter');
  await expect(popup.getByText('Can configure')).toBeVisible();
  await isAt(/^localhost/);
  await choose(/^Check again$/);
  await expect(popup.getByText('checking now…')).toHaveCount(0);
  await isAt(/^Check again$/);

  await choose(/^Disconnect$/);
  await isAt(/^Disconnect from/);
  await expect(popup.getByRole('main')).toContainText('Gating goes on');
  await expectAccessible(popup, 'popup-disconnect');
  await popup.keyboard.press('Escape');
  await isAt(/^Disconnect$/);
  await popup.keyboard.press('Enter');
  await isAt(/^Disconnect from/);
  await choose(/^Disconnect$/);
  await expect(popup.getByText('Disconnected from')).toBeVisible();
  await isAt(/^Use MR Gate on/);
  await expectNoPointer();
  await expectAccessible(popup, 'popup-disconnected');
  await expect(popup.getByTestId('grant')).toBeVisible();

  const page = await browser1.context.newPage();
  await signIn(page, gitlab.url, USERS.olga, PASSWORD);
  await page.goto(`${gitlab.url}/acme`);
  await expect(page.getByTestId('group-buttons')).toBeVisible();
  await expect(page.getByTestId('mr-gate-configure-scans')).toHaveCount(0);
});

test('a half-typed token survives the popup closing, and is gone once used', async ({ gitlab, browser1 }) => {
  const popup = await openGranted(browser1, gitlab.url);
  await popup.getByLabel('Token', { exact: true }).pressSequentially('glpat-Olga');
  await popup.close();
  const again = await openPopup(browser1, { base: gitlab.url });
  const field = again.getByLabel('Token', { exact: true });
  await expect(field).toHaveValue('glpat-Olga');
  await expect(field).toHaveAttribute('type', 'password');
  await submitToken(again, TOKENS.olgaApi);
  await expect(again.getByText('Can configure')).toBeVisible();
  await again.getByTestId('update').click();
  await expect(again.getByLabel('Token', { exact: true })).toHaveValue('');
});

test('no network and a limit have their own sentences, and nothing is wrong with the token', async ({
  gitlab,
  browser1,
}) => {
  const popup = await openGranted(browser1, gitlab.url);
  gitlab.addFault({ path: /.*/, kind: 'throttle', retryAfterSeconds: 45 });
  await submitToken(popup, TOKENS.olgaApi);
  expect(await errorText(popup)).toBe(
    'GitLab answered 429: too many requests for now. Wait 45 seconds and try again. Nothing is wrong with the token or the settings.',
  );
  await look(popup, 'popup-429');
  gitlab.clearFaults();
  gitlab.addFault({ path: /.*/, kind: 'cut' });
  // The wait that was asked for holds for the host: a new worker has not been told of it.
  await browser1.killWorker();
  await submitToken(popup, TOKENS.olgaApi);
  expect(await errorText(popup)).toBe(
    'GitLab could not be reached. Check your connection and VPN, then try again.',
  );
  await look(popup, 'popup-network');
  gitlab.clearFaults();
  await submitToken(popup, TOKENS.olgaApi);
  await expect(popup.getByText('Can configure')).toBeVisible();
});

test('a token that GitLab ceases to take says so, and can be updated there', async ({ gitlab, browser1 }) => {
  const popup = await connect(browser1, gitlab.url, TOKENS.olgaApi);
  await expect(popup.getByText('Can configure')).toBeVisible();
  const token = gitlab.world.tokens.find((one) => one.token === TOKENS.olgaApi);
  if (token) token.revoked = true;
  await popup.getByRole('button', { name: 'Check again' }).click();
  await expect(popup.getByText(/revoked|does not accept this token any more/)).toBeVisible();
  await expect(popup.getByText('Can configure')).toHaveCount(0);
  await expectAccessible(popup, 'popup-token-gone');
});

test('access that the browser refuses is told, and can be asked for again', async ({ gitlab, browser1 }) => {
  // The native prompt cannot be answered from outside, so "Deny" is simulated here, where the browser would answer.
  const page = await browser1.context.newPage();
  await page.addInitScript(() => {
    const { permissions } = (globalThis as unknown as { chrome: { permissions: Record<string, unknown> } })
      .chrome;
    const request = permissions.request;
    permissions.request = (_wanted: unknown, answer?: (granted: boolean) => void) => {
      permissions.request = request;
      answer?.(false);
      return Promise.resolve(false);
    };
  });
  await page.goto(`${browser1.origin}/popup.html?base=${encodeURIComponent(gitlab.url)}`);
  await page.getByTestId('grant').click();
  await expect(page.getByText('Access was not allowed')).toBeVisible();
  await expect(page.getByTestId('grant')).toBeEnabled();
  await expectAccessible(page, 'popup-refused-grant');
  await browser1.allowHost(gitlab.url);
  await page.getByTestId('grant').click();
  await expect(page.getByLabel('Token', { exact: true })).toBeVisible();
});

test('a page that is no GitLab is told from one that may not be looked at', async ({ gitlab, browser1 }) => {
  const plain = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>GitLab</title><body data-page="shop"><h1>A shop that is called GitLab</h1>');
  });
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const shop = `http://localhost:${(plain.address() as AddressInfo).port}/`;
  try {
    const closed = await openPopup(browser1, { tab: '999999' });
    await expect(closed.getByRole('heading', { name: 'This page cannot be looked at' })).toBeVisible();
    await closed.getByLabel('Address of your GitLab').fill('not an address');
    await closed.getByRole('button', { name: 'Continue' }).click();
    await expect(closed.getByText('That is not an address.')).toBeVisible();
    await expectAccessible(closed, 'popup-restricted');

    await openGranted(browser1, gitlab.url);
    await (await browser1.context.newPage()).goto(shop);
    const popup = await openPopup(browser1, { tab: await tabOf(browser1, shop) });
    await expect(popup.getByRole('heading', { name: 'This is not a GitLab page' })).toBeVisible();
    await expectAccessible(popup, 'popup-not-gitlab');
    await popup.getByLabel('Address of your GitLab').fill(gitlab.url);
    await popup.getByRole('button', { name: 'Continue' }).click();
    await expect(popup.getByLabel('Token', { exact: true })).toBeVisible();

    // Granted, by its address, but nothing there answers as GitLab's API does.
    const wrong = await openPopup(browser1, { base: shop });
    await submitToken(wrong, TOKENS.olgaApi);
    expect(await errorText(wrong)).toMatch(/^Nothing at this address answers as GitLab’s API does\./);
  } finally {
    plain.close();
  }
});

test('a relative URL root is recognised by the page, and a second GitLab stands beside the first', async ({
  gitlab,
  browser1,
}) => {
  const second = await startGitLab({ seed: 'demo', root: '/gitlab' });
  try {
    const first = await connect(browser1, gitlab.url, TOKENS.olgaApi);
    await expect(first.getByText('Can configure')).toBeVisible();
    const page = await browser1.context.newPage();
    await signIn(page, second.url, USERS.otto, PASSWORD);
    await page.goto(`${second.url}/acme`);
    const popup = await openPopup(browser1, { tab: await tabOf(browser1, `${second.url}/acme`) });
    const host = second.url.replace('http://', '');
    await expect(popup.getByRole('heading', { name: `Connect ${host}` })).toBeVisible();
    await expect(popup.getByRole('link', { name: /Create a token in GitLab/ })).toHaveAttribute(
      'href',
      new RegExp(`^${second.url}/-/user_settings/personal_access_tokens\\?name=MR\\+Gate.*&scopes=api$`),
    );
    await expect(popup.getByTestId('on-this-page')).toContainText('is in this group’s header');
    await look(popup, 'popup-token');
    await submitToken(popup, TOKENS.ottoApi);
    await expect(popup.getByText('@otto')).toBeVisible();
    await expect(popup.getByRole('heading', { name: 'Other connected GitLabs' })).toBeVisible();
    await expectAccessible(popup, 'popup-two');
    await popup.getByRole('button', { name: /@olga/ }).click();
    await expect(popup.getByRole('main')).toContainText('Olga');

    // Each has its own token: nothing of the first GitLab's went to the second.
    const users = new Set(second.requests.filter((one) => one.auth === 'token').map((one) => one.username));
    expect([...users]).toEqual([USERS.otto]);
  } finally {
    await second.close();
  }
});
