import { Failure } from './failure.ts';
import { GitLabError } from './gitlab/errors.ts';
import { isStorageFull } from './storage-full.ts';
import { text } from './texts/text.ts';
import type { Text } from './texts/types.ts';
import type { UserError } from './user-error.ts';

/** What to tell a person about anything that was thrown. An error that we do not know stays behind its kind. */
export function userErrorOf(error: unknown): UserError {
  if (error instanceof Failure) return error.userError;
  if (error instanceof GitLabError) return { kind: error.kind, ...gitLabWords(error) };
  if (isStorageFull(error)) {
    return {
      kind: 'storage_full',
      what: text('errors.storage_full.what'),
      next: text('errors.storage_full.next'),
    };
  }
  return { kind: 'unexpected', what: text('errors.unexpected.what'), next: text('errors.unexpected.next') };
}

function gitLabWords(error: GitLabError): Pick<UserError, 'what' | 'next'> {
  const { uncertain } = error;
  const reason = sentence(error.message);
  const status = String(error.status);
  switch (error.kind) {
    case 'network':
      return {
        what: text(uncertain ? 'errors.network.what_uncertain' : 'errors.network.what'),
        next: text('errors.network.next'),
      };
    case 'timeout':
      return {
        what: text(uncertain ? 'errors.timeout.what_uncertain' : 'errors.timeout.what'),
        next: text('errors.try_in_a_moment'),
      };
    case 'cancelled':
      return { what: text('errors.cancelled.what'), next: text('errors.cancelled.next') };
    case 'unauthorized':
      return { what: text('errors.unauthorized.what', { reason }), next: text('errors.unauthorized.next') };
    case 'insufficient_scope':
      return {
        what: text('errors.insufficient_scope.what', { reason }),
        next: text('errors.insufficient_scope.next'),
      };
    case 'forbidden':
      return { what: text('errors.forbidden.what', { reason }), next: text('errors.forbidden.next') };
    case 'not_found':
      return { what: text('errors.not_found.what'), next: text('errors.not_found.next') };
    case 'conflict':
      return { what: text('errors.conflict.what', { status, reason }), next: text('errors.conflict.next') };
    case 'rate_limited':
      return {
        what: text('errors.rate_limited.what'),
        next: text('errors.rate_limited.next', { duration: wait(error.retryAfterMs) }),
      };
    case 'redirected':
      return { what: text('errors.redirected.what'), next: text('errors.redirected.next') };
    case 'server':
      return {
        what: text(uncertain ? 'errors.server.what_uncertain' : 'errors.server.what', { status }),
        next: text('errors.try_in_a_moment'),
      };
    case 'invalid':
      return {
        what: error.status
          ? text('errors.invalid.what_status', { status, reason })
          : text('errors.invalid.what', { reason }),
        next: text('errors.invalid.next'),
      };
  }
}

function sentence(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}

/** "1 minute", "40 seconds": how long to wait, rounded up. */
export function wait(ms = 60_000): Text {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60
    ? text('common.seconds', { count: seconds })
    : text('common.minutes', { count: Math.ceil(seconds / 60) });
}
