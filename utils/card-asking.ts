import type { Asking } from './actions/types.ts';
import type { GateOf } from './card/card-types.ts';
import { readPageUser } from './gitlab/page/page-user.ts';
import { RequestFailed } from './message-client.ts';
import { text } from './texts/text.ts';
import type { UserError } from './user-error.ts';

/** What the worker is asked with: who is signed in is read anew each time, since a tab may outlive a session. */
export function askingOf({ path, project }: GateOf, document: Document): Asking {
  return { gatePath: path, project, signedInAs: readPageUser(document)?.username ?? null };
}

/** What to tell of a request that failed. */
export function whyNot(error: unknown): UserError {
  if (!(error instanceof RequestFailed)) {
    return { kind: 'unexpected', what: text('errors.unexpected.what'), next: text('actions.reload') };
  }
  return error.error.kind === 'not_connected' ? NO_TOKEN : error.error;
}

/** Whether another token would help: the extension's connect page is one click away then. */
export function helpsToConnect({ kind }: UserError): boolean {
  return /^(not_connected|read_only|other_user|unauthorized|insufficient_scope)$/.test(kind);
}

const NO_TOKEN: UserError = {
  kind: 'not_connected',
  what: text('actions.no_token.what'),
  next: text('actions.no_token.next'),
};
