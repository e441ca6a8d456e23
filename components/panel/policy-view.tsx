import { useState } from 'preact/hooks';
import type { GateProject, GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
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
          <p class="mrg-panel__subtitle">{t('panel.policy.what')}</p>
        </div>
        <div class="mrg-job__actions">
          <Button
            disabledReason={readOnly}
            onClick={() => configure([], { mode: 'set_default' })}
            testId="edit-default"
          >
            {t('panel.policy.change_default')}
          </Button>
          <ExportButton />
          <Button
            icon="upload"
            disabledReason={cannotImport}
            testId="import-policy"
            onClick={() => openDialog({ kind: 'import' })}
          >
            {t('panel.policy.import')}
          </Button>
        </div>
      </div>
      {policy && !policy.ok && <PolicyBroken gateProject={gateProject} broken={policy} />}
      {policy?.ok && policy.text !== undefined && (
        <>
          <PolicyText text={policy.text} label={t('panel.policy.text', { file: POLICY_FILE })} />
          <p class="mrg-panel__subtitle">
            {rich('panel.policy.edit', {
              link: (
                <SafeLink href={policyEditUrl(gateProject)} baseUrl={baseUrl}>
                  {t('panel.policy.edit_link')}
                </SafeLink>
              ),
            })}
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
        <h3 class="mrg-policy__title">{t('panel.policy.remove')}</h3>
        <p>{inherited ? t('panel.policy.inherited') : t('panel.policy.remove_text')}</p>
      </div>
      {inherited ? (
        <SafeLink href={`${baseUrl}/${group}`} baseUrl={baseUrl}>
          {t('panel.policy.go_to', { group: safeText(group) })}
        </SafeLink>
      ) : (
        <Button
          variant="danger"
          disabledReason={readOnlyReason(snapshot)}
          testId="remove-all"
          onClick={() => openDialog({ kind: 'remove_all' })}
        >
          {t('panel.policy.remove_button')}
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
      {t('panel.policy.export')}
    </Button>
  );
}
