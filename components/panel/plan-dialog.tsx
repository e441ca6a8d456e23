import type { GroupSnapshot, Plan } from '../../utils/apply/types.ts';
import { say } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { changesAnything, writtenRepos } from './plan-groups.ts';
import { PlanView } from './plan-view.tsx';
import { repositories } from './words.ts';

/** What would be done, before it is: the only place that applies anything. */
export function PlanDialog({ snapshot }: { snapshot: GroupSnapshot }) {
  const { baseUrl } = usePanelEnvironment();
  const { leavePlan, closePlan, remakePlan } = usePanelActions();
  const planning = usePanel((state) => state.planning);
  const fromForm = usePanel((state) => state.configuring !== null || state.dialog !== null);
  if (!planning) return null;
  const { title, plan, busy, error } = planning;
  return (
    <Dialog
      size="large"
      title={title}
      onClose={closePlan}
      testId="plan-dialog"
      footer={
        <>
          <span class="mrg-footer-note">Nothing has been changed yet.</span>
          <Button onClick={leavePlan} disabled={busy && plan !== null}>
            {fromForm ? 'Back' : 'Cancel'}
          </Button>
          {plan && <ApplyButton plan={plan} busy={busy} />}
          {!plan && error && (
            <Button variant="confirm" icon="retry" onClick={() => void remakePlan()}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {plan && <PlanView plan={plan} snapshot={snapshot} />}
      {!plan && !error && (
        <p class="mrg-waiting">
          <Spinner label="Working out the plan" /> Reading the repositories and working out what would change…
        </p>
      )}
    </Dialog>
  );
}

function ApplyButton({ plan, busy }: { plan: Plan; busy: boolean }) {
  const { services } = usePanelEnvironment();
  const { apply, closePlan } = usePanelActions();
  if (!changesAnything(plan)) {
    return (
      <Button variant="confirm" onClick={closePlan}>
        Done
      </Button>
    );
  }
  const stop = plan.notes.find((note) => note.severity === 'stop');
  const { text, danger } = applyText(plan);
  return (
    <Button
      variant={danger ? 'danger' : 'confirm'}
      loading={busy}
      disabledReason={stop && say(stop.what)}
      testId="apply"
      onClick={(event) => {
        if (services.isTrusted(event)) void apply();
      }}
    >
      {text}
    </Button>
  );
}

function applyText(plan: Plan): { text: string; danger: boolean } {
  const written = writtenRepos(plan);
  switch (plan.wanted.mode) {
    case 'remove':
      return { text: `Remove from ${repositories(written)}`, danger: true };
    case 'remove_all':
      return { text: written > 0 ? `Remove from ${repositories(written)}` : 'Remove MR Gate', danger: true };
    case 'undo':
      return { text: written > 0 ? `Undo in ${repositories(written)}` : 'Undo in the policy', danger: false };
    default:
      return {
        text: written > 0 ? `Apply to ${repositories(written)}` : 'Apply to the policy',
        danger: false,
      };
  }
}
