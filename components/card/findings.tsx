import { useState } from 'preact/hooks';
import { type FindingFilter, isFiltering, passes } from '../../utils/card/filter.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { Finding } from '../../utils/gate/finding.ts';
import type { FindingClasses, Verdict } from '../../utils/gate/verdict.ts';
import { Button } from '../ui/button.tsx';
import { FindingRow } from './finding-row.tsx';

const STEP = 20;

interface FindingListProps {
  verdict: Verdict;
  place: CardPlace;
  filter: FindingFilter;
  of: keyof FindingClasses;
}

/** The findings of one class, a page at a time, and how many the note had no room for. */
function FindingList({ verdict, place, filter, of }: FindingListProps) {
  const [shown, setShown] = useState(STEP);
  const findings: Finding[] = verdict.findings[of].filter((finding) => passes(filter, finding));
  const cut = Math.max(0, verdict.counts[of] - verdict.findings[of].length);
  const hidden = Math.max(0, findings.length - shown);
  const commit = of === 'fixed' ? verdict.base : verdict.head;
  return (
    <>
      <ul class="mrg-findings">
        {findings.slice(0, shown).map((finding, at) => (
          <FindingRow
            key={`${finding.fingerprint} ${at}`}
            {...{ finding, place, commit }}
            inDiff={of === 'existing' ? null : of === 'fixed' ? 'file' : 'line'}
            ignorable={of === 'blocking' || of === 'introduced'}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="link" onClick={() => setShown(shown + STEP)}>
          Show {Math.min(STEP, hidden)} more of {hidden}
        </Button>
      )}
      {cut > 0 && (
        <p class="mrg-card__hint">
          {cut} more did not fit into the gate’s comment: the gate pipeline has them all.
        </p>
      )}
    </>
  );
}

/** How many there are; with a filter, how many of them it lets through. */
function Count({ verdict, filter, of }: Omit<FindingListProps, 'place'>) {
  const shown = verdict.findings[of].filter((finding) => passes(filter, finding)).length;
  const all = verdict.counts[of];
  return <span class="mrg-card__count">{isFiltering(filter) ? `${shown} of ${all}` : all}</span>;
}

/** What blocks: always open. */
export function Blocking({
  verdict,
  place,
  filter,
  enforced,
}: Omit<FindingListProps, 'of'> & { enforced: boolean }) {
  if (verdict.counts.blocking === 0) return null;
  return (
    <section class="mrg-card__section">
      <h3 class="mrg-card__heading">
        {enforced ? 'Blocks this merge request' : 'At or above the threshold'}{' '}
        <Count {...{ verdict, filter }} of="blocking" />
      </h3>
      <FindingList {...{ verdict, place, filter }} of="blocking" />
    </section>
  );
}

const OTHERS: readonly { of: keyof FindingClasses; title: string }[] = [
  { of: 'introduced', title: 'New, below the threshold' },
  { of: 'existing', title: 'Already in the target branch' },
  { of: 'fixed', title: 'Fixed by this merge request' },
  { of: 'ignored', title: 'Ignored by the policy' },
];

/** What does not block: one line each until opened. */
export function OtherFindings({ verdict, place, filter }: Omit<FindingListProps, 'of'>) {
  return (
    <>
      {OTHERS.filter(({ of }) => verdict.counts[of] > 0).map(({ of, title }) => (
        <details key={of} class="mrg-card__fold">
          <summary class="mrg-card__fold-title">
            {of === 'introduced' && verdict.state === 'report_only' ? 'New findings' : title}{' '}
            <Count {...{ verdict, filter, of }} />
          </summary>
          <FindingList {...{ verdict, place, filter, of }} />
        </details>
      ))}
    </>
  );
}
