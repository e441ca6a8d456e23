import { browser } from '#imports';
import type { Answers, Params, Reply, RequestName } from './messages.ts';
import { text } from './texts/text.ts';
import type { UserError } from './user-error.ts';

/** The worker refused or could not do it: what to tell the person. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly error: UserError;

  constructor(error: UserError) {
    super(error.kind);
    this.error = error;
  }
}

export const RELOADED: UserError = {
  kind: 'extension_reloaded',
  what: text('errors.extension_reloaded.what'),
  next: text('errors.extension_reloaded.next'),
};

/** Requests that may be answered twice: asked once more when the worker died over them. */
const REPEATABLE: ReadonlySet<RequestName> = new Set<RequestName>([
  'page.connection',
  'page.texts',
  'page.injectDetails',
  'page.injectMarks',
  'page.injectReports',
  'page.injectWords',
  'page.judgeReports',
  'gitlab.pace',
  'group.load',
  'job.latest',
  'history.list',
  'history.show',
  'history.read',
  'update.look',
  'policy.export',
  'policy.byHand',
  'policy.check',
  'plan.countOpen',
  'impact.preview',
  'drift.check',
  'plan.hooks',
  'card.rights',
  'card.planIgnore',
  'connect.list',
  'connect.firstGroups',
  'settings.read',
  'requests.latest',
  'diagnostics.make',
]);

/** Asks the worker. @throws RequestFailed, and nothing else. */
export async function send<N extends RequestName>(name: N, params: Params<N>): Promise<Answers[N]> {
  let reply = await ask(name, params);
  if (reply === null && REPEATABLE.has(name)) reply = await ask(name, params);
  if (reply === null) {
    throw new RequestFailed({
      kind: 'worker_lost',
      what: text('errors.worker_lost.what'),
      next: text('errors.worker_lost.next'),
    });
  }
  if (!reply.ok) throw new RequestFailed(reply.error);
  return reply.value;
}

/** null: the worker went away without answering. */
async function ask<N extends RequestName>(name: N, params: Params<N>): Promise<Reply<N> | null> {
  if (!extensionAlive()) throw new RequestFailed(RELOADED);
  try {
    const reply: unknown = await browser.runtime.sendMessage({ request: name, params });
    return isReply<N>(reply) ? reply : null;
  } catch {
    if (!extensionAlive()) throw new RequestFailed(RELOADED);
    return null;
  }
}

function isReply<N extends RequestName>(reply: unknown): reply is Reply<N> {
  return typeof reply === 'object' && reply !== null && 'ok' in reply && typeof reply.ok === 'boolean';
}

/** After an update or reload of the extension, its old content scripts lose `runtime.id`. */
export function extensionAlive(): boolean {
  try {
    return Boolean(browser.runtime?.id);
  } catch {
    return false;
  }
}
