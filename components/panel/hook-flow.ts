import type { HookCheck } from '../../utils/apply/check-hooks.ts';
import type { PanelActions, PanelState } from './panel-store.ts';
import { type Row, withHooks } from './row.ts';
import type { PanelServices } from './services.ts';
import { toUserError } from './to-user-error.ts';

/** How many repositories the worker looks at in one request. */
const AT_ONCE = 100;

/** A look at the webhooks of gated repositories, under way or done. */
export interface HookLook {
  done: number;
  total: number;
  running: boolean;
  /** Not as gating made them. */
  wrong: number;
  /** Whose webhooks the token may not see. */
  notSeen: number;
}

export interface HookFlow {
  /** Looks at the webhooks of these repositories, which GitLab's listing does not tell of. One call each. */
  checkHooks: (rows: readonly Row[]) => Promise<void>;
  stopHookCheck: () => void;
}

type State = PanelState & PanelActions;

export function createHookFlow(
  set: (change: Partial<State>) => void,
  get: () => State,
  { send }: PanelServices,
): HookFlow {
  return {
    checkHooks: async (rows) => {
      if (get().hooks?.running) return;
      const { groupPath } = get();
      let look: HookLook = { done: 0, total: rows.length, running: true, wrong: 0, notSeen: 0 };
      set({ hooks: look, notice: null });
      try {
        for (let from = 0; from < rows.length; from += AT_ONCE) {
          const projects = rows.slice(from, from + AT_ONCE).map((row) => row.id);
          const { hooks } = await send('drift.check', { groupPath, projects });
          // Stopped, or loaded anew, which asks for a look of its own.
          if (get().hooks !== look) return;
          look = counted(look, hooks, projects.length);
          set({ hooks: look });
          take(hooks);
        }
      } catch (error) {
        if (get().hooks === look) set({ notice: toUserError(error) });
      } finally {
        if (get().hooks === look) set({ hooks: { ...look, running: false } });
      }
    },
    stopHookCheck: () => {
      const { hooks } = get();
      if (hooks) set({ hooks: { ...hooks, running: false } });
    },
  };

  function take(hooks: readonly HookCheck[]) {
    const { loaded } = get();
    if (loaded.state === 'ready') set({ loaded: { ...loaded, rows: withHooks(loaded.rows, hooks) } });
  }
}

function counted(look: HookLook, hooks: readonly HookCheck[], asked: number): HookLook {
  const notSeen = hooks.filter(({ state }) => state === 'not_seen').length;
  const ok = hooks.filter(({ state }) => state === 'ok').length;
  return {
    ...look,
    done: look.done + asked,
    wrong: look.wrong + hooks.length - ok - notSeen,
    notSeen: look.notSeen + notSeen,
  };
}
