import { GitLabError } from '../gitlab/errors.ts';
import type { UserError } from '../user-error.ts';
import { userErrorOf } from '../user-error-of.ts';

/** Every way in which a token can turn out to be no good, each with a sentence of its own. */
export function tokenExpired(since?: string | null): UserError {
  return {
    kind: 'token_expired',
    what: since ? `This token ended on ${since}.` : 'This token has expired.',
    next: 'Create a new one and paste it here.',
  };
}

export const TOKEN_REVOKED: UserError = {
  kind: 'token_revoked',
  what: 'This token was revoked.',
  next: 'Create a new one and paste it here.',
};

const TOKEN_WRONG: UserError = {
  kind: 'token_wrong',
  what: 'GitLab does not know this token (401).',
  next: 'Check that it was copied whole and belongs to this GitLab, or create a new one.',
};

/** What a check of a token finds that was good before. */
export const TOKEN_GONE: UserError = {
  kind: 'token_gone',
  what: 'GitLab does not accept this token any more (401).',
  next: 'It was revoked, replaced or has ended. Update it to a new one.',
};

export function underScoped(scopes: readonly string[]): UserError {
  const names = scopes.map((scope) => `“${scope}”`).join(', ');
  return {
    kind: 'token_under_scoped',
    what: names
      ? `This token has only the ${scopes.length === 1 ? 'scope' : 'scopes'} ${names}. That is not enough to read groups and projects.`
      : 'This token has no scope that reads groups and projects.',
    next: 'Create one with the scope “api” to configure gating, or “read_api” to look only.',
  };
}

export const FINE_GRAINED_SHORT: UserError = {
  kind: 'token_granular_short',
  what: 'This fine-grained token may not read groups or projects.',
  next: 'Give it the permissions to read groups, projects and users, or use a token with the scope “api”.',
};

export const NOT_GITLAB: UserError = {
  kind: 'not_gitlab',
  what: 'Nothing at this address answers as GitLab’s API does.',
  next: 'Check the address, with the path that GitLab lives under if it has one. A sign-in wall or VPN in front of it can also be the reason.',
};

export const NOT_GRANTED: UserError = {
  kind: 'host_not_granted',
  what: 'MR Gate has no permission for this host.',
  next: 'Open MR Gate on a page of this GitLab and allow access.',
};

function userRefused(reason: string): UserError | null {
  if (/blocked|banned/i.test(reason)) {
    return {
      kind: 'user_blocked',
      what: 'The user of this token is blocked.',
      next: 'Ask an administrator of this GitLab, or use a token of another user.',
    };
  }
  if (/deactivated/i.test(reason)) {
    return {
      kind: 'user_deactivated',
      what: 'The user of this token is deactivated.',
      next: 'Sign in to GitLab once with that user to reactivate it, then try again.',
    };
  }
  if (/pending approval/i.test(reason)) {
    return {
      kind: 'user_pending',
      what: 'The user of this token still waits for approval.',
      next: 'Ask an administrator of this GitLab to approve it.',
    };
  }
  if (/terms of service/i.test(reason)) {
    return {
      kind: 'terms_not_accepted',
      what: 'The user of this token has not accepted GitLab’s terms of service.',
      next: 'Sign in to GitLab with that user, accept them, then try again.',
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
