import type { Page } from '@playwright/test';
import { writeNote } from '../../../utils/gate/note.ts';
import { STATUS_NAME, type Verdict } from '../../../utils/gate/verdict.ts';
import type { ExtensionBrowser } from '../../browser/chromium.ts';
import { connectUnseen } from '../../browser/connect-unseen.ts';
import { signIn } from '../../browser/pages.ts';
import { api, id } from '../../demo/api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PASSWORD, TOKENS } from '../../gitlab/seed-names.ts';
import { verdict } from '../../unit/card/fixtures.ts';

export interface MergeRequestOf {
  project: string;
  projectId: number;
  iid: number;
  sha: string;
  url: string;
}

interface MergeRequestAnswer {
  project_id: number;
  iid: number;
  sha: string;
  web_url: string;
}

/** A developer's merge request with these files, opened over the API. */
export async function openMergeRequest(
  gitlab: EmbeddedGitLab,
  project: string,
  branch: string,
  files: Record<string, string | null>,
): Promise<MergeRequestOf> {
  await gitlab.push({ project, branch, from: 'main', user: 'dev', message: `Change ${branch}`, files });
  const mr = await api<MergeRequestAnswer>(
    gitlab.url,
    TOKENS.devApi,
    `/projects/${id(project)}/merge_requests`,
    { method: 'POST', body: { source_branch: branch, target_branch: 'main', title: `Change ${branch}` } },
  );
  return { project, projectId: mr.project_id, iid: mr.iid, sha: mr.sha, url: mr.web_url };
}

/**
 * A verdict on its head, posted as a gate would: status and note by one author who is not the merge request's.
 * There is no gate project behind it, so the card calls it consistent, not verified. `status: false`: where GitLab took
 * none from the gate, as in a fork.
 */
export async function postVerdict(
  gitlab: EmbeddedGitLab,
  mr: MergeRequestOf,
  over: Partial<Verdict>,
  { status = true } = {},
): Promise<Verdict> {
  const posted = verdict({
    project: mr.projectId,
    mergeRequest: mr.iid,
    head: mr.sha,
    evaluatedAt: new Date().toISOString(),
    gate: {
      project: 'acme/mr-gate',
      pipelineUrl: `${gitlab.url}/acme/mr-gate/-/pipelines/1`,
      version: '0.1.0',
    },
    ...over,
  });
  const project = `/projects/${mr.projectId}`;
  const failed = posted.state === 'failed' || posted.state === 'error';
  if (status) await postStatus(gitlab, mr, failed ? 'failed' : 'success');
  await api(gitlab.url, TOKENS.ottoApi, `${project}/merge_requests/${mr.iid}/notes`, {
    method: 'POST',
    body: {
      body: writeNote(posted, {
        projectUrl: `${gitlab.url}/${mr.project}`,
        gateUrl: `${gitlab.url}/acme/mr-gate`,
      }),
    },
  });
  return posted;
}

export async function postStatus(
  gitlab: EmbeddedGitLab,
  mr: MergeRequestOf,
  state: 'pending' | 'running' | 'success' | 'failed',
): Promise<void> {
  await api(gitlab.url, TOKENS.ottoApi, `/projects/${mr.projectId}/statuses/${mr.sha}`, {
    method: 'POST',
    body: { state, name: STATUS_NAME },
  });
}

/** A page of a person who has allowed this GitLab and connected no token, as most developers are. */
export async function visitAs(
  browser: ExtensionBrowser,
  gitlab: EmbeddedGitLab,
  username: string,
): Promise<Page> {
  await connectUnseen(browser, gitlab.url, null);
  const page = await browser.context.newPage();
  await signIn(page, gitlab.url, username, PASSWORD);
  return page;
}
