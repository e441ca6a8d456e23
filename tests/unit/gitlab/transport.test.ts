import { describe, expect, it } from 'vitest';
import { GitLabError } from '../../../utils/gitlab/errors.ts';
import { hostQueue } from '../../../utils/gitlab/queue.ts';
import { fakeTransport, json, TOKEN } from './fake-gitlab.ts';

const failureOf = async (promise: Promise<unknown>): Promise<GitLabError> => {
  try {
    await promise;
  } catch (error) {
    expect(error).toBeInstanceOf(GitLabError);
    return error as GitLabError;
  }
  throw new Error('expected a failure');
};

describe('what is sent', () => {
  it('carries the token in PRIVATE-TOKEN alone, without cookies, and follows no redirect', async () => {
    const { transport, calls } = fakeTransport([json({ id: 1 })]);
    const answer = await transport.request({
      method: 'GET',
      path: '/projects/a%2Fb',
      query: { simple: true, ids: [1, 2] },
    });
    expect(answer.body).toEqual({ id: 1 });
    const { url, init } = calls[0]!;
    expect(url).toBe(
      'https://gitlab.example/gitlab/api/v4/projects/a%2Fb?simple=true&ids%5B%5D=1&ids%5B%5D=2',
    );
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'manual', cache: 'no-store' });
    expect(init.headers).toEqual({ accept: 'application/json, */*', 'private-token': TOKEN });
  });

  it('sends JSON bodies with their keys as they are', async () => {
    const { transport, calls } = fakeTransport([json({})]);
    await transport.request({ method: 'PUT', path: '/x', body: { camelKey: 1, MR_GATE: 2 } });
    expect(calls[0]!.init.body).toBe('{"camelKey":1,"MR_GATE":2}');
  });

  it.each(['/../../admin', '/..%2f/../../x', 'projects/../../../sign_out'])(
    'refuses a path that leaves the API: %s',
    async (path) => {
      const { transport, calls } = fakeTransport([json({})]);
      expect((await failureOf(transport.request({ method: 'GET', path }))).kind).toBe('invalid');
      expect(calls).toHaveLength(0);
    },
  );

  it('takes an absolute address as a path below the API, never as an address', async () => {
    const { transport, calls } = fakeTransport([json({})]);
    await transport.request({ method: 'GET', path: 'https://evil.example/x' });
    expect(new URL(calls[0]!.url).origin).toBe('https://gitlab.example');
  });

  it('a read-only transport never sends a write', async () => {
    const { transport, calls } = fakeTransport([json({})], { readOnly: true });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      expect((await failureOf(transport.request({ method, path: '/x' }))).kind).toBe('insufficient_scope');
    }
    expect(calls).toHaveLength(0);
    await transport.request({ method: 'GET', path: '/x' });
    expect(calls).toHaveLength(1);
  });
});

describe('what comes back', () => {
  it('reads text, bytes, nothing and JSON', async () => {
    const { transport } = fakeTransport([
      new Response('plain', { headers: { 'content-type': 'text/plain' } }),
      new Response('bytes'),
      json(null, 204),
      json([1]),
    ]);
    expect((await transport.request({ method: 'GET', path: '/a' })).body).toBe('plain');
    const bytes = await transport.request<ArrayBuffer>({ method: 'GET', path: '/b', as: 'bytes' });
    expect(new TextDecoder().decode(bytes.body)).toBe('bytes');
    expect((await transport.request({ method: 'DELETE', path: '/c' })).body).toBeNull();
    expect((await transport.request({ method: 'GET', path: '/d' })).body).toEqual([1]);
  });

  it.each([
    [401, { message: '401 Unauthorized' }, 'unauthorized', '401 Unauthorized'],
    [403, { error: 'insufficient_scope', error_description: 'More.' }, 'insufficient_scope', 'More.'],
    [403, { error: 'insufficient_granular_scope' }, 'insufficient_scope', 'insufficient_granular_scope'],
    [403, { message: '403 Forbidden' }, 'forbidden', '403 Forbidden'],
    [404, { message: '404 Project Not Found' }, 'not_found', '404 Project Not Found'],
    [409, { message: { name: ['is taken'] } }, 'conflict', 'name: is taken'],
    [400, { message: { value: ['is invalid'], base: ['no'] } }, 'invalid', 'value: is invalid; no'],
    [422, { message: ['a', 'b'] }, 'invalid', 'a, b'],
    [405, { message: '405 Method Not Allowed' }, 'invalid', '405 Method Not Allowed'],
    [500, '<html>boom</html>', 'server', 'GitLab answered 500'],
  ])('%i %j is %s', async (status, body, kind, message) => {
    const { transport } = fakeTransport([json(body, status)]);
    const error = await failureOf(transport.request({ method: 'POST', path: '/x', query: { q: 1 } }));
    expect(error).toMatchObject({ kind, status, message, method: 'POST', path: '/x' });
  });

  it('says redirected for a moved project, in Node and in a browser alike', async () => {
    const moved = new Response(null, { status: 301, headers: { location: 'https://evil.example/' } });
    const opaque = {
      type: 'opaqueredirect',
      status: 0,
      ok: false,
      headers: new Headers(),
      text: async () => '',
    };
    const { transport, calls } = fakeTransport([moved, () => opaque as unknown as Response]);
    expect((await failureOf(transport.request({ method: 'GET', path: '/x' }))).kind).toBe('redirected');
    expect((await failureOf(transport.request({ method: 'GET', path: '/x' }))).kind).toBe('redirected');
    expect(calls).toHaveLength(2);
  });

  it('flattens and caps a hostile reason to one plain line', async () => {
    const { transport } = fakeTransport([json({ message: `a\u202Eb\n\u0000${'x'.repeat(100_000)}` }, 400)]);
    const { message } = await failureOf(transport.request({ method: 'GET', path: '/x' }));
    expect(message).toMatch(/^a b x+…$/);
    expect(message.length).toBeLessThanOrEqual(300);
  });
});

describe('trying again', () => {
  it.each([502, 503, 504])('repeats a GET after %i, three times at most', async (status) => {
    const { transport, calls } = fakeTransport([json({}, status)]);
    expect((await failureOf(transport.request({ method: 'GET', path: '/x' }))).kind).toBe('server');
    expect(calls).toHaveLength(4);
  });

  it('repeats a GET after network trouble and succeeds', async () => {
    const { transport, calls, slept } = fakeTransport([new TypeError('Failed to fetch'), json({ ok: 1 })]);
    expect((await transport.request({ method: 'GET', path: '/x' })).body).toEqual({ ok: 1 });
    expect(calls).toHaveLength(2);
    expect(slept).toEqual([300]);
  });

  it.each([
    ['network', new TypeError('Failed to fetch')],
    ['server', json({}, 502)],
    ['server', json({}, 500)],
  ])('does not repeat a POST (%s), and says that it may have happened', async (kind, answer) => {
    const { transport, calls } = fakeTransport([answer]);
    const error = await failureOf(transport.request({ method: 'POST', path: '/x', body: {} }));
    expect(error).toMatchObject({ kind, uncertain: true });
    expect(calls).toHaveLength(1);
  });

  it('a POST that the caller calls idempotent is repeated', async () => {
    const { transport, calls } = fakeTransport([json({}, 503), json({ id: 1 }, 201)]);
    await transport.request({ method: 'POST', path: '/x', idempotent: true });
    expect(calls).toHaveLength(2);
  });

  it('a refused POST is certain', async () => {
    const { transport } = fakeTransport([json({ message: 'no' }, 400)]);
    expect((await failureOf(transport.request({ method: 'POST', path: '/x' }))).uncertain).toBe(false);
  });

  it('repeats a PUT after GitLab’s resource lock, not after another conflict', async () => {
    const lock = fakeTransport([json({ message: '409 Conflict: Resource lock' }, 409), json({})]);
    await lock.transport.request({ method: 'PUT', path: '/x' });
    expect(lock.calls).toHaveLength(2);
    const other = fakeTransport([json({ message: 'already exists' }, 409)]);
    expect((await failureOf(other.transport.request({ method: 'PUT', path: '/x' }))).kind).toBe('conflict');
    expect(other.calls).toHaveLength(1);
  });

  it('a JSON answer cut on its way is network trouble', async () => {
    const cut = new Response('{"id": 1', { headers: { 'content-type': 'application/json' } });
    const { transport, calls } = fakeTransport([cut, json({ id: 1 })]);
    expect((await transport.request({ method: 'GET', path: '/x' })).body).toEqual({ id: 1 });
    expect(calls).toHaveLength(2);
  });
});

describe('both kinds of 429', () => {
  it('obeys a short Retry-After, also for a POST: it was refused before it was done', async () => {
    const { transport, calls, slept } = fakeTransport([
      json('Retry later', 429, { 'retry-after': '3' }),
      json({}, 201),
    ]);
    await transport.request({ method: 'POST', path: '/x' });
    expect(calls).toHaveLength(2);
    expect(slept.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(3000);
  });

  it('obeys RateLimit-Reset', async () => {
    const fake = fakeTransport([
      () => json({}, 429, { 'ratelimit-reset': String((fake.now() + 5000) / 1000) }),
      json({}),
    ]);
    await fake.transport.request({ method: 'GET', path: '/x' });
    expect(fake.slept.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(5000);
  });

  it('does not sleep through a long wait: it is the job’s to set an alarm; others do not even ask', async () => {
    const { transport, calls, slept, pass } = fakeTransport([
      json('Retry later', 429, { 'retry-after': '45' }),
      json({}),
    ]);
    const error = await failureOf(transport.request({ method: 'GET', path: '/x' }));
    expect(error).toMatchObject({ kind: 'rate_limited', status: 429, retryAfterMs: 45_000 });
    expect(await failureOf(transport.request({ method: 'GET', path: '/y' }))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 45_000,
    });
    expect(calls).toHaveLength(1);
    expect(slept).toEqual([]);
    pass(45_000);
    await transport.request({ method: 'GET', path: '/x' });
    expect(calls).toHaveLength(2);
  });

  it('waits no more than 20 s in all, however often it is asked to', async () => {
    const { transport, slept } = fakeTransport([json('Retry later', 429, { 'retry-after': '8' })]);
    expect((await failureOf(transport.request({ method: 'GET', path: '/x' }))).kind).toBe('rate_limited');
    expect(slept.reduce((a, b) => a + b)).toBeLessThanOrEqual(20_000);
  });

  it('backs off 60 s from the application limiter, which names no time, and leaves other endpoints alone', async () => {
    const limited = {
      message: { error: 'This endpoint has been requested too many times. Try again later.' },
    };
    const { transport } = fakeTransport([json(limited, 429), json({})]);
    expect(await failureOf(transport.request({ method: 'GET', path: '/x' }))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 60_000,
      message: 'This endpoint has been requested too many times. Try again later.',
    });
    expect((await transport.request({ method: 'GET', path: '/y' })).status).toBe(200);
  });
});

describe('stopping', () => {
  const never = (): Promise<Response> => new Promise(() => {});
  const hanging = ({ init }: { init: RequestInit }): Promise<Response> =>
    new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(init.signal!.reason)));

  it('times out, and tells it apart from a stop', async () => {
    const { transport } = fakeTransport([hanging]);
    expect(await failureOf(transport.request({ method: 'POST', path: '/x', timeoutMs: 5 }))).toMatchObject({
      kind: 'timeout',
      uncertain: true,
    });
    const stop = new AbortController();
    const stopped = failureOf(transport.request({ method: 'GET', path: '/x', signal: stop.signal }));
    setTimeout(() => stop.abort(), 5);
    expect((await stopped).kind).toBe('cancelled');
  });

  it('a write that was stopped under way may have happened', async () => {
    const { transport } = fakeTransport([hanging]);
    const stop = new AbortController();
    const stopped = failureOf(transport.request({ method: 'POST', path: '/x', signal: stop.signal }));
    setTimeout(() => stop.abort(), 5);
    expect(await stopped).toMatchObject({ kind: 'cancelled', uncertain: true });
  });

  it('a stop during the pause before another attempt sends no more', async () => {
    const stop = new AbortController();
    const { transport, calls } = fakeTransport([json({}, 503)], {
      sleep: async () => {
        stop.abort();
        throw stop.signal.reason;
      },
    });
    expect(
      (await failureOf(transport.request({ method: 'GET', path: '/x', signal: stop.signal }))).kind,
    ).toBe('cancelled');
    expect(calls).toHaveLength(1);
  });

  it('a stop takes a waiting request out of the queue unsent', async () => {
    const { transport, calls } = fakeTransport([never]);
    const stop = new AbortController();
    const filled = Array.from({ length: 6 }, () => transport.request({ method: 'GET', path: '/busy' }));
    const waiting = failureOf(transport.request({ method: 'POST', path: '/x', signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled', uncertain: false });
    expect(calls).toHaveLength(filled.length);
  });
});

describe('the queue', () => {
  it('is one per host, whatever the relative root', () => {
    expect(hostQueue('https://a.example/x')).toBe(hostQueue('https://a.example/y'));
    expect(hostQueue('https://a.example')).not.toBe(hostQueue('https://b.example'));
  });

  it('never has more under way than it allows', async () => {
    let under = 0;
    let most = 0;
    const { transport, queue } = fakeTransport([
      async () => {
        most = Math.max(most, ++under);
        expect(under).toBeLessThanOrEqual(queue.concurrency);
        await new Promise((resolve) => setTimeout(resolve, 1));
        under--;
        return json({});
      },
    ]);
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => transport.request({ method: 'GET', path: `/${i}` })),
    );
    expect(most).toBeGreaterThan(6);
  });
});

describe('writes that hang', () => {
  const hang = (): Promise<Response> => new Promise(() => {});

  /** A host that answers reads and never a write. */
  function stuck() {
    return fakeTransport([({ init }) => (init.method === 'GET' ? json({}) : hang())]);
  }

  it('leave a place for reads, however many there are', async () => {
    const { transport, queue, calls } = stuck();
    for (let i = 0; i < 100; i++) void transport.request({ method: 'PUT', path: `/${i}` });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toHaveLength(queue.concurrency - 1);
    for (let i = 0; i < 20; i++) {
      expect((await transport.request({ method: 'GET', path: '/x' })).status).toBe(200);
    }
  });

  it('do so also where trouble has made places few', async () => {
    const { transport, queue, calls } = stuck();
    for (let time = 0; time < 10; time++) queue.troubled(time * 10_000);
    expect(queue.concurrency).toBe(2);
    for (let i = 0; i < 10; i++) void transport.request({ method: 'PUT', path: `/${i}` });
    expect((await transport.request({ method: 'GET', path: '/x' })).status).toBe(200);
    expect(calls.filter(({ init }) => init.method === 'PUT')).toHaveLength(1);
  });

  it('leave one of the browser’s connections free too, where it has few', async () => {
    const { queue } = stuck();
    const grow = () => {
      const sent = Array.from({ length: 1000 }, () => queue.sent('GET /x'));
      for (const { answered } of sent) answered(10);
    };
    queue.connections(6);
    grow();
    expect(queue.concurrency).toBe(6);
    queue.connections(null);
    grow();
    expect(queue.concurrency).toBe(32);
  });

  it('reads that wait go before writes that wait', async () => {
    const order: string[] = [];
    const { transport } = fakeTransport([
      async ({ init }) => {
        order.push(init.method ?? '');
        await new Promise((resolve) => setTimeout(resolve, 1));
        return json({});
      },
    ]);
    const writes = Array.from({ length: 20 }, () => transport.request({ method: 'PUT', path: '/w' }));
    const read = transport.request({ method: 'GET', path: '/r' });
    await Promise.all([...writes, read]);
    expect(order.indexOf('GET')).toBeLessThan(7);
  });
});
