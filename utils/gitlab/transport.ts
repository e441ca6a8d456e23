import { GitLabError, kindOfStatus } from './errors.ts';
import { kindOf } from './known-limits.ts';
import { formatQuery, maskQuery, type Query } from './query.ts';
import { type HostQueue, hostQueue } from './queue.ts';
import { toldLimit } from './rate-headers.ts';
import { errorWord, reasonOf, redact } from './reason.ts';
import { askedWait, LONGEST_SLEEP_MS, LONGEST_TURN_MS, retryDelay } from './retry.ts';

const TIMEOUT_MS = 20_000;
/** When a pause ends, not everybody goes at the same instant. */
const SPREAD_MS = 250;

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface GitLabRequest {
  method: Method;
  /** Below `/api/v4`, variable parts already encoded: `/projects/42/hooks`. */
  path: string;
  query?: Query;
  /** Sent as JSON with its keys as they are; FormData and URLSearchParams are sent as such. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** May be repeated without harm. Absent: GET, HEAD, PUT and DELETE may, POST and PATCH may not. */
  idempotent?: boolean;
  /** `auto`: JSON where GitLab says so, else text. `bytes`: ArrayBuffer. */
  as?: 'auto' | 'bytes';
  /** For one attempt, reading included. */
  timeoutMs?: number;
}

export interface GitLabAnswer<T = unknown> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: T;
}

/** One line for a log: never a header, never a body, secrets in the query masked. */
export interface RequestRecord {
  method: string;
  path: string;
  /** 0: no answer. */
  status: number;
  ms: number;
  attempt: number;
}

export interface TransportOptions {
  /** Origin plus relative URL root, no trailing slash. */
  baseUrl: string;
  /** null: ask as nobody. */
  token: string | null;
  /** Refuses everything but GET and HEAD before it is sent: what a `read_api` token promises. */
  readOnly?: boolean;
  fetch?: typeof fetch;
  onRequest?: (record: RequestRecord) => void;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  random?: () => number;
  /** Absent: the one queue of the host. */
  queue?: HostQueue;
}

export interface Transport {
  readonly baseUrl: string;
  /** How many requests the host takes at once, as far as is known now. */
  readonly atOnce: number;
  /** @throws GitLabError, and nothing else. */
  request<T = unknown>(request: GitLabRequest): Promise<GitLabAnswer<T>>;
}

/**
 * The only way to GitLab's REST API: one queue per host, pacing, retries of what may be repeated, timeouts,
 * and errors without secrets. Runs in the worker and in Node alike.
 *
 * The token travels in the PRIVATE-TOKEN header of requests below `{baseUrl}/api/v4/` and nowhere else:
 * no cookies, and redirects are not followed (a moved project answers 301; the header must not go along).
 */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, token } = options;
  const api = new URL(`${baseUrl}/api/v4/`);
  const queue = options.queue ?? hostQueue(baseUrl);
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const sleep = options.sleep ?? pause;
  const secrets = token ? [token, encodeURIComponent(token)] : [];

  function urlOf({ path, query }: GitLabRequest): URL {
    const url = new URL(`${api.href}${path.replace(/^\/+/, '')}`);
    const text = query ? formatQuery(query) : '';
    if (text) url.search = url.search ? `${url.search}&${text}` : text;
    return url;
  }

  /** One attempt: the answer, or a GitLabError thrown. Holds a place in the queue until the body is read. */
  async function attempt<T>(
    request: GitLabRequest,
    url: URL,
    kind: string,
    count: number,
  ): Promise<GitLabAnswer<T>> {
    const { method } = request;
    const path = pathOf(url, api);
    const writes = method !== 'GET' && method !== 'HEAD';
    const started = now();
    let status = 0;
    const fail = (
      details: Omit<ConstructorParameters<typeof GitLabError>[0], 'method' | 'path'>,
    ): GitLabError =>
      new GitLabError({
        ...details,
        message: redact(details.message, secrets),
        method,
        path: redact(path, secrets),
      });
    const sent = queue.sent(kind);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), request.timeoutMs ?? TIMEOUT_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, limit.signal]) : limit.signal;
    try {
      const response = await (options.fetch ?? fetch)(url.href, init(request, token, signal));
      status = response.status;
      if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
        throw fail({
          kind: 'redirected',
          status,
          message: 'GitLab answered with a redirect, which is not followed',
        });
      }
      const body = await bodyOf(response, request.as ?? 'auto');
      sent.answered(now() - started);
      heed(response, kind);
      if (response.ok) return { status, headers: Object.fromEntries(response.headers), body: body as T };
      throw failure(response, body, fail, writes);
    } catch (error) {
      if (error instanceof GitLabError) throw error;
      if (request.signal?.aborted) {
        throw fail({ kind: 'cancelled', status, message: 'Cancelled', uncertain: writes });
      }
      if (limit.signal.aborted) {
        throw fail({ kind: 'timeout', status, message: 'GitLab did not answer in time', uncertain: writes });
      }
      // The browser's own text is not passed on: it can name addresses, and says nothing a person could use.
      throw fail({ kind: 'network', status, message: 'GitLab could not be reached', uncertain: writes });
    } finally {
      clearTimeout(timer);
      sent.ended();
      options.onRequest?.({
        method,
        path: redact(maskQuery(pathOf(url, api, true)), secrets),
        status,
        ms: now() - started,
        attempt: count,
      });
    }
  }

  function failure(
    response: Response,
    body: unknown,
    fail: (details: Omit<ConstructorParameters<typeof GitLabError>[0], 'method' | 'path'>) => GitLabError,
    writes: boolean,
  ): GitLabError {
    const { status } = response;
    const word = errorWord(body);
    const kind = kindOfStatus(status, word);
    const message = reasonOf(body) ?? `GitLab answered ${status}`;
    if (kind === 'rate_limited') {
      const retryAfterMs = askedWait(response.headers, now()).ms;
      return fail({ kind, status, message, word, retryAfterMs });
    }
    return fail({
      kind,
      status,
      message,
      word,
      uncertain: writes && (kind === 'server' || kind === 'timeout'),
    });
  }

  /** What an answer says of the host's limits, and of how it bears what it is given. */
  function heed({ status, headers }: Response, kind: string): void {
    const time = now();
    const refused = status === 429;
    const told = toldLimit(headers, time);
    if (told) queue.told(told, time, refused);
    if (refused || status >= 500) queue.troubled(time);
    // A good answer may have been the last one of its window.
    if (refused || headers.get('ratelimit-remaining') === '0') {
      const wait = askedWait(headers, time);
      if (refused || wait.scope === 'host') queue.block(time + wait.ms, wait.scope === 'host' ? '' : kind);
    }
  }

  /**
   * Waits until the request may be sent: until the host wants to be spoken to, and this endpoint's own limit has
   * room. @returns what was waited for the host @throws GitLabError where that would be too long
   */
  async function welcome(request: GitLabRequest, path: string, kind: string, slept: number): Promise<number> {
    const blocked = queue.blockedFor(now(), kind);
    if (slept + blocked > LONGEST_SLEEP_MS) throw tooSoon(request, path, blocked);
    const wait = blocked > 0 ? Math.min(LONGEST_SLEEP_MS - slept, blocked + random() * SPREAD_MS) : 0;
    if (wait > 0) await sleep(wait, request.signal);
    const turn = queue.endpointTurn(kind, now());
    await forTurn(request, path, turn);
    return wait;
  }

  /** What is done in the queue: null where the host asked for a pause while this waited for its turn. */
  async function send<T>(
    request: GitLabRequest,
    url: URL,
    kind: string,
    count: number,
  ): Promise<GitLabAnswer<T> | null> {
    if (queue.blockedFor(now(), kind) > 0) return null;
    await forTurn(request, redact(pathOf(url, api), secrets), queue.turn(now()));
    return queue.blockedFor(now(), kind) > 0 ? null : attempt<T>(request, url, kind, count);
  }

  async function forTurn(
    request: GitLabRequest,
    path: string,
    turn: { ms: number; giveBack(): void },
  ): Promise<void> {
    if (turn.ms > LONGEST_TURN_MS) {
      turn.giveBack();
      throw tooSoon(request, path, turn.ms);
    }
    if (turn.ms > 0) await sleep(turn.ms, request.signal);
  }

  function tooSoon({ method }: GitLabRequest, path: string, retryAfterMs: number): GitLabError {
    const message = 'GitLab asked for a pause (429)';
    return new GitLabError({ kind: 'rate_limited', status: 429, method, path, message, retryAfterMs });
  }

  return {
    baseUrl,
    get atOnce() {
      return queue.concurrency;
    },
    async request<T>(request: GitLabRequest): Promise<GitLabAnswer<T>> {
      const { method, signal } = request;
      const url = urlOf(request);
      const path = redact(pathOf(url, api), secrets);
      const writes = method !== 'GET' && method !== 'HEAD';
      const refuse = (kind: 'invalid' | 'insufficient_scope' | 'cancelled', message: string): GitLabError =>
        new GitLabError({ kind, status: 0, method, path, message });
      if (url.origin !== api.origin || !url.pathname.startsWith(api.pathname)) {
        throw refuse('invalid', 'The path leaves GitLab’s API');
      }
      if (options.readOnly && writes) {
        throw refuse('insufficient_scope', 'This connection is read-only: nothing is ever written with it');
      }
      const idempotent = request.idempotent ?? (method !== 'POST' && method !== 'PATCH');
      const kind = kindOf(method, pathOf(url, api));
      let slept = 0;
      for (let count = 1; ; ) {
        if (signal?.aborted) throw refuse('cancelled', 'Cancelled');
        try {
          slept += await welcome(request, path, kind, slept);
          const answer = await queue.run(() => send<T>(request, url, kind, count), signal, writes);
          if (answer) return answer;
        } catch (error) {
          if (!(error instanceof GitLabError)) throw refuse('cancelled', 'Cancelled');
          const delay = retryDelay(error, count, idempotent, random);
          if (delay === null || slept + delay > LONGEST_SLEEP_MS) throw error;
          slept += delay;
          count += 1;
          await sleep(delay, signal).catch(() => undefined);
          if (signal?.aborted) throw error.uncertain ? error : refuse('cancelled', 'Cancelled');
        }
      }
    },
  };
}

function init(request: GitLabRequest, token: string | null, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json, */*' };
  if (token) headers['private-token'] = token;
  const { body } = request;
  const asIs = body instanceof FormData || body instanceof URLSearchParams;
  if (body !== undefined && !asIs) headers['content-type'] = 'application/json';
  return {
    method: request.method,
    headers,
    signal,
    credentials: 'omit',
    redirect: 'manual',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    ...(body !== undefined && { body: asIs ? body : JSON.stringify(body) }),
  };
}

async function bodyOf(response: Response, as: 'auto' | 'bytes'): Promise<unknown> {
  if (response.status === 204) return null;
  if (as === 'bytes' && response.ok) return response.arrayBuffer();
  const text = await response.text();
  if (!/\bjson\b/i.test(response.headers.get('content-type') ?? '')) return text;
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A broken error page is still an error with a status; a broken success is an answer cut on its way.
    if (response.ok) throw new TypeError('The answer was cut');
    return text;
  }
}

function pathOf(url: URL, api: URL, withQuery = false): string {
  const path = url.pathname.startsWith(api.pathname)
    ? url.pathname.slice(api.pathname.length - 1)
    : url.pathname;
  return withQuery ? `${path}${url.search}` : path;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
