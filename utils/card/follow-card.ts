import { cardState } from './card-state.ts';
import type { CardState } from './card-types.ts';
import type { MergeRequestEntity } from './entities.ts';
import type { CardReading } from './reading.ts';
import { SessionError, type SessionFailure } from './session-api.ts';
import { failureText } from './words.ts';

/** What the card shows now. */
export interface CardSnapshot {
  /** null until GitLab has answered for the first time. */
  state: CardState | null;
  /** The merge request's head commit that `state` is of. */
  head: string | null;
  /** Its head pipeline. */
  pipeline: number | null;
  /** The merge request, as it was read for `state`. */
  mergeRequest: MergeRequestEntity | null;
  /** Why `state` could not be renewed just now; it is then older than it should be. */
  stale: SessionFailure | null;
  refreshing: boolean;
}

/** Before GitLab has answered. */
export const NOTHING_YET: CardSnapshot = {
  state: null,
  head: null,
  pipeline: null,
  mergeRequest: null,
  stale: null,
  refreshing: false,
};

export interface FollowOptions {
  load: (signal: AbortSignal) => Promise<CardReading>;
  /** Before a load that a person asked for: forget what is remembered. */
  forget: () => void;
  onChange: (snapshot: CardSnapshot) => void;
  /** Ends everything: timers, the request under way, listeners. */
  signal: AbortSignal;
  document?: Document;
  now?: () => number;
}

/** What was loaded this recently is not loaded again for a hint. Milliseconds. */
const FRESH_MS = 2_000;

/**
 * Keeps a card's snapshot up to date: one load at a time, only while the tab is visible, often while the gate
 * works, seldom when it has decided, at once when the tab comes back.
 */
export function followCard(options: FollowOptions): { refresh: () => void; hint: () => void } {
  const { load, forget, onChange, signal, document = globalThis.document, now = Date.now } = options;
  let snapshot: CardSnapshot = NOTHING_YET;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay = false;
  let again = false;
  /** Loads in a row that ended the same way. */
  let repeats = 0;
  let lastWay = '';
  /** When the last load ended. */
  let loadedAt = Number.NEGATIVE_INFINITY;
  /** GitLab asked us to stay away until then. */
  let blockedUntil = 0;

  const show = (change: Partial<CardSnapshot>) => {
    snapshot = { ...snapshot, ...change };
    onChange(snapshot);
  };

  async function read(): Promise<number | null> {
    try {
      const reading = await load(signal);
      const state = cardState(reading, now());
      const { mergeRequest } = reading;
      const { sha: head, head_pipeline: pipeline } = mergeRequest;
      show({ state, head, pipeline: pipeline?.id ?? null, mergeRequest, stale: null, refreshing: false });
      return nextDelay(state, repeat(`${state.kind} ${state.pace}`));
    } catch (error) {
      if (signal.aborted) return null;
      const failure = error instanceof SessionError ? error : new SessionError('unreadable');
      // What passes by itself leaves the last verdict in place, marked as old.
      const passing = /^(network|timeout|server|rate_limited|unreadable|cancelled)$/.test(failure.kind);
      const kept = passing && snapshot.state && snapshot.state.kind !== 'read_error';
      show({
        refreshing: false,
        ...(kept ? { stale: failure.kind } : { state: failureState(failure.kind), stale: null }),
      });
      const wait = failureDelay(failure, repeat(failure.kind));
      if (failure.kind === 'rate_limited') blockedUntil = now() + wait;
      return wait;
    }
  }

  function repeat(way: string): number {
    repeats = way === lastWay ? repeats + 1 : 0;
    lastWay = way;
    return repeats;
  }

  async function run(): Promise<void> {
    clearTimeout(timer);
    if (signal.aborted) return;
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    const delay = await read();
    underWay = false;
    loadedAt = now();
    if (signal.aborted) return;
    if (again) {
      again = false;
      return run();
    }
    if (delay !== null && !document.hidden) timer = setTimeout(run, delay);
  }

  document.addEventListener(
    'visibilitychange',
    () => {
      clearTimeout(timer);
      if (document.hidden) return;
      timer = setTimeout(run, Math.max(0, blockedUntil - now()));
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  if (!document.hidden) void run();

  return {
    refresh() {
      if (signal.aborted) return;
      forget();
      show({ refreshing: true });
      void run();
    },
    /** Something on the page changed that may mean a new verdict: looks now instead of at the next turn. */
    hint() {
      if (signal.aborted || document.hidden || underWay || !snapshot.state || now() < blockedUntil) return;
      // What is closed may be opened again.
      if (snapshot.mergeRequest?.state === 'merged') return;
      // GitLab's widget mounts just after the card's first load: what is as fresh as that is not asked for again at once.
      clearTimeout(timer);
      timer = setTimeout(run, Math.max(0, loadedAt + FRESH_MS - now()));
    },
  };
}

/** Milliseconds to the next look; null: not by itself any more. */
function nextDelay({ pace }: CardState, repeats: number): number | null {
  switch (pace) {
    case 'quick':
      return Math.min(4_000 + repeats * 500, 10_000);
    case 'steady':
      return 30_000;
    case 'seldom':
      return 60_000;
    case 'never':
      return null;
  }
}

function failureDelay(failure: SessionError, repeats: number): number {
  if (failure.kind === 'rate_limited') {
    return Math.max(failure.retryAfterMs ?? 60_000, 10_000) * Math.min(2 ** repeats, 8);
  }
  return Math.min(10_000 * 2 ** repeats, 120_000);
}

function failureState(kind: SessionFailure): CardState {
  return {
    kind: kind === 'signed_out' ? 'signed_out' : 'read_error',
    tone: kind === 'signed_out' ? 'neutral' : 'warning',
    ...failureText(kind),
    verdict: null,
    enforcement: null,
    assurance: null,
    doubt: null,
    by: null,
    since: null,
    runUrl: null,
    pace: 'steady',
    gate: null,
  };
}
