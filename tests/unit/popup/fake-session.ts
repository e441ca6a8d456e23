import type { PopupDeps, Sight } from '../../../components/popup/popup-state.ts';
import { createSession } from '../../../components/popup/session.ts';
import type { Connection } from '../../../utils/connection.ts';
import { RequestFailed, type send } from '../../../utils/message-client.ts';
import type { RequestName } from '../../../utils/messages.ts';
import { DEFAULTS } from '../../../utils/settings.ts';

export const BASE = 'https://gitlab.example/gitlab';
export const NOW = Date.parse('2026-06-01T12:00:00Z');

export function connection(more: Partial<Connection> = {}): Connection {
  return {
    baseUrl: BASE,
    user: { id: 1, username: 'olga', name: 'Olga Novak', kind: 'person' },
    scopes: ['api'],
    access: 'full',
    expiresAt: '2026-12-31',
    version: '18.4.0-ee',
    checkedAt: new Date(NOW).toISOString(),
    ...more,
  };
}

export function refused(kind: string): RequestFailed {
  return new RequestFailed({ kind, what: `It is ${kind}.`, next: 'Do something.' });
}

interface Options {
  connections?: Connection[];
  sight?: Sight;
  granted?: string[];
  opened?: Partial<PopupDeps['opened']>;
  /** What the worker answers; a RequestFailed is thrown. */
  answers?: Partial<Record<RequestName, unknown>>;
  requestGrant?: () => Promise<boolean>;
}

/** A popup session over a pretended browser and worker, which remember what was asked of them. */
export function fakeSession(options: Options = {}) {
  const granted = new Set(options.granted ?? []);
  const drafts = new Map<string, string>();
  const sent: [string, unknown][] = [];
  const kept = new Map((options.connections ?? []).map((one) => [one.baseUrl, one]));
  const answers: Partial<Record<RequestName, unknown>> = {
    'connect.remove': null,
    ...options.answers,
  };
  const removed: string[] = [];
  const deps: PopupDeps = {
    opened: { baseUrl: null, view: 'connect', groupPath: null, ...options.opened },
    send: (async (name: RequestName, params: { baseUrl?: string }) => {
      sent.push([name, params]);
      if (name === 'connect.list') return [...kept.values()];
      if (name === 'settings.read') return DEFAULTS;
      const answer = await answers[name];
      if (answer instanceof Error) throw answer;
      if (name === 'connect.remove') kept.delete(params.baseUrl!);
      if (name === 'connect.verify' || name === 'connect.recheck')
        kept.set(params.baseUrl!, answer as Connection);
      return answer;
    }) as typeof send,
    look: async () =>
      options.sight ?? {
        kind: 'gitlab',
        outcomes: undefined,
        gitlab: { baseUrl: BASE, page: 'groups:show', version: '18.4.0', signedInAs: 'olga' },
      },
    granted: async (baseUrl) => granted.has(baseUrl),
    requestGrant: async (baseUrl) => {
      const answer = await (options.requestGrant?.() ?? true);
      if (answer) granted.add(baseUrl);
      return answer;
    },
    removeGrant: async (baseUrl) => {
      removed.push(baseUrl);
      granted.delete(baseUrl);
    },
    drafts: {
      read: async (key) => drafts.get(key) ?? '',
      write: async (key, text) => void (text ? drafts.set(key, text) : drafts.delete(key)),
    },
    now: () => NOW,
    version: '1.0.0',
  };
  const session = createSession(deps);
  return {
    session,
    deps,
    drafts,
    sent,
    kept,
    removed,
    granted,
    answers,
    state: () => session.store.getState(),
  };
}
