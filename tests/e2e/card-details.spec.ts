import { gateCard } from '../browser/pages.ts';
import { PROJECTS } from '../gitlab/seed-names.ts';
import { finding } from '../unit/card/fixtures.ts';
import { expect, test } from './fixtures.ts';
import { byKeyboard } from './support/keyboard.ts';
import { look } from './support/look.ts';
import { ourWorld } from './support/our-world.ts';
import { openMergeRequest, postVerdict, visitAs } from './support/verdict.ts';

const CONTENT = `${Array.from({ length: 30 }, (_, at) => `line ${at + 1}`).join('\n')}\n`;

test('an open card filters its findings and copies what it shows, by keyboard alone', async ({
  gitlab,
  browser1,
}) => {
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'details', { 'src/config/aws.ts': CONTENT });
  await postVerdict(gitlab, mr, {
    scans: [
      { scan: 'secret_detection', state: 'ok', failOn: 'high', tool: 'secretlint 13.0.7' },
      { scan: 'sast', state: 'ok', failOn: 'high', tool: 'Semgrep 6.7.1' },
    ],
    findings: {
      blocking: [
        finding(),
        finding({ scan: 'sast', severity: 'high', name: 'Eval of user input', startLine: 20 }),
      ],
      introduced: [finding({ severity: 'low', name: 'Weak hash', startLine: 5 })],
      existing: [finding({ severity: 'medium', name: 'Old token' })],
      fixed: [],
      ignored: [],
    },
  });
  const page = await visitAs(browser1, gitlab, 'dev');
  await browser1.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: gitlab.url });
  await page.goto(`${mr.url}?theme=light`);
  const card = gateCard(page);
  await expect(card.getByRole('heading', { level: 3 })).toHaveText('At or above the threshold 2');
  await look(card, 'card-details-light');

  const { press, tabTo, choose, isAt, expectNoPointer } = await byKeyboard(page);
  await tabTo(/^Severity$/);
  // R answers a comment elsewhere on GitLab's page.
  for (const key of ['c', 'r', 'ArrowDown']) await press(key);
  await isAt(/^Severity$/);
  await expect(card.getByRole('heading', { level: 3 })).toHaveText('At or above the threshold 1 of 2');
  await expect(card.getByText('AWS access key', { exact: true })).toHaveCount(0);

  await choose(/^Copy as Markdown$/);
  await expect(card.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await isAt(/^Copy as Markdown$/);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('| Blocks | High | Eval of user input |');
  expect(text).toContain(`/-/blob/${mr.sha}/src/config/aws.ts#L20`);
  expect(text).not.toContain('AWS access key');

  await tabTo(/^Severity$/, 'Shift+Tab');
  await press('Home');
  await expect(card.getByText('AWS access key', { exact: true })).toBeVisible();
  await expectNoPointer();
  await page.goto(`${mr.url}?theme=dark`);
  await expect(card.getByRole('heading', { level: 3 })).toBeVisible();
  await look(card, 'card-details-dark');
});

test('a closed card with nothing to show asks for no more than its own script', async ({
  gitlab,
  browser1,
}) => {
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'quiet', { 'src/quiet.ts': CONTENT });
  await postVerdict(gitlab, mr, {});
  const page = await visitAs(browser1, gitlab, 'dev');
  await page.goto(mr.url);
  const card = gateCard(page);
  await expect(card).toHaveAttribute('data-state', 'passed');
  expect(await ourWorld(browser1, page)).not.toContain('mrGateDetails');
  await card.getByRole('button', { name: 'Show details' }).click();
  await expect(card.getByText('Scans', { exact: false }).first()).toBeVisible();
  const there = await ourWorld(browser1, page);
  expect(there).toContain('mrGateDetails');
  // The worker puts in what is asked for in turn: these would be there by now.
  for (const other of ['mrGateMarks', 'mrGateReports', 'mrGateWords']) expect(there).not.toContain(other);
});

test('the place of a finding leads to its line in the changes', async ({ gitlab, browser1 }) => {
  const lines = Array.from({ length: 200 }, (_, at) => `line ${at + 1}`);
  const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'lines', {
    'src/a.ts': lines.join('\n'),
    'src/far.ts': lines.join('\n'),
  });
  const place = { file: 'src/far.ts', startLine: 150, endLine: 150 };
  await postVerdict(gitlab, mr, {
    findings: {
      blocking: [finding(place)],
      introduced: [],
      existing: [finding({ ...place, name: 'Old token' })],
      fixed: [],
      ignored: [],
    },
  });
  const page = await visitAs(browser1, gitlab, 'dev');
  await page.goto(mr.url);
  const card = gateCard(page);
  const link = card.getByRole('link', { name: 'src/far.ts:150' }).first();
  await expect(link).toHaveAttribute('href', new RegExp(`/merge_requests/${mr.iid}/diffs#[0-9a-f]{40}$`));
  await expect(card.getByRole('link', { name: 'View file' })).toHaveAttribute(
    'href',
    new RegExp(`/-/blob/${mr.sha}/src/far\\.ts#L150$`),
  );
  // A new page would lose this.
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));
  await link.click();
  await expect(page).toHaveURL(/\/diffs(#[0-9a-f]{40})?$/);
  await expect(page.locator('[data-mr-gate-line]')).toBeInViewport();
  await expect(page.locator('[data-mr-gate-line]')).toHaveText('line 150');
  await expect(page.locator('html')).toHaveAttribute('data-same-page', '');

  // What was there before is not among the changes.
  await page.goto(mr.url);
  await card.locator('summary', { hasText: 'Already in the target branch' }).click();
  await expect(card.getByRole('link', { name: 'src/far.ts:150' }).last()).toHaveAttribute(
    'href',
    /\/-\/blob\//,
  );
});
