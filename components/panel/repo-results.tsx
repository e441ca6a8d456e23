import { useMemo, useRef, useState } from 'preact/hooks';
import type { JobSnapshot, RepoResult } from '../../utils/apply/job-types.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import { Menu } from '../ui/menu.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { countResults, type ResultGroup, resultGroup } from './job-words.ts';
import { usePanelEnvironment } from './panel-context.ts';
import { type Cause, causeKey, causesOf, resultsCsv, resultsJson } from './result-causes.ts';
import { fileName, saveFile } from './save-file.ts';
import { StepIcon } from './step-icon.tsx';
import { useRowWindow } from './use-row-window.ts';
import { number, sentences } from './words.ts';

type Shown = ResultGroup | 'all';
const TABS = ['all', 'failed', 'done', 'queued'] as const satisfies readonly Shown[];
const ROW = 64;

/** What came of each repository; failed ones say why and what to do, and equal causes can be looked at together. */
export function RepoResults({ job }: { job: JobSnapshot }) {
  const [shown, setShown] = useState<Shown>('all');
  const [cause, setCause] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const counts = countResults(job.repos);
  const causes = useMemo(() => causesOf(job.repos), [job]);
  // A retry may have solved what was being looked at.
  const chosen = causes.some(({ key }) => key === cause) ? cause : null;
  const results = job.repos.filter(
    (repo) =>
      (shown === 'all' || resultGroup(repo.state) === shown) &&
      (chosen === null || causeKey(repo) === chosen),
  );
  const { start, end } = useRowWindow(() => scroller.current, list, results.length, ROW);
  const show = (group: Shown) => {
    setShown(group);
    setCause(null);
  };
  return (
    <div class="mrg-results">
      <div class="mrg-results__head">
        <fieldset class="mrg-tabs">
          <legend class="mrg-visually-hidden">{t('panel.results.show')}</legend>
          {TABS.map((value) => (
            <button
              key={value}
              type="button"
              class="mrg-tabs__tab"
              aria-pressed={shown === value}
              onClick={() => show(value)}
            >
              {t(`panel.results.${value}`)}{' '}
              <span class="mrg-tabs__count">{number(value === 'all' ? counts.total : counts[value])}</span>
            </button>
          ))}
        </fieldset>
        <Download job={job} />
      </div>
      {causes.length > 0 && (shown === 'all' || shown === 'failed') && (
        <Causes causes={causes} chosen={chosen} onChoose={setCause} />
      )}
      <div class="mrg-results__scroll" ref={scroller}>
        <ul class="mrg-results__list" ref={list} style={{ height: `${results.length * ROW}px` }}>
          {results.slice(start, end).map((repo, index) => (
            <Result key={repo.project} repo={repo} top={(start + index) * ROW} />
          ))}
        </ul>
      </div>
    </div>
  );
}

interface CausesProps {
  causes: readonly Cause[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

/** "12 × webhook limit reached": each shows its repositories alone. */
function Causes({ causes, chosen, onChoose }: CausesProps) {
  return (
    <ul class="mrg-causes" aria-label={t('panel.results.causes')}>
      {causes.map(({ key, what, count }) => (
        <li key={key}>
          <button
            type="button"
            class="mrg-causes__cause"
            aria-pressed={chosen === key}
            onClick={() => onChoose(chosen === key ? null : key)}
          >
            <strong>{number(count)} ×</strong> {safeText(what, 160)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Download({ job }: { job: JobSnapshot }) {
  const name = (extension: string) => fileName(job.groupPath, `results-${job.id.slice(0, 8)}`, extension);
  return (
    <Menu
      label={t('panel.results.download')}
      icon="download"
      items={() => [
        { text: t('panel.as_csv'), onSelect: () => saveFile(name('csv'), resultsCsv(job), 'text/csv') },
        {
          text: t('panel.as_json'),
          onSelect: () => saveFile(name('json'), resultsJson(job), 'application/json'),
        },
      ]}
    >
      {t('panel.download')}
    </Menu>
  );
}

function Result({ repo, top }: { repo: RepoResult; top: number }) {
  const { baseUrl } = usePanelEnvironment();
  const text = repo.error
    ? sentences(repo.error.what, repo.error.next)
    : safeText(say(repo.detail ?? t(`panel.step.${repo.state}`)), 400);
  return (
    <li class="mrg-results__row" style={{ top: `${top}px` }} data-state={repo.state} data-repo={repo.path}>
      <StepIcon state={repo.state} />
      <div>
        <SafeLink href={repo.webUrl} baseUrl={baseUrl}>
          {safeText(repo.path, 300)}
        </SafeLink>
        <p class={repo.error ? 'mrg-results__error' : 'mrg-results__detail'} title={text}>
          {text}
        </p>
      </div>
    </li>
  );
}
