import * as v from 'valibot';
import type { CardRights, IgnoreDone, IgnorePlan, RunStarted } from './actions/types.ts';
import type { DriftCheck } from './apply/check-hooks.ts';
import type { PolicyCheck } from './apply/check-policy.ts';
import type { OpenCount } from './apply/count-open.ts';
import type { GateUpdate } from './apply/gate-update.ts';
import type { GroupSnapshot } from './apply/group-snapshot.ts';
import type { HistoryDetail, HistoryPage, HistoryRecords, PolicyByHand } from './apply/history-types.ts';
import type { ImpactPreview } from './apply/impact-types.ts';
import type { JobSnapshot } from './apply/job-types.ts';
import type { HookOutlook } from './apply/look-at-hooks.ts';
import type { Plan } from './apply/plan-types.ts';
import type { FirstRows } from './apply/snapshot.ts';
import type { CardState } from './card/card-types.ts';
import type { FirstGroup } from './connect/first-groups.ts';
import type { Connection } from './connection.ts';
import { SCAN_IDS } from './gate/scans.ts';
import { FAIL_ON } from './gate/severity.ts';
import { UNAVAILABLE } from './reports/unavailable.ts';
import type { LoggedRequest } from './request-log.ts';
import { FEATURES, type Features, type Settings, type UngatedDefault } from './settings.ts';
import { AREAS } from './texts/areas.ts';
import { LANGUAGES } from './texts/language.ts';
import type { Catalog } from './texts/types.ts';
import type { UserError } from './user-error.ts';

/**
 * The one contract between pages and the worker.
 *
 * Two tiers of callers. `page`: a content script on a connected GitLab; the GitLab it may act on is the one
 * its own tab shows (derived from the sender, never from the message), and no answer holds a secret.
 * `extension`: the extension's own pages, the only ones that may hand a token in.
 * What is not listed here, or does not fit its schema, or comes from the wrong tier, is refused.
 */
/** Segments as GitLab allows them in a full path; `.` and `..` are none, since they would climb in an address. */
const groupPath = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(1000),
  v.regex(/^(?!(?:.*\/)?\.{1,2}(?:\/|$))[\w.][\w.-]*(?:\/[\w.][\w.-]*)*$/u),
);
const baseUrl = v.pipe(v.string(), v.maxLength(2000), v.regex(/^https?:\/\/[^\s?#]+$/));
const token = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000));
const id = v.pipe(v.string(), v.maxLength(100), v.regex(/^[\w-]+$/));
const projects = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.maxLength(50_000));
const failOn = v.picklist(FAIL_ON);
const settings = v.strictObject({
  failOn,
  scans: v.array(v.picklist(SCAN_IDS)),
  perScan: v.strictObject({
    secret_detection: v.exactOptional(failOn),
    sast: v.exactOptional(failOn),
    iac: v.exactOptional(failOn),
    dependency_scanning: v.exactOptional(failOn),
    container_scanning: v.exactOptional(failOn),
    licenses: v.exactOptional(failOn),
  }),
  drafts: v.boolean(),
  onError: v.exactOptional(v.literal('allow')),
});
const line = v.pipe(v.string(), v.trim(), v.maxLength(500));
const day = v.pipe(v.string(), v.isoDate());
/** A policy file. Longer ones are refused by its reader too. */
const policyText = v.pipe(v.string(), v.maxLength(2_000_000));
const page = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const sha = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const wanted = v.variant('mode', [
  v.strictObject({ mode: v.literal('use_default'), projects }),
  v.strictObject({ mode: v.literal('set_default'), projects, settings }),
  v.strictObject({
    mode: v.literal('exception'),
    projects,
    settings,
    reason: v.pipe(line, v.minLength(1)),
    owner: line,
    until: v.exactOptional(day),
  }),
  v.strictObject({ mode: v.literal('undo'), jobId: id }),
  v.strictObject({ mode: v.literal('remove'), projects }),
  v.strictObject({ mode: v.literal('remove_all'), deleteProject: v.boolean() }),
  v.strictObject({ mode: v.literal('restore_drift'), projects }),
  v.strictObject({ mode: v.literal('accept_drift'), projects }),
  v.strictObject({ mode: v.literal('prolong'), projects, until: v.exactOptional(day) }),
  v.strictObject({ mode: v.literal('accept_policy') }),
  v.strictObject({ mode: v.literal('import'), text: policyText }),
]);

const url = v.nullable(v.pipe(v.string(), v.maxLength(2000)));
const reports = v.array(
  v.strictObject({
    job: v.strictObject({
      name: v.string(),
      url: v.string(),
      fileType: v.string(),
      expiresAt: v.nullable(v.string()),
    }),
    download: v.variant('ok', [
      v.strictObject({ ok: v.literal(true), text: v.string() }),
      v.strictObject({ ok: v.literal(false), why: v.picklist(UNAVAILABLE) }),
    ]),
  }),
);
/** What a page has read for a merge request that is not gated (`ReadReports`). */
const readReports = v.strictObject({
  project: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  mergeRequest: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  head: sha,
  base: v.nullable(sha),
  pipelineUrl: url,
  basePipeline: v.nullable(v.strictObject({ url })),
  running: v.boolean(),
  jobsCut: v.boolean(),
  headReports: reports,
  baseReports: reports,
  // Their reader refuses what is too long, and the next one holds.
  policies: v.array(v.string()),
  settings: v.nullable(settings),
});

/** What a card asks to change something with (`utils/actions/types.ts`). */
const asking = {
  gatePath: groupPath,
  project: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  signedInAs: v.nullable(v.pipe(v.string(), v.maxLength(255), v.regex(/^[\w.-]+$/))),
};
const ignore = {
  ...asking,
  finding: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  reason: v.pipe(line, v.minLength(3)),
  until: v.exactOptional(day),
};

export const REQUESTS = {
  /** Whether this tab's GitLab is connected, and whose token it is. */
  'page.connection': { from: 'page', params: v.strictObject({}) },
  /** Some areas of the texts that MR Gate shows, in one language: for a page whose browser gives it none. */
  'page.texts': {
    from: 'page',
    params: v.strictObject({
      language: v.picklist(LANGUAGES),
      areas: v.pipe(v.array(v.picklist(AREAS)), v.maxLength(AREAS.length)),
    }),
  },
  /** How fast this tab's GitLab may be asked. */
  'gitlab.pace': { from: 'page', params: v.strictObject({}) },
  /** Puts the Configure Scans panel's script into the calling tab, and begins to read the group that it will ask for. */
  'page.injectPanel': { from: 'page', params: v.strictObject({ groupPath: v.exactOptional(groupPath) }) },
  /** Puts the merge request card's second script, its details, into the calling tab. */
  'page.injectDetails': { from: 'page', params: v.strictObject({}) },
  /** The one that marks the changes, unless that is switched off, which it says. */
  'page.injectMarks': { from: 'page', params: v.strictObject({}) },
  /** And the one that evaluates reports where nothing is gated. */
  'page.injectReports': { from: 'page', params: v.strictObject({}) },
  /** The one that knows the gate's words in other languages. */
  'page.injectWords': { from: 'page', params: v.strictObject({}) },
  /** What the gate would say of reports that the page has read. All of it is the page's own: nothing is read for it. */
  'page.judgeReports': { from: 'page', params: readReports },
  /** Opens the extension's connect page for this tab's GitLab in a new tab. */
  'page.openConnect': {
    from: 'page',
    params: v.strictObject({
      view: v.picklist(['connect', 'gate-token']),
      groupPath: v.exactOptional(groupPath),
    }),
  },
  /** The first repositories of a big group. Asked beside `group.load`, which brings all of it. */
  'group.first': { from: 'page', params: v.strictObject({ groupPath }) },
  'group.load': { from: 'page', params: v.strictObject({ groupPath }) },
  'plan.make': { from: 'page', params: v.strictObject({ groupPath, wanted }) },
  /** How many open merge requests the gate will look at after it. */
  'plan.countOpen': { from: 'page', params: v.strictObject({ planId: id }) },
  /** Looks at the webhooks of repositories that it would gate; at most 100 at a time. */
  'plan.hooks': {
    from: 'page',
    params: v.strictObject({ groupPath, projects: v.pipe(projects, v.maxLength(100)) }),
  },
  /** Starts the set-up of the group's gate project. */
  'setup.start': { from: 'page', params: v.strictObject({ groupPath }) },
  /** Executes a plan that was made and shown. */
  'apply.start': { from: 'page', params: v.strictObject({ planId: id }) },
  /** What an update of the gate project's own files would change. */
  'update.look': { from: 'page', params: v.strictObject({ groupPath }) },
  /** The latest job of a group, running or ended. */
  'job.latest': { from: 'page', params: v.strictObject({ groupPath }) },
  'job.stop': { from: 'page', params: v.strictObject({ jobId: id }) },
  /** Goes on with what is not done: after a stop, or only the failed ones after an end. */
  'job.resume': { from: 'page', params: v.strictObject({ jobId: id }) },
  /** The gate project's commits, newest first, 20 a page. */
  'history.list': { from: 'page', params: v.strictObject({ groupPath, page }) },
  /** What one of them changed. */
  'history.show': { from: 'page', params: v.strictObject({ groupPath, commit: sha }) },
  /** A page of them with what each changed. */
  'history.read': { from: 'page', params: v.strictObject({ groupPath, page }) },
  'policy.export': { from: 'page', params: v.strictObject({ groupPath }) },
  /** How the policy was edited by hand since the last apply. */
  'policy.byHand': { from: 'page', params: v.strictObject({ groupPath }) },
  /** Whether a policy file could be imported. */
  'policy.check': { from: 'page', params: v.strictObject({ groupPath, text: policyText }) },
  /** One page of what a wish would do to open merge requests. */
  'impact.preview': { from: 'page', params: v.strictObject({ groupPath, wanted, page }) },
  /** Looks at the webhooks of these repositories; at most 100 at a time. */
  'drift.check': {
    from: 'page',
    params: v.strictObject({ groupPath, projects: v.pipe(projects, v.maxLength(100)) }),
  },

  /** What a page has read with its own session, for the log of requests. */
  'page.noteRequests': {
    from: 'page',
    params: v.strictObject({
      requests: v.pipe(
        v.array(
          v.strictObject({
            path: v.pipe(v.string(), v.maxLength(500), v.regex(/^\/[^\s?#]*$/)),
            status: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(599)),
            ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000)),
          }),
        ),
        v.minLength(1),
        v.maxLength(50),
      ),
    }),
  },
  /** Sets the severity that fails a merge request that no policy speaks of. */
  'page.setUngatedDefault': { from: 'page', params: v.strictObject({ failOn }) },
  /** Whether this person may ignore findings and run the gate again; why not, for people. */
  'card.rights': { from: 'page', params: v.strictObject(asking) },
  /** What ignoring a finding would write. */
  'card.planIgnore': { from: 'page', params: v.strictObject(ignore) },
  /** Writes what the plan showed. */
  'card.ignore': { from: 'page', params: v.strictObject({ ...ignore, basis: sha }) },
  /** Starts the gate's pipeline for one merge request. */
  'card.runAgain': {
    from: 'page',
    params: v.strictObject({ ...asking, mergeRequest: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  },

  'connect.list': { from: 'extension', params: v.strictObject({}) },
  /** Verifies a token by real calls; keeps it only if it is good for something. */
  'connect.verify': { from: 'extension', params: v.strictObject({ baseUrl, token }) },
  /** Groups to begin with. */
  'connect.firstGroups': { from: 'extension', params: v.strictObject({ baseUrl }) },
  /** Checks the kept token again. */
  'connect.recheck': { from: 'extension', params: v.strictObject({ baseUrl }) },
  'connect.remove': { from: 'extension', params: v.strictObject({ baseUrl }) },
  /** Hands in the gate's own token, where GitLab would not let the set-up create one. */
  'gateToken.put': { from: 'extension', params: v.strictObject({ baseUrl, groupPath, token }) },

  'settings.read': { from: 'extension', params: v.strictObject({}) },
  /** Pages that are opened or reloaded from then on follow it. */
  'settings.setFeature': {
    from: 'extension',
    params: v.strictObject({ feature: v.picklist(FEATURES), on: v.boolean() }),
  },
  'settings.setUngatedDefault': { from: 'extension', params: v.strictObject({ failOn }) },
  /** The last requests, newest first. */
  'requests.latest': { from: 'extension', params: v.strictObject({}) },
  /** A report about this installation without hosts, names, paths of projects or secrets. */
  'diagnostics.make': { from: 'extension', params: v.strictObject({}) },
  /** Forgets every token, setting and job. Access to sites is given back by the page, which can. */
  'everything.remove': { from: 'extension', params: v.strictObject({}) },
} as const;

export type RequestName = keyof typeof REQUESTS;
export type Params<N extends RequestName> = v.InferOutput<(typeof REQUESTS)[N]['params']>;

/** What each request answers. */
export interface Answers {
  'page.connection': Connection | null;
  /** Requests a minute that are paced to; null: no limit is known. */
  'page.texts': Catalog;
  'gitlab.pace': { perMinute: number | null };
  'page.injectPanel': null;
  'page.injectDetails': null;
  'page.injectMarks': { diffMarks: boolean };
  'page.injectReports': null;
  'page.injectWords': null;
  'page.judgeReports': CardState;
  'page.openConnect': null;
  'group.first': FirstRows | null;
  'group.load': GroupSnapshot;
  'plan.make': Plan;
  'plan.countOpen': OpenCount | null;
  'setup.start': JobSnapshot;
  'apply.start': JobSnapshot;
  'update.look': GateUpdate;
  'job.latest': JobSnapshot | null;
  'job.stop': JobSnapshot;
  'job.resume': JobSnapshot;
  'history.list': HistoryPage;
  'history.show': HistoryDetail;
  'history.read': HistoryRecords;
  'policy.export': { text: string; fileName: string };
  'policy.byHand': PolicyByHand | null;
  'policy.check': PolicyCheck;
  'impact.preview': ImpactPreview;
  'drift.check': DriftCheck;
  'plan.hooks': HookOutlook[];
  'page.noteRequests': null;
  'page.setUngatedDefault': null;
  'card.rights': CardRights;
  'card.planIgnore': IgnorePlan;
  'card.ignore': IgnoreDone;
  'card.runAgain': RunStarted;
  'connect.list': Connection[];
  'connect.verify': Connection;
  'connect.recheck': Connection;
  'connect.firstGroups': FirstGroup[];
  'connect.remove': null;
  'gateToken.put': { username: string };
  'settings.read': Settings;
  'settings.setFeature': Features;
  'settings.setUngatedDefault': UngatedDefault;
  'requests.latest': LoggedRequest[];
  'diagnostics.make': { text: string };
  'everything.remove': null;
}

/** Every answer on the wire: the value, or what to tell the person. */
export type Reply<N extends RequestName> = { ok: true; value: Answers[N] } | { ok: false; error: UserError };
