import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointLimit, HOST_SHARES, hostLimit, kindOf } from '../../../utils/gitlab/known-limits.ts';
import { createLimitMemory } from '../../../utils/gitlab/limit-memory.ts';
import { Pace } from '../../../utils/gitlab/pace.ts';
import { HostQueue, hostQueue, keepLimits } from '../../../utils/gitlab/queue.ts';
import { toldLimit } from '../../../utils/gitlab/rate-headers.ts';
import { fakeTransport, json } from './fake-gitlab.ts';

const MINUTE = 60_000;

/** Milliseconds between two requests once the burst is spent. */
function spacing(pace: Pace, now: number): number {
  let before = 0;
  while (before === 0) before = pace.reserve(now);
  return pace.reserve(now) - before;
}

describe('a pace', () => {
  it('never sends more than the limit in any minute, however requests come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 3000 }),
        fc.array(
          fc.record({
            pause: fc.integer({ min: 0, max: 30_000 }),
            requests: fc.integer({ min: 1, max: 400 }),
          }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        (perMinute, bursts) => {
          let now = 0;
          const pace = new Pace(perMinute, HOST_SHARES, now);
          const sent: number[] = [];
          for (const { pause, requests } of bursts) {
            now += pause;
            for (let i = 0; i < requests; i++) sent.push(now + pace.reserve(now));
          }
          for (let from = 0, to = 0; to < sent.length; to++) {
            while (sent[to]! - sent[from]! >= MINUTE) from += 1;
            expect(to - from + 1).toBeLessThanOrEqual(perMinute);
          }
        },
      ),
    );
  });

  it('lets a few go at once, and the rest at 95 % of the limit', () => {
    const pace = new Pace(2000, { ...HOST_SHARES, atStart: 1 }, 0);
    const waits = Array.from({ length: 2000 }, () => pace.reserve(0));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(60);
    expect(waits.at(-1)! / MINUTE).toBeCloseTo((2000 - 60) / 1900, 2);
  });

  it('slows down where others spend the quota, and recovers with the next window', () => {
    const pace = new Pace(2000, HOST_SHARES, 0);
    pace.adjust(2000, { requests: 100, ms: 50_000 }, 0);
    expect(spacing(pace, 0)).toBeCloseTo(500, 3);
    pace.adjust(2000, { requests: 1990, ms: 59_000 }, 50_000);
    expect(spacing(pace, 50_000)).toBeCloseTo(MINUTE / 1960, 3);
  });

  it('uses a little more where it is told what is left, and what it is told holds first', () => {
    const pace = new Pace(2000, HOST_SHARES, 0);
    pace.adjust(2000, null, 0);
    expect(spacing(pace, 0)).toBeCloseTo(MINUTE / 1900, 3);
    pace.adjust(2000, { requests: 1968, ms: 59_000 }, 0);
    expect(spacing(pace, 0)).toBeCloseTo(MINUTE / 1960, 3);
    pace.adjust(2000, { requests: 500, ms: 20_000 }, 0);
    expect(spacing(pace, 0)).toBeCloseTo(MINUTE / 1500, 3);
  });

  it('spends a quarter a minute of a window that lasts an hour', () => {
    // 7,200 an hour: GitLab tells it as 120 a minute.
    const pace = new Pace(120, HOST_SHARES, 0);
    pace.adjust(120, { requests: 7200, ms: 3_600_000 }, 0);
    expect(spacing(pace, 0)).toBeCloseTo(MINUTE / 1800, 3);
  });

  it('gives back what is too far away', () => {
    const pace = new Pace(60, { burst: 0, steady: 1, told: 1, atStart: 0 }, 0);
    expect(pace.reserve(0)).toBe(0);
    expect(pace.reserve(0)).toBe(1000);
    pace.release();
    expect(pace.reserve(0)).toBe(1000);
  });
});

describe('what a host tells', () => {
  const headers = (fields: Record<string, string>) => new Headers(fields);

  it('is measured by its own clock', () => {
    const date = new Date(5_000_000).toUTCString();
    const told = toldLimit(
      headers({ date, 'ratelimit-limit': '2000', 'ratelimit-remaining': '12', 'ratelimit-reset': '5030' }),
      77,
    );
    expect(told).toEqual({ perMinute: 2000, left: { requests: 12, ms: 30_000 } });
  });

  it('is nothing without a limit, or where it is of something else', () => {
    expect(toldLimit(headers({}), 0)).toBeNull();
    expect(toldLimit(headers({ 'ratelimit-limit': 'many' }), 0)).toBeNull();
    const files = { 'ratelimit-name': 'throttle_authenticated_files_api', 'ratelimit-limit': '500' };
    expect(toldLimit(headers(files), 0)).toBeNull();
    const api = { 'ratelimit-name': 'throttle_authenticated_api', 'ratelimit-limit': '500' };
    expect(toldLimit(headers(api), 0)).toEqual({ perMinute: 500, left: null });
  });
});

describe('known limits', () => {
  it.each([
    ['GET', '/groups/acme%2Fshop/projects', 'GET /groups/:id/projects', 600],
    ['GET', '/groups/12/members/all/7', 'GET /groups/:id/members/all/:id', 200],
    ['GET', '/projects/12', 'GET /projects/:id', 400],
    ['PUT', '/projects/12', 'PUT /projects/:id', undefined],
    ['GET', '/projects/12/hooks', 'GET /projects/:id/hooks', undefined],
    [
      'GET',
      '/projects/a%2Fb/repository/files/mr-gate.yml',
      'GET /projects/:id/repository/files/mr-gate.yml',
      500,
    ],
    ['POST', '/projects/1/merge_requests/2/notes', 'POST /projects/:id/merge_requests/:id/notes', 60],
  ])('%s %s', (method, path, kind, perMinute) => {
    expect(kindOf(method, path)).toBe(kind);
    expect(endpointLimit(kind)?.perMinute).toBe(perMinute);
  });

  it('gitlab.com’s is known before its first answer', () => {
    expect(hostLimit('https://gitlab.com')).toBe(2000);
    expect(hostLimit('https://gitlab.com.evil.example')).toBeNull();
  });
});

/** A host that counts in fixed windows as Rack::Attack does. */
function countingHost(perMinute: number, announced: boolean) {
  let window = -1;
  let count = 0;
  let refused = 0;
  const fake = fakeTransport([
    () => {
      const now = fake.now();
      if (Math.floor(now / MINUTE) !== window) {
        window = Math.floor(now / MINUTE);
        count = 0;
      }
      count += 1;
      const reset = (window + 1) * 60;
      const headers = {
        'ratelimit-limit': String(perMinute),
        'ratelimit-remaining': String(Math.max(0, perMinute - count)),
        'ratelimit-reset': String(reset),
      };
      if (count <= perMinute) return json({}, 200, announced ? headers : {});
      refused += 1;
      return json('Retry later', 429, {
        ...headers,
        'retry-after': String(Math.ceil((reset * 1000 - now) / 1000)),
      });
    },
  ]);
  return { ...fake, refused: () => refused };
}

describe('a host with a limit', () => {
  it('that tells it is never asked too much, and loses little time by it', async () => {
    const host = countingHost(2000, true);
    const begun = host.now();
    for (let i = 0; i < 3000; i++) await host.transport.request({ method: 'PUT', path: `/projects/${i}` });
    expect(host.refused()).toBe(0);
    expect(host.now() - begun).toBeLessThan(1.04 * (3000 / 2000) * MINUTE);
  });

  it('that only refuses is asked too much once', async () => {
    const host = countingHost(600, false);
    for (let i = 0; i < 2400; i++) {
      await host.transport.request({ method: 'PUT', path: `/projects/${i}` }).catch((error) => {
        host.pass(error.retryAfterMs);
      });
    }
    expect(host.refused()).toBe(1);
    expect(host.queue.perMinute).toBe(600);
  });

  it('is told apart from an endpoint’s limit, which is left alone for its window, by everybody', async () => {
    const limited = {
      message: { error: 'This endpoint has been requested too many times. Try again later.' },
    };
    const { transport, calls } = fakeTransport([json(limited, 429), json({})]);
    const get = (path: string) => transport.request({ method: 'GET', path });
    await expect(get('/projects/1/jobs')).rejects.toMatchObject({ kind: 'rate_limited' });
    await expect(get('/projects/2/jobs')).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(calls).toHaveLength(1);
    await get('/projects/1/hooks');
    expect(calls).toHaveLength(2);
  });

  it('keeps listings within their own limit without a single refusal', async () => {
    const { transport, now } = fakeTransport([json([])]);
    const begun = now();
    for (let i = 0; i < 1200; i++) await transport.request({ method: 'GET', path: '/groups/1/projects' });
    // 300 at once, the other 900 at 270 a minute.
    expect((now() - begun) / MINUTE).toBeCloseTo(900 / 270, 1);
  });
});

describe('limits that were learned', () => {
  const storage = () => {
    const kept = new Map<string, unknown>();
    return {
      kept,
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: unknown) => void kept.set(key, value),
    };
  };

  it('outlive the process, for a day', async () => {
    const store = storage();
    const memory = createLimitMemory(store, () => 1000);
    await memory.remember('https://a.example', 600);
    expect(await createLimitMemory(store, () => 2000).recall('https://a.example')).toBe(600);
    expect(
      await createLimitMemory(store, () => 1000 + 24 * 60 * MINUTE).recall('https://a.example'),
    ).toBeNull();
    expect(await memory.recall('https://b.example')).toBeNull();
  });

  it.each([null, 5, { perMinute: 'x', at: 0 }, { perMinute: 0, at: 0 }, { perMinute: 600 }])(
    'are nothing where the storage holds %j',
    async (value) => {
      const memory = createLimitMemory({ get: async () => value, set: async () => {} }, () => 0);
      expect(await memory.recall('https://a.example')).toBeNull();
    },
  );

  it('are paced to by the next process, before the host has refused anything', async () => {
    const store = storage();
    keepLimits(createLimitMemory(store, Date.now));
    hostQueue('https://learned.example').told({ perMinute: 600, left: null }, Date.now(), true);
    expect(store.kept.get('https://learned.example')).toMatchObject({ perMinute: 600 });
    await createLimitMemory(store, Date.now).remember('https://later.example', 300);
    const later = hostQueue('https://later.example/gitlab');
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(later.perMinute).toBe(300);
    keepLimits(null);
  });

  it('give way to what the host tells now', () => {
    const queue = new HostQueue();
    queue.told({ perMinute: 2000, left: null }, 0, false);
    queue.recall(600, 0);
    expect(queue.perMinute).toBe(2000);
  });
});
