import type { GroupSnapshot } from '../../utils/apply/types.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { safeText } from '../ui/safe-text.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { isActive, isUnfinished, jobStatus, jobTitle } from './job-words.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { countOf } from './words.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** What a person should know before using the table. */
export function Notices({ snapshot }: { snapshot: GroupSnapshot }) {
  const { services } = usePanelEnvironment();
  const { openConnect } = usePanelActions();
  const { connection, repos } = snapshot;
  const days = daysLeft(connection.expiresAt, services.today());
  const update = (
    <Button size="small" onClick={() => void openConnect('connect')}>
      Update token
    </Button>
  );
  return (
    <>
      <ActionNotice />
      <JobNotice />
      {connection.access === 'read_only' && (
        <Alert title="Read-only: you see everything and can change nothing" actions={update}>
          The token of @{safeText(connection.user.username)} has no “api” scope.
        </Alert>
      )}
      {connection.access === 'full' && repos.length > 0 && repos.every((repo) => !repo.canAdminister) && (
        <Alert variant="warning" title="Your role is too low in every repository of this group">
          @{safeText(connection.user.username)} needs the Maintainer role to configure scans. Ask an owner of
          the group.
        </Alert>
      )}
      {days !== null && days <= SOON_DAYS && (
        <Alert
          variant="warning"
          title={days <= 0 ? 'The token ends today' : `The token ends in ${countOf(days, 'day')}`}
          actions={update}
        >
          Gating itself goes on: it uses a token of its own.
        </Alert>
      )}
    </>
  );
}

/** What went wrong with the last thing that was pressed. */
export function ActionNotice() {
  const { baseUrl } = usePanelEnvironment();
  const notice = usePanel((state) => state.notice);
  const { dismissNotice } = usePanelActions();
  if (!notice) return null;
  return (
    <UserErrorAlert
      error={notice}
      baseUrl={baseUrl}
      actions={
        <Button size="small" onClick={dismissNotice}>
          Dismiss
        </Button>
      }
    />
  );
}

/** A job that is not shown, but goes on or was left unfinished. */
function JobNotice() {
  const job = usePanel((state) => state.job);
  const { showJob } = usePanelActions();
  if (!job || !(isActive(job) || isUnfinished(job))) return null;
  return (
    <Alert
      variant={isUnfinished(job) ? 'warning' : 'info'}
      title={jobTitle(job)}
      actions={
        <Button size="small" onClick={() => showJob(true)}>
          Show details
        </Button>
      }
    >
      {jobStatus(job)}
    </Alert>
  );
}

/** Whole days from `today` to `day`, both YYYY-MM-DD; null: it does not end. */
function daysLeft(day: string | null, today: string): number | null {
  if (!day) return null;
  const left = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS;
  return Number.isFinite(left) ? left : null;
}
