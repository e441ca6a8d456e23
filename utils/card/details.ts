import type { GateSettings } from '../gate/policy.ts';
import type { FailOn } from '../gate/severity.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { Text } from '../texts/types.ts';
import type { CardState } from './card-types.ts';
import type { MergeRequestEntity } from './entities.ts';
import type { CardSnapshot } from './follow-card.ts';
import type { CardPlace } from './links.ts';

/** What an open card shows. */
export interface DetailsProps {
  state: CardState;
  place: CardPlace;
  /** Another threshold for a verdict that no policy decides. */
  onFailOn: (failOn: FailOn) => void;
  /** Something was set off that the card should look at. */
  onChanged: () => void;
}

/**
 * A part of the merge request page that is only loaded where there is something to show: an open card's inside. A
 * content script of its own, which the worker puts into the tab when it is asked to; the scripts share the extension's
 * own world of the page, where the page's scripts cannot reach.
 */
export interface CardDetails {
  /** Renders into an element of the card's shadow root; null: takes it away. */
  show(element: HTMLElement, props: DetailsProps | null): void;
}

/** Another part, where a verdict has something to mark. */
export interface CardMarks {
  /** Marks findings in the changes, until `signal` aborts. */
  markChanges(signal: AbortSignal): { show(snapshot: CardSnapshot): void };
}

/** What the reports say just now, and whether more may come. */
export interface Evaluation {
  /** null: the pipeline has left no report, so far. */
  state: CardState | null;
  /** The pipeline has not ended. */
  running: boolean;
}

/** And one for merge requests that are not gated and whose pipelines left reports. */
export interface CardReports {
  /**
   * What the gate would say. Rejects where GitLab cannot be read.
   *
   * @param mergeRequest as the card has read it just now
   * @param chosen by the reader just now, and kept; null: as it was set before
   */
  evaluate(
    place: CardPlace,
    mergeRequest: MergeRequestEntity | null,
    chosen: FailOn | null,
    signal: AbortSignal,
  ): Promise<Evaluation>;
  /**
   * The same by settings that are not in force yet, as a verdict; null: the pipeline has left no report, or has not
   * ended. Rejects where GitLab cannot be read.
   */
  judge(place: CardPlace, settings: GateSettings, signal: AbortSignal): Promise<Verdict | null>;
}

/** And one for readers of other languages, where the card quotes the gate. */
export interface CardWords {
  /** A card with what the gate says in English in the reader's language, as far as its words are known. */
  understand(state: CardState, say: (text: Text) => string): CardState;
}

export const cardWorld = globalThis as typeof globalThis & {
  mrGateDetails?: CardDetails;
  mrGateMarks?: CardMarks;
  mrGateReports?: CardReports;
  mrGateWords?: CardWords;
};
