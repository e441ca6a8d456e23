import type { IncomingMessage } from 'node:http';
import { authenticate, presentedToken } from '../api/auth.ts';
import { ApiCall, type ApiRouter, type Auth } from '../api/call.ts';
import { graphql } from '../api/graphql.ts';
import { isNewer } from '../api/newer-routes.ts';
import type { ApiCallSeen } from '../embedded.ts';
import type { RateLimit } from '../faults/limits.ts';
import type { Answer } from './answer.ts';
import { json } from './answer.ts';
import { bodyParams, readBody } from './body.ts';
import type { ServerContext } from './context.ts';
import { HttpError } from './errors.ts';
import { parseForm } from './form.ts';
import { Params } from './params.ts';
import type { Session, Sessions } from './sessions.ts';

const NOBODY: Auth = { kind: 'none', user: null, token: null, job: null };

export interface ApiAnswer {
  answer: Answer;
  auth: Auth;
}

/** One request to `/api/v4` or `/api/graphql`: parameters, authentication, rate limit, route, refusal. */
export async function serveApi(
  deps: {
    context: ServerContext;
    router: ApiRouter;
    sessions: Sessions;
    rateLimit: RateLimit;
    recorder: { apiCall(call: ApiCallSeen): void };
  },
  request: IncomingMessage,
  url: URL,
  path: string,
): Promise<ApiAnswer> {
  const { context, sessions } = deps;
  let auth = NOBODY;
  let reached: Pick<ApiCallSeen, 'method' | 'pattern' | 'parameters'> | undefined;
  /** What a limit adds to an answer that it lets through, a refusal of the API included. */
  let told: Record<string, string> = {};
  const telling = (answer: Answer): Answer => {
    if (reached !== undefined)
      deps.recorder.apiCall({
        ...reached,
        auth: auth.kind,
        username: auth.user?.username ?? null,
        status: answer.status,
        body: answer.body,
      });
    return { ...answer, headers: { ...answer.headers, ...told } };
  };
  try {
    const method = request.method ?? 'GET';
    const body = bodyParams(request.headers['content-type'] ?? '', await readBody(request));
    const values = { ...parseForm(url.searchParams), ...body };
    const session: Session | null = sessions.find(request.headers.cookie);
    auth = authenticate(context, {
      method,
      path,
      headers: request.headers,
      values,
      session,
      sessionUser: sessions.user(session, context.world),
    });
    if (auth.kind === 'token' && auth.user !== null) {
      const { refusal, headers } = deps.rateLimit.count(auth.user.id);
      if (refusal !== null) return { answer: refusal, auth };
      told = headers;
    }
    const call = (params: Record<string, unknown>) =>
      new ApiCall({ context, method, url, headers: request.headers, params: new Params(params), auth, path });
    if (path === '/graphql') return { answer: telling(await graphql(call(values))), auth };
    const match = deps.router.match(method, path);
    if (match === null || isNewer(context.world, method, match.pattern))
      return { answer: telling(unknownRoute(deps.router, method, path)), auth };
    reached = { method, pattern: match.pattern, parameters: values };
    if (match.pattern.endsWith('/trigger/pipeline')) auth = { ...auth, kind: 'trigger' };
    return { answer: telling(await match.handler(call({ ...values, ...match.params }))), auth };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // A refused token still counts as a token request in the record.
    if (auth === NOBODY && presentedToken(request.headers, {}) !== undefined)
      auth = { ...NOBODY, kind: 'token' };
    const text = error.headers['Content-Type'] === 'text/plain';
    return {
      answer: telling(
        text
          ? { status: error.status, headers: error.headers, body: String(error.body) }
          : json(error.body, error.status, error.headers),
      ),
      auth,
    };
  }
}

function unknownRoute(router: ApiRouter, method: string, path: string): Answer {
  const methods = router.methods(path);
  if (methods.length === 0 || methods.includes(method)) return json({ error: '404 Not Found' }, 404);
  return json({ error: '405 Not Allowed' }, 405, { Allow: ['OPTIONS', ...new Set(methods)].join(', ') });
}
