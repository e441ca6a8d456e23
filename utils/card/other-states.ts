import type { Verdict } from '../gate/verdict.ts';
import { text } from '../texts/text.ts';
import type { CardState } from './card-types.ts';
import type { StatusEntity } from './entities.ts';
import type { CardReading } from './reading.ts';
import { isUnderWay } from './status-facts.ts';
import { gateSaid, SEE_RUN } from './words.ts';

/** This long after an event the gate may be about to start. */
const FRESH_MS = 120_000;
/** After this long a gate that works would have decided. */
const LONG_MS = 600_000;

/** Nothing of the gate is there: not gated, or not yet. */
export function withoutVerdict(base: CardState, reading: CardReading, now: number): CardState {
  const { mergeRequest, statuses } = reading;
  // The gate's first status comes soon after something happened, or not at all.
  const isFresh = now - Date.parse(mergeRequest.updated_at ?? '') < FRESH_MS;
  const quiet: CardState = { ...base, tone: 'neutral', gate: null, pace: isFresh ? 'quick' : 'seldom' };
  if (reading.notesCut) {
    return {
      ...quiet,
      kind: 'not_gated',
      sentence: text('card.none_in_first'),
      next: { text: text('card.next.later_comments') },
    };
  }
  if (mergeRequest.draft) {
    return {
      ...quiet,
      kind: 'draft',
      sentence: text('card.draft'),
      next: { text: text('card.next.ready') },
    };
  }
  if (statuses === null) {
    return {
      ...quiet,
      kind: 'not_gated',
      sentence: text('card.none_visible'),
      next: { text: text('card.next.ask_gated') },
    };
  }
  return {
    ...quiet,
    kind: 'not_gated',
    sentence: text('card.not_gated'),
    next: { text: text('card.next.gate_it'), to: 'group' },
  };
}

/** The gate is at it, or has just ended and is still writing. */
export function running(base: CardState, status: StatusEntity, now: number): CardState {
  const ended = !isUnderWay(status);
  const since = status.started_at ?? status.created_at;
  const long = !ended && now - Date.parse(since ?? '') > LONG_MS;
  return {
    ...base,
    kind: 'running',
    tone: 'info',
    sentence: text(ended ? 'card.writing' : 'card.running'),
    next: long ? { text: text('card.next.long'), to: 'run' } : { text: text('card.next.wait') },
    since,
    pace: 'quick',
  };
}

/** The gate broke off before there was anything to write a note about: its status says why. */
export function couldNotTell(base: CardState, status: StatusEntity): CardState {
  return {
    ...base,
    kind: 'error',
    sentence: gateSaid(status.description ?? ''),
    next: SEE_RUN,
  };
}

/** Nothing of its own blocks it, but it shares commit and status with a merge request that is blocked. */
export function held(base: CardState, holder: number): CardState {
  return {
    ...base,
    kind: 'failed',
    tone: 'danger',
    sentence: text('card.held', { holder: String(holder) }),
    next: { text: text('card.next.held', { holder: String(holder) }) },
  };
}

/** There is a verdict, for commits that are no longer the head, and the gate has not said that it started. */
export function outdated(base: CardState, verdict: Verdict, reading: CardReading): CardState {
  const old = verdict.head.slice(0, 8);
  const head = reading.mergeRequest.sha?.slice(0, 8);
  return {
    ...base,
    kind: 'outdated',
    tone: 'info',
    sentence: head ? text('card.outdated', { old, head }) : text('card.outdated_gone', { old }),
    next: { text: text('card.next.wait_minute'), to: 'webhooks' },
    pace: 'quick',
  };
}

/** Merged or closed: the last word, quietly. */
export function closed(base: CardState, reading: CardReading, verdict: Verdict | null): CardState {
  const how = reading.mergeRequest.state === 'merged' ? 'merged' : 'closed';
  return {
    ...base,
    kind: 'closed',
    tone: 'neutral',
    verdict,
    sentence: verdict
      ? text(`card.over.${how}`, { verdict: text(`card.last.${verdict.state}`) })
      : text(`card.over.${how}_without`),
    next: { text: text('card.next.closed') },
    pace: 'never',
  };
}
