import { type SessionApi, SessionError, type SessionFailure } from '../card/session-api.ts';
import {
  type ListedMergeRequest,
  listAnswerShape,
  listKey,
  listQueries,
  readListAnswer,
} from './list-query.ts';
import { isPassing, type ListBadge, listBadge } from './list-state.ts';

export interface ListReader {
  /** Tells of merge requests that the page shows now; those that are new are asked for, all at once. */
  want(shown: readonly ListedMergeRequest[]): void;
  /** undefined: not known (yet). null: it has none. */
  badge(key: string): ListBadge | null | undefined;
  /** Why the last look failed; null: it did not. */
  readonly problem: SessionFailure | null;
}

export interface ListReaderOptions {
  api: Pick<SessionApi, 'graphql'>;
  onChange: () => void;
  signal: AbortSignal;
  document?: Document;
}

/** Rows come in several goes; one question for all that come so soon after the first. Milliseconds. */
const SETTLE = 100;
/** While gates work, and as long as the tab is looked at. */
const AGAIN = 20_000;
/** A tab that was away longer asks again. */
const STALE = 60_000;

/**
 * Reads the gate's states of a list. A refusal or an unreadable answer is no state: the list then is as GitLab made
 * it, and what could not be read is asked for again with the next look.
 */
export function readList({
  api,
  onChange,
  signal,
  document = globalThis.document,
}: ListReaderOptions): ListReader {
  const known = new Map<string, ListBadge | null>();
  /** Keys that were asked for, whether they could be read or not. */
  const asked = new Set<string>();
  let shown: readonly ListedMergeRequest[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  let problem: SessionFailure | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  /** Since when rows wait that were never asked for. */
  let waitingSince: number | null = null;

  async function read(wanted: readonly ListedMergeRequest[]): Promise<void> {
    reading = true;
    problem = null;
    waitingSince = null;
    for (const { projectPath, iid } of wanted) asked.add(listKey(projectPath, iid));
    await Promise.all(
      listQueries(wanted).map(async (query) => {
        try {
          const states = readListAnswer(query, await api.graphql(query.text, listAnswerShape, signal));
          for (const { projectPath, iid } of wanted) {
            if (!query.projects.includes(projectPath)) continue;
            const status = states.get(listKey(projectPath, iid));
            known.set(listKey(projectPath, iid), status === undefined ? null : listBadge(status));
          }
        } catch (error) {
          // Stays unknown; see above.
          problem = error instanceof SessionError ? error.kind : 'unreadable';
        }
        if (!signal.aborted) onChange();
      }),
    );
    reading = false;
    readAt = Date.now();
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (signal.aborted || document.hidden || reading) return;
    const fresh = shown.filter(({ projectPath, iid }) => !known.has(listKey(projectPath, iid)));
    if (fresh.some(({ projectPath, iid }) => !asked.has(listKey(projectPath, iid)))) {
      // From the first of them: a list that is drawn again and again must not put it off.
      waitingSince ??= Date.now();
      timer = setTimeout(() => void read(fresh), waitingSince + SETTLE - Date.now());
    } else if (fresh.length > 0) {
      // What just failed is not asked for at once again.
      timer = setTimeout(() => void read(fresh), Math.max(SETTLE, readAt + AGAIN - Date.now()));
    } else if (shown.some((mr) => isPassing(known.get(listKey(mr.projectPath, mr.iid)) ?? QUIET))) {
      // From the last look: a list that is drawn again and again must not put the next one off.
      timer = setTimeout(() => void read(shown), Math.max(SETTLE, readAt + AGAIN - Date.now()));
    }
  }

  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden && !reading && Date.now() - readAt > STALE && shown.length > 0) void read(shown);
      else plan();
    },
    { signal },
  );
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  return {
    want(now) {
      shown = now;
      plan();
    },
    badge: (key) => known.get(key),
    get problem() {
      return problem;
    },
  };
}

const QUIET: ListBadge = { tone: 'neutral', text: '' };
