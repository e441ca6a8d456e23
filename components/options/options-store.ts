import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection } from '../../utils/connection.ts';
import type { FailOn } from '../../utils/gate/severity.ts';
import { RequestFailed, type send } from '../../utils/message-client.ts';
import type { LoggedRequest } from '../../utils/request-log.ts';
import type { Feature, Settings } from '../../utils/settings.ts';
import { text } from '../../utils/texts/text.ts';
import type { UserError } from '../../utils/user-error.ts';

export interface OptionsDeps {
  send: typeof send;
  removeGrant(baseUrl: string): Promise<unknown>;
  removeAllGrants(): Promise<void>;
  copy(text: string): Promise<void>;
}

/** The parts of the page: what went wrong is said where it was asked for. */
export type Section = 'connections' | 'features' | 'ungated' | 'requests' | 'diagnostics' | 'remove';

export interface OptionsState {
  /** null: not read yet. */
  connections: Connection[] | null;
  settings: Settings | null;
  requests: LoggedRequest[] | null;
  /** The report, once asked for. */
  report: string | null;
  copied: boolean;
  removed: boolean;
  busy: Section | null;
  error: { section: Section; error: UserError } | null;
}

export interface Options {
  store: StoreApi<OptionsState>;
  start(): Promise<void>;
  disconnect(baseUrl: string): Promise<void>;
  switchFeature(feature: Feature, on: boolean): Promise<void>;
  chooseThreshold(failOn: FailOn): Promise<void>;
  loadRequests(): Promise<void>;
  makeReport(): Promise<void>;
  copyReport(): Promise<void>;
  removeEverything(): Promise<void>;
}

const NOT_COPIED: UserError = {
  kind: 'not_copied',
  what: text('options.diagnostics.not_copied'),
  next: text('options.diagnostics.not_copied_next'),
};

/** What the options page does, without its looks. */
export function createOptions(deps: OptionsDeps): Options {
  const store = createStore<OptionsState>(() => ({
    connections: null,
    settings: null,
    requests: null,
    report: null,
    copied: false,
    removed: false,
    busy: null,
    error: null,
  }));
  const { getState, setState } = store;

  /** Runs what needs the worker; a refusal is shown in its section. */
  async function working(section: Section, work: () => Promise<void>): Promise<void> {
    if (getState().busy) return;
    setState({ busy: section, error: null });
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setState({ error: { section, error: error.error } });
    } finally {
      setState({ busy: null });
    }
  }

  const changeSettings = (changed: Partial<Settings>): void => {
    const { settings } = getState();
    if (settings) setState({ settings: { ...settings, ...changed } });
  };

  const load = async (): Promise<void> => {
    const [connections, settings, requests] = await Promise.all([
      deps.send('connect.list', {}),
      deps.send('settings.read', {}),
      deps.send('requests.latest', {}),
    ]);
    setState({ connections, settings, requests });
  };

  return {
    store,
    start: () => working('connections', load),

    disconnect: (baseUrl) =>
      working('connections', async () => {
        await deps.send('connect.remove', { baseUrl });
        const connections = await deps.send('connect.list', {});
        const { origin } = new URL(baseUrl);
        // Another GitLab below another path of the same host still needs its access.
        if (!connections.some((other) => new URL(other.baseUrl).origin === origin))
          await deps.removeGrant(baseUrl);
        setState({ connections });
      }),

    switchFeature: (feature, on) =>
      working('features', async () => {
        changeSettings({ features: await deps.send('settings.setFeature', { feature, on }) });
      }),

    chooseThreshold: (failOn) =>
      working('ungated', async () => {
        changeSettings({ ungatedDefault: await deps.send('settings.setUngatedDefault', { failOn }) });
      }),

    loadRequests: () =>
      working('requests', async () => setState({ requests: await deps.send('requests.latest', {}) })),

    makeReport: () =>
      working('diagnostics', async () => {
        const report = await deps.send('diagnostics.make', {});
        setState({ report: report.text, copied: false });
      }),

    async copyReport() {
      try {
        await deps.copy(getState().report ?? '');
        setState({ copied: true });
      } catch {
        setState({ error: { section: 'diagnostics', error: NOT_COPIED } });
      }
    },

    removeEverything: () =>
      working('remove', async () => {
        await deps.send('everything.remove', {});
        await deps.removeAllGrants();
        await load();
        setState({ removed: true, report: null });
      }),
  };
}
