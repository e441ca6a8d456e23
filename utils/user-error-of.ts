import { Failure } from './failure.ts';
import { GitLabError } from './gitlab/errors.ts';
import type { UserError } from './user-error.ts';

/** What to tell a person about anything that was thrown. An error that we do not know stays behind its kind. */
export function userErrorOf(error: unknown): UserError {
  if (error instanceof Failure) return error.userError;
  if (error instanceof GitLabError) return gitLabUserError(error);
  return {
    kind: 'unexpected',
    what: 'Something went wrong in MR Gate.',
    next: 'Try again. If it keeps happening, reload the page and report it.',
  };
}

function gitLabUserError(error: GitLabError): UserError {
  const reason = sentence(error.message);
  switch (error.kind) {
    case 'network':
      return {
        kind: 'network',
        what: `GitLab could not be reached${uncertainty(error)}.`,
        next: 'Check your connection and VPN, then try again.',
      };
    case 'timeout':
      return {
        kind: 'timeout',
        what: `GitLab did not answer in time${uncertainty(error)}.`,
        next: 'Try again in a moment.',
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        what: 'Stopped before it was finished.',
        next: 'Start again when you are ready.',
      };
    case 'unauthorized':
      return {
        kind: 'unauthorized',
        what: `GitLab does not accept the token any more (401): ${reason}`,
        next: 'Open MR Gate from the toolbar and update the token.',
      };
    case 'insufficient_scope':
      return {
        kind: 'insufficient_scope',
        what: `The token may not do this (403): ${reason}`,
        next: 'Update the token to one with the scope “api”, or for a fine-grained token add the permission.',
      };
    case 'forbidden':
      return {
        kind: 'forbidden',
        what: `GitLab refused this (403): ${reason}`,
        next: 'Ask an owner of the group for the role that it takes.',
      };
    case 'not_found':
      return {
        kind: 'not_found',
        what: 'GitLab has no such thing, or does not show it to this token (404).',
        next: 'Check that it still exists and that the token’s user is a member.',
      };
    case 'conflict':
      return {
        kind: 'conflict',
        what: `Something changed at the same time (${error.status}): ${reason}`,
        next: 'Load again and repeat it.',
      };
    case 'rate_limited':
      return {
        kind: 'rate_limited',
        what: 'GitLab answered 429: too many requests for now.',
        next: `Wait ${wait(error.retryAfterMs)} and try again. Nothing is wrong with the token or the settings.`,
      };
    case 'redirected':
      return {
        kind: 'redirected',
        what: 'GitLab answered with a redirect, as for a moved project or an address that is not its own.',
        next: 'Open the page at its new address and try again.',
      };
    case 'server':
      return {
        kind: 'server',
        what: `GitLab had a problem of its own (${error.status})${uncertainty(error)}.`,
        next: 'Try again in a moment.',
      };
    case 'invalid':
      return {
        kind: 'invalid',
        what: `GitLab did not take it${error.status ? ` (${error.status})` : ''}: ${reason}`,
        next: 'Correct what it names and try again.',
      };
  }
}

function uncertainty(error: GitLabError): string {
  return error.uncertain ? '; the change may or may not have been made' : '';
}

function sentence(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}

/** "1 minute", "40 seconds": how long to wait, rounded up. */
export function wait(ms = 60_000): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
