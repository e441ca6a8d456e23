import { useEffect, useState } from 'preact/hooks';
import type { GateUpdate } from '../../utils/apply/gate-update.ts';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { VERSION } from '../../utils/gate/version.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Spinner } from '../ui/spinner.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { toUserError } from './to-user-error.ts';

/** What an update changes in the gate project, file by file, before it is done. */
export function UpdateDialog({ snapshot }: { snapshot: GroupSnapshot }) {
  const { services, baseUrl } = usePanelEnvironment();
  const { closeDialog, startSetup } = usePanelActions();
  const busy = usePanel((state) => state.jobBusy);
  const [update, setUpdate] = useState<GateUpdate | null>(null);
  const [error, setError] = useState<UserError | null>(null);
  const groupPath = snapshot.group.path;
  useEffect(() => {
    let shown = true;
    services
      .send('update.look', { groupPath })
      .then((found) => shown && setUpdate(found))
      .catch((problem: unknown) => shown && setError(toUserError(problem)));
    return () => {
      shown = false;
    };
  }, [services, groupPath]);
  return (
    <Dialog
      title={t('panel.update.title', { version: VERSION })}
      onClose={closeDialog}
      testId="update-dialog"
      footer={
        <>
          <span class="mrg-footer-note">{t('panel.update.note')}</span>
          <Button onClick={closeDialog}>{t('panel.cancel')}</Button>
          <Button
            variant="confirm"
            loading={busy}
            disabledReason={update ? undefined : t('panel.update.not_known')}
            testId="start-update"
            onClick={(event) => {
              if (!services.isTrusted(event)) return;
              closeDialog();
              void startSetup();
            }}
          >
            {t('panel.update.button')}
          </Button>
        </>
      }
    >
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {!update && !error && <Spinner label={t('panel.update.looking')} />}
      {update?.files.length === 0 && <p>{t('panel.update.same')}</p>}
      {update?.files.map((file) => (
        <section key={file.path} class="mrg-update__file">
          <h3>{safeText(file.path)}</h3>
          {file.kept && (
            <Alert variant="warning" title={t('panel.update.kept')}>
              {t('panel.update.kept_text')}
            </Alert>
          )}
          {file.text ? (
            <PolicyDiff
              before={file.text.before}
              after={file.text.after}
              label={t('panel.update.change', { file: file.path })}
            />
          ) : (
            !file.kept && <p>{t('panel.update.program')}</p>
          )}
        </section>
      ))}
    </Dialog>
  );
}
