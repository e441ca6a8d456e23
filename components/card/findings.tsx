import { useState } from 'preact/hooks';
import { type FindingFilter, isFiltering, passes } from '../../utils/card/filter.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { Finding } from '../../utils/gate/finding.ts';
import type { FindingClasses, Verdict } from '../../utils/gate/verdict.ts';
import { t } from '../../utils/texts/page-texts.ts';
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
        {findings.slice(0, shown).map((finding, at, all) => (
          <FindingRow
            // Which of those with its fingerprint: its place changes when others go, and what is typed in it would be gone.
            key={`${finding.fingerprint} ${all.slice(0, at).filter(({ fingerprint }) => fingerprint === finding.fingerprint).length}`}
            {...{ finding, place, commit }}
            inDiff={of === 'existing' ? null : of === 'fixed' ? 'file' : 'line'}
            ignorable={of === 'blocking' || of === 'introduced'}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="link" onClick={() => setShown(shown + STEP)}>
          {t('details.show_more', { next: Math.min(STEP, hidden), hidden })}
        </Button>
      )}
      {cut > 0 && <p class="mrg-card__hint">{t('details.cut', { number: cut })}</p>}
    </>
  );
}

/** How many there are; with a filter, how many of them it lets through. */
function Count({ verdict, filter, of }: Omit<FindingListProps, 'place'>) {
  const shown = verdict.findings[of].filter((finding) => passes(filter, finding)).length;
  const all = verdict.counts[of];
  return (
    <span class="mrg-card__count">{isFiltering(filter) ? t('details.shown_of', { shown, all }) : all}</span>
  );
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
        {t(enforced ? 'details.blocking' : 'details.at_threshold')}{' '}
        <Count {...{ verdict, filter }} of="blocking" />
      </h3>
      <FindingList {...{ verdict, place, filter }} of="blocking" />
    </section>
  );
}

const OTHERS = ['introduced', 'existing', 'fixed', 'ignored'] as const;

/** What does not block: one line each until opened. */
export function OtherFindings({ verdict, place, filter }: Omit<FindingListProps, 'of'>) {
  return (
    <>
      {OTHERS.filter((of) => verdict.counts[of] > 0).map((of) => (
        <details key={of} class="mrg-card__fold">
          <summary class="mrg-card__fold-title">
            {t(
              of === 'introduced' && verdict.state === 'report_only'
                ? 'details.introduced_all'
                : `details.of.${of}`,
            )}{' '}
            <Count {...{ verdict, filter, of }} />
          </summary>
          <FindingList {...{ verdict, place, filter, of }} />
        </details>
      ))}
    </>
  );
}
