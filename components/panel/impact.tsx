import { useEffect, useRef, useState } from 'preact/hooks';
import { impactOfReports, MOST_FROM_REPORTS } from '../../utils/apply/impact-of-reports.ts';
import type { ImpactMergeRequest, SettingsWish, Wanted } from '../../utils/apply/types.ts';
import { say } from '../../utils/texts/page-texts.ts';
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
import { countOf } from './words.ts';

/** Whether the wish changes how merge requests are judged: then the open ones can be looked at beforehand. */
export function canPreview(wanted: Wanted): wanted is SettingsWish {
  return wanted.mode === 'use_default' || wanted.mode === 'set_default' || wanted.mode === 'exception';
}

const MOST_SHOWN = 200;

/** What the plan would do to merge requests that are open now, from the verdicts and reports that there are. On demand. */
export function Impact({ wanted }: { wanted: SettingsWish }) {
  const { baseUrl } = usePanelEnvironment();
  const { look, start, stop } = useImpact(wanted);
  if (!look) {
    return (
      <div class="mrg-impact">
        <Button size="small" icon="eye" onClick={start} testId="preview-impact">
          Which open merge requests would be blocked?
        </Button>
      </div>
    );
  }
  const { found, running, error, page, pages, complete, reports } = look;
  return (
    <section class="mrg-plan__group" data-testid="impact" aria-live="polite" aria-busy={running}>
      {error && <UserErrorAlert error={error} baseUrl={baseUrl} variant="warning" />}
      {running ? (
        <>
          <div class="mrg-impact__head">
            <h3 class="mrg-plan__heading">
              Looking at open merge requests: {found.length.toLocaleString('en')} so far
            </h3>
            <Button size="small" onClick={stop}>
              Stop
            </Button>
          </div>
          {reports ? (
            <Progress label="Reports of their own pipelines" done={reports.done} total={reports.total} />
          ) : (
            <Progress label="Pages of merge requests" done={page} total={Math.max(pages ?? page + 1, 1)} />
          )}
        </>
      ) : (
        <Outcome found={found} complete={complete} />
      )}
    </section>
  );
}

function Outcome({ found, complete }: { found: readonly ImpactMergeRequest[]; complete: boolean }) {
  const blocked = found.filter(({ outcome }) => outcome === 'blocked');
  const unknown = found.filter(({ outcome }) => outcome === 'unknown');
  const newly = blocked.filter(({ today }) => today !== 'blocked').length;
  return (
    <>
      <h3 class="mrg-plan__heading">
        {found.length === 0
          ? 'No open merge request is touched'
          : `With these settings ${blocked.length.toLocaleString('en')} of ${countOf(found.length, 'open merge request')} would be blocked now`}
      </h3>
      <p class="mrg-plan__counts">
        {blocked.length > 0 &&
          `${newly.toLocaleString('en')} of them ${newly === 1 ? 'is' : 'are'} not blocked today. `}
        {unknown.length > 0 &&
          `Of ${unknown.length.toLocaleString('en')} it is not known: neither a verdict nor reports of its own pipeline say enough. `}
        {!complete && 'You stopped before all were looked at.'}
      </p>
      {blocked.length > 0 && <MergeRequests title="Blocked" of={blocked} open={blocked.length <= 10} />}
      {unknown.length > 0 && <MergeRequests title="Not known" of={unknown} open={false} />}
      {found.length > 0 && blocked.length === 0 && unknown.length === 0 && (
        <Alert variant="success" title="Nobody who has a merge request open will notice" />
      )}
    </>
  );
}

interface MergeRequestsProps {
  title: string;
  of: readonly ImpactMergeRequest[];
  open: boolean;
}

function MergeRequests({ title, of, open }: MergeRequestsProps) {
  const { baseUrl } = usePanelEnvironment();
  return (
    <details class="mrg-details" open={open}>
      <summary>
        <Icon name="chevron-right" size={12} />
        {title}: {of.length.toLocaleString('en')}
      </summary>
      <ul class="mrg-plan__repos">
        {of.slice(0, MOST_SHOWN).map((mr) => (
          <li key={`${mr.project} ${mr.iid}`}>
            <SafeLink href={mr.webUrl} baseUrl={baseUrl}>
              {safeText(mr.path, 200)}!{mr.iid}
            </SafeLink>{' '}
            {safeText(mr.title, 160)} {mr.draft && <Badge>Draft</Badge>}
            {mr.outcome === 'blocked' && mr.today === 'blocked' && (
              <Badge variant="muted">Blocked today</Badge>
            )}
            <p class="mrg-plan__warning">{safeText(say(mr.reason), 300)}</p>
          </li>
        ))}
      </ul>
      {of.length > MOST_SHOWN && <p>And {(of.length - MOST_SHOWN).toLocaleString('en')} more.</p>}
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
function useImpact(wanted: SettingsWish): { look: Look | null; start: () => void; stop: () => void } {
  const { services, baseUrl } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [look, setLook] = useState<Look | null>(null);
  const ended = useRef(new AbortController());
  const stop = () => ended.current.abort();
  useEffect(() => stop, []);

  const start = async () => {
    ended.current = new AbortController();
    const { signal } = ended.current;
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
