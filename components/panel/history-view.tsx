import type { GateProject } from '../../utils/apply/group-snapshot.ts';
import { rich, t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { HistoryDownload } from './history-download.tsx';
import { HistoryItem } from './history-item.tsx';
import { ActionNotice } from './notices.tsx';
import { usePanelEnvironment } from './panel-context.ts';
import { commitsUrl } from './policy-url.ts';
import { useHistory } from './use-history.ts';

interface HistoryViewProps {
  gateProject: GateProject;
  readOnly: string | undefined;
}

/** Who applied what, and when, from the gate project's commits: nothing of it is kept anywhere else. */
export function HistoryView({ gateProject, readOnly }: HistoryViewProps) {
  const { baseUrl } = usePanelEnvironment();
  const { entries, more, loading, error, loadMore } = useHistory();
  return (
    <div class="mrg-history">
      <ActionNotice />
      <div class="mrg-policy__head">
        <p class="mrg-panel__subtitle">
          {rich('panel.history.of', {
            project: (
              <SafeLink href={commitsUrl(gateProject)} baseUrl={baseUrl}>
                {safeText(gateProject.path)}
              </SafeLink>
            ),
          })}
        </p>
        {entries.length > 0 && <HistoryDownload />}
      </div>
      {error && (
        <UserErrorAlert
          error={error}
          baseUrl={baseUrl}
          actions={
            <Button size="small" icon="retry" onClick={loadMore}>
              {t('panel.try_again')}
            </Button>
          }
        />
      )}
      {entries.length > 0 && (
        <ol class="mrg-history__list" data-testid="history">
          {entries.map((entry) => (
            <HistoryItem key={entry.commit} entry={entry} readOnly={readOnly} />
          ))}
        </ol>
      )}
      {loading && <HistoryLoading />}
      {!loading && !error && entries.length === 0 && (
        <EmptyState icon="history" title={t('panel.history.none')}>
          {t('panel.history.none_text')}
        </EmptyState>
      )}
      {more && !loading && !error && (
        <Button class="mrg-history__more" onClick={loadMore}>
          {t('panel.history.older')}
        </Button>
      )}
    </div>
  );
}

function HistoryLoading() {
  return (
    <div class="mrg-loading" aria-busy="true">
      <span class="mrg-visually-hidden" role="status">
        {t('panel.history.loading')}
      </span>
      {['62%', '48%', '55%', '40%'].map((width) => (
        <Skeleton key={width} width={width} height={16} />
      ))}
    </div>
  );
}
