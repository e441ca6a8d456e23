import { useEffect, useState } from 'preact/hooks';
import type { HookCheck } from '../../utils/apply/types.ts';
import { SCANS } from '../../utils/gate/scans.ts';
import { failOnTitle } from '../../utils/gate/settings.ts';
import { say } from '../../utils/texts/page-texts.ts';
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
import { longDay } from './words.ts';

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
          {row.acceptable && (
            <Button disabledReason={readOnly} onClick={() => wishes.accept([row])}>
              Accept the drift…
            </Button>
          )}
          {row.drift.length > 0 && (
            <Button variant="confirm" disabledReason={readOnly} onClick={() => wishes.reapply([row])}>
              Re-apply settings…
            </Button>
          )}
          <Button onClick={closeDialog}>Close</Button>
        </>
      }
    >
      <div class="mrg-form">
        <div>
          <StateBadge status={row.status} reason={row.reason} />
          <p class="mrg-repo-dialog__reason">
            {row.reason} {row.next}
          </p>
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
      <Fact name="Fails on">
        <Threshold failOn={settings.failOn} />
      </Fact>
      <Fact name="Scans">
        {SCANS.filter((scan) => settings.scans.includes(scan.id))
          .map((scan) => scan.title)
          .join(', ')}
      </Fact>
      {perScan.length > 0 && (
        <Fact name="Other thresholds">
          {perScan
            .map((scan) => `${scan.title}: ${failOnTitle(settings.perScan[scan.id] ?? settings.failOn)}`)
            .join(', ')}
        </Fact>
      )}
      <Fact name="Draft merge requests">{settings.drafts ? 'Gated' : 'Not gated'}</Fact>
      <Fact name="Settings from">{holds ? 'Its exception' : 'Group default'}</Fact>
      {exception && (
        <>
          <Fact name={holds ? 'Reason' : 'Reason of the exception'}>{safeText(exception.reason, 500)}</Fact>
          <Fact name="Owner">{safeText(exception.owner, 500)}</Fact>
          <Fact name={holds ? 'Until' : 'Ended after'}>
            {exception.until ? longDay(exception.until) : 'No end'}
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

const HOOK_WORDS: Record<HookCheck['state'], string> = {
  ok: 'The webhook is as gating made it.',
  missing: 'The webhook is gone.',
  paused: 'GitLab has paused the webhook.',
  changed: 'The webhook was changed.',
  not_seen: 'The token may not see the webhook.',
};

function HookFact({ hook }: { hook: HookCheck | null }) {
  return (
    <p class="mrg-repo-dialog__reason" aria-live="polite">
      {hook ? (
        safeText(say(hook.reason || HOOK_WORDS[hook.state]), 400)
      ) : (
        <>
          <Spinner /> Looking at the webhook…
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
