import type { Asking } from './actions/types.ts';
import type { GateOf } from './card/card-types.ts';
import { readPageUser } from './gitlab/page/page-user.ts';
import { RequestFailed } from './message-client.ts';
import type { UserError } from './user-error.ts';

/** What the worker is asked with: who is signed in is read anew each time, since a tab may outlive a session. */
export function askingOf({ path, project }: GateOf, document: Document): Asking {
  return { gatePath: path, project, signedInAs: readPageUser(document)?.username ?? null };
}

/** What to tell of a request that failed. */
export function whyNot(error: unknown): UserError {
  if (!(error instanceof RequestFailed)) {
    return { kind: 'unexpected', what: 'Something went wrong in MR Gate.', next: 'Reload the page.' };
  }
  return error.error.kind === 'not_connected' ? NO_TOKEN : error.error;
}

/** Whether another token would help: the extension's connect page is one click away then. */
export function helpsToConnect({ kind }: UserError): boolean {
  return /^(not_connected|read_only|other_user|unauthorized|insufficient_scope)$/.test(kind);
}

const NO_TOKEN: UserError = {
  kind: 'not_connected',
  what: 'MR Gate has no token of yours for this GitLab, and changes nothing without one.',
  next: 'Connect it with a token that has the scope “api”.',
};
