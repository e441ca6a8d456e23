import { createStore } from 'zustand/vanilla';
import { baseUrlFromAddress } from '../../utils/connect/base-url.ts';
import type { Connection } from '../../utils/connection.ts';
import { RequestFailed } from '../../utils/message-client.ts';
import { baseUrlOf } from '../../utils/message-sender.ts';
import { text } from '../../utils/texts/text.ts';
import { hostOf } from './host-of.ts';
import { noticeOf } from './notices.ts';
import type { PopupDeps, PopupSession, PopupState, View } from './popup-state.ts';

/** A check that is older is made again when the popup opens. */
const FRESH_MS = 10 * 60_000;

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

function draftKey(view: View): string | null {
  if (view.name === 'token') return view.baseUrl;
  return view.name === 'gate-token' ? `${view.baseUrl} ${view.groupPath}` : null;
}
