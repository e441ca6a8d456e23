import { useEffect, useState } from 'preact/hooks';
import type { GateUpdate, GroupSnapshot } from '../../utils/apply/types.ts';
import { VERSION } from '../../utils/gate/version.ts';
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
      title={`Update the gate to MR Gate ${VERSION}`}
      onClose={closeDialog}
      testId="update-dialog"
      footer={
        <>
          <span class="mrg-footer-note">In one commit, then a test run. Policy and repositories stay.</span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="confirm"
            loading={busy}
            disabledReason={update ? undefined : 'What changes is not known yet.'}
            testId="start-update"
            onClick={(event) => {
              if (!services.isTrusted(event)) return;
              closeDialog();
              void startSetup();
            }}
          >
            Update
          </Button>
        </>
      }
    >
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
      {!update && !error && <Spinner label="Looking at the gate project" />}
      {update?.files.length === 0 && (
        <p>The files are those of this version already. Only its number is recorded.</p>
      )}
      {update?.files.map((file) => (
        <section key={file.path} class="mrg-update__file">
          <h4>{safeText(file.path)}</h4>
          {file.kept && (
            <Alert variant="warning" title="Somebody changed this file by hand: it stays as it is">
              This version would change it like this. Take over by hand what you want of it.
            </Alert>
          )}
          {file.text ? (
            <PolicyDiff before={file.text.before} after={file.text.after} label={`Change to ${file.path}`} />
          ) : (
            !file.kept && <p>The program itself, built for this version.</p>
          )}
        </section>
      ))}
    </Dialog>
  );
}
