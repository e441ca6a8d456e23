import { createStore, type StoreApi } from 'zustand/vanilla';
import { baseUrlFromAddress } from '../../utils/connect/base-url.ts';
import type { Connection } from '../../utils/connection.ts';
import type { ProbedGitLab } from '../../utils/gitlab/page/probe.ts';
import { RequestFailed, type send } from '../../utils/message-client.ts';
import { baseUrlOf } from '../../utils/message-sender.ts';
import type { PageOutcomes } from '../../utils/page-outcome.ts';
import type { Features } from '../../utils/settings.ts';
import { text } from '../../utils/texts/text.ts';
import type { Text } from '../../utils/texts/types.ts';
import type { UserError } from '../../utils/user-error.ts';

/** A check that is older is made again when the popup opens. */
const FRESH_MS = 10 * 60_000;

/** What there is to see in the tab that the popup was opened for. */
export type Sight =
  /** `outcomes`: what our scripts in the page tell. null: there are none; undefined: they were not asked. */
  | { kind: 'gitlab'; gitlab: ProbedGitLab; outcomes: PageOutcomes | null | undefined }
  | { kind: 'other'; url: string }
  /** A page of the browser itself or its store: no extension may look at it. */
  | { kind: 'restricted' };

/** How the popup was opened: on a tab, or as a page for a certain GitLab. */
export interface Opened {
  baseUrl: string | null;
  view: 'connect' | 'gate-token';
  groupPath: string | null;
}

export interface PopupDeps {
  opened: Opened;
  send: typeof send;
  look(): Promise<Sight>;
  granted(baseUrl: string): Promise<boolean>;
  /** Asks the user. Browsers allow it only synchronously within a click. */
  requestGrant(baseUrl: string): Promise<boolean>;
  removeGrant(baseUrl: string): Promise<unknown>;
  drafts: { read(key: string): Promise<string>; write(key: string, text: string): Promise<void> };
  now(): number;
  /** Of this extension. */
  version: string;
}

export type View =
  | { name: 'looking' }
  | { name: 'no-gitlab'; sight: Exclude<Sight, { kind: 'gitlab' }> }
  | { name: 'grant'; baseUrl: string; refused: boolean }
  /** `before`: the connection whose token is being replaced. */
  | { name: 'token'; baseUrl: string; before: Connection | null }
  | { name: 'connected'; connection: Connection }
  | { name: 'gate-token'; baseUrl: string; groupPath: string; storedFor: string | null };

export interface PopupState {
  view: View;
  connections: Connection[];
  /** null: not read, and nothing is said of the tab. */
  features: Features | null;
  /** What the page in the tab says of its GitLab. */
  seen: ProbedGitLab | null;
  /** What our scripts in it tell (see `Sight`). */
  outcomes: PageOutcomes | null | undefined;
  /** The token as typed so far. */
  draft: string;
  busy: 'verifying' | 'rechecking' | 'granting' | 'removing' | null;
  error: UserError | null;
  notice: { variant: 'success' | 'warning' | 'info'; text: Text } | null;
}

export interface PopupSession {
  version: string;
  store: StoreApi<PopupState>;
  start(): Promise<void>;
  /** Shows a GitLab by what was typed. @returns false: that is no address. */
  openAddress(address: string): Promise<boolean>;
  open(baseUrl: string): Promise<void>;
  /** To be called synchronously in a click. */
  grant(): Promise<void>;
  type(typed: string): void;
  submitToken(): Promise<void>;
  recheck(): Promise<void>;
  /** Starts replacing the token of the connection that is shown. */
  update(): Promise<void>;
  cancelUpdate(): void;
  disconnect(takeBackGrant: boolean): Promise<void>;
}

/** What the popup does, without its looks. */
export function createSession(deps: PopupDeps): PopupSession {
  const store = createStore<PopupState>(() => ({
    view: { name: 'looking' },
    connections: [],
    features: null,
    seen: null,
    outcomes: undefined,
    draft: '',
    busy: null,
    error: null,
    notice: null,
  }));
  const { getState, setState } = store;
  /** Where the popup would be without its user: shown again after a GitLab was disconnected. */
  let home: () => Promise<void> = async () => {};

  const show = (view: View, more: Partial<PopupState> = {}): void =>
    setState({ view, busy: null, error: null, notice: null, draft: '', ...more });

  async function load(): Promise<Connection[]> {
    const connections = await deps.send('connect.list', {});
    setState({ connections });
    return connections;
  }

  /** Beside all else: the popup does not wait for it. */
  async function readFeatures(): Promise<void> {
    const settings = await deps.send('settings.read', {}).catch(() => null);
    if (settings) setState({ features: settings.features });
  }

  async function open(baseUrl: string): Promise<void> {
    const { opened } = deps;
    const connection = getState().connections.find((known) => known.baseUrl === baseUrl) ?? null;
    if (!(await deps.granted(baseUrl))) {
      show({ name: 'grant', baseUrl, refused: false });
    } else if (opened.view === 'gate-token' && opened.groupPath !== null && opened.baseUrl === baseUrl) {
      const view: View = { name: 'gate-token', baseUrl, groupPath: opened.groupPath, storedFor: null };
      show(view, { draft: await deps.drafts.read(draftKey(view) ?? '') });
    } else if (connection) {
      show({ name: 'connected', connection });
      if (deps.now() - Date.parse(connection.checkedAt) > FRESH_MS) await recheck();
    } else {
      await askToken(baseUrl, null);
    }
  }

  async function askToken(baseUrl: string, before: Connection | null): Promise<void> {
    const view: View = { name: 'token', baseUrl, before };
    show(view, { draft: await deps.drafts.read(baseUrl) });
  }

  /** Runs what needs the worker; what it tells the person is shown where they are. */
  async function working(busy: NonNullable<PopupState['busy']>, work: () => Promise<void>): Promise<void> {
    if (getState().busy) return;
    const { view } = getState();
    setState({ busy, error: null, notice: null });
    try {
      await work();
    } catch (error) {
      if (getState().view !== view) return;
      if (!(error instanceof RequestFailed)) throw error;
      setState({ error: error.error });
      if (error.error.kind === 'host_not_granted' && 'baseUrl' in view) {
        show({ name: 'grant', baseUrl: view.baseUrl, refused: false });
      }
    } finally {
      setState({ busy: null });
    }
  }

  async function recheck(): Promise<void> {
    const { view } = getState();
    if (view.name !== 'connected') return;
    await working('rechecking', async () => {
      const connection = await deps.send('connect.recheck', { baseUrl: view.connection.baseUrl });
      await load();
      if (getState().view === view) setState({ view: { name: 'connected', connection } });
    });
  }

  async function submitToken(): Promise<void> {
    const { view, draft } = getState();
    const token = draft.trim();
    if (!token) {
      setState({
        error: {
          kind: 'token_missing',
          what: text('popup.token.missing'),
          next: text('popup.token.missing_next'),
        },
      });
      return;
    }
    if (view.name === 'gate-token') {
      const { baseUrl, groupPath } = view;
      await working('verifying', async () => {
        const { username } = await deps.send('gateToken.put', { baseUrl, groupPath, token });
        await deps.drafts.write(draftKey(view) ?? '', '');
        show({ ...view, storedFor: username ? `@${username}` : '' });
      });
    }
    if (view.name === 'token') {
      const { baseUrl, before } = view;
      await working('verifying', async () => {
        const connection = await deps.send('connect.verify', { baseUrl, token });
        await deps.drafts.write(baseUrl, '');
        await load();
        show({ name: 'connected', connection }, { notice: noticeOf(connection, before) });
      });
    }
  }

  return {
    version: deps.version,
    store,
    open,
    submitToken,
    recheck,

    async start() {
      try {
        const connections = await load();
        const { baseUrl } = deps.opened;
        home = baseUrl === null ? lookAround : () => open(baseUrl);
        await home();

        async function lookAround(): Promise<void> {
          const sight = await deps.look();
          if (sight.kind === 'gitlab') {
            setState({ seen: sight.gitlab, outcomes: sight.outcomes });
            void readFeatures();
            return open(sight.gitlab.baseUrl);
          }
          const known =
            sight.kind === 'other'
              ? baseUrlOf(
                  sight.url,
                  connections.map((one) => one.baseUrl),
                )
              : null;
          if (known !== null) return open(known);
          show({ name: 'no-gitlab', sight });
        }
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        show({ name: 'no-gitlab', sight: { kind: 'restricted' } }, { error: error.error });
      }
    },

    async openAddress(address) {
      const baseUrl = baseUrlFromAddress(address);
      if (baseUrl === null) return false;
      await open(baseUrl);
      return true;
    },

    async grant() {
      const { view } = getState();
      if (view.name !== 'grant') return;
      // First of all, while the browser still counts this as the user's click.
      const answer = deps.requestGrant(view.baseUrl);
      setState({ busy: 'granting' });
      const granted = await answer.catch(() => false);
      setState({ busy: null });
      // The scripts start now, in open pages too: what they told before no longer holds.
      if (granted) setState({ outcomes: undefined });
      if (granted) await open(view.baseUrl);
      else show({ ...view, refused: true });
    },

    type(typed) {
      const key = draftKey(getState().view);
      setState({ draft: typed, error: null });
      if (key !== null) void deps.drafts.write(key, typed).catch(() => undefined);
    },

    async update() {
      const { view } = getState();
      if (view.name === 'connected') await askToken(view.connection.baseUrl, view.connection);
    },

    cancelUpdate() {
      const { view } = getState();
      if (view.name === 'token' && view.before) show({ name: 'connected', connection: view.before });
    },

    async disconnect(takeBackGrant) {
      const { view } = getState();
      if (view.name !== 'connected') return;
      const { baseUrl } = view.connection;
      await working('removing', async () => {
        await deps.send('connect.remove', { baseUrl });
        await deps.drafts.write(baseUrl, '');
        const left = await load();
        const origin = new URL(baseUrl).origin;
        const shared = left.some((other) => new URL(other.baseUrl).origin === origin);
        if (takeBackGrant && !shared) await deps.removeGrant(baseUrl);
        await home();
        setState({
          notice: { variant: 'success', text: text('popup.notice.disconnected', { host: hostOf(baseUrl) }) },
        });
      });
    },
  };
}

/** Host and relative root, as people name a GitLab. */
export function hostOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  return host + pathname.replace(/\/$/, '');
}

function draftKey(view: View): string | null {
  if (view.name === 'token') return view.baseUrl;
  return view.name === 'gate-token' ? `${view.baseUrl} ${view.groupPath}` : null;
}

/** A token of another user changes who every later change is made by: that is said. */
function noticeOf(now: Connection, before: Connection | null): PopupState['notice'] {
  if (before && before.user.id !== now.user.id) {
    return {
      variant: 'warning',
      text: text('popup.notice.other_user', { now: nameOf(now), before: nameOf(before) }),
    };
  }
  if (before) return { variant: 'success', text: text('popup.notice.updated') };
  return {
    variant: 'success',
    text: now.access === 'full' ? text('popup.notice.connected') : text('popup.notice.connected_read_only'),
  };
}

function nameOf({ user }: Connection): Text {
  return user.username ? `@${user.username}` : text('popup.notice.unknown_user');
}
