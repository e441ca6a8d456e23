import * as v from 'valibot';
import { browser } from '#imports';
import type { JobSnapshot } from './apply/job-types.ts';
import { JOB_PORT } from './job-port.ts';
import { baseUrlOf, callerOf, type Own, type Sender } from './message-sender.ts';
import { type Answers, type Params, REQUESTS, type Reply, type RequestName } from './messages.ts';
import { text } from './texts/text.ts';
import type { UserError } from './user-error.ts';
import { userErrorOf } from './user-error-of.ts';

/** What a page may ask before its GitLab is connected: whether it is, and how to get there. */
type Unconnected =
  | 'page.connection'
  | 'page.texts'
  | 'page.injectPanel'
  | 'page.injectDetails'
  | 'page.injectMarks'
  | 'page.injectReports'
  | 'page.injectWords'
  | 'page.judgeReports'
  | 'page.noteRequests'
  | 'page.setUngatedDefault'
  | 'page.openConnect';

export interface PageCaller {
  tabId: number;
  /** Of its page. */
  origin: string;
  /** null: granted, but not connected. */
  baseUrl: string | null;
}
export interface ConnectedCaller {
  tabId: number;
  baseUrl: string;
}
type CallerOf<N extends RequestName> = N extends Unconnected
  ? PageCaller
  : (typeof REQUESTS)[N]['from'] extends 'page'
    ? ConnectedCaller
    : null;

export type Handlers = {
  [N in RequestName]: (params: Params<N>, caller: CallerOf<N>) => Promise<Answers[N]>;
};

export interface ServerDeps {
  handlers: Handlers;
  /** Base URLs of the connected GitLabs. */
  connected(): Promise<string[]>;
  /** Whether the user has granted this page's origin. */
  granted(url: string): Promise<boolean>;
  /** Follows a group's job: calls back at once and after each step. Returns the way to stop. */
  watchJob(baseUrl: string, groupPath: string, push: (job: JobSnapshot | null) => void): () => void;
}

export interface ServerPort {
  name: string;
  sender?: Sender | undefined;
  postMessage(message: unknown): void;
  disconnect(): void;
  onDisconnect: { addListener(listener: () => void): void };
}

export interface MessageServer {
  /** Never throws: what is not asked properly, or not by the right caller, is refused. */
  answer(message: unknown, sender: Sender): Promise<Reply<RequestName>>;
  connect(port: ServerPort): Promise<void>;
}

const UNCONNECTED: ReadonlySet<string> = new Set<Unconnected>([
  'page.connection',
  'page.texts',
  'page.injectPanel',
  'page.injectDetails',
  'page.injectMarks',
  'page.injectReports',
  'page.injectWords',
  'page.judgeReports',
  'page.noteRequests',
  'page.setUngatedDefault',
  'page.openConnect',
]);

const REFUSED: UserError = {
  kind: 'refused',
  what: text('errors.refused.what'),
  next: text('errors.reload_and_try'),
};
const NOT_CONNECTED: UserError = {
  kind: 'not_connected',
  what: text('errors.not_connected.what'),
  next: text('errors.not_connected.next'),
};

/** Deny by default: name, tier, place and parameters must all fit before a handler sees anything. */
export function createServer(deps: ServerDeps, own: Own): MessageServer {
  /** The caller as the handler of `name` gets it; a UserError: refused. */
  async function admit(name: RequestName, sender: Sender): Promise<PageCaller | null | UserError> {
    const caller = callerOf(sender, own);
    if (!caller || caller.tier !== REQUESTS[name].from) return REFUSED;
    if (caller.tier === 'extension') return null;
    if (!(await deps.granted(caller.url))) return REFUSED;
    const baseUrl = baseUrlOf(caller.url, await deps.connected());
    if (baseUrl === null && !UNCONNECTED.has(name)) return NOT_CONNECTED;
    return { tabId: caller.tabId, origin: new URL(caller.url).origin, baseUrl };
  }

  async function answer(message: unknown, sender: Sender): Promise<Reply<RequestName>> {
    try {
      const asked = v.safeParse(v.strictObject({ request: v.string(), params: v.unknown() }), message);
      if (!asked.success || !Object.hasOwn(REQUESTS, asked.output.request))
        return { ok: false, error: REFUSED };
      const name = asked.output.request as RequestName;
      const caller = await admit(name, sender);
      if (caller && 'kind' in caller) return { ok: false, error: caller };
      const params = v.safeParse(REQUESTS[name].params, asked.output.params);
      if (!params.success) return { ok: false, error: REFUSED };
      // The caller and the parameters were checked above against this very name.
      const handle = deps.handlers[name] as (
        params: unknown,
        caller: unknown,
      ) => Promise<Answers[RequestName]>;
      return { ok: true, value: await handle(params.output, caller) };
    } catch (error) {
      return { ok: false, error: userErrorOf(error) };
    }
  }

  async function connect(port: ServerPort): Promise<void> {
    let open = true;
    let stop: (() => void) | null = null;
    port.onDisconnect.addListener(() => {
      open = false;
      stop?.();
    });
    try {
      const groupPath = port.name.startsWith(JOB_PORT) ? port.name.slice(JOB_PORT.length) : null;
      const params = v.safeParse(REQUESTS['job.latest'].params, { groupPath });
      const caller = params.success ? await admit('job.latest', port.sender ?? {}) : null;
      if (!params.success || !caller || 'kind' in caller || caller.baseUrl === null) {
        if (open) port.disconnect();
        return;
      }
      if (!open) return;
      stop = deps.watchJob(caller.baseUrl, params.output.groupPath, (job) => {
        if (!open) return;
        try {
          port.postMessage(job);
        } catch {
          // The page went away and the port has not said so yet.
        }
      });
    } catch {
      if (open) port.disconnect();
    }
  }

  return { answer, connect };
}

/**
 * Listens for requests and job ports. To be called synchronously while the worker starts: a worker that was woken
 * by a message gets it only if its listener is there by then.
 */
export function serve(deps: ServerDeps): void {
  const server = createServer(deps, { id: browser.runtime.id, root: browser.runtime.getURL('/') });
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Sender, reply: (value: unknown) => void) => {
      void server.answer(message, sender).then(reply);
      return true as const;
    },
  );
  browser.runtime.onConnect.addListener((port) => void server.connect(port));
}
