import type { CardActions } from './actions/card-actions.ts';
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
import type { Wanted } from './apply/wanted.ts';
import type { Connections } from './connect/connections.ts';
import { hostQueue } from './gitlab/queue.ts';
import type { Handlers } from './message-server.ts';
import { type OptionsDeps, optionsHandlers } from './options-handlers.ts';
import { judgeReports } from './reports/judge-reports.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { KeyValueStore } from './storage.ts';
import { createTexts } from './texts/serve-texts.ts';

/** What the worker needs of the service that reads groups and runs set-ups and applies (`utils/apply/service.ts`). */
export interface JobService {
  loadAhead(baseUrl: string, groupPath: string): void;
  loadFirst(baseUrl: string, groupPath: string): Promise<FirstRows | null>;
  load(baseUrl: string, groupPath: string): Promise<GroupSnapshot>;
  makePlan(baseUrl: string, groupPath: string, wanted: Wanted): Promise<Plan>;
  countOpen(baseUrl: string, planId: string): Promise<OpenCount | null>;
  startSetup(baseUrl: string, groupPath: string): Promise<JobSnapshot>;
  startApply(baseUrl: string, planId: string): Promise<JobSnapshot>;
  latestJob(baseUrl: string, groupPath: string): Promise<JobSnapshot | null>;
  stopJob(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  resumeJob(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  listHistory(baseUrl: string, groupPath: string, page: number): Promise<HistoryPage>;
  showHistory(baseUrl: string, groupPath: string, commit: string): Promise<HistoryDetail>;
  readHistory(baseUrl: string, groupPath: string, page: number): Promise<HistoryRecords>;
  lookForUpdate(baseUrl: string, groupPath: string): Promise<GateUpdate>;
  exportPolicy(baseUrl: string, groupPath: string): Promise<{ text: string; fileName: string }>;
  policyByHand(baseUrl: string, groupPath: string): Promise<PolicyByHand | null>;
  checkPolicy(baseUrl: string, groupPath: string, text: string): Promise<PolicyCheck>;
  previewImpact(baseUrl: string, groupPath: string, wanted: Wanted, page: number): Promise<ImpactPreview>;
  checkDrift(baseUrl: string, groupPath: string, projects: number[]): Promise<DriftCheck>;
  lookAtHooks(baseUrl: string, groupPath: string, projects: number[]): Promise<HookOutlook[]>;
}

/** What a set-up says that may not create the gate's token itself (`utils/apply/setup-steps/gate-token.ts`). */
const GATE_TOKEN_NEEDED = 'gate_token_needed';

export interface HandlerDeps {
  connections: Connections;
  jobs: JobService;
  actions: CardActions;
  settings: KeyValueStore;
  options: OptionsDeps;
  /** Reads a file of the extension's own as JSON. */
  readFile(path: string): Promise<unknown>;
  injectPanel(tabId: number): Promise<void>;
  injectDetails(tabId: number): Promise<void>;
  injectMarks(tabId: number): Promise<void>;
  injectReports(tabId: number): Promise<void>;
  injectWords(tabId: number): Promise<void>;
  /** Opens a page of the extension, given its path and query, in a new tab beside the calling one. */
  openPage(path: string, besideTab: number): Promise<void>;
}

/** What each request does. Who may ask what was settled before (message-server.ts). */
export function createHandlers({
  connections,
  jobs,
  actions,
  settings,
  options,
  readFile,
  injectPanel,
  injectDetails,
  injectMarks,
  injectReports,
  injectWords,
  openPage,
}: HandlerDeps): Handlers {
  const texts = createTexts(readFile);
  return {
    'page.connection': async (_, { baseUrl }) => (baseUrl === null ? null : connections.get(baseUrl)),
    'page.texts': ({ language, areas }) => texts(language, areas),
    'gitlab.pace': async (_, { baseUrl }) => ({ perMinute: hostQueue(baseUrl).perMinute }),
    'page.injectPanel': async ({ groupPath }, { tabId, baseUrl }) => {
      // GitLab answers while the script is put into the page.
      if (groupPath !== undefined && baseUrl !== null) jobs.loadAhead(baseUrl, groupPath);
      await injectPanel(tabId);
      return null;
    },
    'page.injectDetails': async (_, { tabId }) => {
      await injectDetails(tabId);
      return null;
    },
    'page.injectMarks': async (_, { tabId }) => {
      const { diffMarks } = await readSetting(settings, 'features');
      if (diffMarks) await injectMarks(tabId);
      return { diffMarks };
    },
    'page.injectReports': async (_, { tabId }) => {
      await injectReports(tabId);
      return null;
    },
    'page.injectWords': async (_, { tabId }) => {
      await injectWords(tabId);
      return null;
    },
    'page.judgeReports': async (read) =>
      judgeReports(read, await readSetting(settings, 'ungatedDefault'), new Date()),
    'page.openConnect': async ({ view, groupPath }, { baseUrl, tabId }) => {
      // The tab lets the page recognise a GitLab that is not connected yet, whose relative root is not known here.
      const query = new URLSearchParams({ view, tab: String(tabId) });
      if (baseUrl !== null) query.set('base', baseUrl);
      if (groupPath !== undefined) query.set('group', groupPath);
      await openPage(`/popup.html?${query}`, tabId);
      return null;
    },

    'group.first': ({ groupPath }, { baseUrl }) => jobs.loadFirst(baseUrl, groupPath),
    'group.load': ({ groupPath }, { baseUrl }) => jobs.load(baseUrl, groupPath),
    'plan.make': ({ groupPath, wanted }, { baseUrl }) => jobs.makePlan(baseUrl, groupPath, wanted),
    'plan.countOpen': ({ planId }, { baseUrl }) => jobs.countOpen(baseUrl, planId),
    'plan.hooks': ({ groupPath, projects }, { baseUrl }) => jobs.lookAtHooks(baseUrl, groupPath, projects),
    'setup.start': ({ groupPath }, { baseUrl }) => jobs.startSetup(baseUrl, groupPath),
    'apply.start': ({ planId }, { baseUrl }) => jobs.startApply(baseUrl, planId),
    'job.latest': ({ groupPath }, { baseUrl }) => jobs.latestJob(baseUrl, groupPath),
    'job.stop': ({ jobId }, { baseUrl }) => jobs.stopJob(baseUrl, jobId),
    'job.resume': ({ jobId }, { baseUrl }) => jobs.resumeJob(baseUrl, jobId),
    'history.list': ({ groupPath, page }, { baseUrl }) => jobs.listHistory(baseUrl, groupPath, page),
    'history.show': ({ groupPath, commit }, { baseUrl }) => jobs.showHistory(baseUrl, groupPath, commit),
    'history.read': ({ groupPath, page }, { baseUrl }) => jobs.readHistory(baseUrl, groupPath, page),
    'update.look': ({ groupPath }, { baseUrl }) => jobs.lookForUpdate(baseUrl, groupPath),
    'policy.export': ({ groupPath }, { baseUrl }) => jobs.exportPolicy(baseUrl, groupPath),
    'policy.byHand': ({ groupPath }, { baseUrl }) => jobs.policyByHand(baseUrl, groupPath),
    'policy.check': ({ groupPath, text }, { baseUrl }) => jobs.checkPolicy(baseUrl, groupPath, text),
    'impact.preview': ({ groupPath, wanted, page }, { baseUrl }) =>
      jobs.previewImpact(baseUrl, groupPath, wanted, page),
    'drift.check': ({ groupPath, projects }, { baseUrl }) => jobs.checkDrift(baseUrl, groupPath, projects),

    'page.noteRequests': async ({ requests }, { baseUrl, origin }) => {
      // Where nothing is connected, a relative root is not known.
      options.requests.noteSession(baseUrl ?? origin, requests);
      return null;
    },
    'page.setUngatedDefault': async ({ failOn }) => {
      const { perScan } = await readSetting(settings, 'ungatedDefault');
      await writeSetting(settings, 'ungatedDefault', { failOn, perScan });
      return null;
    },
    'card.rights': (asking, { baseUrl }) => actions.rights(baseUrl, asking),
    'card.planIgnore': (wish, { baseUrl }) => actions.planIgnore(baseUrl, wish),
    'card.ignore': ({ basis, ...wish }, { baseUrl }) => actions.ignore(baseUrl, wish, basis),
    'card.runAgain': ({ mergeRequest, ...asking }, { baseUrl }) =>
      actions.runAgain(baseUrl, asking, mergeRequest),

    'connect.list': () => connections.list(),
    'connect.verify': ({ baseUrl, token }) => connections.connect(baseUrl, token),
    'connect.firstGroups': ({ baseUrl }) => connections.firstGroups(baseUrl),
    'connect.recheck': ({ baseUrl }) => connections.recheck(baseUrl),
    'connect.remove': async ({ baseUrl }) => {
      await connections.remove(baseUrl);
      return null;
    },
    'gateToken.put': async ({ baseUrl, groupPath, token }) => {
      const username = await connections.putGateToken(baseUrl, groupPath, token);
      await goOnWithSetup(jobs, baseUrl, groupPath);
      return { username };
    },

    ...optionsHandlers(connections, settings, options),
  };
}

/** A set-up that failed for want of the gate's token goes on by itself now. The token is kept whatever comes of it. */
async function goOnWithSetup(jobs: JobService, baseUrl: string, groupPath: string): Promise<void> {
  try {
    const job = await jobs.latestJob(baseUrl, groupPath);
    const wanted =
      job?.error?.kind === GATE_TOKEN_NEEDED ||
      job?.steps.some((step) => step.error?.kind === GATE_TOKEN_NEEDED);
    if (job?.kind === 'setup' && job.state === 'failed' && wanted) await jobs.resumeJob(baseUrl, job.id);
  } catch {
    // The person can go on with it in the panel.
  }
}
