import { findUser } from '../world/find.ts';
import { type Answer, redirect } from './answer.ts';
import { type Sessions, setCookie } from './sessions.ts';
import type { WebRequest } from './web-request.ts';

/** POST /users/sign_in: on to where the person was going, or back with a sentence. */
export function signIn(web: WebRequest, sessions: Sessions): Answer {
  const form = web.body.user as Record<string, unknown> | undefined;
  const login = String(form?.login ?? '');
  const user =
    findUser(web.context.world, login) ??
    web.context.world.users.find((candidate) => candidate.email === login);
  if (user === undefined || user.password !== form?.password || user.bot !== null) {
    web.session.flash = 'Invalid login or password.';
    return redirect(`${web.context.root}/users/sign_in`);
  }
  if (user.state === 'blocked') {
    web.session.flash =
      'Your account has been blocked. Contact your GitLab administrator if you think this is an error.';
    return redirect(`${web.context.root}/users/sign_in`);
  }
  const returnTo = web.session.returnTo;
  // A new session on sign-in, so that a known id from before is worth nothing.
  sessions.end(web.session);
  const session = sessions.create(user.id);
  web.user = user;
  const { status, headers, body } = redirect(returnTo ?? `${web.context.root}/`);
  return { status, body, headers: { ...headers, 'Set-Cookie': setCookie(session, web.context.root) } };
}

/** POST /users/sign_out */
export function signOut(web: WebRequest, sessions: Sessions): Answer {
  sessions.end(web.session);
  const next = sessions.create(null);
  const { status, headers, body } = redirect(`${web.context.root}/users/sign_in`);
  return { status, body, headers: { ...headers, 'Set-Cookie': setCookie(next, web.context.root) } };
}
