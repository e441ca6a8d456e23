import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import { Failure } from '../failure.ts';
import { createClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import { CurrentUser, kindOfUser, Metadata, TokenSelf } from './entities.ts';
import {
  FINE_GRAINED_SHORT,
  NOT_GITLAB,
  refusalOf,
  TOKEN_REVOKED,
  tokenExpired,
  underScoped,
} from './refusals.ts';

/** Shown where a fine-grained token may not say whose it is. */
const UNKNOWN_USER: CurrentUser = { id: 0, username: '', name: 'Unknown user', bot: false };

/**
 * Verifies a token by real calls: what it is, whose it is, what it can read.
 *
 * A fine-grained token (`scopes: ["granular"]`) may be refused the first two calls and still be good: then it counts
 * what it can read.
 *
 * @throws Failure with a sentence for each way of being no good.
 */
export async function verifyToken(transport: Transport, now: number): Promise<Connection> {
  const gitlab = createClient(transport);
  const read = async <S extends v.GenericSchema>(
    schema: S,
    asked: Promise<unknown>,
  ): Promise<v.InferOutput<S>> => {
    const entity = v.safeParse(schema, await asked);
    if (!entity.success) throw new Failure(NOT_GITLAB);
    return entity.output;
  };
  const [self, user, metadata] = await Promise.all([
    attempt(read(TokenSelf, gitlab.personalAccessTokens.show())),
    attempt(
      read(
        CurrentUser,
        gitlab.request({ method: 'GET', path: '/user' }).then(({ body }) => body),
      ),
    ),
    attempt(read(Metadata, gitlab.metadata.show())),
  ]);

  if (self.ok) refuseEnded(self.value, now);
  const granular = self.ok ? self.value.scopes.includes('granular') : refusedFineGrained(self.error);
  if (granular) {
    if (!user.ok && !denied(user.error)) throw new Failure(refusalOf(user.error));
    await refuseUseless(transport);
  } else if (!self.ok) {
    throw new Failure(refusalOf(self.error));
  } else if (!self.value.scopes.includes('api') && !self.value.scopes.includes('read_api')) {
    throw new Failure(underScoped(self.value.scopes));
  } else if (!user.ok) {
    throw new Failure(refusalOf(user.error));
  }

  const owner = user.ok ? user.value : UNKNOWN_USER;
  const scopes = self.ok ? self.value.scopes : ['granular'];
  return {
    baseUrl: transport.baseUrl,
    user: { id: owner.id, username: owner.username, name: owner.name, kind: kindOfUser(owner) },
    scopes,
    access: granular || scopes.includes('api') ? 'full' : 'read_only',
    expiresAt: self.ok ? self.value.expires_at : null,
    version: metadata.ok ? metadata.value.version : null,
    checkedAt: new Date(now).toISOString(),
  };
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: unknown };

async function attempt<T>(promise: Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    return { ok: false, error };
  }
}

/** GitLab ends a token at 00:00 UTC of its day. */
function refuseEnded(self: TokenSelf, now: number): void {
  if (self.revoked) throw new Failure(TOKEN_REVOKED);
  if (self.expires_at && Date.parse(self.expires_at) <= now) throw new Failure(tokenExpired(self.expires_at));
  if (!self.active) throw new Failure(tokenExpired());
}

function refusedFineGrained(error: unknown): boolean {
  return error instanceof GitLabError && error.word === 'insufficient_granular_scope';
}

/** Refused for what the token or its user may do: not for the network, a limit or a problem of GitLab's. */
function denied(error: unknown): boolean {
  return (
    error instanceof GitLabError && ['insufficient_scope', 'forbidden', 'not_found'].includes(error.kind)
  );
}

/** A fine-grained token is judged by the calls that the panel starts with. */
async function refuseUseless(transport: Transport): Promise<void> {
  for (const path of ['/groups', '/projects']) {
    const query = path === '/projects' ? { per_page: 1, membership: true } : { per_page: 1 };
    const read = await attempt(transport.request({ method: 'GET', path, query }));
    if (read.ok) return;
    if (!denied(read.error)) throw new Failure(refusalOf(read.error));
  }
  throw new Failure(FINE_GRAINED_SHORT);
}
