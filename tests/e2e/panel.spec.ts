import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { test as alone, expect, gatedTest as test } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { gate, openGroup, planFor, showRow, tick, visitGroup, writes } from './support/group.ts';
import { look } from './support/look.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
const shop = (name: string): string => `${GROUPS.shop}/${name}`;

alone('without a token the panel says what for, and opens the connect page', async ({ gitlab, browser1 }) => {
  const group = await visitGroup(browser1, gitlab, { username: USERS.olga, token: null });
  await group.open();
  await expect(group.panel.getByText('Connect this GitLab first')).toBeVisible();
  await expectAccessible(group.page, 'panel-not-connected', PANEL_HOST);
  const [popup] = await Promise.all([
    browser1.context.waitForEvent('page'),
    group.panel.getByRole('button', { name: 'Connect with a token' }).click(),
  ]);
  await popup.getByLabel('Token', { exact: true }).fill(TOKENS.olgaApi);
  await popup.getByTestId('connect').click();
  await expect(popup.getByText('Can configure')).toBeVisible();
});

test('a read-only token shows everything and writes nothing', async ({ gated, browser1 }) => {
  const from = gated.requests.length;
  const group = await openGroup(browser1, gated, { username: USERS.olga, token: TOKENS.olgaReadApi });
  const { panel, page } = group;
  await expect(panel.getByText('Read-only: you see everything and can change nothing')).toBeVisible();
  await expect(await showRow(group, PROJECTS.checkout)).toContainText('Gated');
  await panel.getByRole('button', { name: 'Select the 1 matching' }).click();
  await expect(group.configure).toHaveAttribute('aria-disabled', 'true');
  await group.configure.click({ force: true });
  await expect(group.dialog).toHaveCount(0);
  await (await showRow(group, PROJECTS.checkout)).getByRole('button', { name: /^Actions for/ }).click();
  const item = page.getByRole('menuitem', { name: /^Make an exception/ });
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'panel-read-only', PANEL_HOST);
  await item.click({ force: true });
  await expect(group.dialog).toHaveCount(0);
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Reload' }).click();
  await expect(await showRow(group, PROJECTS.checkout)).toContainText('Gated');
  expect(writes(gated, from)).toEqual([]);
});

test('search, filters, ranges and "all matching" select what they say', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated);
  const { panel } = group;
  const rows = panel.getByTestId('repo-row');
  const selected = (count: number) =>
    expect(panel.locator('.mrg-selection').getByText(new RegExp(`^${count} selected`))).toBeVisible();

  await panel.getByLabel('Search repositories').fill('shop e');
  await expect(group.row(PROJECTS.checkout)).toBeVisible();
  for (const path of await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-repo')))) {
    expect(path).toMatch(/shop/);
    expect(path).toContain('e');
  }
  await panel.getByLabel('Search repositories').fill('');

  await panel.getByLabel('Subgroup').selectOption({ label: 'shop/backend' });
  await expect(rows).toHaveCount(8);
  await rows.nth(1).getByRole('checkbox').check();
  await rows
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await selected(4);
  for (const [at, on] of [false, true, true, true, true, false].entries()) {
    await expect(rows.nth(at).getByRole('checkbox')).toBeChecked({ checked: on });
  }
  await panel.getByRole('button', { name: 'Select all 8 matching' }).click();
  await selected(8);

  // Another filter keeps the selection, and says that there is more than what is seen.
  await panel.getByLabel('Subgroup').selectOption({ label: 'platform' });
  await expect(panel.getByText('8 selected, 8 of them outside the filter')).toBeVisible();
  await look(group.page, 'panel-selected-outside');
  await panel.getByRole('button', { name: 'Clear selection' }).click();

  await panel.getByLabel('Subgroup').selectOption('');
  await panel.getByLabel('State', { exact: true }).selectOption('gated');
  await expect(group.row(PROJECTS.checkout)).toContainText('Gated');
  for (const row of await rows.all()) await expect(row).toContainText('Group default');
  await panel.getByLabel('Search repositories').fill('nothing is called so');
  await expect(panel.getByText('No repositories match')).toBeVisible();
  await look(group.page, 'panel-no-match');
  await panel.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(8);
  await expect(await showRow(group, GATE)).toContainText('Gate project');
});

test('repositories that cannot be gated say why, and cannot be selected', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated, { username: USERS.mia, token: TOKENS.miaApi });
  await group.panel
    .locator('.mrg-summary')
    .getByRole('button', { name: /Cannot be gated/ })
    .click();
  const reasons: readonly [string, RegExp][] = [
    [PROJECTS.archived, /Archived: nothing can be merged into it/],
    [PROJECTS.empty, /Empty: there is nothing to merge into yet/],
    [PROJECTS.mergeRequestsOff, /Merge requests are off/],
    [PROJECTS.ciOff, /CI\/CD is off/],
    [PROJECTS.locked, /Your role is too low/],
  ];
  for (const [path, reason] of reasons) {
    await expect(await showRow(group, path)).toContainText('Cannot be gated');
    await expect(group.row(path)).toContainText(reason);
    await expect(group.row(path).getByRole('checkbox')).toBeDisabled();
  }
  await group.panel.getByLabel('Search repositories').fill('');
  await expectAccessible(group.page, 'panel-cannot', PANEL_HOST);
});

test('the ⋮ menu makes an exception, which is shown with where it comes from', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const path = shop('loyalty');
  await (await showRow(group, path)).getByRole('button', { name: /^Actions for/ }).click();
  await look(group.page, 'panel-menu');
  await group.page.getByRole('menuitem', { name: 'Make an exception…' }).click();
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await expect(group.dialog.getByRole('textbox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true');
  await look(group.page, 'panel-exception-invalid');
  await group.dialog.getByRole('radio', { name: /^Critical/ }).check();
  await group.dialog.getByRole('textbox', { name: 'Reason' }).fill('Replaced by points-v2 in spring');
  await group.dialog.getByRole('textbox', { name: 'Owner' }).fill('team-loyalty');
  await group.dialog.getByLabel('Until').fill('2099-03-31');
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan.getByTestId('apply')).toHaveText('Apply to 1 repository');
  await look(group.page, 'panel-plan-one');
  await group.plan.getByTestId('apply').click();
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await group.panel.getByRole('button', { name: 'Back to repositories' }).click();
  const row = await showRow(group, path);
  await expect(row).toContainText(
    'Exception until 31 March 2099, team-loyalty: Replaced by points-v2 in spring',
  );
  await expect(row).toContainText('Critical');
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await group.page.getByRole('menuitem', { name: 'Prolong the exception…' }).click();
  await expect(group.page.getByTestId('prolong-dialog')).toBeVisible();
  await expectAccessible(group.page, 'panel-prolong', PANEL_HOST);
});

/** The policy file as GitLab holds it, and a way to write it by hand. */
async function readPolicy(gitlab: EmbeddedGitLab): Promise<string> {
  const answer = await fetch(
    `${gitlab.url}/api/v4/projects/${encodeURIComponent(GATE)}/repository/files/mr-gate.yml/raw?ref=main`,
    { headers: { 'private-token': TOKENS.olgaApi } },
  );
  expect(answer.status).toBe(200);
  return answer.text();
}

const writePolicy = (gitlab: EmbeddedGitLab, text: string) =>
  gitlab.push({
    project: GATE,
    branch: 'main',
    user: USERS.otto,
    message: 'By hand',
    files: { 'mr-gate.yml': text },
  });

test('a policy broken by hand is told by line and key, and never written over', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const good = await readPolicy(gated);
  const broken = good.replace(/fail_on: \w+/, 'fail_on: hihg');
  expect(broken).not.toBe(good);
  const line = broken.split('\n').findIndex((text) => text.includes('hihg')) + 1;
  await writePolicy(gated, broken);
  try {
    const from = gated.requests.length;
    await group.panel.getByRole('button', { name: 'Reload' }).click();
    const alert = group.panel.getByRole('alert').filter({ hasText: 'mr-gate.yml cannot be read' });
    await expect(alert).toContainText(`Line ${line} default.fail_on`);
    await expect(alert.getByRole('link', { name: `Line ${line}` })).toHaveAttribute(
      'href',
      new RegExp(`/mr-gate/-/blob/main/mr-gate\\.yml#L${line}$`),
    );
    await expect(await showRow(group, PROJECTS.checkout)).toContainText('Needs a decision');
    await expectAccessible(group.page, 'panel-policy-broken', PANEL_HOST);
    await tick(group, [shop('cart')]);
    await group.configure.click({ force: true });
    await expect(group.dialog).toHaveCount(0);
    expect(writes(gated, from)).toEqual([]);
    expect(await readPolicy(gated)).toBe(broken);
  } finally {
    await writePolicy(gated, good);
  }
});

test('a plan made before somebody broke the policy changes nothing', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated);
  const good = await readPolicy(gated);
  await planFor(group, [shop('returns')]);
  const broken = 'version: [1\n';
  await writePolicy(gated, broken);
  try {
    const from = gated.requests.length;
    await group.plan.getByTestId('apply').click();
    const alert = group.job.getByRole('alert').filter({ hasText: 'nothing was written over it' });
    await expect(alert).toContainText('Line 2', { timeout: 30_000 });
    await look(group.page, 'panel-plan-overtaken');
    expect(writes(gated, from)).toEqual([]);
    expect(await readPolicy(gated)).toBe(broken);
  } finally {
    await writePolicy(gated, good);
  }
});

test('a second admin finds the gate project and makes no other', async ({ gated, browser1 }) => {
  const from = gated.requests.length;
  const group = await openGroup(browser1, gated, { username: USERS.otto, token: TOKENS.ottoApi });
  await expect(await showRow(group, PROJECTS.checkout)).toContainText('Gated');
  await expect(group.panel.getByText('Set up MR Gate in acme')).toHaveCount(0);
  await gate(group, [shop('gift-cards')]);
  expect(writes(gated, from).filter((call) => call === 'POST /api/v4/projects')).toEqual([]);
  expect(gated.world.projects.filter((project) => project.path.startsWith('mr-gate'))).toHaveLength(1);
});

test('a repository that fails says why, the others go on, and Retry goes through', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const [bad, good] = [shop('mobile-app'), shop('search')];
  const id = gated.world.projects.find((project) => project.fullPath === bad)?.id;
  const fault = gated.addFault({
    method: 'POST',
    path: new RegExp(`^/projects/${id}/hooks`),
    kind: 'status',
    status: 422,
    body: '{"message":{"base":["Maximum number of project hooks (100) exceeded"]}}',
  });
  await planFor(group, [bad, good]);
  await group.plan.getByTestId('apply').click();
  const failed = group.job.locator(`[data-repo="${bad}"]`);
  await expect(failed).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
  await expect(failed).toContainText('Maximum number of project hooks (100) exceeded');
  await expect(group.job.locator(`[data-repo="${good}"]`)).toHaveAttribute('data-state', 'done');
  await expect(group.job).toContainText('Applied to 1 of 2 repositories');
  await expectAccessible(group.page, 'panel-job-failed', PANEL_HOST);
  fault.remove();
  await group.job.getByRole('button', { name: 'Retry 1 failed' }).click();
  await expect(failed).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await expect(group.job).toContainText('Applied to 2 repositories', { timeout: 30_000 });
  await look(group.page, 'panel-job-done');
});

test('Stop ends after what has begun, a reload shows where it stands, Resume does the rest', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const { page, panel, job } = group;
  const paths = ['auth', 'observability', 'build-images', 'data-lake', 'feature-flags', 'infrastructure'].map(
    (name) => `${GROUPS.platform}/${name}`,
  );
  await tick(group, paths);
  await group.configure.click();
  await group.dialog.getByRole('radio', { name: /^Make an exception/ }).check();
  await group.dialog.getByRole('textbox', { name: 'Reason' }).fill('On trial');
  await group.dialog.getByRole('textbox', { name: 'Owner' }).fill('team-platform');
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan).toBeVisible();
  const commit = gated.addFault({ method: 'POST', path: /\/repository\/commits/, kind: 'hold' });
  await group.plan.getByTestId('apply').click();
  await expect.poll(() => commit.hits()).toBeGreaterThan(0);
  await expect(job).toHaveAttribute('data-state', 'running');
  await expectAccessible(page, 'panel-job-running', PANEL_HOST);

  await page.reload();
  await group.open();
  await expect(job).toHaveAttribute('data-state', 'running');
  await job.getByRole('button', { name: 'Stop' }).click();
  await expect(job).toHaveAttribute('data-state', /stopp/);
  commit.remove();
  await expect(job).toHaveAttribute('data-state', 'stopped', { timeout: 30_000 });
  await expect(job).toContainText('Stopped: 0 done, 0 failed, 6 not started');
  await expectAccessible(page, 'panel-job-stopped', PANEL_HOST);

  await page.reload();
  await group.open();
  await expect(panel.getByText('Stopped: 0 done, 0 failed, 6 not started')).toBeVisible();
  await look(page, 'panel-job-stopped-reloaded');
  await panel.getByRole('button', { name: 'Show details' }).click();
  await job.getByRole('button', { name: 'Resume' }).click();
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  await expect(job).toContainText('Applied to 6 repositories');
  const hooks = gated.world.hooks.filter((hook) =>
    paths.includes(gated.world.projects.find((project) => project.id === hook.projectId)?.fullPath ?? ''),
  );
  expect(hooks).toHaveLength(paths.length);
});

test('Escape closes one layer at a time, and focus goes back to where it came from', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const { page, panel } = group;
  const menuButton = (await showRow(group, shop('catalog'))).getByRole('button', { name: /^Actions for/ });
  await menuButton.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(menuButton).toBeFocused();
  await expect(panel).toBeVisible();

  await tick(group, [shop('catalog')]);
  await group.configure.click();
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(group.plan).toBeHidden();
  await expect(panel).toBeVisible();
  await expect(group.configure).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(group.button).toBeFocused();
});
