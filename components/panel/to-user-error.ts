import { RequestFailed } from '../../utils/message-client.ts';
import type { UserError } from '../../utils/user-error.ts';

/** What to tell a person of whatever was thrown. */
export function toUserError(error: unknown): UserError {
  if (error instanceof RequestFailed) return error.error;
  return {
    kind: 'unexpected',
    what: 'Something went wrong in the panel.',
    next: 'Reload the page and try again.',
  };
}
