import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRouter, Auth } from '../api/call.ts';
import type { ApiCallSeen, SeenRequest } from '../embedded.ts';
import type { Faults } from '../faults/faults.ts';
import { limited, type RateLimit, throttled } from '../faults/limits.ts';
import type { Answer } from './answer.ts';
import { json } from './answer.ts';
import { serveApi } from './api-server.ts';
import type { ServerContext } from './context.ts';
import { corsHeaders } from './cors.ts';
import { HttpError } from './errors.ts';
import { GIT_PATH, serveGit } from './git-server.ts';
import type { Sessions } from './sessions.ts';
import { serveWeb } from './web-server.ts';

export interface ServerDeps {
  context: ServerContext;
  router: ApiRouter;
  sessions: Sessions;
  rateLimit: RateLimit;
  faults: Faults;
  recorder: Recorder;
  latencyMs: number;
}

/** What was asked and answered, in the order of the answers. */
export class Recorder {
  readonly requests: SeenRequest[] = [];
  readonly #listeners = new Set<(request: SeenRequest) => void>();
  readonly #holders = new Set<(request: SeenRequest) => Promise<void>>();
  readonly #apiListeners = new Set<(call: ApiCallSeen) => void>();

  add(request: SeenRequest): void {
    this.requests.push(request);
    for (const listener of [...this.#listeners]) listener(request);
  }

  listen(listener: (request: SeenRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What has been carried out and waits to be answered. */
  async done(request: SeenRequest): Promise<void> {
    await Promise.all([...this.#holders].map((holder) => holder(request)));
  }

  apiCall(call: ApiCallSeen): void {
    for (const listener of [...this.#apiListeners]) listener(call);
  }

  listenToApi(listener: (call: ApiCallSeen) => void): () => void {
    this.#apiListeners.add(listener);
    return () => this.#apiListeners.delete(listener);
  }

  holdFor(listener: (request: SeenRequest) => Promise<void>): () => void {
    this.#holders.add(listener);
    return () => this.#holders.delete(listener);
  }
}

interface Outcome {
  answer: Answer | null;
  auth: Auth['kind'];
  username: string | null;
}

const API = '/api/v4';

/** One request from arrival to record: latency, planted fault, then API, git or web. */
export async function serve(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const at = Date.now();
  const { context, recorder } = deps;
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', new URL(context.baseUrl).origin);
  const below = belowRoot(url.pathname, context.root);
  const seen = (status: number, auth: Auth['kind'], username: string | null): SeenRequest => ({
    at,
    method,
    path: `${below ?? url.pathname}${url.search}`,
    status,
    auth,
    username,
    ms: Date.now() - at,
  });
  const record = (status: number, auth: Auth['kind'], username: string | null) =>
    recorder.add(seen(status, auth, username));
  try {
    if (deps.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, deps.latencyMs));
    const path = below?.startsWith(`${API}/`) ? below.slice(API.length) : null;
    const planted = below === null ? null : deps.faults.take(method, `${path ?? below}${url.search}`);
    const kind = planted?.fault.kind;
    if (kind === 'cut') {
      request.socket.destroy();
      return record(0, 'none', null);
    }
    if (planted && kind === 'hold') await planted.wait;
    const refusal = planted === null ? null : faultAnswer(planted.fault);
    const outcome: Outcome =
      refusal === null
        ? await answer(deps, request, response, url, below)
        : { answer: refusal, auth: 'none', username: null };
    if (kind === 'cut-after') {
      request.socket.destroy();
      return record(0, outcome.auth, outcome.username);
    }
    if (outcome.answer !== null) {
      await recorder.done(seen(outcome.answer.status, outcome.auth, outcome.username));
      send(deps, request, response, outcome.answer, path !== null);
    }
    record(response.statusCode, outcome.auth, outcome.username);
  } catch (error) {
    // Who left before all of it was sent gets no answer.
    if (request.errored) return record(0, 'none', null);
    context.log(
      `500 ${method} ${below ?? url.pathname}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    const failed =
      error instanceof HttpError
        ? json(error.body, error.status)
        : json({ message: '500 Internal Server Error' }, 500);
    if (!response.headersSent) send(deps, request, response, failed, true);
    else response.end();
    record(response.statusCode, 'none', null);
  }
}

/** Path below the relative root, or null for what lies outside. */
function belowRoot(pathname: string, root: string): string | null {
  if (root === '') return pathname;
  if (pathname === root) return '/';
  return pathname.startsWith(`${root}/`) ? pathname.slice(root.length) : null;
}

function faultAnswer(fault: {
  kind: string;
  status?: number;
  body?: string;
  retryAfterSeconds?: number;
}): Answer | null {
  if (fault.kind === 'throttle') return throttled(fault.retryAfterSeconds ?? 60, 2000, 2001);
  if (fault.kind === 'limit') return limited();
  if (fault.kind !== 'status') return null;
  const status = fault.status ?? 500;
  const retry =
    fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
  if (fault.body === undefined) return json({ message: `${status} Internal Server Error` }, status, retry);
  const type = /^\s*[[{]/.test(fault.body) ? 'application/json' : 'text/html';
  return { status, headers: { 'Content-Type': type, ...retry }, body: fault.body };
}

async function answer(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  below: string | null,
): Promise<Outcome> {
  const { context } = deps;
  if (below === null) {
    request.resume();
    return {
      answer: { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>404 Not Found</h1>' },
      auth: 'none',
      username: null,
    };
  }
  if (below.startsWith('/api/')) {
    if (request.method === 'OPTIONS') {
      request.resume();
      return {
        answer: { status: 200, headers: { 'Content-Type': 'text/plain' }, body: '' },
        auth: 'none',
        username: null,
      };
    }
    const path =
      below === '/api/graphql' ? '/graphql' : below.startsWith(`${API}/`) ? below.slice(API.length) : '/';
    const { answer: body, auth } = await serveApi(
      deps,
      request,
      url,
      path.length > 1 ? path.replace(/\/$/, '') : path,
    );
    return { answer: body, auth: auth.kind, username: auth.user?.username ?? null };
  }
  if (GIT_PATH.test(below)) {
    const user = await serveGit(context, request, response, url, below);
    return { answer: null, auth: user === null ? 'none' : 'token', username: user?.username ?? null };
  }
  const { answer: page, user } = await serveWeb(context, deps.sessions, request, url, decodeURI(below));
  return { answer: page, auth: user === null ? 'none' : 'session', username: user?.username ?? null };
}

function send(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  api: boolean,
): void {
  const id = randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase();
  const raw = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
  const content = raw ? (answer.body as string | Buffer) : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'Cache-Control': 'max-age=0, private, must-revalidate',
    'X-Request-Id': id,
    'X-Runtime': '0.04',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    ...(api
      ? {
          'X-Gitlab-Meta': JSON.stringify({ correlation_id: id, version: '1' }),
          ...corsHeaders(request.headers, new URL(deps.context.baseUrl).origin),
        }
      : {}),
    ...answer.headers,
    ...(answer.status === 204 || answer.status === 304
      ? {}
      : { 'Content-Length': String(Buffer.byteLength(content)) }),
  });
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : content);
}
