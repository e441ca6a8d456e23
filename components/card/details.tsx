import { render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CardState } from '../../utils/card/card-types.ts';
import type { DetailsProps } from '../../utils/card/details.ts';
import { EVERYTHING, type FindingFilter } from '../../utils/card/filter.ts';
import { type CardPlace, ownUrl } from '../../utils/card/links.ts';
import { cardMarkdown } from '../../utils/card/markdown.ts';
import { FAIL_ON, type FailOn } from '../../utils/gate/severity.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { Select } from '../ui/select.tsx';
import { failOnTitle } from '../ui/severity.tsx';
import { useHeldFocus } from '../ui/use-held-focus.ts';
import { ActContext } from './act.ts';
import { CardFooter } from './card-footer.tsx';
import { CopyButton } from './copy-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Blocking, OtherFindings } from './findings.tsx';
import { Progress } from './progress.tsx';
import { useRunAgain } from './run-again.tsx';
import { ScansTable } from './scans-table.tsx';
import { useNow } from './use-now.ts';

/** An open card: what blocks, all else folded, and where the verdict comes from. */
function Details({ state, place, onFailOn, onChanged }: DetailsProps) {
  const now = useNow();
  const [filter, setFilter] = useState(EVERYTHING);
  const { verdict, gate } = state;
  const area = useRef<HTMLDivElement>(null);
  useHeldFocus(area);
  return (
    <ActContext.Provider value={gate && { gate, place, onChanged }}>
      <div ref={area}>
        {state.kind === 'running' && <Progress state={state} place={place} />}
        <Tools {...{ state, place, filter, onFailOn }} onFilter={setFilter} />
        {verdict && (
          <>
            <Blocking {...{ verdict, place, filter }} enforced={state.enforcement === 'enforced'} />
            <div class="mrg-card__folds">
              <OtherFindings {...{ verdict, place, filter }} />
              <details class="mrg-card__fold" open={verdict.state === 'error'}>
                <summary class="mrg-card__fold-title">
                  {t('details.scans')} <span class="mrg-card__count">{verdict.scans.length}</span>
                </summary>
                <ScansTable scans={verdict.scans} causes={state.reports?.causes ?? state.causes} />
              </details>
            </div>
            <CardFooter state={state} verdict={verdict} place={place} now={now} />
          </>
        )}
      </div>
    </ActContext.Provider>
  );
}

interface ToolsProps {
  state: CardState;
  place: CardPlace;
  filter: FindingFilter;
  onFilter: (filter: FindingFilter) => void;
  onFailOn: (failOn: FailOn) => void;
}

/** What can be done with the findings, and with the gate. */
function Tools({ state, place, filter, onFilter, onFailOn }: ToolsProps) {
  const { verdict, reports } = state;
  const again = useRunAgain();
  const run = reports ? null : ownUrl(place, verdict?.gate.pipelineUrl ?? state.runUrl);
  const found = verdict !== null && Object.values(verdict.findings).some((list) => list.length > 0);
  const rerun = state.kind === 'running' ? null : again.button;
  if (!found && !rerun && !run) return null;
  return (
    <>
      <div class="mrg-card__tools">
        {found && (
          <>
            {reports && !reports.policy && (
              <Select
                label={t('details.would_fail')}
                value={verdict.failOn}
                options={FAIL_ON.map((value) => ({
                  value,
                  text: t('details.would_fail_on', { threshold: failOnTitle(value) }),
                }))}
                onChange={onFailOn}
              />
            )}
            <FilterBar {...{ verdict, filter, onFilter }} />
            <CopyButton text={() => cardMarkdown(state, verdict, place, filter)}>
              {t('details.copy_markdown')}
            </CopyButton>
          </>
        )}
        {rerun}
        {run && (
          <SafeLink href={run} baseUrl={place.baseUrl}>
            {t('details.run')}
          </SafeLink>
        )}
      </div>
      {again.outcome}
    </>
  );
}

/** Renders it into an element, again and again; null takes it away. */
export function showDetails(element: HTMLElement, props: DetailsProps | null): void {
  render(props && <Details {...props} />, element);
}
