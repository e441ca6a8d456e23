import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { Plan } from '../../utils/apply/plan-types.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
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
          <span class="mrg-footer-note">{t('panel.plan.nothing_yet')}</span>
          <Button onClick={leavePlan} disabled={busy && plan !== null}>
            {fromForm ? t('panel.back') : t('panel.cancel')}
          </Button>
          {plan && <ApplyButton plan={plan} busy={busy} />}
          {!plan && error && (
            <Button variant="confirm" icon="retry" onClick={() => void remakePlan()}>
              {t('panel.try_again')}
            </Button>
          )}
        </>
      }
    >
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {plan && <PlanView plan={plan} snapshot={snapshot} />}
      {!plan && !error && (
        <p class="mrg-waiting">
          <Spinner label={t('panel.plan.working')} /> {t('panel.plan.reading')}
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
        {t('panel.done')}
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
  const into = { repositories: repositories(written) };
  switch (plan.wanted.mode) {
    case 'remove':
      return { text: t('panel.plan.remove', into), danger: true };
    case 'remove_all':
      return { text: written > 0 ? t('panel.plan.remove', into) : t('panel.plan.remove_all'), danger: true };
    case 'undo':
      return { text: written > 0 ? t('panel.plan.undo', into) : t('panel.plan.undo_policy'), danger: false };
    default:
      return {
        text: written > 0 ? t('panel.plan.apply', into) : t('panel.plan.apply_policy'),
        danger: false,
      };
  }
}
