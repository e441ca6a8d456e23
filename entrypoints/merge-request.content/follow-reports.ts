import type { CardState } from '../../utils/card/card-types.ts';
import type { CardReports } from '../../utils/card/details.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { FailOn } from '../../utils/gate/severity.ts';

/** A pipeline that has not ended is not looked at again sooner. Milliseconds. */
const AGAIN_MS = 15_000;

interface FollowReportsOptions {
  place: CardPlace;
  /** The script that evaluates; null: not to be had. */
  load: () => Promise<Pick<CardReports, 'evaluate'> | null>;
  onChange: () => void;
  signal: AbortSignal;
  now?: () => number;
}

/**
 * What the gate would say of merge requests that it does not gate. Evaluated once for each head pipeline, again
 * while that one runs, since reports come late, and when the reader refreshes or chooses another threshold.
 */
export function followReports({ place, load, onChange, signal, now = Date.now }: FollowReportsOptions) {
  let chosen: FailOn | null = null;
  /** What was evaluated last, or is under way: head, pipeline, threshold, the pipeline’s status. */
  let of = '';
  let state: CardState | null = null;
  let running = false;
  let underWay = 0;
  let endedAt = Number.NEGATIVE_INFINITY;
  let refreshed = false;
  let seen: CardSnapshot | null = null;

  async function evaluate({ mergeRequest }: CardSnapshot): Promise<void> {
    const wanted = of;
    underWay += 1;
    try {
      const evaluation = await (await load())?.evaluate(place, mergeRequest, chosen, signal);
      if (signal.aborted || wanted !== of) return;
      state = evaluation?.state ?? null;
      running = evaluation?.running ?? false;
    } catch {
      if (signal.aborted || wanted !== of) return;
      // The card is right without it; a later look tries again.
      running = true;
    } finally {
      underWay -= 1;
      endedAt = now();
    }
    onChange();
  }

  return {
    /** What to show instead of `snapshot`. */
    see(snapshot: CardSnapshot): CardSnapshot {
      const { pipeline, head } = snapshot;
      if (!snapshot.state?.gateUnseen || pipeline === null) return snapshot;
      refreshed ||= snapshot.refreshing;
      // One that was at rest may go on.
      const key = `${head} ${pipeline} ${chosen} ${snapshot.mergeRequest?.head_pipeline?.status}`;
      const later = running && snapshot !== seen && now() - endedAt >= AGAIN_MS;
      const again = !snapshot.refreshing && underWay === 0 && (later || refreshed);
      seen = snapshot;
      if (key !== of || again) {
        if (!of.startsWith(`${head} ${pipeline} `)) state = null;
        if (again) refreshed = false;
        of = key;
        void evaluate(snapshot);
      }
      return state ? { ...snapshot, state: { ...state, pace: snapshot.state.pace } } : snapshot;
    },
    choose(failOn: FailOn): void {
      chosen = failOn;
      onChange();
    },
  };
}
