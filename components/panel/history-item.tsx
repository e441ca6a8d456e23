import { useEffect, useState } from 'preact/hooks';
import type { HistoryDetail, HistoryEntry } from '../../utils/apply/history-types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { dateTime } from '../../utils/texts/dates.ts';
import { t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { Spinner } from '../ui/spinner.tsx';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { Changes } from './changes.tsx';
import { groupDetail } from './history-groups.ts';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { toUserError } from './to-user-error.ts';
import { list, repositories } from './words.ts';

/** The whole list is in the download. */
const MOST_PATHS = 100;

interface HistoryItemProps {
  entry: HistoryEntry;
  readOnly: string | undefined;
}

/** One commit: who, when and what in a line, what it changed on demand. */
export function HistoryItem({ entry, readOnly }: HistoryItemProps) {
  const { baseUrl } = usePanelEnvironment();
  const { reviewPlan } = usePanelActions();
  const [open, setOpen] = useState(false);
  const title = titleOf(entry);
  const { jobId } = entry;
  return (
    <li class={`mrg-history__item mrg-history__item--${entry.kind}`} data-testid="history-item">
      <div class="mrg-history__line">
        <div class="mrg-history__what">
          <h3 class="mrg-history__title">
            {title}{' '}
            {entry.kind !== 'apply' && <Badge variant="muted">{t(`panel.history.kind.${entry.kind}`)}</Badge>}
          </h3>
          <p class="mrg-panel__subtitle">
            {whoOf(entry)} · <time dateTime={entry.at}>{dateTime(entry.at)}</time> ·{' '}
            <SafeLink href={entry.webUrl} baseUrl={baseUrl}>
              <code>{entry.commit.slice(0, 8)}</code>
            </SafeLink>
            {jobId && (
              <span title={t('panel.history.job_title', { id: jobId })}>
                {' '}
                · {t('panel.history.job', { id: safeText(jobId.slice(0, 8)) })}
              </span>
            )}
          </p>
        </div>
        {entry.undoable && jobId && (
          <Button
            size="small"
            disabledReason={readOnly}
            onClick={() => void reviewPlan(t('panel.history.undo_title', { title }), { mode: 'undo', jobId })}
          >
            {t('panel.history.undo')}
            <span class="mrg-visually-hidden"> {title}</span>
          </Button>
        )}
      </div>
      <details class="mrg-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="chevron-right" size={12} />
          {t('panel.history.what')}
        </summary>
        {open && <Detail commit={entry.commit} />}
      </details>
    </li>
  );
}

/** Every commit of ours begins alike: what is told in the panel needs no such mark. */
function titleOf({ title }: HistoryEntry): string {
  const text = safeText(title, 200).replace(/^MR Gate: /, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** GitLab vouches for the author, the trailer names who pressed Apply: both, where they differ. */
function whoOf({ author, by }: HistoryEntry): string {
  if (!by) return safeText(author, 100);
  return `@${safeText(by, 100)} (${safeText(author, 100)})`;
}

function Detail({ commit }: { commit: string }) {
  const { services, baseUrl } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [detail, setDetail] = useState<HistoryDetail | null>(null);
  const [error, setError] = useState<UserError | null>(null);
  useEffect(() => {
    let gone = false;
    services
      .send('history.show', { groupPath, commit })
      .then((found) => !gone && setDetail(found))
      .catch((problem: unknown) => !gone && setError(toUserError(problem)));
    return () => {
      gone = true;
    };
  }, [commit]);
  if (error) return <UserErrorAlert error={error} baseUrl={baseUrl} />;
  if (!detail) {
    return (
      <p class="mrg-waiting">
        <Spinner label={t('panel.history.loading_detail')} /> {t('panel.history.reading_commit')}
      </p>
    );
  }
  const groups = groupDetail(detail);
  return (
    <div class="mrg-details__body">
      {detail.policyChanges.length > 0 && (
        <section>
          <h4>{t('panel.history.policy')}</h4>
          <Changes changes={detail.policyChanges} />
        </section>
      )}
      {groups.map((group) => (
        <section key={group.key}>
          <h4>{repositories(group.paths.length)}</h4>
          <Changes changes={group.changes} />
          <p class="mrg-history__paths">{pathsText(group.paths)}</p>
        </section>
      ))}
      {detail.before !== detail.after && detail.after !== null && (
        <details class="mrg-details">
          <summary>
            <Icon name="chevron-right" size={12} />
            {t('panel.history.before_after', { file: POLICY_FILE })}
          </summary>
          <PolicyDiff before={detail.before ?? ''} after={detail.after} />
        </details>
      )}
      {detail.policyChanges.length === 0 && groups.length === 0 && (
        <p class="mrg-panel__subtitle">{t('panel.history.nothing')}</p>
      )}
    </div>
  );
}

function pathsText(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_PATHS).map((path) => safeText(path, 300));
  const count = paths.length - shown.length;
  return count > 0 ? t('panel.history.paths_more', { paths: shown.join(', '), count }) : list(shown);
}
