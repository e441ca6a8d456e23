import { useState } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { Policy } from '../../utils/gate/policy.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { problemsOf } from './draft.ts';
import { DraftForm } from './draft-form.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import type { Configuring } from './panel-store.ts';
import { these } from './use-wishes.ts';

const FORM = 'mrg-configure-form';

/** The Configure Scans dialog: what is wanted. The plan of it comes next, and only then Apply. */
export function ConfigureDialog({ snapshot }: { snapshot: GroupSnapshot }) {
  const configuring = usePanel((state) => state.configuring);
  const reviewing = usePanel((state) => state.planning !== null);
  if (!configuring || reviewing || !snapshot.policy?.ok) return null;
  return <Configure configuring={configuring} policy={snapshot.policy.policy} />;
}

function Configure({ configuring, policy }: { configuring: Configuring; policy: Policy }) {
  const { services } = usePanelEnvironment();
  const { closeDialog, makePlan } = usePanelActions();
  const [tried, setTried] = useState(false);
  const { rows, draft, busy, error } = configuring;
  const problems = problemsOf(draft, services.today());
  return (
    <Dialog
      title={
        rows.length === 0
          ? t('panel.configure.default_title')
          : t('panel.configure.title', { repositories: these(rows) })
      }
      onClose={closeDialog}
      testId="configure-dialog"
      footer={
        <>
          <Button onClick={closeDialog}>{t('panel.cancel')}</Button>
          <Button variant="confirm" type="submit" form={FORM} loading={busy} testId="review-plan">
            {t('panel.review_plan')}
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
        <DraftForm draft={draft} policy={policy} rows={rows} problems={tried ? problems : {}} error={error} />
      </form>
    </Dialog>
  );
}

/** After the fields have been marked. */
function focusFirstInvalid(form: HTMLFormElement) {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid] input')?.focus());
}
