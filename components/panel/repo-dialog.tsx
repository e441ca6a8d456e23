import { useEffect, useState } from 'preact/hooks';
import type { HookCheck } from '../../utils/apply/check-hooks.ts';
import { SCANS } from '../../utils/gate/scans.ts';
import { longDay } from '../../utils/texts/dates.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { scanTitle } from '../../utils/texts/scan-words.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Threshold } from '../ui/severity.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { Drift } from './drift.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { type Row, withHooks } from './row.ts';
import { StateBadge } from './state-badge.tsx';
import { toUserError } from './to-user-error.ts';
import { useWishes } from './use-wishes.ts';
import { list, sentences, thresholdTitle } from './words.ts';

interface RepoDialogProps {
  row: Row;
  readOnly: string | undefined;
}

/** One repository: how it stands and why, what it gets and where from, and what differs from that in GitLab. */
export function RepoDialog({ row: listed, readOnly }: RepoDialogProps) {
  const { baseUrl } = usePanelEnvironment();
  const { closeDialog } = usePanelActions();
  const wishes = useWishes();
  const { hook, error } = useHook(listed);
  const row = hook ? (withHooks([listed], [hook])[0] ?? listed) : listed;
  return (
    <Dialog
      title={row.shortPath}
      subtitle={
        <p class="mrg-panel__subtitle">
          <SafeLink href={row.webUrl} baseUrl={baseUrl}>
            {safeText(row.path, 300)}
          </SafeLink>
        </p>
      }
      onClose={closeDialog}
      testId="repo-dialog"
      footer={
        <>
          <Button onClick={closeDialog}>{t('panel.close_dialog')}</Button>
          {row.acceptable && (
            <Button disabledReason={readOnly} onClick={() => wishes.accept([row])}>
              {t('panel.repo.accept')}
            </Button>
          )}
          {row.drift.length > 0 && (
            <Button variant="confirm" disabledReason={readOnly} onClick={() => wishes.reapply([row])}>
              {t('panel.repo.reapply')}
            </Button>
          )}
        </>
      }
    >
      <div class="mrg-form">
        <div>
          <StateBadge status={row.status} reason={row.reason} />
          <p class="mrg-repo-dialog__reason">{sentences(row.reason, row.next)}</p>
        </div>
        {row.drift.length > 0 && <Drift changes={row.drift} />}
        <Facts row={row} />
        {error && <UserErrorAlert error={error} baseUrl={baseUrl} variant="warning" />}
        {row.enrolled && !error && <HookFact hook={hook} />}
      </div>
    </Dialog>
  );
}

function Facts({ row }: { row: Row }) {
  const { settings, exception } = row;
  if (!settings) return null;
  const holds = exception !== null && row.status !== 'needs_decision';
  const perScan = SCANS.filter((scan) => settings.perScan[scan.id]);
  return (
    <dl class="mrg-facts">
      <Fact name={t('panel.table.fails_on')}>
        <Threshold failOn={settings.failOn} />
      </Fact>
      <Fact name={t('panel.table.scans')}>
        {list(SCANS.filter((scan) => settings.scans.includes(scan.id)).map((scan) => scanTitle(scan.id)))}
      </Fact>
      {perScan.length > 0 && (
        <Fact name={t('panel.repo.thresholds')}>
          {list(
            perScan.map((scan) =>
              t('panel.scan_threshold', {
                scan: scanTitle(scan.id),
                threshold: thresholdTitle(settings.perScan[scan.id] ?? settings.failOn),
              }),
            ),
          )}
        </Fact>
      )}
      <Fact name={t('panel.repo.drafts')}>
        {settings.drafts ? t('panel.repo.drafts_gated') : t('panel.repo.drafts_not_gated')}
      </Fact>
      <Fact name={t('panel.repo.from')}>
        {holds ? t('panel.repo.from_exception') : t('panel.group_default')}
      </Fact>
      {exception && (
        <>
          <Fact name={holds ? t('panel.repo.reason') : t('panel.repo.reason_ended')}>
            {safeText(exception.reason, 500)}
          </Fact>
          <Fact name={t('panel.repo.owner')}>{safeText(exception.owner, 500)}</Fact>
          <Fact name={holds ? t('panel.repo.until') : t('panel.repo.ended')}>
            {exception.until ? longDay(exception.until) : t('panel.repo.no_end')}
          </Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div class="mrg-changes__row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function HookFact({ hook }: { hook: HookCheck | null }) {
  return (
    <p class="mrg-repo-dialog__reason" aria-live="polite">
      {hook ? (
        safeText(say(hook.reason || t(`panel.repo.hook.${hook.state}`)), 400)
      ) : (
        <>
          <Spinner /> {t('panel.repo.hook.looking')}
        </>
      )}
    </p>
  );
}

/** How the webhook of a gated repository stands now. Asked once, when the dialog opens. */
function useHook(row: Row): { hook: HookCheck | null; error: UserError | null } {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [hook, setHook] = useState<HookCheck | null>(null);
  const [error, setError] = useState<UserError | null>(null);
  useEffect(() => {
    if (!row.enrolled) return;
    let gone = false;
    services
      .send('drift.check', { groupPath, projects: [row.id] })
      .then(({ hooks }) => !gone && setHook(hooks[0] ?? null))
      .catch((problem: unknown) => !gone && setError(toUserError(problem)));
    return () => {
      gone = true;
    };
  }, [row.id]);
  return { hook, error };
}
