import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { safeText } from '../ui/safe-text.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { isActive, isUnfinished, jobStatus, jobTitle } from './job-words.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';

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
      {t('panel.update_token')}
    </Button>
  );
  return (
    <>
      <ActionNotice />
      <JobNotice />
      {connection.access === 'read_only' && (
        <Alert title={t('panel.notice.read_only')} actions={update}>
          {t('panel.notice.read_only_text', { user: safeText(connection.user.username) })}
        </Alert>
      )}
      {connection.access === 'full' && repos.length > 0 && repos.every((repo) => !repo.canAdminister) && (
        <Alert variant="warning" title={t('panel.notice.role')}>
          {t('panel.notice.role_text', { user: safeText(connection.user.username) })}
        </Alert>
      )}
      {days !== null && days <= SOON_DAYS && (
        <Alert
          variant="warning"
          title={
            days <= 0 ? t('panel.notice.token_ends_today') : t('panel.notice.token_ends', { count: days })
          }
          actions={update}
        >
          {t('panel.notice.token_ends_text')}
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
          {t('common.dismiss')}
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
      quiet
      variant={isUnfinished(job) ? 'warning' : 'info'}
      title={jobTitle(job)}
      actions={
        <Button size="small" onClick={() => showJob(true)}>
          {t('panel.notice.show_job')}
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
