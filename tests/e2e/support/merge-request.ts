import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../../browser/chromium.ts';
import { connectUnseen } from '../../browser/connect-unseen.ts';
import { gateCard, signIn } from '../../browser/pages.ts';
import { api, id } from '../../demo/api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PASSWORD, PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';

export interface OpenedMergeRequest {
  iid: number;
  sha: string;
  web_url: string;
  /** Path below `/api/v4`. */
  path: string;
}

let branches = 0;

interface Content {
  files: Record<string, string | null>;
  project?: string;
  title?: string;
  /** Absent: one of its own. */
  branch?: string;
}

/** Pushes a branch as `dev` and opens a merge request from it. */
export async function openMergeRequest(
  gitlab: EmbeddedGitLab,
  { files, project = PROJECTS.checkout, title = 'Send receipts by mail', branch }: Content,
): Promise<OpenedMergeRequest & { branch: string }> {
  branches += 1;
  const source = branch ?? `work-${process.pid}-${branches}`;
  await gitlab.push({ project, branch: source, from: 'main', user: USERS.dev, message: title, files });
  const path = `/projects/${id(project)}/merge_requests`;
  const opened = await api<OpenedMergeRequest>(gitlab.url, TOKENS.devApi, path, {
    method: 'POST',
    body: { source_branch: source, target_branch: 'main', title },
  });
  return { ...opened, path: `${path}/${opened.iid}`, branch: source };
}

/** Lets the extension into a GitLab, without any token. */
export function allow(browser: ExtensionBrowser, gitlabUrl: string): Promise<void> {
  return connectUnseen(browser, gitlabUrl, null);
}

/** Opens a page as `dev`, who has no token in the extension. */
export async function visit(
  browser: ExtensionBrowser,
  gitlab: EmbeddedGitLab,
  url: string,
  username: string = USERS.dev,
): Promise<{ page: Page; card: Locator }> {
  const page = await browser.context.newPage();
  await signIn(page, gitlab.url, username, PASSWORD);
  await page.goto(url);
  return { page, card: gateCard(page) };
}

export async function expectState(card: Locator, state: string | RegExp): Promise<void> {
  await expect(card).toHaveAttribute('data-state', state, { timeout: 60_000 });
}
