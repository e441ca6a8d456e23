import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { test as alone, expect, gatedTest } from './fixtures.ts';
import { expectAccessible, PANEL_HOST } from './support/axe.ts';
import { gate, openGroup, setUp, showRow, tick, writes } from './support/group.ts';
import { look } from './support/look.ts';

const test = gatedTest;
test.setTimeout(120_000);
alone.setTimeout(180_000);

const GATE = `${GROUPS.acme}/mr-gate`;
const backend = (name: string): string => `${GROUPS.backend}/${name}`;

type Group = Awaited<ReturnType<typeof openGroup>>;

/** GitLab's API as an owner of the group uses it by hand. */
async function byHand(gitlab: EmbeddedGitLab, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${gitlab.url}/api/v4${path}`, {
    method,
    headers: { 'private-token': TOKENS.ottoApi, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer.status === 204 ? null : answer.json();
}

const project = (path: string) => `/projects/${encodeURIComponent(path)}`;

/** Everything that GitLab tells of a repository, but when somebody was last at it, and its webhooks. */
async function settingsOf(gitlab: EmbeddedGitLab, path: string): Promise<string> {
  const found = (await byHand(gitlab, 'GET', project(path))) as Record<string, unknown>;
  const hooks = (await byHand(gitlab, 'GET', `${project(path)}/hooks`)) as { url: string }[];
  const { last_activity_at: _, updated_at: __, ...settings } = found;
  return JSON.stringify({ ...settings, hooks: hooks.map((hook) => hook.url) });
}

async function policyOf(gitlab: EmbeddedGitLab): Promise<string> {
  const answer = await fetch(
    `${gitlab.url}/api/v4${project(GATE)}/repository/files/mr-gate.yml/raw?ref=main`,
    { headers: { 'private-token': TOKENS.ottoApi } },
  );
  expect(answer.status).toBe(200);
  return answer.text();
}

/** A plan reads the group and, for an undo, the commits: a busy machine takes its time. */
const planReady = ({ plan }: Group) => expect(plan.getByTestId('apply')).toBeVisible({ timeout: 30_000 });

async function applyPlan(group: Group): Promise<void> {
  await planReady(group);
  await group.plan.getByTestId('apply').click();
  // Until then the job behind the plan may be the one before.
  await expect(group.plan).toHaveCount(0, { timeout: 30_000 });
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
}

const leaveJob = ({ panel }: Group) => panel.getByRole('button', { name: 'Back to repositories' }).click();
const tab = ({ panel }: Group, name: string) => panel.getByRole('tab', { name }).click();

async function rowMenu(group: Group, path: string, item: string): Promise<void> {
  const row = await showRow(group, path);
  await row.getByRole('button', { name: /^Actions for/ }).click();
  await group.page.getByRole('menuitem', { name: item }).click();
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('an apply is undone from the history: settings are as they were, to the byte', async ({
  gated,
  browser1,
}) => {
  const paths = [backend('orders'), backend('tax')];
  const [before, policy] = [
    await Promise.all(paths.map((path) => settingsOf(gated, path))),
    await policyOf(gated),
  ];
  const group = await openGroup(browser1, gated);
  await gate(group, paths);
  await expect(group.job.getByTestId('undo-job')).toBeVisible();
  expect(await Promise.all(paths.map((path) => settingsOf(gated, path)))).not.toEqual(before);

  await tab(group, 'History');
  const item = group.panel.getByTestId('history-item').filter({ hasText: 'Gate 2 repositories' }).first();
  await expect(item).toContainText('@olga');
  await item.getByText('What changed').click();
  await expect(item).toContainText(paths[0] ?? '');
  await expectAccessible(group.page, 'panel-history', PANEL_HOST);
  await item.getByRole('button', { name: /^Undo/ }).click();
  await planReady(group);
  await expect(group.plan).toContainText('Undo “Gate 2 repositories');
  await expect(group.plan.getByTestId('apply')).toHaveText('Undo in 2 repositories');
  await look(group.page, 'panel-undo-plan');
  await applyPlan(group);
  await expect(group.job).toContainText('Undone in 2 repositories');
  await gated.settled();
  expect(await Promise.all(paths.map((path) => settingsOf(gated, path)))).toEqual(before);
  expect(await policyOf(gated)).toBe(policy);
  await leaveJob(group);
  await expect(await showRow(group, paths[0] ?? '')).toContainText('Not configured');
});

test('undo leaves out what was changed since, and names it', async ({ gated, browser1 }) => {
  const [same, changed] = [backend('invoices'), backend('shipping')] as const;
  const before = await settingsOf(gated, same);
  const group = await openGroup(browser1, gated);
  const except = async (paths: readonly string[], severity: RegExp) => {
    await tick(group, paths);
    await group.configure.click();
    await group.dialog.getByRole('radio', { name: /(?:Make|Change) (?:an|the) exception/ }).check();
    await group.dialog.getByRole('radio', { name: severity }).check();
    await group.dialog.getByLabel('Reason').fill('Moves to another team');
    await group.dialog.getByTestId('review-plan').click();
    await applyPlan(group);
  };
  await except([same, changed], /^Critical/);
  await leaveJob(group);
  await except([changed], /^Low/);
  const left = await settingsOf(gated, changed);
  await tab(group, 'History');
  await group.panel
    .getByTestId('history-item')
    .filter({ hasText: '2 repositories (Critical' })
    .first()
    .getByRole('button', { name: /^Undo/ })
    .click();
  await planReady(group);
  const out = group.plan.getByTestId('plan-excluded');
  await expect(out).toContainText(changed);
  await expectAccessible(group.page, 'panel-undo-left-out', PANEL_HOST);
  await applyPlan(group);
  expect(await settingsOf(gated, same)).toBe(before);
  expect(await settingsOf(gated, changed)).toBe(left);
});

test('MR Gate is removed from the selected repositories, and from no other', async ({ gated, browser1 }) => {
  const paths = [`${GROUPS.acme}/status-page`, `${GROUPS.acme}/design-tokens`];
  const kept = await settingsOf(gated, PROJECTS.checkout);
  const before = await Promise.all(paths.map((path) => settingsOf(gated, path)));
  const group = await openGroup(browser1, gated);
  await gate(group, paths);
  await leaveJob(group);
  await tick(group, paths);
  await group.panel.getByRole('button', { name: 'Actions', exact: true }).click();
  await expectAccessible(group.page, 'panel-actions', PANEL_HOST);
  await group.page.getByRole('menuitem', { name: 'Remove MR Gate…' }).click();
  await planReady(group);
  await expect(group.plan.getByTestId('apply')).toHaveText('Remove from 2 repositories');
  await look(group.page, 'panel-remove-plan');
  await applyPlan(group);
  await expect(group.job).toContainText('Removed MR Gate from 2 repositories');
  expect(await Promise.all(paths.map((path) => settingsOf(gated, path)))).toEqual(before);
  expect(await settingsOf(gated, PROJECTS.checkout)).toBe(kept);
});

test('drift is shown field by field, repaired by Re-apply, and left by Accept', async ({
  gated,
  browser1,
}) => {
  const path = `${GROUPS.labs}/edge-cache`;
  const group = await openGroup(browser1, gated);
  await gate(group, [path]);
  await leaveJob(group);
  const good = await settingsOf(gated, path);
  const switchOff = () =>
    byHand(gated, 'PUT', project(path), { only_allow_merge_if_pipeline_succeeds: false });

  await switchOff();
  await group.panel.getByRole('button', { name: 'Reload' }).click();
  await expect(await showRow(group, path)).toContainText('Pipelines must succeed: on → off');
  await rowMenu(group, path, 'Show details');
  const details = group.page.getByTestId('repo-dialog');
  await expect(details.getByRole('row', { name: /^Pipelines must succeed/ })).toContainText('off');
  await expect(details).toContainText('webhook');
  await expectAccessible(group.page, 'panel-drift', PANEL_HOST);
  await details.getByRole('button', { name: 'Re-apply settings…' }).click();
  await applyPlan(group);
  expect(await settingsOf(gated, path)).toBe(good);
  await leaveJob(group);

  await switchOff();
  await group.panel.getByRole('button', { name: 'Reload' }).click();
  await expect(await showRow(group, path)).toContainText('Drifted');
  await rowMenu(group, path, 'Accept the drift…');
  await applyPlan(group);
  await leaveJob(group);
  // It cannot block any more, and is not called gated.
  await expect(await showRow(group, path)).toContainText(/Report only.*Accepted as it is/);
  expect(await settingsOf(gated, path)).not.toBe(good);
  await rowMenu(group, path, 'Remove MR Gate…');
  await applyPlan(group);
});

test('a webhook that somebody deleted is found by a look, and made again', async ({ gated, browser1 }) => {
  const path = `${GROUPS.platform}/gateway`;
  const group = await openGroup(browser1, gated);
  await gate(group, [path]);
  await leaveJob(group);
  const hooks = (await byHand(gated, 'GET', `${project(path)}/hooks`)) as { id: number }[];
  for (const { id } of hooks) await byHand(gated, 'DELETE', `${project(path)}/hooks/${id}`);
  await tick(group, [path]);
  await group.panel.getByRole('button', { name: 'Actions', exact: true }).click();
  await group.page.getByRole('menuitem', { name: 'Look at their webhooks' }).click();
  await expect(group.panel.getByText('1 webhook looked at: 1 not as gating made it')).toBeVisible();
  await look(group.page, 'panel-webhooks');
  await rowMenu(group, path, 'Re-apply settings…');
  await applyPlan(group);
  expect(await byHand(gated, 'GET', `${project(path)}/hooks`)).toHaveLength(1);
});

test('the policy is exported, comes back as no change, and is refused by line and key when broken', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  const { page, panel } = group;
  await tab(group, 'Policy');
  const policy = await policyOf(gated);
  await expect(panel.getByTestId('policy-text')).toContainText('fail_on:');
  await expectAccessible(page, 'panel-policy', PANEL_HOST);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByTestId('export-policy').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.ya?ml$/);
  expect(await textOf(download)).toBe(policy);

  const from = gated.requests.length;
  await panel.getByTestId('import-policy').click();
  const dialog = page.getByTestId('import-dialog');
  const broken = policy.replace(/fail_on: \w+/, 'fail_on: hihg');
  const line = broken.split('\n').findIndex((text) => text.includes('hihg')) + 1;
  await dialog.getByLabel('Or paste it').fill(broken);
  await expect(dialog).toContainText(`Line ${line} default.fail_on`);
  await expectAccessible(page, 'panel-import-broken', PANEL_HOST);
  await expect(dialog.getByTestId('review-import')).toHaveAttribute('aria-disabled', 'true');
  await dialog
    .getByTestId('policy-file')
    .setInputFiles({ name: 'mr-gate.yml', mimeType: 'text/yaml', buffer: Buffer.from(policy) });
  await expect(dialog.getByText(/^The policy can be read/)).toBeVisible();
  await dialog.getByTestId('review-import').click();
  await expect(group.plan).toContainText('There is nothing to change');
  expect(writes(gated, from)).toEqual([]);
  await group.plan.getByRole('button', { name: 'Back' }).click();

  const stricter = policy.replace(/fail_on: \w+/, 'fail_on: low');
  await dialog.getByLabel('Or paste it').fill(stricter);
  await dialog.getByTestId('review-import').click();
  await look(page, 'panel-import-plan');
  await applyPlan(group);
  expect(await policyOf(gated)).toContain('fail_on: low');
  await group.job.getByTestId('undo-job').click();
  await applyPlan(group);
  expect(await policyOf(gated)).toBe(policy);
});

test('a policy that somebody edited in GitLab is told, put back, and accepted', async ({
  gated,
  browser1,
}) => {
  const policy = await policyOf(gated);
  const edit = (content: string, message: string) =>
    byHand(gated, 'PUT', `${project(GATE)}/repository/files/mr-gate.yml`, {
      branch: 'main',
      content,
      commit_message: message,
    });
  await edit(policy.replace(/fail_on: \w+/, 'fail_on: low'), 'Block more');
  const group = await openGroup(browser1, gated);
  const notice = group.panel.getByTestId('policy-by-hand');
  await expect(notice.getByRole('link', { name: 'Block more' })).toBeVisible();
  await notice.getByText('What differs').click();
  await expect(notice.getByRole('row', { name: /High.*Low/ })).toBeVisible();
  await expectAccessible(group.page, 'panel-policy-by-hand', PANEL_HOST);
  await notice.getByTestId('put-policy-back').click();
  await applyPlan(group);
  expect(await policyOf(gated)).toBe(policy);
  await leaveJob(group);
  await expect(group.panel.getByTestId('repo-row').first()).toBeVisible();
  await expect(notice).toHaveCount(0);

  const { id } = (await byHand(gated, 'GET', project(PROJECTS.checkout))) as { id: number };
  const ignore = `{ project: ${id}, finding: ${'0'.repeat(32)}, reason: test key, by: otto }`;
  const edited = `${policy}ignores:\n  - ${ignore}\n`;
  await edit(edited, 'Ignore the test key');
  await group.panel.getByRole('button', { name: 'Reload' }).click();
  await expect(notice).toContainText('Ignore the test key');
  await notice.getByTestId('accept-policy').click();
  await expect(group.plan.getByTestId('plan-gate')).toContainText('accepted as it is');
  await applyPlan(group);
  await leaveJob(group);
  await expect(group.panel.getByTestId('repo-row').first()).toBeVisible();
  await expect(notice).toHaveCount(0);
  expect(await policyOf(gated)).toBe(edited);
});

test('results and history are saved as files that hold no token', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated);
  const { page } = group;
  await gate(group, [`${GROUPS.labs}/playground`]);
  const save = async (button: ReturnType<Page['getByRole']>, format: string): Promise<string> => {
    await button.click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format }).click(),
    ]);
    return textOf(download);
  };
  const results = group.job.getByRole('button', { name: 'Download' });
  expect(await save(results, 'As CSV')).toContain('acme/labs/playground');
  expect(JSON.parse(await save(results, 'As JSON'))).toMatchObject({
    group: 'acme',
    repos: [{ path: 'acme/labs/playground', state: 'done' }],
  });
  await tab(group, 'History');
  await expect(group.panel.getByTestId('history-item').first()).toBeVisible();
  const history = await save(group.panel.getByRole('button', { name: 'Download' }), 'As CSV');
  expect(history).toContain('acme/labs/playground');
  for (const token of [TOKENS.olgaApi, TOKENS.ottoApi]) expect(history).not.toContain(token);
});

test('a repository that is new since the last visit is one click from the default', async ({
  gated,
  browser1,
}) => {
  const group = await openGroup(browser1, gated);
  await expect(await showRow(group, PROJECTS.checkout)).toContainText('Gated');
  await group.page.keyboard.press('Escape');
  await group.page.keyboard.press('Escape');
  const parent = (await byHand(gated, 'GET', `/groups/${encodeURIComponent(GROUPS.labs)}`)) as { id: number };
  await byHand(gated, 'POST', '/projects', {
    name: 'Brand new',
    path: 'brand-new',
    namespace_id: parent.id,
    initialize_with_readme: true,
  });
  await byHand(gated, 'POST', `${project(`${GROUPS.labs}/brand-new`)}/hooks`, {
    url: `${gated.url}/api/v4/projects/4711/ref/main/trigger/pipeline`,
    name: 'MR Gate',
  });
  await group.page.reload();
  await group.open();
  await group.panel.getByRole('button', { name: '1 new since your last visit' }).click();
  await expect(group.panel.getByTestId('repo-row')).toHaveCount(1);
  await expect(group.row(`${GROUPS.labs}/brand-new`)).toContainText('New');
  await expectAccessible(group.page, 'panel-new', PANEL_HOST);
  await group.panel.getByTestId('gate-new').click();
  await planReady(group);
  await group.plan.getByTestId('preview-impact').click();
  await expect(group.plan.getByTestId('impact')).toContainText('No open merge request is touched');
  await group.plan.getByTestId('look-at-hooks').click();
  await expect(group.plan.getByTestId('hook-outlook')).toContainText('calls another gate, project 4711');
  await look(group.page, 'panel-hook-outlook');
  await expectAccessible(group.page, 'panel-hook-outlook', PANEL_HOST);
  await applyPlan(group);
  await leaveJob(group);
  await expect(await showRow(group, `${GROUPS.labs}/brand-new`)).toContainText('Gated');
});

test('the views, their tabs and an undo go by keyboard alone', async ({ gated, browser1 }) => {
  const group = await openGroup(browser1, gated);
  const { page, panel } = group;
  const { keyboard } = page;
  await gate(group, [backend('inventory')]);
  await panel.getByRole('tab', { name: 'Repositories' }).focus();
  await keyboard.press('ArrowRight');
  await expect(panel.getByRole('tab', { name: 'History' })).toBeFocused();
  const undo = panel.getByRole('button', { name: /^Undo… Gate 1 repository/ }).first();
  await expect(undo).toBeVisible();
  for (let press = 0; press < 20 && !(await undo.evaluate((button) => button.matches(':focus'))); press++)
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await planReady(group);
  await keyboard.press('Escape');
  await expect(group.plan).toHaveCount(0);
  await expect(undo).toBeFocused();
  await keyboard.press('Enter');
  const apply = group.plan.getByTestId('apply');
  await planReady(group);
  for (let press = 0; press < 30 && !(await apply.evaluate((button) => button.matches(':focus'))); press++)
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(group.job).toContainText('Undone in 1 repository', { timeout: 60_000 });
  await panel.getByRole('tab', { name: 'Repositories' }).focus();
  await keyboard.press('End');
  await expect(panel.getByTestId('policy-text')).toBeVisible();
});

alone('MR Gate is removed from the whole group: nothing of it is left', async ({ gitlab, browser1 }) => {
  const paths = [PROJECTS.checkout, backend('orders')];
  const { world } = gitlab;
  const tokens = new Set(world.tokens.map(({ id }) => id));
  const before = await Promise.all(paths.map((path) => settingsOf(gitlab, path)));
  const group = await openGroup(browser1, gitlab);
  const { page, panel } = group;
  await setUp(group);
  await gate(group, paths);
  await tab(group, 'Policy');
  await panel.getByTestId('remove-all').click();
  const dialog = page.getByTestId('remove-dialog');
  await dialog.getByRole('radio', { name: 'Delete it' }).check();
  await dialog.getByTestId('review-removal').click();
  await expect(dialog.getByText('This is not the path of the group.')).toBeVisible();
  await expect(group.plan).toHaveCount(0);
  await expectAccessible(page, 'panel-remove-all', PANEL_HOST);
  await dialog.getByTestId('confirm-group').fill('acme');
  await dialog.getByTestId('review-removal').click();
  await planReady(group);
  await expect(group.plan.getByTestId('plan-gate')).toBeVisible();
  await expectAccessible(page, 'panel-remove-all-plan', PANEL_HOST);
  await applyPlan(group);
  await look(page, 'panel-removed-all');
  expect(await Promise.all(paths.map((path) => settingsOf(gitlab, path)))).toEqual(before);
  const gone = await fetch(`${gitlab.url}/api/v4${project(GATE)}`, {
    headers: { 'private-token': TOKENS.ottoApi },
  });
  expect(
    gone.status === 404 ||
      ((await gone.json()) as { marked_for_deletion_on?: string }).marked_for_deletion_on,
  ).toBeTruthy();
  expect(world.hooks.filter(({ url }) => url.includes('/trigger/pipeline'))).toEqual([]);
  expect(world.variables.filter(({ key }) => key.startsWith('MR_GATE'))).toEqual([]);
  expect(world.tokens.filter(({ id, revoked }) => !tokens.has(id) && !revoked)).toEqual([]);
  expect(world.triggers.filter(({ description }) => description === 'MR Gate')).toEqual([]);
  expect(world.schedules.filter(({ description }) => description.startsWith('MR Gate'))).toEqual([]);
  await panel.getByRole('button', { name: 'Back to repositories' }).click();
  await expect(panel.getByRole('button', { name: 'Set up MR Gate in acme' })).toBeVisible();
});
