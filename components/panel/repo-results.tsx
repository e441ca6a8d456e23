import { useRef, useState } from 'preact/hooks';
import type { JobSnapshot, RepoResult } from '../../utils/apply/types.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { safeText } from '../ui/safe-text.ts';
import { countResults, type ResultGroup, resultGroup } from './job-words.ts';
import { usePanelEnvironment } from './panel-context.ts';
import { STEP_WORDS, StepIcon } from './step-icon.tsx';
import { useRowWindow } from './use-row-window.ts';

type Shown = ResultGroup | 'all';
const TABS: readonly { value: Shown; text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'failed', text: 'Failed' },
  { value: 'done', text: 'Done' },
  { value: 'queued', text: 'Not done yet' },
];
const ROW = 64;

/** What came of each repository; failed ones say why and what to do. */
export function RepoResults({ job }: { job: JobSnapshot }) {
  const [shown, setShown] = useState<Shown>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const counts = countResults(job.repos);
  const results = job.repos.filter((repo) => shown === 'all' || resultGroup(repo.state) === shown);
  const { start, end } = useRowWindow(() => scroller.current, list, results.length, ROW);
  return (
    <div class="mrg-results">
      <fieldset class="mrg-tabs">
        <legend class="mrg-visually-hidden">Show</legend>
        {TABS.map(({ value, text }) => (
          <button
            key={value}
            type="button"
            class="mrg-tabs__tab"
            aria-pressed={shown === value}
            onClick={() => setShown(value)}
          >
            {text} <span class="mrg-tabs__count">{value === 'all' ? counts.total : counts[value]}</span>
          </button>
        ))}
      </fieldset>
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

function Result({ repo, top }: { repo: RepoResult; top: number }) {
  const { baseUrl } = usePanelEnvironment();
  const text = repo.error
    ? `${safeText(repo.error.what, 400)} ${safeText(repo.error.next, 400)}`
    : safeText(repo.detail ?? STEP_WORDS[repo.state], 400);
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
