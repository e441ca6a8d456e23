import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { apiOf } from './test-client.ts';

let gitlab: EmbeddedGitLab;
const api = apiOf(() => gitlab);

beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo', root: '/gitlab' });
});
afterEach(() => {
  gitlab.clearFaults();
  gitlab.setRateLimit(0);
  gitlab.setLatency(0);
});
afterAll(() => gitlab.close());

const variable = { key: 'FAULT', value: 'x' };
const variables = '/projects/101/variables';
const made = () => gitlab.world.variables.filter(({ key }) => key === 'FAULT').length;

describe('faults', () => {
  test('answer a status without doing the work, as often as asked', async () => {
    const fault = gitlab.addFault({
      method: 'POST',
      path: /variables$/,
      kind: 'status',
      status: 502,
      times: 2,
    });
    expect((await api('POST', variables, variable)).status).toBe(502);
    expect((await api('POST', variables, variable)).status).toBe(502);
    expect(made()).toBe(0);
    expect((await api('POST', variables, variable)).status).toBe(201);
    expect(fault.hits()).toBe(2);
    await api('DELETE', `${variables}/FAULT`);
  });

  test('cut the connection before or after the work', async () => {
    gitlab.addFault({ path: /variables/, kind: 'cut', times: 1 });
    await expect(api('POST', variables, variable)).rejects.toThrow();
    expect(made()).toBe(0);
    gitlab.addFault({ path: /variables/, kind: 'cut-after', times: 1 });
    await expect(api('POST', variables, variable)).rejects.toThrow();
    expect(made()).toBe(1);
    await api('DELETE', `${variables}/FAULT`);
  });

  test('throttle in two ways: with headers and without', async () => {
    gitlab.addFault({ path: /^\/user$/, kind: 'throttle', retryAfterSeconds: 3, times: 1 });
    const rack = await api('GET', '/user');
    expect(rack.status).toBe(429);
    expect(rack.body).toBe('Retry later\n');
    expect(rack.headers.get('retry-after')).toBe('3');
    expect(rack.headers.get('ratelimit-remaining')).toBe('0');
    gitlab.addFault({ path: /^\/user$/, kind: 'limit', times: 1 });
    const application = await api('GET', '/user');
    expect(application.status).toBe(429);
    expect(application.body.message.error).toMatch(/too many times/);
    expect([...application.headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
  });

  test('hold a request until it is released', async () => {
    const hold = gitlab.addFault({ path: /^\/user$/, kind: 'hold' });
    let answered = false;
    const request = api('GET', '/user').then((reply) => {
      answered = true;
      return reply;
    });
    await expect.poll(() => hold.hits()).toBe(1);
    expect(answered).toBe(false);
    hold.release();
    expect((await request).status).toBe(200);
    expect((await api('GET', '/user')).status).toBe(200);
  });
});

test('the rate limit counts per user', async () => {
  gitlab.setRateLimit(2);
  const statuses = [];
  for (let index = 0; index < 3; index += 1) statuses.push((await api('GET', '/user')).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await api('GET', '/user', undefined, TOKENS.maxApi)).status).toBe(200);
});

test('each request is recorded, with who asked and how', async () => {
  gitlab.requests.length = 0;
  const heard: string[] = [];
  const stop = gitlab.onRequest(({ path }) => heard.push(path));
  gitlab.setLatency(30);
  await api('GET', '/groups/acme?with_projects=false');
  gitlab.setLatency(0);
  stop();
  await api('GET', '/user', undefined, null);
  expect(heard).toEqual(['/api/v4/groups/acme?with_projects=false']);
  expect(gitlab.requests[0]).toMatchObject({ method: 'GET', status: 200, auth: 'token', username: 'olga' });
  expect(gitlab.requests[0]?.ms).toBeGreaterThanOrEqual(29);
  expect(gitlab.requests[1]).toMatchObject({ status: 401, auth: 'none', username: null });
});

test('answers carry what GitLab exposes to other origins, and no more', async () => {
  const reply = await api('GET', '/user', undefined, TOKENS.olgaApi, { Origin: 'https://elsewhere.test' });
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  expect(reply.headers.get('access-control-expose-headers')).not.toMatch(/Retry-After|RateLimit/i);
  expect(reply.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
});

test('an announced limit is told on good answers and on refusals of the API alike', async () => {
  gitlab.setRateLimit(100, { announced: true });
  const good = await api('GET', '/user');
  expect(good.headers.get('ratelimit-limit')).toBe('100');
  expect(good.headers.get('ratelimit-remaining')).toBe('99');
  expect(Number(good.headers.get('ratelimit-reset')) * 1000).toBeGreaterThan(Date.now());
  const missing = await api('GET', '/projects/999999');
  expect(missing.status).toBe(404);
  expect(missing.headers.get('ratelimit-remaining')).toBe('98');
});
