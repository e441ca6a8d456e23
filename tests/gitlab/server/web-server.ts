import type { IncomingMessage } from 'node:http';
import { servePage } from '../pages/pages.ts';
import { accessLevel, canSee } from '../world/roles.ts';
import type { User } from '../world/types.ts';
import type { Answer } from './answer.ts';
import { bodyParams, readBody } from './body.ts';
import type { ServerContext } from './context.ts';
import { createPersonalToken } from './personal-token.ts';
import { type Sessions, setCookie } from './sessions.ts';
import { projectRoute } from './web-project.ts';
import type { WebRequest } from './web-request.ts';
import { signIn, signOut } from './web-sign-in.ts';

/** Everything that is neither the API nor git: the session, the JSON routes of the web, and the pages. */
export async function serveWeb(
  context: ServerContext,
  sessions: Sessions,
  request: IncomingMessage,
  url: URL,
  path: string,
): Promise<{ answer: Answer; user: User | null }> {
  const known = sessions.find(request.headers.cookie);
  const session = known ?? sessions.create(null);
  const web: WebRequest = {
    context,
    method: request.method ?? 'GET',
    url,
    path,
    headers: request.headers as Record<string, string | undefined>,
    body: bodyParams(request.headers['content-type'] ?? '', await readBody(request)),
    session,
    user: sessions.user(session, context.world),
  };
  const answer = await route(web, sessions);
  const cookie =
    answer.headers['Set-Cookie'] ?? (known === null ? setCookie(session, context.root) : undefined);
  return {
    answer: {
      ...answer,
      headers: { ...answer.headers, ...(cookie === undefined ? {} : { 'Set-Cookie': cookie }) },
    },
    user: web.user,
  };
}

async function route(web: WebRequest, sessions: Sessions): Promise<Answer> {
  const safe = web.method === 'GET' || web.method === 'HEAD';
  if (!safe && !hasCsrf(web))
    return {
      status: 422,
      headers: { 'Content-Type': 'text/html' },
      body: '<h1>422</h1><p>The change you requested was rejected.</p>',
    };
  if (web.path === '/users/sign_in' && web.method === 'POST') return signIn(web, sessions);
  if (web.path === '/users/sign_out' && web.method === 'POST') return signOut(web, sessions);
  if (web.path === '/-/user_settings/personal_access_tokens' && web.method === 'POST')
    return createPersonalToken(web.context, web.user, web.body);
  const special = await projectRoute(web);
  return special ?? page(web);
}

function hasCsrf({ headers, body, session }: WebRequest): boolean {
  return headers['x-csrf-token'] === session.csrfToken || body.authenticity_token === session.csrfToken;
}

/** What a script asks for is refused, and not where a sign-in leads to (Devise's `http_auth?`). */
function navigates({ headers }: WebRequest): boolean {
  const { accept = '*/*' } = headers;
  return headers['x-requested-with'] !== 'XMLHttpRequest' && /text\/html|\*\/\*/.test(accept);
}

async function page(web: WebRequest): Promise<Answer> {
  const { context, session, user } = web;
  const flash = session.flash;
  const answer = await servePage({
    method: web.method,
    path: web.path,
    query: web.url.searchParams,
    headers: web.headers,
    user,
    csrfToken: session.csrfToken,
    flash,
    context,
    accessLevel: (person, target) => accessLevel(context.world, person, target),
    canSee: (person, target) => canSee(context.world, person, target),
  });
  const toSignIn = answer?.status === 302 && user === null && web.path !== '/' && web.method === 'GET';
  if (toSignIn && !navigates(web))
    return {
      status: 401,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: 'You need to sign in or sign up before continuing.',
    };
  if (answer === null)
    return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>404: Page not found</h1>' };
  if (flash !== null && answer.status === 200) session.flash = null;
  // Back to where they were going, after the sign-in.
  if (toSignIn) session.returnTo = `${context.root}${encodeURI(web.path)}${web.url.search}`;
  return {
    status: answer.status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...answer.headers },
    body: answer.body,
  };
}
