import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRequestLog, KEPT_REQUESTS, type LoggedRequest } from '../../../utils/request-log.ts';

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

afterEach(() => {
  vi.useRealTimers();
});

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
      with: 'token',
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

  it('writes once a second while a job asks all the time, and the last of it soon after', async () => {
    vi.useFakeTimers();
    const { area, kept, writes } = fakeSession();
    const log = createRequestLog(area, () => 0);
    const newest = () => (kept.get('requests') as LoggedRequest[])[0]?.path;
    for (let n = 1; n <= 500; n++) {
      log.note(BASE, record(n));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(writes()).toBeGreaterThan(3);
    expect(writes()).toBeLessThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(1000);
    expect(newest()).toBe('/projects/500');
    const after = writes();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(writes()).toBe(after);
    log.note(BASE, record(501));
    await vi.advanceTimersByTimeAsync(0);
    expect(newest()).toBe('/projects/501');
  });

  it('goes on with a session storage that holds something else or is full', async () => {
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

describe('what is kept of a request', () => {
  const SECRET = ['glpat', 'SECRETVALUE0123456789'].join('-');
  const noted = (path: string) => {
    const { area, kept } = fakeSession();
    const log = createRequestLog(area, () => 0);
    log.note(BASE, { ...record(1), path });
    log.noteSession(BASE, [{ path, status: 200, ms: 1 }]);
    return log.latest().then((latest) => ({ latest, kept: JSON.stringify([...kept]) }));
  };

  it.each([
    [`/projects?search=${SECRET}&private_token=${SECRET}`, '/projects?search&private_token'],
    [`/projects/1/ref/main/trigger/pipeline?token=${SECRET}`, '/projects/1/ref/main/trigger/pipeline?token'],
    [`/user?${SECRET}`, '/user'],
    [`/user?${'x'.repeat(60)}=1`, '/user'],
    [`/user?a=1?b=${SECRET}#c=${SECRET}`, '/user?a'],
    [`/api/graphql?query={user(token:"${SECRET}")}`, '/api/graphql?query'],
    ['/groups/acme%2Fshop/projects?page=2&page=3', '/groups/acme%2Fshop/projects?page'],
  ])('is no value of its query: %s', async (path, shown) => {
    const { latest, kept } = await noted(path);
    expect(latest.map((one) => one.path)).toEqual([shown, shown]);
    expect(JSON.stringify(latest) + kept).not.toContain('SECRETVALUE');
  });

  it('is whether a token or a page’s own session asked', async () => {
    const { latest } = await noted('/user');
    expect(latest.map((one) => one.with)).toEqual(['session', 'token']);
  });
});
