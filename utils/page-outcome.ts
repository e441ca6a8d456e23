import { browser } from '#imports';
import type { CardKind } from './card/card-types.ts';
import { extensionAlive } from './message-client.ts';
import type { Feature } from './settings.ts';

/** What became of one part of MR Gate on a page. */
export interface Outcome {
  /** Where it is: beside something that GitLab has, in a corner of its own, or nowhere. */
  place: 'anchor' | 'floating' | 'none';
  state: OutcomeState;
}

/**
 * The card's own state, or a list's: `no_verdict`: it has none to show; `unread`: GitLab's answer did not come or made
 * no sense.
 */
export type OutcomeState = CardKind | 'shown' | 'loading' | 'no_verdict' | 'unread';

/** The same, with the script that tells it. */
export interface ToldOutcome extends Outcome {
  version: string;
  /** false: its extension was updated or reloaded, and it reaches nothing any more. */
  alive: boolean;
}

export type PageOutcomes = Partial<Record<Feature, ToldOutcome>>;

type World = typeof globalThis & { mrGateOutcomes?: Partial<Record<Feature, () => ToldOutcome>> };

/**
 * Lets the popup ask what became of a part on this page. It is kept in the world of our own scripts, which the page
 * cannot reach, and is worked out when it is asked for: nothing is sent, and nothing is stored.
 */
export function tellOutcome(part: Feature, outcome: () => Outcome, signal: AbortSignal): void {
  const world = globalThis as World;
  world.mrGateOutcomes ??= {};
  const outcomes = world.mrGateOutcomes;
  const { version } = browser.runtime.getManifest();
  const tell = () => ({ ...outcome(), version, alive: extensionAlive() });
  outcomes[part] = tell;
  const forget = () => {
    if (outcomes[part] === tell) delete outcomes[part];
  };
  signal.addEventListener('abort', forget, { once: true });
}

/** Where `keepMounted` has put a host. */
export function placeOf(host: HTMLElement | null): Outcome['place'] {
  if (!host?.isConnected) return 'none';
  return host.dataset.mrGatePlace === 'floating' ? 'floating' : 'anchor';
}

/**
 * What the scripts in a page tell; null: there is none. For `scripting.executeScript({func: readOutcomes})`, which
 * ships the function's text alone: it uses nothing from outside itself.
 */
export function readOutcomes(): PageOutcomes | null {
  const { mrGateOutcomes } = globalThis as World;
  if (!mrGateOutcomes) return null;
  return Object.fromEntries(Object.entries(mrGateOutcomes).map(([part, tell]) => [part, tell()]));
}
