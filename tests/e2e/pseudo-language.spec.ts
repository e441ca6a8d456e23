import { rmSync } from 'node:fs';
import { safeText } from '../../components/ui/safe-text.ts';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { connect, gateCard, groupPanel, signIn } from '../browser/pages.ts';
import { pseudoBuild } from '../browser/pseudo-build.ts';
import { startOver } from '../browser/start-over.ts';
import { api, id } from '../demo/api.ts';
import { BAD, FILE } from '../demo/story.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { expect, gatedTest as test } from './fixtures.ts';
import { look as lookAt } from './support/look.ts';
import { allow, expectState, openMergeRequest, visit } from './support/merge-request.ts';
import { clipped, type Known, untranslated } from './support/untranslated.ts';

/** Names of products and kinds of data, which no language changes. */
const NAMES: Known = ['MR Gate', 'GitLab', /gitlab(?:\.example)?\.com/, /glpat-…/, /localhost:\d+/];

/** One for the file, since starting a Chromium takes over a second of processor time. */
let browser: ExtensionBrowser;
let extension: string;
test.describe.configure({ mode: 'default', timeout: 180_000 });
test.beforeAll(async () => {
  extension = pseudoBuild();
  browser = await launchChromium({ extension, locale: 'de', reducedMotion: 'reduce' });
});
test.afterEach(() => startOver(browser));
test.afterAll(async () => {
  await browser.close();
  rmSync(extension, { recursive: true, force: true });
});

test('popup, options and welcome have no text outside the catalogs, and room for longer ones', async ({
  gated: gitlab,
}) => {
  const popup = await connect(browser, gitlab.url, TOKENS.olgaApi);
  await expect(popup.getByTestId('update')).toBeVisible();
  for (const [name, path] of [
    ['connected', `popup.html?base=${encodeURIComponent(gitlab.url)}`],
    ['nowhere', 'popup.html'],
    ['options', 'options.html'],
    ['welcome', 'welcome.html'],
  ] as const) {
    await popup.goto(`${browser.origin}/${path}`);
    const app = popup.locator('#app');
    await expect(app.locator('main').getByRole('heading').first()).toBeVisible();
    await expect(app.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(
      await untranslated(app, [
        ...NAMES,
        'Olga Orlova',
        '@olga',
        /\d+\. \S+ \d{4}/,
        /\d+\.\d+\.\d+-ee/,
        /^(?:GET|POST)$/,
        /^\/[\w/]+$/,
      ]),
      name,
    ).toEqual([]);
    expect(await clipped(app), name).toEqual([]);
    await lookAt(popup, `pseudo-${name}`);
  }
});

/** What people and GitLab called things. */
const DATA: Known = [
  ...NAMES,
  /mr-gate(?:\.yml|\.mjs|\.example)?/,
  // Groups, and people by their names.
  /\b[Aa]cme(?:\/[\w.-]+)*/,
  /(?<![\w/])(?:labs|platform|shop)(?:\/\w+)*\/?(?![\w-])/,
  /@\w+/,
  'Olga Orlova',
  // Titles of commits, the same for everybody who reads the gate project's history; a time and a commit's short id.
  /Gate \d+ repositor(?:y|ies) \(.*?\)|Set up/,
  /\d+\. \w+\. \d{4}, \d+:\d+|\b[0-9a-f]{8}\b/,
  // What a scanner calls a finding, and the names of keys.
  'AWS secret access key',
  /secretlint \w+|CWE-\d+|\w+\/[\w-]+\.(?:js|sh):\d+/,
  /\b(?:Shift|F8)\b/,
];

test('the panel has no text outside the catalogs, and room for longer ones', async ({ gated }) => {
  const popup = await connect(browser, gated.url, TOKENS.olgaApi);
  await expect(popup.getByTestId('update')).toBeVisible();
  await popup.close();
  const page = await browser.context.newPage();
  await signIn(page, gated.url, USERS.olga, PASSWORD);
  await page.goto(`${gated.url}/${GROUPS.acme}?lang=de`);
  const { button, panel, open, row, configure, dialog, plan, job } = groupPanel(page);
  await expect(button).toHaveText(/^⟦.*⟧$/);
  await open();
  const own = page.locator('[data-mr-gate-host="panel"]');
  const paths = gated.world.projects.flatMap(({ fullPath, name }) => [
    fullPath.slice(GROUPS.acme.length + 1),
    fullPath.split('/').at(-1)!,
    name,
  ]);
  // Other tests commit to the same gate project.
  const commits = await api<{ title: string; author_name: string }[]>(
    gated.url,
    TOKENS.olgaApi,
    `/projects/${id(`${GROUPS.acme}/mr-gate`)}/repository/commits?per_page=100`,
  );
  // As they are, and as the history shows those of MR Gate, whatever marks are in them.
  const titles = commits.flatMap(({ title }) => {
    const bare = title.replace(/^MR Gate: /, '');
    return [title, bare.charAt(0).toUpperCase() + bare.slice(1)].map((text) => safeText(text, 200));
  });
  const people = [
    ...gated.world.users.map(({ name }) => name),
    ...commits.map(({ author_name }) => safeText(author_name, 100)),
  ];
  const look = async (name: string): Promise<void> => {
    const known = [...DATA, ...[...paths, ...titles, ...people].toSorted((a, b) => b.length - a.length)];
    expect.soft(await untranslated(own, known), name).toEqual([]);
    expect.soft(await clipped(own), name).toEqual([]);
    await lookAt(page, `pseudo-panel-${name}`);
  };

  const chosen = row(`${GROUPS.acme}/shop/recommendations`);
  await expect(row(PROJECTS.checkout).or(panel.getByTestId('repo-row').first()).first()).toBeVisible();
  await look('table');
  await panel.locator('input[type="search"]').fill('recommendations');
  await chosen.getByRole('checkbox').check();
  await chosen.getByRole('button').last().click();
  await look('row-menu');
  await page.keyboard.press('Escape');
  await configure.click();
  await expect(dialog).toBeVisible();
  await look('dialog');
  await dialog.getByTestId('review-plan').click();
  await expect(plan).toBeVisible();
  await look('plan');
  await plan.getByTestId('apply').click();
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await look('job');
  await panel.getByRole('tab').nth(1).click();
  await expect(panel.locator('time').first()).toBeVisible();
  await look('history');
  await panel.getByRole('tab').nth(2).click();
  await expect(panel.locator('pre').first()).toBeVisible();
  await look('policy');
});

test('the card has no text outside the catalogs, and room for longer ones', async ({ gated }) => {
  await allow(browser, gated.url);
  const mergeRequest = await openMergeRequest(gated, { files: { [FILE]: BAD } });
  const { page } = await visit(browser, gated, `${mergeRequest.web_url}?lang=de`);
  const card = gateCard(page);
  await expectState(card, 'failed');
  for (const fold of await card.locator('summary').all()) await fold.click();
  const own = page.locator('mr-gate-card');
  expect.soft(await untranslated(own, DATA), 'card').toEqual([]);
  expect.soft(await clipped(own), 'card').toEqual([]);
  await lookAt(page, 'pseudo-card');
  await page.setViewportSize({ width: 320, height: 800 });
  expect.soft(await clipped(own), 'card at 320 px').toEqual([]);
  await lookAt(page, 'pseudo-card-320');
});
