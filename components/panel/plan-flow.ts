import type { Plan } from '../../utils/apply/plan-types.ts';
import type { Wanted } from '../../utils/apply/wanted.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import type { PanelActions, PanelState } from './panel-store.ts';
import { NOTHING_SELECTED } from './selection.ts';
import type { PanelServices } from './services.ts';
import { toUserError } from './to-user-error.ts';

/** A plan on its way: asked for, shown, then applied. */
export interface Planning {
  title: string;
  wanted: Wanted;
  /** null while the worker makes it, or when it could not. */
  plan: Plan | null;
  busy: boolean;
  error: UserError | null;
}

export interface PlanFlow {
  /** Asks for the plan of a wish and shows it. */
  reviewPlan: (title: string, wanted: Wanted) => Promise<void>;
  /** Shows a plan that a form led to. */
  showPlan: (plan: Plan) => void;
  /** Asks once more, after an error. */
  remakePlan: () => Promise<void>;
  /** Back to the form where there is one. */
  leavePlan: () => void;
  /** Closes the plan, and the form behind it. */
  closePlan: () => void;
  apply: () => Promise<void>;
}

type State = PanelState & PanelActions;

/** The one way from any wish to its job: plan, review, apply. Nothing is written before `apply`. */
export function createPlanFlow(
  set: (change: Partial<State>) => void,
  get: () => State,
  { send }: PanelServices,
): PlanFlow {
  /** Changes the plan that is being reviewed, unless the person has left it. */
  const update = (wanted: Wanted, change: Partial<Planning>) => {
    const { planning } = get();
    if (planning?.wanted === wanted) set({ planning: { ...planning, ...change } });
  };

  const review = async (title: string, wanted: Wanted) => {
    set({ planning: { title, wanted, plan: null, busy: true, error: null } });
    try {
      update(wanted, {
        plan: await send('plan.make', { groupPath: get().groupPath, wanted }),
        busy: false,
      });
    } catch (error) {
      update(wanted, { error: toUserError(error), busy: false });
    }
  };

  return {
    reviewPlan: review,
    showPlan: (plan) =>
      set({
        planning: { title: t('panel.plan.title'), wanted: plan.wanted, plan, busy: false, error: null },
      }),
    remakePlan: async () => {
      const { planning } = get();
      if (planning && !planning.busy) await review(planning.title, planning.wanted);
    },
    leavePlan: () => set({ planning: null }),
    closePlan: () => set({ planning: null, configuring: null, dialog: null }),

    apply: async () => {
      const { planning } = get();
      if (!planning?.plan || planning.busy) return;
      update(planning.wanted, { busy: true, error: null });
      try {
        const job = await send('apply.start', { planId: planning.plan.id });
        const { filter } = get();
        // What waited is being done: its list would be empty afterwards.
        const waited = filter.status === 'new' || filter.status === 'decision';
        set({
          ...(waited && { filter: { ...filter, status: 'all' } }),
          planning: null,
          configuring: null,
          dialog: null,
          selection: NOTHING_SELECTED,
          view: 'repositories',
          job,
          jobShown: true,
        });
      } catch (error) {
        update(planning.wanted, { error: toUserError(error), busy: false });
      }
    },
  };
}
