import { browser, defineBackground } from '#imports';
import { createCardActions } from '../utils/actions/card-actions.ts';
import { Journal } from '../utils/apply/journal.ts';
import { createApplyService } from '../utils/apply/service.ts';
import { closeToContentScripts, originPattern } from '../utils/browser-differences.ts';
import { ensureRecheckAlarm, JOBS_ALARM, RECHECK_ALARM, wakeForJobs } from '../utils/connect/alarms.ts';
import { showAttention } from '../utils/connect/badge.ts';
import { browserRegistration } from '../utils/connect/browser-registration.ts';
import { createConnections } from '../utils/connect/connections.ts';
import {
  DECISION_SCRIPT,
  DETAILS_SCRIPT,
  MARKS_SCRIPT,
  PANEL_SCRIPT,
  REPORTS_SCRIPT,
  UI_SCRIPT,
  WORDS_SCRIPT,
} from '../utils/connect/content-scripts.ts';
import { recheckAll } from '../utils/connect/recheck.ts';
import { createClient } from '../utils/gitlab/client.ts';
import { watchConnections } from '../utils/gitlab/connections.ts';
import { createLimitMemory } from '../utils/gitlab/limit-memory.ts';
import { keepLimits } from '../utils/gitlab/queue.ts';
import { createTransport } from '../utils/gitlab/transport.ts';
import { createHandlers } from '../utils/message-handlers.ts';
import { serve } from '../utils/message-server.ts';
import { createRequestLog } from '../utils/request-log.ts';
import { SETTINGS } from '../utils/settings.ts';
import { createLocalStore } from '../utils/storage.ts';
import { createVault } from '../utils/vault/vault.ts';

/**
 * The worker: the only place that holds tokens and talks to GitLab's API with them. It may die at any moment and
 * be woken by any event, so every listener is registered synchronously here, and nothing is kept in memory that
 * could not be read again.
 */
export default defineBackground(() => {
  keepLimits(createLimitMemory(createLocalStore('limit:'), Date.now));
  watchConnections();
  const vault = createVault();
  const settings = createLocalStore(SETTINGS);
  const registration = browserRegistration(settings);
  const granted = (url: string) => browser.permissions.contains({ origins: [originPattern(url)] });
  const { session } = browser.storage;
  const requests = createRequestLog(session, Date.now);
  const connections = createConnections({
    vault,
    granted,
    transport: (options) =>
      createTransport({ ...options, onRequest: (record) => requests.note(options.baseUrl, record) }),
    now: Date.now,
  });
  const jobStore = createLocalStore('job:');

  const jobs = createApplyService({
    client: async (baseUrl) => createClient(await connections.transport(baseUrl)),
    connection: connections.get,
    async takeGateToken(baseUrl, groupPath) {
      const token = await vault.gateToken(baseUrl, groupPath);
      if (token !== null) forgetWhenStored(baseUrl, groupPath);
      return token;
    },
    storage: jobStore,
    setAlarm: wakeForJobs,
    now: Date.now,
    uuid: () => crypto.randomUUID(),
    async gateProgram() {
      const paths = ['/decision.js', '/packages.js', '/gate-job.js'];
      const parts = await Promise.all(paths.map((path) => fetch(url(path))));
      return (await Promise.all(parts.map((part) => part.text()))).join('\n');
    },
  });

  /** The worker may die between fetching a gate token and storing it in GitLab, so it is kept until the set-up ended well. */
  function forgetWhenStored(baseUrl: string, groupPath: string): void {
    const stop = jobs.subscribe(baseUrl, groupPath, (job) => {
      if (job?.kind !== 'setup' || job.state !== 'done') return;
      stop();
      quietly(vault.forgetGateToken(baseUrl, groupPath));
    });
  }

  serve({
    handlers: createHandlers({
      connections,
      jobs,
      actions: createCardActions({
        client: async (baseUrl) => createClient(await connections.transport(baseUrl)),
        connection: connections.get,
        now: Date.now,
      }),
      settings,
      options: {
        requests,
        featuresChanged: registration.sync,
        jobs: () => new Journal(jobStore).index(),
        async environment() {
          const { origins = [] } = await browser.permissions.getAll();
          const scripts = await browser.scripting.getRegisteredContentScripts();
          return {
            version: browser.runtime.getManifest().version,
            userAgent: navigator.userAgent,
            granted: origins.length,
            scripts: scripts.map(({ id }) => id),
          };
        },
        async forgetEverything() {
          await vault.forgetAll();
          await browser.storage.local.clear();
          await requests.clear();
          await session.clear();
        },
        now: Date.now,
      },
      readFile: async (path) => (await fetch(url(path))).json(),
      injectPanel: (tabId) => inject(tabId, UI_SCRIPT, PANEL_SCRIPT),
      injectDetails: (tabId) => inject(tabId, UI_SCRIPT, DETAILS_SCRIPT),
      injectMarks: (tabId) => inject(tabId, MARKS_SCRIPT),
      injectReports: (tabId) => inject(tabId, REPORTS_SCRIPT),
      injectWords: (tabId) => inject(tabId, DECISION_SCRIPT, WORDS_SCRIPT),
      async openPage(path, besideTab) {
        const { index, windowId } = await browser.tabs.get(besideTab);
        await browser.tabs.create({ url: url(path), index: index + 1, windowId });
      },
    }),
    connected: async () => (await connections.list()).map(({ baseUrl }) => baseUrl),
    granted,
    watchJob: jobs.subscribe,
  });

  const recheck = async (): Promise<void> => showAttention(await recheckAll(connections, Date.now()));

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === JOBS_ALARM) quietly(jobs.resumeAll());
    if (name === RECHECK_ALARM) quietly(recheck());
  });
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    quietly(registration.sync().then(() => registration.injectOpenTabs(origins)));
  });
  browser.permissions.onRemoved.addListener(() => quietly(registration.sync()));
  // A listener is enough to be started with the browser, which goes on below (utils/browser-differences.ts).
  browser.runtime.onStartup.addListener(() => quietly(jobs.resumeAll()));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') quietly(browser.tabs.create({ url: url('/welcome.html') }));
    if (reason !== 'update') return;
    // Pages that were open before an update or reload hold scripts that can no longer reach us.
    quietly(browser.permissions.getAll().then(({ origins = [] }) => registration.injectOpenTabs(origins)));
  });

  quietly(closeToContentScripts(browser.storage.local));
  quietly(registration.sync());
  quietly(ensureRecheckAlarm());
  quietly(jobs.resumeAll());
});

async function inject(tabId: number, ...scripts: string[]): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: scripts as '/background.js'[] });
}

/** WXT types the paths of what is built already; these are named by content-scripts.ts and the set-up. */
function url(path: string): string {
  return browser.runtime.getURL(path as '/');
}

/** For what nobody waits for: the next start of the worker tries it again. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
