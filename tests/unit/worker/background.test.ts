import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browser } from '#imports';
import background from '../../../entrypoints/background.ts';
import type { JobRecord } from '../../../utils/apply/job-record.ts';
import { Journal } from '../../../utils/apply/journal.ts';
import { JOBS_ALARM } from '../../../utils/connect/alarms.ts';
import { createLocalStore } from '../../../utils/storage.ts';

const LATER = Date.now() + 30 * 60_000;

/** A job that GitLab's rate limit has stopped, and that goes on later. */
const WAITING: JobRecord = {
  id: 'job-1',
  kind: 'setup',
  baseUrl: 'https://gitlab.example',
  groupPath: 'acme',
  gatePath: 'acme/mr-gate',
  planId: null,
  userId: 1,
  username: 'olga',
  state: 'waiting',
  waitingFor: 'rate limit',
  waitingUntil: new Date(LATER).toISOString(),
  steps: [],
  startedAt: '2026-03-01T10:00:00Z',
  waits: 1,
  setup: {},
  committing: false,
};

beforeEach(() => {
  fakeBrowser.reset();
  // What the fake browser lacks, as far as the worker's start needs it.
  const silent = { addListener: vi.fn() };
  Object.assign(browser.runtime, { onConnect: silent });
  Object.assign(browser.permissions, {
    onAdded: silent,
    onRemoved: silent,
    getAll: async () => ({ origins: [] }),
  });
  Object.assign(browser.scripting, { getRegisteredContentScripts: async () => [] });
});

it('goes on with its jobs in the browser’s next session, whose alarms are gone', async () => {
  await new Journal(createLocalStore('job:')).create(WAITING, null);
  background.main();
  await expect.poll(async () => (await browser.alarms.get(JOBS_ALARM))?.scheduledTime).toBe(LATER);
  await browser.alarms.clearAll();
  await fakeBrowser.runtime.onStartup.trigger();
  await expect.poll(async () => (await browser.alarms.get(JOBS_ALARM))?.scheduledTime).toBe(LATER);
});
