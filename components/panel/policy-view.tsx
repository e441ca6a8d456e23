import { useState } from 'preact/hooks';
import type { GateProject, GroupSnapshot } from '../../utils/apply/types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { Button } from '../ui/button.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { ActionNotice } from './notices.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { PolicyBroken } from './policy-broken.tsx';
import { PolicyText } from './policy-text.tsx';
import { policyEditUrl, policyUrl } from './policy-url.ts';
import { saveFile } from './save-file.ts';
import { toUserError } from './to-user-error.ts';
import { readOnlyReason } from './write-access.ts';

interface PolicyViewProps {
  snapshot: GroupSnapshot;
  gateProject: GateProject;
}

/** The policy file as it stands: to read, take away, bring in, and to be rid of it all. */
export function PolicyView({ snapshot, gateProject }: PolicyViewProps) {
  const { baseUrl } = usePanelEnvironment();
  const { configure, openDialog } = usePanelActions();
  const { policy } = snapshot;
  const readOnly = readOnlyReason(snapshot);
  // A file that can be read by nobody is a reason to bring in another one.
  const cannotImport = snapshot.connection.access === 'read_only' ? readOnly : undefined;
  return (
    <div class="mrg-policy">
      <ActionNotice />
      <div class="mrg-policy__head">
        <div>
          <h3 class="mrg-policy__title">
            <SafeLink href={policyUrl(gateProject)} baseUrl={baseUrl}>
              {safeText(gateProject.path)}/{POLICY_FILE}
            </SafeLink>
          </h3>
          <p class="mrg-panel__subtitle">
            What every repository is gated with. Each change to it is a commit.
          </p>
        </div>
        <div class="mrg-job__actions">
          <Button
            disabledReason={readOnly}
            onClick={() => configure([], { mode: 'set_default' })}
            testId="edit-default"
          >
            Change group default…
          </Button>
          <ExportButton />
          <Button
            icon="upload"
            disabledReason={cannotImport}
            testId="import-policy"
            onClick={() => openDialog({ kind: 'import' })}
          >
            Import…
          </Button>
        </div>
      </div>
      {policy && !policy.ok && <PolicyBroken gateProject={gateProject} broken={policy} />}
      {policy?.ok && policy.text !== undefined && (
        <>
          <PolicyText text={policy.text} label={`Text of ${POLICY_FILE}`} />
          <p class="mrg-panel__subtitle">
            You may also{' '}
            <SafeLink href={policyEditUrl(gateProject)} baseUrl={baseUrl}>
              edit the file in GitLab
            </SafeLink>
            . Its comments stay when MR Gate changes it.
          </p>
        </>
      )}
      <Removal snapshot={snapshot} gateProject={gateProject} />
    </div>
  );
}

function Removal({ snapshot, gateProject }: PolicyViewProps) {
  const { baseUrl } = usePanelEnvironment();
  const { openDialog } = usePanelActions();
  const group = gateProject.groupPath;
  const inherited = group.toLowerCase() !== snapshot.group.path.toLowerCase();
  return (
    <section class="mrg-danger">
      <div>
        <h3 class="mrg-policy__title">Remove MR Gate from this group</h3>
        <p>
          {inherited
            ? 'The gate belongs to a group above this one, and is removed there.'
            : 'Takes the webhook off every gated repository and gives back its merge settings, then takes the gate itself down.'}
        </p>
      </div>
      {inherited ? (
        <SafeLink href={`${baseUrl}/${group}`} baseUrl={baseUrl}>
          Go to {safeText(group)}
        </SafeLink>
      ) : (
        <Button
          variant="danger"
          disabledReason={readOnlyReason(snapshot)}
          testId="remove-all"
          onClick={() => openDialog({ kind: 'remove_all' })}
        >
          Remove MR Gate from this group…
        </Button>
      )}
    </section>
  );
}

function ExportButton() {
  const { services, store } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [busy, setBusy] = useState(false);
  return (
    <Button
      icon="download"
      loading={busy}
      testId="export-policy"
      onClick={async () => {
        setBusy(true);
        try {
          const { text, fileName } = await services.send('policy.export', { groupPath });
          saveFile(fileName, text, 'text/yaml');
        } catch (error) {
          store.setState({ notice: toUserError(error) });
        } finally {
          setBusy(false);
        }
      }}
    >
      Export
    </Button>
  );
}
