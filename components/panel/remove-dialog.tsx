import { useState } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { safeText } from '../ui/safe-text.ts';
import { TextField } from '../ui/text-field.tsx';
import { usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';

const FORM = 'mrg-remove-form';

interface RemoveDialogProps {
  snapshot: GroupSnapshot;
  rows: readonly Row[];
}

/** Taking MR Gate off a whole group: said plainly, and confirmed by typing the group's path. */
export function RemoveDialog({ snapshot, rows }: RemoveDialogProps) {
  const { closeDialog, reviewPlan } = usePanelActions();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [project, setProject] = useState<'keep' | 'delete'>('keep');
  const group = snapshot.gateProject?.groupPath ?? snapshot.group.path;
  const gatePath = safeText(snapshot.gateProject?.path ?? '');
  const gated = rows.filter((row) => row.enrolled).length;
  const title = t('panel.remove.title', { group: safeText(group) });
  const confirmed = typed.trim() === group;
  return (
    <Dialog
      title={title}
      onClose={closeDialog}
      testId="remove-dialog"
      footer={
        <>
          <span class="mrg-footer-note">{t('panel.remove.note')}</span>
          <Button onClick={closeDialog}>{t('panel.cancel')}</Button>
          <Button variant="danger" type="submit" form={FORM} testId="review-removal">
            {t('panel.remove.review')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        class="mrg-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!confirmed) return;
          void reviewPlan(title, {
            mode: 'remove_all',
            deleteProject: project === 'delete',
          });
        }}
      >
        <Alert variant="warning" title={t('panel.remove.warning', { count: gated })}>
          {t('panel.remove.warning_text')}
        </Alert>
        <RadioGroup
          legend={t('panel.remove.project', { project: gatePath })}
          cards
          value={project}
          onChange={setProject}
          options={[
            {
              value: 'keep',
              title: t('panel.remove.keep'),
              hint: t('panel.remove.keep_hint'),
            },
            {
              value: 'delete',
              title: t('panel.remove.delete'),
              hint: t('panel.remove.delete_hint'),
            },
          ]}
        />
        <TextField
          label={t('panel.remove.confirm', { group: safeText(group) })}
          value={typed}
          required
          error={tried && !confirmed ? t('panel.remove.wrong') : undefined}
          onInput={setTyped}
          testId="confirm-group"
        />
      </form>
    </Dialog>
  );
}
