import type { CardReports, Evaluation } from '../../utils/card/details.ts';
import type { MergeRequestEntity } from '../../utils/card/entities.ts';
import type { CardSnapshot } from '../../utils/card/follow-card.ts';
import type { CardPlace } from '../../utils/card/links.ts';
import type { SessionError } from '../../utils/card/session-api.ts';
import type { FailOn } from '../../utils/gate/severity.ts';

/** A pipeline that has not ended is not looked at again sooner. Milliseconds. */
const AGAIN_MS = 15_000;

/** Of a SessionError; a RequestFailed has none of it. */
type Failure = Partial<Pick<SessionError, 'kind' | 'retryAfterMs'>>;
type Last = { [of in keyof Evaluation]?: Evaluation[of] | undefined } & Failure;

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
  let last: Last = {};
  let underWay = false;
  let endedAt = 0;
  let refreshed = false;
  let seen: CardSnapshot | null = null;

  async function evaluate(mergeRequest: MergeRequestEntity | null): Promise<void> {
    const wanted = of;
    underWay = true;
    const got = await load()
      .then((reports) => reports?.evaluate(place, mergeRequest, chosen, signal))
      // A later look tries again; the card is right without it, and says why.
      .catch((error: Failure): Last => ({ state: last.state, running: true, kind: 'unreadable', ...error }));
    if (signal.aborted || wanted !== of) return;
    underWay = false;
    last = got ?? {};
    endedAt = now() + (last.retryAfterMs ?? 0);
    onChange();
  }

  return {
    /** What to show instead of `snapshot`. */
    see(snapshot: CardSnapshot): CardSnapshot {
      const { pipeline, head, mergeRequest } = snapshot;
      if (!snapshot.state?.gateUnseen || pipeline === null) return snapshot;
      refreshed ||= snapshot.refreshing;
      // One that was at rest may go on.
      const at = `${head} ${pipeline} `;
      const key = at + chosen + mergeRequest?.head_pipeline?.status;
      const later = last.running && snapshot !== seen && now() - endedAt >= AGAIN_MS;
      const again = !snapshot.refreshing && !underWay && (later || refreshed);
      seen = snapshot;
      if (key !== of || again) {
        if (!of.startsWith(at)) last = {};
        if (again) refreshed = false;
        of = key;
        void evaluate(mergeRequest);
      }
      return {
        ...snapshot,
        stale: last.kind ?? snapshot.stale,
        state: { ...(last.state ?? snapshot.state), pace: snapshot.state.pace },
      };
    },
    choose(failOn: FailOn): void {
      chosen = failOn;
      onChange();
    },
  };
}
