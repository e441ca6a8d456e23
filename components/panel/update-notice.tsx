import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { isNewer, VERSION } from '../../utils/gate/version.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { usePanelActions } from './panel-context.ts';
import { readOnlyReason } from './write-access.ts';

/** The gate project's files are of another version than this extension. */
export function UpdateNotice({ snapshot }: { snapshot: GroupSnapshot }) {
  const { openDialog } = usePanelActions();
  const { gateProject, enrolment, group } = snapshot;
  // Of the group that it belongs to: an update is a set-up.
  if (!gateProject || !enrolment || gateProject.groupPath !== group.path) return null;
  const { program = '0.0.0' } = enrolment;
  if (isNewer(program, VERSION)) {
    return (
      <Alert title={t('panel.update.newer', { program, version: VERSION })}>
        {t('panel.update.newer_text')}
      </Alert>
    );
  }
  if (!isNewer(VERSION, program)) return null;
  return (
    <Alert
      title={t('panel.update.available', { version: VERSION })}
      actions={
        <Button
          size="small"
          disabledReason={readOnlyReason(snapshot)}
          onClick={() => openDialog({ kind: 'update' })}
        >
          {t('panel.update.see')}
        </Button>
      }
    >
      {enrolment.program ? t('panel.update.runs', { program }) : t('panel.update.until')}
    </Alert>
  );
}
