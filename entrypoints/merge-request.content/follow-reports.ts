import type { CardState } from '../../utils/card/card-types.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { FailOn } from '../../utils/gate/severity.ts';
import { loadReports } from './load-details.ts';

/**
 * What the gate would say of merge requests that it does not gate. Evaluated once for each head pipeline, again
 * while that one runs, and when the reader chooses another threshold.
 */
export function followReports(place: CardPlace, signal: AbortSignal, onChange: () => void) {
  let chosen: FailOn | null = null;
  let of = '';
  let state: CardState | null = null;
  let seen: CardSnapshot | null = null;

  async function evaluate(): Promise<void> {
    const wanted = of;
    try {
      const evaluated = (await (await loadReports())?.evaluate(place, chosen, signal)) ?? null;
      if (signal.aborted || wanted !== of) return;
      state = evaluated;
      onChange();
    } catch {
      // The card is right without it; the next look tries again.
      of = '';
    }
  }

  return {
    /** What to show instead of `snapshot`. */
    see(snapshot: CardSnapshot): CardSnapshot {
      const { pipeline, head } = snapshot;
      if (snapshot.state?.kind !== 'not_gated' || pipeline === null) return snapshot;
      const key = `${head} ${pipeline} ${chosen}`;
      const again = state?.reports?.running && snapshot !== seen;
      seen = snapshot;
      if (key !== of || again) {
        if (!of.startsWith(`${head} ${pipeline} `)) state = null;
        of = key;
        void evaluate();
      }
      return state ? { ...snapshot, state: { ...state, pace: snapshot.state.pace } } : snapshot;
    },
    choose(failOn: FailOn): void {
      chosen = failOn;
      onChange();
    },
  };
}
