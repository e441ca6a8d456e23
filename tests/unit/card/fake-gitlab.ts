import { writeNote } from '../../../utils/gate/note.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';
import { BASE_URL, GATE, HEAD, mergeRequest, status } from './fixtures.ts';

export interface Call {
  /** Path below `/api/v4`, decoded, with its query. */
  path: string;
  query: URLSearchParams;
  init: RequestInit;
  /** Which round trip it belongs to: calls that begin before any answer share one. */
  round: number;
}

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;

const PROJECT = '/projects/acme/shop/checkout';
export const MERGE_REQUEST = `${PROJECT}/merge_requests/7`;
export const NOTES = `${MERGE_REQUEST}/notes`;
export const STATUSES = `${PROJECT}/repository/commits/${HEAD}/statuses`;
export const ENROLMENT = '/projects/acme/mr-gate/repository/files/enrolled.json/raw';

export function noteEntity(verdict: Verdict, over: Record<string, unknown> = {}) {
  return {
    id: 500,
    body: writeNote(verdict, {
      projectUrl: `${BASE_URL}/acme/shop/checkout`,
      gateUrl: `${BASE_URL}/acme/mr-gate`,
    }),
    author: GATE,
    system: false,
    updated_at: '2026-11-23T09:55:01Z',
    ...over,
  };
}

/** A `fetch` that answers as GitLab would, from a table of paths, and writes down what it was asked. */
export function fakeGitLab(verdict: Verdict) {
  const calls: Call[] = [];
  let round = 0;
  let open = 0;
  const answers: Record<string, Answer | ((query: URLSearchParams) => Answer)> = {
    [MERGE_REQUEST]: { body: mergeRequest() },
    [NOTES]: { body: [noteEntity(verdict)] },
    [`${NOTES}/500`]: { body: noteEntity(verdict) },
    [PROJECT]: { body: { only_allow_merge_if_pipeline_succeeds: true } },
    [STATUSES]: { body: [status({ status: verdict.state === 'passed' ? 'success' : 'failed' })] },
    [ENROLMENT]: { body: { version: 1, gateUser: GATE, projects: { '4711': {} } } },
  };

  const fetchLike = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input));
    const path = decodeURIComponent(url.pathname.slice(`${new URL(BASE_URL).pathname}/api/v4`.length));
    if (open === 0) round += 1;
    open += 1;
    calls.push({ path, query: url.searchParams, init, round });
    try {
      await new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, 5);
        init.signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new DOMException('aborted', 'AbortError'));
        });
      });
    } finally {
      open -= 1;
    }
    const found = answers[path] ?? { status: 404, body: { message: '404 Not found' } };
    const answer = typeof found === 'function' ? found(url.searchParams) : found;
    if (answer instanceof Error) throw answer;
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
    return new Response(body, { status: answer.status ?? 200, headers: answer.headers ?? {} });
  }) as typeof fetch;

  return { calls, answers, fetch: fetchLike, rounds: () => round };
}
