import { expect, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../browser/chromium.ts';
import { connect, gateCard, groupPanel, signIn, signOut } from '../browser/pages.ts';
import type { Recorder } from '../browser/recorder.ts';
import { formsOf } from '../browser/secrets.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { api, id } from './api.ts';
import type { Tour } from './steps.ts';
import { BAD, BRANCH, FILE, GOOD, TITLE } from './story.ts';

interface MergeRequestAnswer {
  iid: number;
  state: string;
  sha: string;
  web_url: string;
}
interface ProjectAnswer {
  id: number;
  only_allow_merge_if_pipeline_succeeds: boolean;
  allow_merge_on_skipped_pipeline: boolean;
}
interface StatusAnswer {
  name: string;
  status: string;
  author: { username: string };
}

/** The whole main job, from a token to a verdict, each step asserted in the page and over the API. */
export async function mainJob(
  tour: Tour,
  gitlab: EmbeddedGitLab,
  browser: ExtensionBrowser,
  recorder: Recorder,
): Promise<void> {
  const { url } = gitlab;
  const olga = <T>(path: string, init?: Parameters<typeof api>[3]) => api<T>(url, TOKENS.olgaApi, path, init);
  const dev = <T>(path: string, init?: Parameters<typeof api>[3]) => api<T>(url, TOKENS.devApi, path, init);
  const checkout = `/projects/${id(PROJECTS.checkout)}`;
  const gate = `/projects/${id(`${GROUPS.acme}/mr-gate`)}`;

  let page: Page = await browser.context.newPage();
  await recorder.follow(page);
  const shown = (): Page => page;
  const group = groupPanel(page);
  const groupPage = page;

  await tour.step('Sign in to GitLab as the owner of acme', shown, async () => {
    await signIn(page, url, USERS.olga, PASSWORD);
    await page.goto(`${url}/${GROUPS.acme}`);
    await expect(group.button).toHaveCount(0);
  });

  await tour.step('Allow this GitLab and connect a token in the popup', shown, async () => {
    page = await connect(browser, url, TOKENS.olgaApi);
    await recorder.follow(page);
    await expect(page.getByText('Can configure')).toBeVisible();
    await expect(page.getByText('@olga')).toBeVisible();
  });

  await tour.step('Open Configure Scans on the group page', shown, async () => {
    await page.close();
    page = groupPage;
    await group.open();
    await expect(group.panel.getByRole('heading', { name: 'Set up MR Gate in acme' })).toBeVisible();
  });

  await tour.step('Set up the gate project, proved by a real pipeline', shown, async () => {
    await group.panel.getByRole('button', { name: 'Set up MR Gate in acme' }).click();
    await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    const variables = await olga<
      { key: string; value: string | null; hidden: boolean; protected: boolean }[]
    >(`${gate}/variables`);
    const token = variables.find((variable) => variable.key === 'MR_GATE_TOKEN');
    expect(token).toMatchObject({ hidden: true, protected: true, value: null });
    expect(await olga<unknown[]>(`${gate}/triggers`)).toHaveLength(1);
    const pipelines = await olga<{ status: string; source: string }[]>(`${gate}/pipelines?source=trigger`);
    expect(pipelines.map((pipeline) => pipeline.status)).toEqual(['success']);
  });

  let selected = 0;
  await tour.step('Select the repositories of a subgroup in bulk', shown, async () => {
    await group.panel.getByRole('button', { name: 'Choose repositories' }).click();
    await group.panel.getByLabel('Subgroup').selectOption({ label: 'shop' });
    await expect(group.row(PROJECTS.checkout)).toContainText('Not configured');
    await group.panel.getByRole('button', { name: /^Select all/ }).click();
    const text = await group.panel
      .getByText(/^\d+ selected$/)
      .last()
      .textContent();
    selected = Number.parseInt(text ?? '', 10);
    expect(selected).toBeGreaterThan(5);
  });

  await tour.step('Choose the severity and the scans', shown, async () => {
    await group.configure.click();
    await group.dialog.getByRole('radio', { name: /^High/ }).check();
    await expect(group.dialog.getByRole('checkbox', { name: /^Secret detection/ })).toBeChecked();
    await group.dialog.getByRole('checkbox', { name: /^SAST/ }).check();
  });

  await tour.step('Review the plan: nothing is written yet', shown, async () => {
    const before = gitlab.requests.filter((request) => request.method !== 'GET').length;
    await group.dialog.getByTestId('review-plan').click();
    await expect(group.plan.getByTestId('apply')).toHaveText(`Apply to ${selected} repositories`);
    expect(gitlab.requests.filter((request) => request.method !== 'GET').length).toBe(before);
  });

  await tour.step('Apply it, and read every result back', shown, async () => {
    await group.plan.getByTestId('apply').click();
    await expect(group.job).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    const project = await olga<ProjectAnswer>(checkout);
    expect(project).toMatchObject({
      only_allow_merge_if_pipeline_succeeds: true,
      allow_merge_on_skipped_pipeline: false,
    });
    const hooks = await olga<{ merge_requests_events: boolean; push_events: boolean }[]>(`${checkout}/hooks`);
    expect(hooks).toHaveLength(1);
    expect(hooks[0]).toMatchObject({ merge_requests_events: true, push_events: false });
  });

  await tour.step('See the repositories gated', shown, async () => {
    await group.panel.getByRole('button', { name: 'Back to repositories' }).click();
    await expect(group.row(PROJECTS.checkout)).toContainText('Gated');
    await expect(group.row(PROJECTS.checkout)).toContainText('High');
  });

  let mergeRequest: MergeRequestAnswer;
  const card = gateCard(page);
  await tour.step('A developer pushes a merge request with a secret and an eval', shown, async () => {
    await gitlab.push({
      project: PROJECTS.checkout,
      branch: BRANCH,
      from: 'main',
      user: USERS.dev,
      message: TITLE,
      files: { [FILE]: BAD },
    });
    mergeRequest = await dev<MergeRequestAnswer>(`${checkout}/merge_requests`, {
      method: 'POST',
      body: { source_branch: BRANCH, target_branch: 'main', title: TITLE },
    });
    await signOut(page);
    await signIn(page, url, USERS.dev, PASSWORD);
    await page.goto(mergeRequest.web_url);
    await expect(card).toBeVisible();
  });

  await tour.step('The gate blocks it, with the finding on the page', shown, async () => {
    await expect(card).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
    await expect(card.getByRole('link', { name: new RegExp(`${FILE}`) }).first()).toBeVisible();
    // Two scanners ran: secretlint, which is part of the gate program, and ESLint from this machine.
    await expect(card).toContainText('AWS secret access key');
    await expect(card).toContainText('eval of variable text');
    await expect(card).toContainText('Already in the target branch');
    await expect(page.getByTestId('merge-blocked')).toBeVisible({ timeout: 15_000 });
    const statuses = await dev<StatusAnswer[]>(`${checkout}/repository/commits/${mergeRequest.sha}/statuses`);
    expect(statuses.find((status) => status.name === 'MR Gate')?.status).toBe('failed');
    await olga(`${checkout}/merge_requests/${mergeRequest.iid}/merge`, { method: 'PUT', expect: 405 });
  });

  await tour.step('The note tells it without the extension too', shown, async () => {
    const notes = await dev<{ body: string; system: boolean }[]>(
      `${checkout}/merge_requests/${mergeRequest.iid}/notes`,
    );
    expect(notes.filter((note) => note.body.includes('mr-gate:v1'))).toHaveLength(1);
    expect(notes.some((note) => note.body.includes(FILE))).toBe(true);
    await page.reload();
    const note = page.locator('.note, .timeline-entry').filter({ hasText: FILE }).first();
    // The page draws its notes anew while it gets them: one that goes meanwhile is looked for again.
    await expect(() => note.scrollIntoViewIfNeeded()).toPass({ timeout: 15_000 });
    await expect(note).toBeVisible();
  });

  await tour.step('The developer pushes the fix, and the card follows by itself', shown, async () => {
    await card.scrollIntoViewIfNeeded();
    await gitlab.push({
      project: PROJECTS.checkout,
      branch: BRANCH,
      user: USERS.dev,
      message: 'Take the credentials from the environment',
      files: { [FILE]: GOOD },
    });
    await expect(card).toHaveAttribute('data-state', 'passed', { timeout: 90_000 });
  });

  await tour.step('GitLab lets it merge', shown, async () => {
    await signOut(page);
    await signIn(page, url, USERS.max, PASSWORD);
    await page.goto(mergeRequest.web_url);
    await expect(card).toHaveAttribute('data-state', 'passed');
    await page.getByTestId('merge-button').click();
    await expect(page.getByTestId('merged-status-content')).toBeVisible({ timeout: 15_000 });
    const merged = await dev<MergeRequestAnswer>(`${checkout}/merge_requests/${mergeRequest.iid}`);
    expect(merged.state).toBe('merged');
  });

  await tour.step('No token came into a page, and nothing left this GitLab', shown, async () => {
    await recorder.lookAsContentScript(page);
    // It would have been found: pages with their shadow roots, addresses and consoles were written down all the way.
    expect(recorder.placesOf(PROJECTS.checkout).join()).toContain('page ');
    expect(recorder.placesOf(FILE).join()).toContain('page ');
    expect(recorder.placesOf('/api/v4/').join()).toContain('address');
    const made = [...gitlab.world.tokens, ...gitlab.world.triggers].map(({ token }) => token);
    expect(made).toContain(TOKENS.olgaApi);
    for (const token of new Set(made)) {
      for (const form of formsOf(token))
        expect(recorder.placesOf(form), 'where a token was seen').toEqual([]);
    }
    const asked = recorder.urls
      .map((address) => new URL(address))
      .filter(({ protocol }) => /^https?:|^wss?:/.test(protocol));
    expect(asked.length).toBeGreaterThan(50);
    expect([...new Set(asked.map(({ origin }) => origin))]).toEqual([new URL(url).origin]);
  });
}
