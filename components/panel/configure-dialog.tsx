import { useState } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { problemsOf } from './draft.ts';
import { DraftForm } from './draft-form.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { changesAnything, writtenRepos } from './plan-groups.ts';
import { PlanView } from './plan-view.tsx';
import { repositories } from './words.ts';

const FORM = 'mrg-configure-form';

/** The Configure Scans dialog: first what is wanted, then what that would do, and only then Apply. */
export function ConfigureDialog({ snapshot }: { snapshot: GroupSnapshot }) {
  const { services } = usePanelEnvironment();
  const { closeDialog, makePlan, backToForm, apply } = usePanelActions();
  const configuring = usePanel((state) => state.configuring);
  const [tried, setTried] = useState(false);
  if (!configuring || !snapshot.policy?.ok) return null;
  const { rows, draft, step, plan, busy, error } = configuring;
  const problems = problemsOf(draft, services.today());

  if (step === 'plan' && plan) {
    const written = writtenRepos(plan);
    return (
      <Dialog
        // Another step is another dialog to screen readers: its title is read and focused.
        key="plan"
        size="large"
        title="Review plan"
        onClose={closeDialog}
        testId="plan-dialog"
        footer={
          <>
            <span class="mrg-footer-note">Nothing has been changed yet.</span>
            <Button onClick={backToForm} disabled={busy}>
              Back
            </Button>
            {changesAnything(plan) ? (
              <Button
                variant="confirm"
                loading={busy}
                testId="apply"
                onClick={(event) => {
                  if (services.isTrusted(event)) void apply();
                }}
              >
                {written > 0 ? `Apply to ${repositories(written)}` : 'Apply to the policy'}
              </Button>
            ) : (
              <Button variant="confirm" onClick={closeDialog}>
                Done
              </Button>
            )}
          </>
        }
      >
        <PlanView plan={plan} snapshot={snapshot} error={error} />
      </Dialog>
    );
  }

  return (
    <Dialog
      key="form"
      title={
        rows.length === 1 && rows[0]
          ? `Configure scans for ${rows[0].shortPath}`
          : `Configure scans for ${repositories(rows.length)}`
      }
      onClose={closeDialog}
      testId="configure-dialog"
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="confirm" type="submit" form={FORM} loading={busy} testId="review-plan">
            Review plan
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(problems).length === 0) void makePlan();
          else focusFirstInvalid(event.currentTarget);
        }}
      >
        <DraftForm
          draft={draft}
          policy={snapshot.policy.policy}
          rows={rows}
          problems={tried ? problems : {}}
          error={error}
        />
      </form>
    </Dialog>
  );
}

/** After the fields have been marked. */
function focusFirstInvalid(form: HTMLFormElement) {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid] input')?.focus());
}
