import { describe, expect, it } from 'vitest';
import { createRequestLog, KEPT_REQUESTS } from '../../../utils/request-log.ts';

function fakeSession() {
  const kept = new Map<string, unknown>();
  let writes = 0;
  return {
    kept,
    writes: () => writes,
    area: {
      get: async (key: string) => (kept.has(key) ? { [key]: kept.get(key) } : {}),
      set: async (items: Record<string, unknown>) => {
        writes += 1;
        for (const [key, value] of Object.entries(items)) kept.set(key, structuredClone(value));
      },
      remove: async (key: string) => void kept.delete(key),
    },
  };
}

const BASE = 'https://gitlab.example';
const record = (n: number) => ({ method: 'GET', path: `/projects/${n}`, status: 200, ms: 5, attempt: 1 });

describe('the log of requests', () => {
  it('keeps the last ones, newest first, beyond the worker', async () => {
    const { area } = fakeSession();
    const first = createRequestLog(area, () => 0);
    for (let n = 1; n <= KEPT_REQUESTS; n++) first.note(BASE, record(n));
    await first.latest();
    const second = createRequestLog(area, () => 0);
    second.note(BASE, { ...record(99), status: 0 });
    const latest = await second.latest();
    expect(latest).toHaveLength(KEPT_REQUESTS);
    expect(latest[0]).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      baseUrl: BASE,
      method: 'GET',
      path: '/projects/99',
      status: 0,
      ms: 5,
    });
    expect(latest.at(-1)?.path).toBe('/projects/2');
  });

  it('writes little while much is asked', async () => {
    const { area, writes } = fakeSession();
    const log = createRequestLog(area, () => 0);
    for (let n = 1; n <= 1000; n++) log.note(BASE, record(n));
    expect((await log.latest())[0]?.path).toBe('/projects/1000');
    expect(writes()).toBeLessThan(5);
  });

  it('does without a session storage, and with one that holds something else or is full', async () => {
    const without = createRequestLog(undefined, () => 0);
    without.note(BASE, record(1));
    expect(await without.latest()).toHaveLength(1);
    const { area, kept } = fakeSession();
    kept.set('requests', 'what?');
    const log = createRequestLog({ ...area, set: () => Promise.reject(new Error('QuotaExceeded')) }, () => 0);
    log.note(BASE, record(1));
    expect(await log.latest()).toHaveLength(1);
  });

  it('can be emptied', async () => {
    const { area, kept } = fakeSession();
    const log = createRequestLog(area, () => 0);
    log.note(BASE, record(1));
    await log.clear();
    expect(await log.latest()).toEqual([]);
    expect(kept.size).toBe(0);
  });
});
