import type { IncomingHttpHeaders } from 'node:http';
import type { ServerContext } from '../server/context.ts';
import { bearerError, forbidden, unauthorized } from '../server/errors.ts';
import type { Session } from '../server/sessions.ts';
import { userById } from '../world/find.ts';
import type { AccessToken, User } from '../world/types.ts';
import type { Auth } from './call.ts';
import { acceptedScopes, granularPermission } from './scopes.ts';

const NOBODY: Auth = { kind: 'none', user: null, token: null, job: null };

export interface Credentials {
  method: string;
  /** Below `/api/v4`, encoded. */
  path: string;
  headers: IncomingHttpHeaders;
  /** `private_token`, `access_token` and `job_token` of the query or body. */
  values: Record<string, unknown>;
  session: Session | null;
  sessionUser: User | null;
}

/** Who asks. Throws what GitLab answers to a bad, ended, blocked or too narrow token. */
export function authenticate(context: ServerContext, credentials: Credentials): Auth {
  const { headers, values } = credentials;
  const jobToken = text(headers['job-token']) ?? text(values.job_token);
  if (jobToken !== undefined) {
    const job = context.world.jobs.find((candidate) => candidate.id === context.jobTokens.get(jobToken));
    if (job === undefined) throw unauthorized();
    return { kind: 'job', user: userById(context.world, job.userId), token: null, job };
  }
  const secret = presentedToken(headers, values);
  if (secret !== undefined) return byToken(context, credentials, secret);
  const safe = credentials.method === 'GET' || credentials.method === 'HEAD';
  const { session, sessionUser } = credentials;
  // A cookie alone is no proof that the page meant it: other verbs need the page's CSRF token.
  if (session !== null && sessionUser !== null && (safe || headers['x-csrf-token'] === session.csrfToken))
    return { kind: 'session', user: sessionUser, token: null, job: null };
  return NOBODY;
}

export function presentedToken(
  headers: IncomingHttpHeaders,
  values: Record<string, unknown>,
): string | undefined {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  return text(headers['private-token']) ?? bearer ?? text(values.private_token) ?? text(values.access_token);
}

function byToken(context: ServerContext, { method, path }: Credentials, secret: string): Auth {
  const token = validToken(context, secret);
  const user = userById(context.world, token.userId);
  if (user.state === 'blocked') throw forbidden('Your account has been blocked.');
  if (token.scopes.includes('granular')) checkGranular(token, method, path);
  else checkScopes(token, method, path);
  token.lastUsedAt = new Date().toISOString();
  return { kind: 'token', user, token, job: null };
}

/** A token that exists, is not revoked and has not ended. Expiry is at 00:00 UTC of its date. */
export function validToken(context: ServerContext, secret: string): AccessToken {
  const token = context.world.tokens.find((candidate) => candidate.token === secret);
  if (token === undefined) throw unauthorized();
  if (token.revoked)
    throw bearerError(401, 'invalid_token', 'Token was revoked. You have to re-authorize from the user.');
  if (isExpired(token))
    throw bearerError(
      401,
      'invalid_token',
      'Token is expired. You can either do re-authorization or token refresh.',
    );
  return token;
}

export function isExpired(token: AccessToken): boolean {
  return token.expiresAt !== null && Date.parse(`${token.expiresAt}T00:00:00Z`) <= Date.now();
}

function checkScopes(token: AccessToken, method: string, path: string): void {
  const accepted = acceptedScopes(method, path);
  if (accepted === 'any' || token.scopes.some((scope) => accepted.includes(scope))) return;
  throw bearerError(
    403,
    'insufficient_scope',
    'The request requires higher privileges than provided by the access token.',
    accepted.join(' '),
  );
}

function checkGranular(token: AccessToken, method: string, path: string): void {
  const allowed = (token.granular ?? []).some((pattern) => {
    const [verb, prefix = ''] = pattern.split(' ');
    return (verb === '*' || verb === method) && path.startsWith(prefix);
  });
  if (allowed) return;
  throw bearerError(
    403,
    'insufficient_granular_scope',
    `Access denied: This operation requires a fine-grained personal access token with the following permissions: [${granularPermission(method, path)}].`,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
