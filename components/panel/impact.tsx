import { useState } from 'preact/hooks';
import { impactOfReports, MOST_FROM_REPORTS } from '../../utils/apply/impact-of-reports.ts';
import type { ImpactMergeRequest } from '../../utils/apply/impact-types.ts';
import type { Wanted } from '../../utils/apply/wanted.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { usePanel, usePanelEnvironment } from './panel-context.ts';
import { toUserError } from './to-user-error.ts';
import { useStoppable } from './use-stoppable.ts';

/** Whether the wish changes how merge requests are judged: then the open ones can be looked at beforehand. */
export function canPreview({ mode }: Wanted): boolean {
  return JUDGED_ANEW.has(mode);
}

const JUDGED_ANEW: ReadonlySet<Wanted['mode']> = new Set<Wanted['mode']>([
  'use_default',
  'set_default',
  'exception',
  'prolong',
  'import',
]);

const MOST_SHOWN = 200;

/** What the plan would do to merge requests that are open now, from the verdicts and reports that there are. On demand. */
export function Impact({ wanted }: { wanted: Wanted }) {
  const { baseUrl } = usePanelEnvironment();
  const { look, start, stop } = useImpact(wanted);
  if (!look) {
    return (
      <div class="mrg-impact">
        <Button size="small" icon="eye" onClick={start} testId="preview-impact">
          {t('panel.impact.button')}
        </Button>
      </div>
    );
  }
  const { found, running, error, page, pages, complete, reports } = look;
  return (
    <section class="mrg-plan__group" data-testid="impact">
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} variant="warning" />}
      {/* What came of it is read out, but not every merge request of the lists. */}
      <div aria-live="polite" aria-busy={running}>
        {running ? (
          <div class="mrg-impact__head">
            <h3 class="mrg-plan__heading">{t('panel.impact.looking', { count: found.length })}</h3>
            <Button size="small" autofocus onClick={stop}>
              {t('panel.stop')}
            </Button>
          </div>
        ) : (
          <Outcome found={found} complete={complete} />
        )}
      </div>
      {!running ? (
        <Lists found={found} />
      ) : reports ? (
        <Progress label={t('panel.impact.reports')} done={reports.done} total={reports.total} />
      ) : (
        <Progress label={t('panel.impact.pages')} done={page} total={Math.max(pages ?? page + 1, 1)} />
      )}
    </section>
  );
}

interface FoundProps {
  found: readonly ImpactMergeRequest[];
}

const which = (found: FoundProps['found'], wanted: ImpactMergeRequest['outcome']) =>
  found.filter(({ outcome }) => outcome === wanted);

function Outcome({ found, complete }: FoundProps & { complete: boolean }) {
  const blocked = which(found, 'blocked');
  const unknown = which(found, 'unknown');
  const newly = blocked.filter(({ today }) => today !== 'blocked').length;
  return (
    <>
      <h3 class="mrg-plan__heading">
        {found.length === 0
          ? t('panel.impact.none')
          : t('panel.impact.blocked', { blocked: blocked.length, count: found.length })}
      </h3>
      <p class="mrg-plan__counts">
        {blocked.length > 0 && <>{t('panel.impact.newly', { count: newly })} </>}
        {unknown.length > 0 && <>{t('panel.impact.unknown', { count: unknown.length })} </>}
        {!complete && t('panel.impact.stopped')}
      </p>
    </>
  );
}

function Lists({ found }: FoundProps) {
  const blocked = which(found, 'blocked');
  const unknown = which(found, 'unknown');
  return (
    <>
      {blocked.length > 0 && <MergeRequests list="blocked" of={blocked} open={blocked.length <= 10} />}
      {unknown.length > 0 && <MergeRequests list="unknown" of={unknown} open={false} />}
      {found.length > 0 && blocked.length === 0 && unknown.length === 0 && (
        <Alert variant="success" title={t('panel.impact.quiet')} />
      )}
    </>
  );
}

interface MergeRequestsProps {
  list: 'blocked' | 'unknown';
  of: readonly ImpactMergeRequest[];
  open: boolean;
}

function MergeRequests({ list, of, open }: MergeRequestsProps) {
  const { baseUrl } = usePanelEnvironment();
  return (
    <details class="mrg-details" open={open}>
      <summary>
        <Icon name="chevron-right" size={12} />
        {t(`panel.impact.list_${list}`, { count: of.length })}
      </summary>
      <ul class="mrg-plan__repos">
        {of.slice(0, MOST_SHOWN).map((mr) => (
          <li key={`${mr.project} ${mr.iid}`}>
            <SafeLink href={mr.webUrl} baseUrl={baseUrl}>
              {safeText(mr.path, 200)}!{mr.iid}
            </SafeLink>{' '}
            {safeText(mr.title, 160)} {mr.draft && <Badge>{t('panel.impact.draft')}</Badge>}
            {mr.outcome === 'blocked' && mr.today === 'blocked' && (
              <Badge variant="muted">{t('panel.impact.blocked_today')}</Badge>
            )}
            <p class="mrg-plan__warning">{safeText(say(mr.reason), 300)}</p>
          </li>
        ))}
      </ul>
      {of.length > MOST_SHOWN && <p>{t('panel.and_more', { count: of.length - MOST_SHOWN })}</p>}
    </details>
  );
}

interface Look {
  found: ImpactMergeRequest[];
  /** Pages read, and how many there are; null: GitLab does not say. */
  page: number;
  pages: number | null;
  running: boolean;
  complete: boolean;
  error: UserError | null;
  /** Merge requests whose own reports are looked at, and how many were; null: not that far. */
  reports: { done: number; total: number } | null;
}

const BEGUN: Look = {
  found: [],
  page: 0,
  pages: null,
  running: true,
  complete: false,
  error: null,
  reports: null,
};

/** Page after page, until all are read or the person stops. */
function useImpact(wanted: Wanted): { look: Look | null; start: () => void; stop: () => void } {
  const { services, baseUrl } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [look, setLook] = useState<Look | null>(null);
  const { begin, stop } = useStoppable();

  const start = async () => {
    const signal = begin();
    let now = BEGUN;
    setLook(now);
    try {
      let next: number | null = 1;
      while (next !== null && !signal.aborted) {
        const answer: Awaited<ReturnType<typeof read>> = await read(next);
        now = {
          ...now,
          found: [...now.found, ...answer.mergeRequests],
          page: answer.page,
          pages: answer.pages,
          complete: answer.nextPage === null,
        };
        next = answer.nextPage;
        setLook(now);
      }
      now = await withReports(now, signal);
    } catch (error) {
      now = { ...now, error: toUserError(error) };
    }
    setLook({ ...now, running: false });
  };
  /** What no verdict tells, the reports of their own pipelines may. */
  const withReports = async (before: Look, signal: AbortSignal): Promise<Look> => {
    const open = before.found.filter(({ settings }) => settings).slice(0, MOST_FROM_REPORTS);
    const told = new Map<ImpactMergeRequest, ImpactMergeRequest>();
    const shown = (done: number): Look => ({
      ...before,
      found: before.found.map((mr) => told.get(mr) ?? mr),
      reports: { done, total: open.length },
      complete: before.complete && done === open.length,
    });
    let now = open.length > 0 ? shown(0) : before;
    for (const [index, mr] of open.entries()) {
      if (signal.aborted) break;
      setLook(now);
      const { settings, path: projectPath, iid } = mr;
      if (settings) {
        // One whose reports cannot be read stays unknown, and the others are told all the same.
        const verdict = await services
          .judgeReports({ baseUrl, projectPath, iid }, settings, signal)
          .catch(() => null);
        if (signal.aborted) break;
        if (verdict) told.set(mr, { ...mr, ...impactOfReports({ settings }, verdict) });
      }
      now = shown(index + 1);
    }
    return now;
  };
  const read = (page: number) => services.send('impact.preview', { groupPath, wanted, page });

  return {
    look,
    start: () => void start(),
    stop,
  };
}
