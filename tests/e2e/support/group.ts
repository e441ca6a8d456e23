import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../../browser/chromium.ts';
import { connectUnseen } from '../../browser/connect-unseen.ts';
import { groupPanel, signIn } from '../../browser/pages.ts';
import { startOver } from '../../browser/start-over.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';

type Group = ReturnType<typeof groupPanel> & { page: Page };

interface Person {
  username: string;
  token: string | null;
}

export const OLGA: Person = { username: USERS.olga, token: TOKENS.olgaApi };

/** Connects a person's token (null: allows the host alone), signs them in, and shows the group's page. */
export async function visitGroup(
  browser: ExtensionBrowser,
  gitlab: EmbeddedGitLab,
  { username, token }: Person = OLGA,
): Promise<Group> {
  await connectUnseen(browser, gitlab.url, token);
  const page = await browser.context.newPage();
  await signIn(page, gitlab.url, username, PASSWORD);
  await page.goto(`${gitlab.url}/${GROUPS.acme}`);
  return { page, ...groupPanel(page) };
}

/** The same, with the panel open. */
export async function openGroup(
  browser: ExtensionBrowser,
  gitlab: EmbeddedGitLab,
  person: Person = OLGA,
): Promise<Group> {
  const group = await visitGroup(browser, gitlab, person);
  await group.open();
  return group;
}

/** Makes the gate project, from the open panel of a group that has none. */
export async function setUp({ panel, job }: Group): Promise<void> {
  await panel.getByRole('button', { name: 'Set up MR Gate in acme' }).click();
  await expect(job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Choose repositories' }).click();
}

/** A repository's row, looked for by the search: rows that are not in view are not in the document. */
export async function showRow({ panel, row }: Group, path: string): Promise<Locator> {
  await panel.getByLabel('Search repositories').fill(path.slice(GROUPS.acme.length + 1));
  await expect(row(path)).toBeVisible();
  return row(path);
}

/** Ticks repositories by their full paths, and shows all again. */
export async function tick(group: Group, paths: readonly string[]): Promise<void> {
  for (const path of paths) await (await showRow(group, path)).getByRole('checkbox').check();
  await group.panel.getByLabel('Search repositories').fill('');
}

/** Selects repositories, keeps what the dialog proposes (or chooses a severity), and shows the plan. */
export async function planFor(group: Group, paths: readonly string[], severity?: RegExp): Promise<void> {
  await tick(group, paths);
  await group.configure.click();
  if (severity) {
    const change = group.dialog.getByRole('radio', { name: /the group default$/ });
    await change.last().check();
    await group.dialog.getByRole('radio', { name: severity }).check();
  }
  await group.dialog.getByTestId('review-plan').click();
  await expect(group.plan).toBeVisible();
}

/** Gates repositories with the group default, from the open table. */
export async function gate(group: Group, paths: readonly string[]): Promise<void> {
  await planFor(group, paths);
  await group.plan.getByTestId('apply').click();
  await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
}

/** A GitLab whose group acme has a gate project and gates `PROJECTS.checkout`, by the extension's own doing. */
export async function startGatedGitLab(browser: ExtensionBrowser): Promise<EmbeddedGitLab> {
  const gitlab = await startGitLab({ seed: 'demo' });
  const group = await openGroup(browser, gitlab);
  await setUp(group);
  await gate(group, [PROJECTS.checkout]);
  await startOver(browser);
  await gitlab.settled();
  return gitlab;
}

/** What has been written with a token since request number `from`: everything but GET. */
export function writes(gitlab: EmbeddedGitLab, from: number): string[] {
  return gitlab.requests
    .slice(from)
    .filter((request) => request.auth === 'token' && request.method !== 'GET')
    .map((request) => `${request.method} ${request.path}`);
}
