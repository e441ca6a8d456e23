import type { Plan } from '../../utils/apply/types.ts';
import type { UserError } from '../../utils/user-error.ts';
import type { PanelActions, PanelState } from './panel-store.ts';
import { NOTHING_SELECTED } from './selection.ts';
import type { PanelServices } from './services.ts';
import { toUserError } from './to-user-error.ts';

/** A plan on its way: asked for, shown, then applied. */
export interface Planning {
  title: string;
  /** null while the worker makes it, or when it could not. */
  plan: Plan | null;
  busy: boolean;
  error: UserError | null;
  /** Asks for it, again after an error. */
  make: () => Promise<Plan>;
}

export interface PlanFlow {
  /** Asks for a plan and shows it. Whatever is to be done to repositories goes through here. */
  reviewPlan: (title: string, make: () => Promise<Plan>) => Promise<void>;
  /** Shows a plan that a form led to. */
  showPlan: (plan: Plan) => void;
  /** Asks once more. */
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
  const update = (of: Planning['make'], change: Partial<Planning>) => {
    const { planning } = get();
    if (planning?.make === of) set({ planning: { ...planning, ...change } });
  };

  const ask = async (make: Planning['make']) => {
    try {
      update(make, { plan: await make(), busy: false });
    } catch (error) {
      update(make, { error: toUserError(error), busy: false });
    }
  };

  return {
    reviewPlan: async (title, make) => {
      set({ planning: { title, plan: null, busy: true, error: null, make } });
      await ask(make);
    },
    showPlan: (plan) =>
      set({
        planning: {
          title: 'Review plan',
          plan,
          busy: false,
          error: null,
          make: async () => plan,
        },
      }),
    remakePlan: async () => {
      const { planning } = get();
      if (!planning || planning.busy) return;
      update(planning.make, { plan: null, busy: true, error: null });
      await ask(planning.make);
    },
    leavePlan: () => set({ planning: null }),
    closePlan: () => set({ planning: null, configuring: null }),

    apply: async () => {
      const { planning } = get();
      if (!planning?.plan || planning.busy) return;
      update(planning.make, { busy: true, error: null });
      try {
        const job = await send('apply.start', { planId: planning.plan.id });
        set({
          planning: null,
          configuring: null,
          selection: NOTHING_SELECTED,
          view: 'repositories',
          job,
          jobShown: true,
        });
      } catch (error) {
        update(planning.make, { error: toUserError(error), busy: false });
      }
    },
  };
}
