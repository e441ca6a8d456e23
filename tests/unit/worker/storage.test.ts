import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from '#imports';
import { closeToContentScripts } from '../../../utils/browser-differences.ts';
import { JOBS_ALARM, wakeForJobs } from '../../../utils/connect/alarms.ts';
import { createLocalStore } from '../../../utils/storage.ts';

beforeEach(async () => {
  await browser.storage.local.clear();
  await browser.alarms.clearAll();
});

describe('the store of jobs', () => {
  it('keeps to its own keys', async () => {
    const jobs = createLocalStore('job:');
    const other = createLocalStore('other:');
    await jobs.set('a', { n: 1 });
    await jobs.set('b', 2);
    await other.set('a', 3);
    expect(await jobs.get('a')).toEqual({ n: 1 });
    expect(await jobs.get('c')).toBeUndefined();
    expect((await jobs.keys()).sort()).toEqual(['a', 'b']);
    await jobs.remove('a');
    expect(await jobs.keys()).toEqual(['b']);
    expect(await other.get('a')).toBe(3);
  });

  it('is closed to content scripts where the browser can do that, and no harm where it cannot', async () => {
    const area = browser.storage.local as { setAccessLevel?: unknown };
    const before = area.setAccessLevel;
    const setAccessLevel = vi.fn(async () => {});
    area.setAccessLevel = setAccessLevel;
    await closeToContentScripts(browser.storage.local);
    expect(setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
    area.setAccessLevel = undefined;
    await closeToContentScripts(browser.storage.local);
    area.setAccessLevel = before;
  });
});

describe('the alarm of jobs', () => {
  it('keeps the earliest time that was asked for', async () => {
    const at = async () => (await browser.alarms.get(JOBS_ALARM))?.scheduledTime;
    const now = Date.now();
    await wakeForJobs(now + 60_000);
    expect(await at()).toBe(now + 60_000);
    await wakeForJobs(now + 90_000);
    expect(await at()).toBe(now + 60_000);
    await wakeForJobs(now + 30_000);
    expect(await at()).toBe(now + 30_000);
  });
});
