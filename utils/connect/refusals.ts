import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { UserError } from '../user-error.ts';
import { userErrorOf } from '../user-error-of.ts';

/** Every way in which a token can turn out to be no good, each with a sentence of its own. */
export function tokenExpired(since?: string | null): UserError {
  return {
    kind: 'token_expired',
    what: since ? text('connect.token_expired_on', { day: since }) : text('connect.token_expired'),
    next: text('connect.new_token'),
  };
}

export const TOKEN_REVOKED: UserError = {
  kind: 'token_revoked',
  what: text('connect.token_revoked'),
  next: text('connect.new_token'),
};

const TOKEN_WRONG: UserError = {
  kind: 'token_wrong',
  what: text('connect.token_wrong.what'),
  next: text('connect.token_wrong.next'),
};

/** What a check of a token finds that was good before. */
export const TOKEN_GONE: UserError = {
  kind: 'token_gone',
  what: text('connect.token_gone.what'),
  next: text('connect.token_gone.next'),
};

export function underScoped(scopes: readonly string[]): UserError {
  const [first, ...rest] = scopes.map((scope) => text('connect.scope', { scope }));
  const names =
    first && rest.reduce((before, next) => text('connect.scopes', { first: before, rest: next }), first);
  return {
    kind: 'token_under_scoped',
    what: names
      ? text('connect.under_scoped.what', { count: scopes.length, scopes: names })
      : text('connect.under_scoped.none'),
    next: text('connect.under_scoped.next'),
  };
}

export const FINE_GRAINED_SHORT: UserError = {
  kind: 'token_granular_short',
  what: text('connect.granular_short.what'),
  next: text('connect.granular_short.next'),
};

export const NOT_GITLAB: UserError = {
  kind: 'not_gitlab',
  what: text('connect.not_gitlab.what'),
  next: text('connect.not_gitlab.next'),
};

export const NOT_GRANTED: UserError = {
  kind: 'host_not_granted',
  what: text('connect.not_granted.what'),
  next: text('connect.not_granted.next'),
};

function userRefused(reason: string): UserError | null {
  if (/blocked|banned/i.test(reason)) {
    return {
      kind: 'user_blocked',
      what: text('connect.blocked.what'),
      next: text('connect.blocked.next'),
    };
  }
  if (/deactivated/i.test(reason)) {
    return {
      kind: 'user_deactivated',
      what: text('connect.deactivated.what'),
      next: text('connect.deactivated.next'),
    };
  }
  if (/pending approval/i.test(reason)) {
    return {
      kind: 'user_pending',
      what: text('connect.pending.what'),
      next: text('connect.pending.next'),
    };
  }
  if (/terms of service/i.test(reason)) {
    return {
      kind: 'terms_not_accepted',
      what: text('connect.terms.what'),
      next: text('connect.terms.next'),
    };
  }
  return null;
}

/** What a failed call says about the token. Sources: lib/gitlab/auth, lib/api/api_guard (`invalid_token` and its texts). */
export function refusalOf(error: unknown): UserError {
  if (!(error instanceof GitLabError)) return userErrorOf(error);
  const { kind, message } = error;
  if (kind === 'unauthorized') {
    if (/expired/i.test(message)) return tokenExpired();
    if (/revoked/i.test(message)) return TOKEN_REVOKED;
    return userRefused(message) ?? TOKEN_WRONG;
  }
  if (kind === 'forbidden') return userRefused(message) ?? userErrorOf(error);
  if (kind === 'insufficient_scope') return underScoped([]);
  if (kind === 'not_found' || kind === 'redirected') return NOT_GITLAB;
  return userErrorOf(error);
}
