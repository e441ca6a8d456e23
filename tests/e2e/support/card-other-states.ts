import type { Page } from '@playwright/test';
import type { FindingClasses } from '../../../utils/gate/verdict.ts';
import { gateCard } from '../../browser/pages.ts';
import { api } from '../../demo/api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { addPipeline } from '../../support/add-pipeline.ts';
import { finding } from '../../unit/card/fixtures.ts';
import { type MergeRequestOf, postVerdict } from './verdict.ts';

export const PROJECT = PROJECTS.checkout;
export const CONTENT = 'export const one = 1;\nexport const two = 2;\n';

export interface Place {
  gitlab: EmbeddedGitLab;
  mr: MergeRequestOf;
  page: Page;
  /** Of this test, for reports. */
  folder: string;
}

interface State {
  kind: string;
  title: string;
  sentence: string | RegExp;
  next: string | RegExp;
  /** The link or button of the next step. */
  step?: string;
  also?: string;
  /** Makes it so, before the page is opened. */
  before?: (place: Place) => Promise<unknown>;
  /** What happens once the page shows a card. */
  after?: (place: Place) => Promise<unknown>;
}

const none: FindingClasses = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
const place = { file: 'src/app.ts', startLine: 2, endLine: 2 };
/** What the card reads of a merge request; its page, `/-/merge_requests/…`, is another path. */
const ofApi = ({ iid }: MergeRequestOf): RegExp => new RegExp(`(?<!-)/merge_requests/${iid}\\b`);

/** The states of the card that no verdict of the gate brings, and how a merge request comes into each. */
export const OTHER_STATES: Record<string, State> = {
  'shown, not enforced': {
    kind: 'failed',
    title: 'MR Gate: failed',
    sentence: '1 new finding at high or above.',
    next: 'Fix what is listed and push, the gate evaluates again by itself.',
    also: 'Shown, not enforced',
    before: ({ gitlab, mr }) =>
      postVerdict(
        gitlab,
        mr,
        {
          notEnforced: 'The merge request comes from a fork, where the gate can’t set a status.',
          findings: { ...none, blocking: [finding(place)] },
        },
        { status: false },
      ),
  },
  unverified: {
    kind: 'unverified',
    title: 'MR Gate: not verified',
    sentence: 'The verdict comes from @dev, who opened this merge request or is unknown.',
    next: 'Do not rely on it: push again so that the gate decides, and tell a maintainer.',
    before: ({ gitlab, mr }) =>
      api(gitlab.url, TOKENS.devApi, `/projects/${mr.projectId}/statuses/${mr.sha}`, {
        method: 'POST',
        body: { state: 'success', name: 'MR Gate', ref: 'unverified' },
      }),
  },
  outdated: {
    kind: 'outdated',
    title: 'MR Gate: evaluating…',
    sentence: /^New commits: the last verdict is for \w{8}, the head is \w{8}\.$/,
    next: 'Wait a minute for the gate to start; if it does not, a maintainer finds the cause under Settings, Webhooks.',
    step: 'Open webhooks',
    before: async ({ gitlab, mr }) => {
      await postVerdict(gitlab, mr, {});
      await gitlab.push({
        project: PROJECT,
        branch: 'outdated',
        user: USERS.dev,
        message: 'One more',
        files: { 'src/more.ts': CONTENT },
      });
    },
  },
  'not gated': {
    kind: 'not_gated',
    title: 'MR Gate: no verdict',
    sentence: 'This repository is not gated, or the gate has not seen this merge request yet.',
    next: 'To gate it, a maintainer opens the group and chooses Configure Scans.',
    step: 'Open the group',
  },
  expired: {
    kind: 'expired',
    title: 'MR Gate: reports expired',
    sentence:
      'The reports of its pipeline have expired (SAST), so they no longer tell what the gate would say.',
    next: 'Run the pipeline again, then refresh.',
    step: 'Open the pipeline',
    before: async ({ gitlab, mr, folder }) => {
      await addPipeline(gitlab, { projectId: mr.projectId, sha: mr.sha, ref: 'expired' }, folder, {
        semgrep: { sast: {} },
      });
      const job = gitlab.world.jobs.at(-1);
      if (!job) throw new Error('No job');
      // As GitLab keeps it: the job with its date, the files gone.
      Object.assign(job, { artifactsExpireAt: '2026-01-01T00:00:00.000Z' });
    },
  },
  draft: {
    kind: 'draft',
    title: 'MR Gate: draft',
    sentence: 'This is a draft and the gate has not evaluated it.',
    next: 'Mark it as ready: if this repository is gated, it is evaluated then.',
    before: ({ gitlab, mr }) =>
      api(gitlab.url, TOKENS.devApi, `/projects/${mr.projectId}/merge_requests/${mr.iid}`, {
        method: 'PUT',
        body: { title: 'Draft: try something' },
      }),
  },
  closed: {
    kind: 'closed',
    title: 'MR Gate',
    sentence: "Closed. The gate's last verdict: passed.",
    next: 'Nothing to do: a closed merge request is not evaluated again.',
    before: async ({ gitlab, mr }) => {
      await postVerdict(gitlab, mr, {});
      await api(gitlab.url, TOKENS.devApi, `/projects/${mr.projectId}/merge_requests/${mr.iid}`, {
        method: 'PUT',
        body: { state_event: 'close' },
      });
    },
  },
  'can’t be read': {
    kind: 'read_error',
    title: 'MR Gate: can’t be read',
    sentence: 'GitLab answered with an error of its own.',
    next: 'Try again in a moment.',
    step: 'Try again',
    before: async ({ gitlab, mr }) =>
      gitlab.addFault({
        method: 'GET',
        path: ofApi(mr),
        kind: 'status',
        status: 500,
      }),
  },
  'not up to date': {
    kind: 'passed',
    title: 'MR Gate: passed',
    sentence: 'No new findings at high or above.',
    next: 'Nothing to do.',
    also: 'Not up to date: GitLab answered with an error of its own.',
    before: ({ gitlab, mr }) => postVerdict(gitlab, mr, {}),
    after: async ({ gitlab, mr, page }) => {
      const path = ofApi(mr);
      gitlab.addFault({ method: 'GET', path, kind: 'status', status: 500 });
      await gateCard(page).getByRole('button', { name: 'Refresh' }).click();
    },
  },
  'no token': {
    kind: 'failed',
    title: 'MR Gate: failed',
    sentence: '1 new finding at high or above.',
    next: /^Merging is blocked/,
    also: 'MR Gate has no token of yours for this GitLab, and changes nothing without one.',
    before: ({ gitlab, mr }) =>
      postVerdict(gitlab, mr, { findings: { ...none, blocking: [finding(place)] } }),
    after: ({ page }) => gateCard(page).getByRole('button', { name: 'Ignore…' }).click(),
  },
  // The last one: nobody is signed in any more.
  'signed out': {
    kind: 'signed_out',
    title: 'MR Gate: signed out',
    sentence: 'You are signed out of GitLab, so the verdict can’t be read.',
    next: 'Sign in and come back.',
    step: 'Sign in',
    after: async ({ page }) => {
      await page.context().clearCookies();
      await gateCard(page).getByRole('button', { name: 'Refresh' }).click();
    },
  },
};
