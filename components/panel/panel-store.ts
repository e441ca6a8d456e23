import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import type { UserError } from '../../utils/user-error.ts';
import { type Draft, newDraft, wantedOf } from './draft.ts';
import { type Filter, filterRows, NO_FILTER } from './filter.ts';
import { createHookFlow, type HookFlow, type HookLook } from './hook-flow.ts';
import { isActive, isUnfinished } from './job-words.ts';
import { createPlanFlow, type PlanFlow, type Planning } from './plan-flow.ts';
import { type Row, toRows } from './row.ts';
import { keepOnly, NOTHING_SELECTED, type Selection } from './selection.ts';
import type { PanelServices } from './services.ts';
import { toUserError } from './to-user-error.ts';

/** The first repositories of a big group, while the others are on their way. */
export interface FirstLoaded {
  rows: Row[];
  /** How many there will be; null: not told. */
  total: number | null;
}

export type Loaded =
  | { state: 'loading'; first: FirstLoaded | null }
  | { state: 'not_connected' }
  | { state: 'failed'; error: UserError }
  | { state: 'ready'; snapshot: GroupSnapshot; rows: Row[] };

/** The Configure Scans dialog while it is open: what is chosen. It waits behind the plan that it led to. */
export interface Configuring {
  rows: readonly Row[];
  draft: Draft;
  busy: boolean;
  error: UserError | null;
}

/** What the drawer shows. */
export type View = 'repositories' | 'history' | 'policy';

/** A dialog over the drawer, other than Configure Scans and the plan. */
export type OpenDialog =
  | { kind: 'details'; project: number }
  | { kind: 'prolong'; rows: readonly Row[] }
  | { kind: 'import' }
  | { kind: 'update' }
  | { kind: 'remove_all' };

export interface PanelState {
  groupPath: string;
  loaded: Loaded;
  reloading: boolean;
  filter: Filter;
  selection: Selection;
  view: View;
  configuring: Configuring | null;
  dialog: OpenDialog | null;
  /** The plan that is being reviewed. */
  planning: Planning | null;
  job: JobSnapshot | null;
  /** The job is what the panel shows, instead of the table. */
  jobShown: boolean;
  /** A job action is on its way to the worker. */
  jobBusy: boolean;
  /** The look at webhooks: under way or done; null before the first. */
  hooks: HookLook | null;
  /** What went wrong with the last action outside the dialog. */
  notice: UserError | null;
}

export interface PanelActions extends PlanFlow, HookFlow {
  load: () => Promise<void>;
  setFilter: (change: Partial<Filter>) => void;
  setSelection: (selection: Selection) => void;
  setView: (view: View) => void;
  openDialog: (dialog: OpenDialog) => void;
  closeDialog: () => void;
  configure: (rows: readonly Row[], change?: Partial<Draft>) => void;
  setDraft: (draft: Draft) => void;
  makePlan: () => Promise<void>;
  startSetup: () => Promise<void>;
  stopJob: () => Promise<void>;
  resumeJob: () => Promise<void>;
  showJob: (shown: boolean) => void;
  openConnect: (view: 'connect' | 'gate-token') => Promise<void>;
  dismissNotice: () => void;
  /** Takes what the worker says of the group's job. */
  jobCame: (job: JobSnapshot | null) => void;
  /** Follows the group's job until the returned function is called. */
  follow: () => () => void;
}

export type PanelStore = StoreApi<PanelState & PanelActions>;

/** The state of one open panel. Everything it shows comes from the worker; nothing of it is kept. */
export function createPanelStore(groupPath: string, services: PanelServices): PanelStore {
  const { send } = services;
  return createStore((set, get) => {
    const setDialog = (change: Partial<Configuring>) =>
      set(({ configuring }) => ({ configuring: configuring && { ...configuring, ...change } }));

    /** What `group.load` brings late of a big group. Where it fails, that one says why. */
    const showFirst = async (): Promise<void> => {
      const first = await send('group.first', { groupPath }).catch(() => null);
      if (!first?.snapshot.gateProject || get().loaded.state !== 'loading') return;
      const rows = filterRows(toRows(first.snapshot), NO_FILTER);
      set({ loaded: { state: 'loading', first: { rows, total: first.total } } });
    };

    const jobAction = async (request: () => Promise<JobSnapshot>) => {
      set({ jobBusy: true, notice: null });
      try {
        get().jobCame(await request());
      } catch (error) {
        set({ notice: toUserError(error) });
      } finally {
        set({ jobBusy: false });
      }
    };

    return {
      groupPath,
      loaded: { state: 'loading', first: null },
      reloading: false,
      filter: NO_FILTER,
      selection: NOTHING_SELECTED,
      view: 'repositories',
      configuring: null,
      dialog: null,
      hooks: null,
      planning: null,
      job: null,
      jobShown: false,
      jobBusy: false,
      notice: null,

      load: async () => {
        if (get().loaded.state === 'ready') set({ reloading: true });
        else {
          set({ loaded: { state: 'loading', first: null } });
          void showFirst();
        }
        try {
          // The connection is known locally: asked beside the group, it costs no time.
          const loading = send('group.load', { groupPath });
          loading.catch(() => {});
          if ((await send('page.connection', {})) === null) {
            set({ loaded: { state: 'not_connected' } });
            return;
          }
          const snapshot = await loading;
          const rows = toRows(snapshot);
          const possible = new Set(rows.filter((row) => row.selectable).map((row) => row.id));
          set(({ selection }) => ({
            loaded: { state: 'ready', snapshot, rows },
            hooks: null,
            selection: keepOnly(selection, possible),
            notice: null,
          }));
        } catch (error) {
          const problem = toUserError(error);
          if (problem.kind === 'not_connected') set({ loaded: { state: 'not_connected' } });
          else if (get().loaded.state === 'ready') set({ notice: problem });
          else set({ loaded: { state: 'failed', error: problem } });
        } finally {
          set({ reloading: false });
        }
      },

      setFilter: (change) => set(({ filter }) => ({ filter: { ...filter, ...change } })),
      setSelection: (selection) => set({ selection }),
      setView: (view) => set({ view }),

      configure: (rows, change) => {
        const { loaded } = get();
        if (loaded.state !== 'ready' || !loaded.snapshot.policy?.ok) return;
        const { policy } = loaded.snapshot.policy;
        const draft = newDraft(policy, loaded.snapshot.connection.user.username, rows);
        set({
          configuring: { rows, draft: { ...draft, ...change }, busy: false, error: null },
        });
      },
      openDialog: (dialog) => set({ dialog }),
      closeDialog: () => set({ configuring: null, dialog: null }),
      setDraft: (draft) => setDialog({ draft, error: null }),

      makePlan: async () => {
        const dialog = get().configuring;
        if (!dialog || dialog.busy) return;
        setDialog({ busy: true, error: null });
        const projects = dialog.rows.map((row) => row.id);
        try {
          const plan = await send('plan.make', { groupPath, wanted: wantedOf(dialog.draft, projects) });
          // The dialog may have been closed, or changed, while the plan was made.
          if (get().configuring?.draft !== dialog.draft) return;
          setDialog({ busy: false });
          get().showPlan(plan);
        } catch (error) {
          setDialog({ error: toUserError(error), busy: false });
        }
      },

      ...createPlanFlow(set, get, services),
      ...createHookFlow(set, get, services),

      startSetup: () => jobAction(() => send('setup.start', { groupPath })),
      stopJob: async () => {
        const { job } = get();
        if (job) await jobAction(() => send('job.stop', { jobId: job.id }));
      },
      resumeJob: async () => {
        const { job } = get();
        if (job) await jobAction(() => send('job.resume', { jobId: job.id }));
      },
      showJob: (jobShown) => set({ jobShown }),

      openConnect: async (view) => {
        try {
          await send('page.openConnect', view === 'gate-token' ? { view, groupPath } : { view });
        } catch (error) {
          set({ notice: toUserError(error) });
        }
      },
      dismissNotice: () => set({ notice: null }),

      jobCame: (job) => {
        const { job: before, jobShown, load } = get();
        const ended = before !== null && job?.id === before.id && isActive(before) && !isActive(job);
        // A job that goes on, and a set-up that a person left half way, are what the panel is opened for.
        const show = job !== null && (isActive(job) || (job.kind === 'setup' && isUnfinished(job)));
        const first = before === null || before.id !== job?.id;
        set({ job, jobShown: job !== null && (jobShown || (first && show)) });
        if (ended) void load();
      },
      follow: () => services.watchJob(groupPath, get().jobCame, (error) => set({ notice: error })),
    };
  });
}
