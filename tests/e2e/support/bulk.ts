import { expect } from '@playwright/test';
import type { ExtensionBrowser } from '../../browser/chromium.ts';
import { connectUnseen } from '../../browser/connect-unseen.ts';
import { groupPanel, signIn } from '../../browser/pages.ts';
import { api, id } from '../../demo/api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { seedBigGroup } from '../../gitlab/seed.ts';
import { PASSWORD, TOKENS, USERS } from '../../gitlab/seed-names.ts';

export const BULK = 'bulk';
const GATE = `${BULK}/mr-gate`;

export type BulkPanel = ReturnType<typeof groupPanel>;

/** Adds a group of `count` repositories; it has no gate project yet. @returns their ids */
export function addBulk(gitlab: EmbeddedGitLab, count: number): number[] {
  const known = new Set(gitlab.world.projects.map((project) => project.id));
  seedBigGroup(gitlab.world, count, BULK);
  return gitlab.world.projects.map((project) => project.id).filter((project) => !known.has(project));
}

/** Connects as the group's owner, makes its gate project, and comes to the plan of all its repositories. */
export async function planForAll(
  browser: ExtensionBrowser,
  gitlab: EmbeddedGitLab,
  count: number,
): Promise<BulkPanel> {
  await connectUnseen(browser, gitlab.url, TOKENS.olgaApi);
  const page = await browser.context.newPage();
  await signIn(page, gitlab.url, USERS.olga, PASSWORD);
  await page.goto(`${gitlab.url}/${BULK}`);
  const group = groupPanel(page);
  await group.open();
  await group.panel.getByRole('button', { name: `Set up MR Gate in ${BULK}` }).click();
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await group.panel.getByRole('button', { name: 'Choose repositories' }).click();
  await group.panel.getByRole('button', { name: /^Select all/ }).click();
  await group.configure.click();
  await group.dialog.getByRole('radio', { name: /^High/ }).check();
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan.getByTestId('apply')).toHaveText(
    `Apply to ${count.toLocaleString('en')} repositories`,
    { timeout: 15_000 },
  );
  return group;
}

/** How often an apply has had the gate look at what is open, the last thing that it does. */
export function sweeps({ world }: EmbeddedGitLab): number {
  return world.pipelines.filter(({ variables }) =>
    variables.some(({ key, value }) => key === 'TRIGGER_PAYLOAD' && value.includes('mr_gate_sweep')),
  ).length;
}

/** The job comes to its end. Until then GitLab is asked, since each look into a panel of a thousand rows is work. */
export async function expectDone({ job }: BulkPanel, gitlab: EmbeddedGitLab, timeout: number): Promise<void> {
  await expect.poll(() => sweeps(gitlab), { timeout, intervals: [250] }).toBeGreaterThan(0);
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
}

/** Every repository has one webhook of ours, its flags and its entry; the gate project has each commit once. */
export async function allAreGatedOnce(gitlab: EmbeddedGitLab, ids: readonly number[]): Promise<void> {
  const { world } = gitlab;
  const wrong = ids.flatMap((project) => {
    const hooks = world.hooks.filter((hook) => hook.projectId === project);
    const flags = world.projects.find((candidate) => candidate.id === project);
    const right =
      hooks.length === 1 &&
      hooks[0]?.mergeRequestsEvents &&
      !hooks[0].pushEvents &&
      flags?.onlyAllowMergeIfPipelineSucceeds &&
      !flags.allowMergeOnSkippedPipeline;
    return right ? [] : [`${flags?.fullPath}: ${hooks.length} webhooks`];
  });
  expect(wrong).toEqual([]);

  const file = `/projects/${id(GATE)}/repository/files/enrolled.json?ref=main`;
  const { content } = await api<{ content: string }>(gitlab.url, TOKENS.rootApi, file);
  const { projects } = JSON.parse(Buffer.from(content, 'base64').toString()) as {
    projects: Record<string, { hook: number | null }>;
  };
  const recorded = Object.entries(projects).map(([project, { hook }]) => [Number(project), hook]);
  const made = ids.map((project) => [project, world.hooks.find((hook) => hook.projectId === project)?.id]);
  expect(recorded.sort(byFirst)).toEqual(made.sort(byFirst));

  const log = `/projects/${id(GATE)}/repository/commits?ref_name=main`;
  const commits = await api<{ title: string }[]>(gitlab.url, TOKENS.rootApi, log);
  expect(commits.map(({ title }) => title)).toEqual([
    `MR Gate: record ${ids.length} webhooks`,
    expect.stringMatching(new RegExp(`^MR Gate: gate ${ids.length} repositories`)),
    'MR Gate: set up',
  ]);
}

function byFirst([a = 0]: (number | null | undefined)[], [b = 0]: (number | null | undefined)[]): number {
  return (a ?? 0) - (b ?? 0);
}

/** The same numbers for the same seed (mulberry32), from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
