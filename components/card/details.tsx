import { render } from 'preact';
import type { DetailsProps } from '../../utils/card/details.ts';
import { CardFooter } from './card-footer.tsx';
import { Blocking, OtherFindings } from './findings.tsx';
import { ScansTable } from './scans-table.tsx';
import { useNow } from './use-now.ts';

/** An open card: what blocks, all else folded, and where the verdict comes from. */
function Details({ state, verdict, place }: DetailsProps) {
  const now = useNow();
  return (
    <>
      <Blocking verdict={verdict} place={place} enforced={state.enforcement === 'enforced'} />
      <div class="mrg-card__folds">
        <OtherFindings verdict={verdict} place={place} />
        <details class="mrg-card__fold" open={state.kind === 'error'}>
          <summary class="mrg-card__fold-title">
            Scans <span class="mrg-card__count">{verdict.scans.length}</span>
          </summary>
          <ScansTable scans={verdict.scans} />
        </details>
      </div>
      <CardFooter state={state} verdict={verdict} place={place} now={now} />
    </>
  );
}

/** Renders it into an element, again and again; null takes it away. */
export function showDetails(element: HTMLElement, props: DetailsProps | null): void {
  render(props && <Details {...props} />, element);
}
