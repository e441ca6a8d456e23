import type { Verdict } from '../gate/verdict.ts';
import type { CardState } from './card-types.ts';
import type { CardSnapshot } from './follow-card.ts';
import type { CardPlace } from './links.ts';

/** What an open card shows. */
export interface DetailsProps {
  state: CardState;
  verdict: Verdict;
  place: CardPlace;
}

/**
 * The half of the merge request page that is only loaded where there is something to show: an open card's inside,
 * and the marks in the changes. A content script of its own, which the worker puts into the tab when it is asked
 * to; the two scripts share the extension's own world of the page, where the page's scripts cannot reach.
 */
export interface CardDetails {
  /** Renders into an element of the card's shadow root; null: takes it away. */
  show(element: HTMLElement, props: DetailsProps | null): void;
  /** Marks findings in the changes, until `signal` aborts. */
  markChanges(signal: AbortSignal): { show(snapshot: CardSnapshot): void };
}

export const cardWorld = globalThis as typeof globalThis & { mrGateDetails?: CardDetails };
