import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { text } from '../../../utils/gate/shape.ts';
import { send } from '../../../utils/message-client.ts';
import { pageApi, pageFetch } from '../../../utils/page-session.ts';

vi.mock('../../../utils/message-client.ts', () => ({ send: vi.fn(async () => null) }));

const BASE = 'https://gitlab.example/gitlab';
const answer = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answer);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test('what a page reads with its session is told together, without what was filled in', async () => {
  const { signal } = new AbortController();
  answer.mockImplementation(async () => new Response('"yes"'));
  const api = pageApi(BASE);
  await api.json('/projects/7/merge_requests', { search: 'secret' }, text(), signal);
  await api.graphql('{currentUser{id}}', text(), signal);
  answer.mockImplementation(async () => Promise.reject(new TypeError('network')));
  await expect(api.text('/user', {}, signal)).rejects.toThrow();
  await expect(pageFetch(BASE)(`${BASE}/acme/-/jobs/1/artifacts/download?file_type=sast`)).rejects.toThrow();
  expect(send).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(send).toHaveBeenCalledOnce();
  expect(send).toHaveBeenCalledWith('page.noteRequests', {
    requests: [
      { path: '/projects/7/merge_requests', status: 200, ms: 0 },
      { path: '/api/graphql', status: 200, ms: 0 },
      { path: '/user', status: 0, ms: 0 },
      { path: '/acme/-/jobs/1/artifacts/download', status: 0, ms: 0 },
    ],
  });
});

test('two scripts of one page, each with this code of its own, tell together', async () => {
  answer.mockImplementation(async () => new Response('{}'));
  await pageFetch(BASE)(`${BASE}/api/v4/projects/1`);
  vi.resetModules();
  const other = await import('../../../utils/page-session.ts');
  expect(other.pageFetch).not.toBe(pageFetch);
  await other.pageFetch(BASE)(`${BASE}/api/v4/projects/2`);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(vi.mocked(send).mock.calls.map(([, params]) => params)).toEqual([
    {
      requests: [
        { path: '/projects/1', status: 200, ms: 0 },
        { path: '/projects/2', status: 200, ms: 0 },
      ],
    },
  ]);
});

test('a page that reads much tells of it in parts, and goes on where the worker is gone', async () => {
  vi.mocked(send).mockRejectedValue(new Error('gone'));
  answer.mockImplementation(async () => new Response('{}'));
  for (let n = 0; n < 45; n++) await pageFetch(BASE)(`${BASE}/api/v4/projects/${n}`);
  expect(send).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(
    vi.mocked(send).mock.calls.map(([, params]) => (params as { requests: unknown[] }).requests.length),
  ).toEqual([20, 20, 5]);
});
