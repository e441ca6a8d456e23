import { RequestFailed } from '../../utils/message-client.ts';
import { text } from '../../utils/texts/text.ts';
import type { UserError } from '../../utils/user-error.ts';

/** What to tell a person of whatever was thrown. */
export function toUserError(error: unknown): UserError {
  if (error instanceof RequestFailed) return error.error;
  return {
    kind: 'unexpected',
    what: text('panel.error'),
    next: text('panel.error.next'),
  };
}
