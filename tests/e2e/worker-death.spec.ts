import type { Locator, Page } from '@playwright/test';
import type { ExtensionBrowser } from '../browser/chromium.ts';
import { connectUnseen } from '../browser/connect-unseen.ts';
import { groupPanel, signIn } from '../browser/pages.ts';
import { type Deaths, killAtEveryPoint } from '../browser/worker-deaths.ts';
import { api, id } from '../demo/api.ts';
import type { EmbeddedGitLab, SeenRequest } from '../gitlab/embedded.ts';
import { GROUPS, PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import type { Project } from '../gitlab/world/types.ts';
import { expect, test } from './fixtures.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
/** One of them, orders, demands pipelines already: what was before must come out of the job unharmed too. */
const REPOS = [
  'checkout',
  'storefront',
  'catalog',
  'search',
  'cart',
  'returns',
  'backend/orders',
  'backend/tax',
  'backend/payments',
  'backend/shipping',
].map((path) => `${GROUPS.shop}/${path}`);

const isWrite = (request: SeenRequest): boolean => request.method !== 'GET';

test.setTimeout(240_000);
// A little slower than killing a worker is: each death comes before the next answer.
test.use({ gitlabOptions: { latencyMs: 50 }, actionTimeout: 10_000 });

for (const moment of ['answered', 'unanswered'] as const) {
  test(`the worker dies at every request, ${moment}: set-up and apply end right`, async ({
    gitlab,
    browser1,
  }) => {
    const page = await connectedGroupPage(gitlab, browser1);
    const before = structuredClone(gitlab.world.projects);
    const deaths = (at?: (request: SeenRequest) => boolean) =>
      killAtEveryPoint(gitlab, browser1, { username: USERS.olga, moment, ...(at && { at }) });

    const setup = deaths();
    await setupButton(page).click();
    await expect(groupPanel(page).job).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
    await setup.stop();
    diedAt(setup, SETUP_WRITES, 20);
    await gateIsSetUpOnce(gitlab);

    await planForRepos(page);
    // Answers come six at a time: between two of them lie mostly others, so here it dies over writes alone.
    const apply = deaths(moment === 'answered' ? isWrite : undefined);
    await groupPanel(page).plan.getByTestId('apply').click();
    await expect(groupPanel(page).job).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
    await apply.stop();
    diedAt(apply, APPLY_WRITES, 4);
    await reposAreGatedOnce(gitlab, before);
  });
}

test('with the tab closed, alarms alone bring a dead worker back', async ({ gitlab, browser1 }) => {
  const page = await connectedGroupPage(gitlab, browser1);
  const before = structuredClone(gitlab.world.projects);
  const deaths = (tab: Page): Deaths =>
    killAtEveryPoint(gitlab, browser1, {
      username: USERS.olga,
      moment: 'unanswered',
      at: isWrite,
      before: async () => {
        await tab.close();
        await alarmSoon(browser1);
      },
    });

  const setup = deaths(page);
  await setupButton(page).click();
  // The worker has seen the test run's end, with no page open that could have woken it.
  // A run whose start was never answered is proof too, but not the one that it waits for.
  const proven = (): boolean =>
    gitlab.world.pipelines.some(
      ({ id, source, status, finishedAt }) =>
        source === 'trigger' &&
        status === 'success' &&
        gitlab.requests.some(
          (seen) =>
            seen.username === USERS.olga &&
            seen.path.endsWith(`/pipelines/${id}`) &&
            seen.at > Date.parse(finishedAt ?? ''),
        ),
    );
  await expect.poll(proven, { timeout: 90_000 }).toBe(true);
  await setup.stop();
  diedAt(setup, SETUP_WRITES, 7);
  await gateIsSetUpOnce(gitlab);

  const second = await browser1.context.newPage();
  await second.goto(`${gitlab.url}/${GROUPS.acme}`);
  await planForRepos(second);
  const apply = deaths(second);
  await groupPanel(second).plan.getByTestId('apply').click();
  const recorded = async () =>
    Object.values((await enrolment(gitlab)).projects).filter(({ hook }) => hook !== null);
  await expect.poll(async () => (await recorded()).length, { timeout: 90_000 }).toBe(REPOS.length);
  await apply.stop();
  diedAt(apply, APPLY_WRITES, 4);
  await reposAreGatedOnce(gitlab, before);
});

/**
 * The alarm that the product has set is there and due within its minute: the test only does not wait that long.
 */
async function alarmSoon(browser: ExtensionBrowser): Promise<void> {
  const worker = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'));
  const due = await worker.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        alarms: {
          get(name: string): Promise<{ scheduledTime: number } | undefined>;
          create(name: string, info: { when: number }): Promise<void>;
        };
      };
    };
    const set = await chrome.alarms.get('jobs');
    if (set) await chrome.alarms.create('jobs', { when: Date.now() + 500 });
    return set ? set.scheduledTime - Date.now() : null;
  });
  expect(due).not.toBeNull();
  expect(due).toBeLessThanOrEqual(60_000);
}

async function connectedGroupPage(gitlab: EmbeddedGitLab, browser: ExtensionBrowser): Promise<Page> {
  const page = await browser.context.newPage();
  await signIn(page, gitlab.url, USERS.olga, PASSWORD);
  await connectUnseen(browser, gitlab.url, TOKENS.olgaApi);
  await page.goto(`${gitlab.url}/${GROUPS.acme}`);
  await groupPanel(page).open();
  await expect(setupButton(page)).toBeVisible();
  return page;
}

const setupButton = (page: Page): Locator =>
  groupPanel(page).panel.getByRole('button', { name: 'Set up MR Gate in acme' });

/** From the group page, opened anew, to the plan of the ten, one press away from being applied. */
async function planForRepos(page: Page): Promise<void> {
  const group = groupPanel(page);
  // All rows at once, whatever notices stand above them: others are not in the document.
  await page.setViewportSize({ width: 1360, height: 1600 });
  await page.reload();
  await group.open();
  const leave = group.panel.getByRole('button', { name: 'Choose repositories' });
  const subgroup = group.panel.getByLabel('Subgroup');
  await expect(leave.or(subgroup)).toBeVisible({ timeout: 30_000 });
  // A set-up whose last step is just being written down comes to the front, once the worker that died over it is back.
  await expect(async () => {
    if (await leave.isVisible()) await leave.click();
    await subgroup.selectOption({ label: 'shop' }, { timeout: 5_000 });
    for (const path of REPOS) await group.row(path).getByRole('checkbox').check({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await group.configure.click();
  await group.dialog.getByRole('radio', { name: /^High/ }).check();
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan.getByTestId('apply')).toHaveText(`Apply to ${REPOS.length} repositories`);
}

const SETUP_WRITES = [
  /^POST \/projects$/,
  /^POST \/groups\/\d+\/access_tokens$/,
  /^POST \/projects\/\d+\/variables$/,
  /^POST \/projects\/\d+\/repository\/commits$/,
  /^POST \/projects\/\d+\/triggers$/,
  /^POST \/projects\/\d+\/.*trigger\/pipeline$/,
];
/** Repositories are six at a time: a death at one of them is one for the others under way too. */
const APPLY_WRITES = [
  /^POST \/projects\/\d+\/repository\/commits$/,
  /^POST \/projects\/\d+\/hooks$/,
  /^PUT \/projects\/\d+$/,
];

/** The test would prove nothing if it killed nobody, or only where nothing is at stake. */
function diedAt(deaths: Deaths, writes: RegExp[], least: number): void {
  const { points } = deaths;
  test
    .info()
    .annotations.push({ type: 'deaths', description: `${deaths.count()} at ${points.length} points` });
  for (const write of writes) expect(points).toContainEqual(expect.stringMatching(write));
  expect(deaths.count(), points.join('\n')).toBeGreaterThanOrEqual(least);
}

async function gateIsSetUpOnce(gitlab: EmbeddedGitLab): Promise<void> {
  const { world } = gitlab;
  const gates = world.projects.filter((project) => project.path.startsWith('mr-gate'));
  expect(gates.map((project) => project.fullPath)).toEqual([GATE]);
  const gate = gates[0]!;
  expect(gate).toMatchObject({ visibility: 'private', defaultBranch: 'main' });
  expect(gate.protectedBranches).toEqual([{ name: 'main', pushLevel: 40, mergeLevel: 40 }]);

  const variables = world.variables.filter(
    ({ source }) => source.type === 'project' && source.id === gate.id,
  );
  expect(variables.map(({ key }) => key)).toEqual(['MR_GATE_TOKEN']);
  expect(variables[0]).toMatchObject({ masked: true, hidden: true, protected: true });

  const live = world.tokens.filter(
    (token) => token.kind === 'group' && token.name === 'MR Gate' && !token.revoked,
  );
  expect(live).toHaveLength(1);
  expect(variables[0]!.value).toBe(live[0]!.token);

  const triggers = world.triggers.filter((trigger) => trigger.projectId === gate.id);
  expect(triggers.map(({ description }) => description)).toEqual(['MR Gate']);

  expect(world.schedules.filter((schedule) => schedule.projectId === gate.id)).toHaveLength(2);

  expect(await commitTitles(gitlab)).toEqual(['MR Gate: set up']);
  expect((await enrolment(gitlab)).gateUser).toMatchObject({ id: live[0]!.userId });
}

async function reposAreGatedOnce(gitlab: EmbeddedGitLab, before: Project[]): Promise<void> {
  const { projects } = await enrolment(gitlab);
  const gated = REPOS.map((path) => projectOf(gitlab, path));
  expect(Object.keys(projects).sort()).toEqual(gated.map(({ id }) => String(id)).sort());
  for (const project of gated) {
    const was = before.find(({ id }) => id === project.id)!;
    const hooks = gitlab.world.hooks.filter((hook) => hook.projectId === project.id);
    expect(hooks, project.fullPath).toHaveLength(1);
    expect(hooks[0]).toMatchObject({ mergeRequestsEvents: true, pushEvents: false, name: 'MR Gate' });
    expect(projects[project.id], project.fullPath).toMatchObject({
      path: project.fullPath,
      hook: hooks[0]!.id,
      by: USERS.olga,
      before: {
        only_allow_merge_if_pipeline_succeeds: was.onlyAllowMergeIfPipelineSucceeds,
        allow_merge_on_skipped_pipeline: was.allowMergeOnSkippedPipeline,
      },
    });
  }
  for (const project of gitlab.world.projects.filter(({ fullPath }) => fullPath !== GATE)) {
    const was = before.find(({ id }) => id === project.id)!;
    const expected = REPOS.includes(project.fullPath)
      ? { ...was, onlyAllowMergeIfPipelineSucceeds: true, allowMergeOnSkippedPipeline: false }
      : was;
    expect({ ...project, lastActivityAt: '' }, project.fullPath).toEqual({ ...expected, lastActivityAt: '' });
  }
  expect(gitlab.world.hooks).toHaveLength(REPOS.length);
  // Newest first: what the set-up committed, the policy with the ten, and their webhooks. Nothing twice.
  expect(await commitTitles(gitlab)).toEqual([
    'MR Gate: record 10 webhooks',
    expect.stringMatching(/^MR Gate: /),
    'MR Gate: set up',
  ]);
}

function projectOf(gitlab: EmbeddedGitLab, path: string): Project {
  const project = gitlab.world.projects.find(({ fullPath }) => fullPath === path);
  if (!project) throw new Error(`No project ${path}`);
  return project;
}

/** Asked as somebody else than the job's person: these requests are none of the job's. */
async function commitTitles(gitlab: EmbeddedGitLab): Promise<string[]> {
  const path = `/projects/${id(GATE)}/repository/commits?ref_name=main`;
  const commits = await api<{ title: string }[]>(gitlab.url, TOKENS.rootApi, path);
  return commits.map(({ title }) => title);
}

interface EnrolmentFile {
  gateUser: { id: number; username: string } | null;
  projects: Record<string, { path: string; hook: number | null; by: string; before: unknown }>;
}

async function enrolment(gitlab: EmbeddedGitLab): Promise<EnrolmentFile> {
  const path = `/projects/${id(GATE)}/repository/files/enrolled.json?ref=main`;
  const { content } = await api<{ content: string }>(gitlab.url, TOKENS.rootApi, path);
  return JSON.parse(Buffer.from(content, 'base64').toString()) as EnrolmentFile;
}
