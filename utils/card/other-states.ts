import type { Verdict } from '../gate/verdict.ts';
import type { CardState } from './card-types.ts';
import type { StatusEntity } from './entities.ts';
import type { CardReading } from './reading.ts';
import { isUnderWay } from './status-facts.ts';

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
      sentence: 'There is no verdict among the first 3,000 comments of this merge request.',
      next: { text: 'See the later comments, or ask a maintainer whether this repository is gated.' },
    };
  }
  if (mergeRequest.draft) {
    return {
      ...quiet,
      kind: 'draft',
      sentence: 'This is a draft and the gate has not evaluated it.',
      next: { text: 'Mark it as ready: if this repository is gated, it is evaluated then.' },
    };
  }
  if (statuses === null) {
    return {
      ...quiet,
      kind: 'not_gated',
      sentence: 'There is no verdict that you may see on this merge request.',
      next: { text: 'Ask a maintainer of the repository whether it is gated.' },
    };
  }
  return {
    ...quiet,
    kind: 'not_gated',
    sentence: 'This repository is not gated, or the gate has not seen this merge request yet.',
    next: { text: 'To gate it, a maintainer opens the group and chooses Configure Scans.', to: 'group' },
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
    sentence: ended
      ? 'The gate has decided and is writing down the details.'
      : 'The gate is evaluating this merge request.',
    next: long
      ? { text: 'It takes unusually long: see whether the gate pipeline has a runner.', to: 'run' }
      : { text: 'Wait: the verdict appears here by itself.' },
    since,
    pace: 'quick',
  };
}

/** The gate broke off before there was anything to write a note about: its status says why. */
export function couldNotTell(base: CardState, status: StatusEntity): CardState {
  return {
    ...base,
    kind: 'error',
    sentence: status.description ?? '',
    next: { text: 'See what went wrong in the gate pipeline; a new push evaluates again.', to: 'run' },
  };
}

/** Nothing of its own blocks it, but it shares commit and status with a merge request that is blocked. */
export function held(base: CardState, holder: number): CardState {
  return {
    ...base,
    kind: 'failed',
    tone: 'danger',
    sentence: `Nothing here blocks, but merge request !${holder} has the same commit and is blocked, so GitLab blocks both.`,
    next: { text: `Fix what blocks !${holder}; if it is not wanted any more, close it.` },
  };
}

/** There is a verdict, for commits that are no longer the head, and the gate has not said that it started. */
export function outdated(base: CardState, verdict: Verdict, reading: CardReading): CardState {
  return {
    ...base,
    kind: 'outdated',
    tone: 'info',
    sentence: `New commits: the last verdict is for ${verdict.head.slice(0, 8)}, the head is ${reading.mergeRequest.sha?.slice(0, 8) ?? 'gone'}.`,
    next: {
      text: 'Wait a minute for the gate to start; if it does not, a maintainer finds the cause under Settings, Webhooks.',
      to: 'webhooks',
    },
    pace: 'quick',
  };
}

/** Merged or closed: the last word, quietly. */
export function closed(base: CardState, reading: CardReading, verdict: Verdict | null): CardState {
  const how = reading.mergeRequest.state === 'merged' ? 'Merged' : 'Closed';
  return {
    ...base,
    kind: 'closed',
    tone: 'neutral',
    verdict,
    sentence: verdict
      ? `${how}. The gate's last verdict: ${LAST_WORD[verdict.state]}.`
      : `${how} without a verdict on its last commit.`,
    next: { text: 'Nothing to do: a closed merge request is not evaluated again.' },
    pace: 'never',
  };
}

const LAST_WORD: Record<Verdict['state'], string> = {
  passed: 'passed',
  failed: 'failed',
  report_only: 'report only',
  error: 'the gate could not tell',
};
