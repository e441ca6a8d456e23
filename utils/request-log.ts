import type { RequestRecord } from './gitlab/transport.ts';
import { withoutValues } from './request-path.ts';
import type { SessionArea } from './vault/drafts.ts';

/** How many are kept. */
export const KEPT_REQUESTS = 50;
const KEY = 'requests';
/** A big job asks a hundred times a second, and each write is of all that are kept. */
const WRITE_AT_MOST_EVERY_MS = 1000;

/** A read of a page with its own session. */
export interface SessionRequest {
  path: string;
  /** 0: no answer. */
  status: number;
  ms: number;
}

/** One request to a GitLab: nothing of its headers or bodies, and of its query the names alone. */
export interface LoggedRequest {
  /** ISO time of its end. */
  at: string;
  /** The GitLab that was asked. */
  baseUrl: string;
  method: string;
  path: string;
  /** 0: no answer. */
  status: number;
  ms: number;
  /** `session`: asked by a page, as the person who looks at it. */
  with: 'token' | 'session';
}

export interface RequestLog {
  /** The worker's own, with a token. */
  note(baseUrl: string, record: RequestRecord): void;
  noteSession(baseUrl: string, requests: readonly SessionRequest[]): void;
  /** Newest first. */
  latest(): Promise<LoggedRequest[]>;
  clear(): Promise<void>;
}

/**
 * The last requests, for people who want to see where their data goes. In session storage, so that they outlive the
 * worker and end with the browser. The first is written at once, what follows it within a second once a second: that
 * much a worker takes with it that is ended while it works.
 */
export function createRequestLog(session: SessionArea, now: () => number): RequestLog {
  let kept: Promise<LoggedRequest[]> | null = null;
  let fresh: LoggedRequest[] = [];
  let writing: Promise<void> | null = null;
  let resting = false;

  const read = (): Promise<LoggedRequest[]> => {
    kept ??= (async () => {
      const stored = (await session.get(KEY))[KEY];
      return Array.isArray(stored) ? (stored as LoggedRequest[]) : [];
    })().catch(() => []);
    return kept;
  };

  async function write(): Promise<void> {
    while (fresh.length > 0) {
      const before = await read();
      const next = [...fresh, ...before].slice(0, KEPT_REQUESTS);
      fresh = [];
      kept = Promise.resolve(next);
      await session.set({ [KEY]: next }).catch(() => undefined);
    }
  }

  function flush(): Promise<void> {
    writing ??= write().finally(() => {
      writing = null;
    });
    return writing;
  }

  function writeSoon(): void {
    if (resting) return;
    resting = true;
    const rested = (): void => {
      resting = false;
      if (fresh.length > 0) writeSoon();
    };
    void flush().finally(() => setTimeout(rested, WRITE_AT_MOST_EVERY_MS));
  }

  function add(request: Omit<LoggedRequest, 'at'>): void {
    fresh.unshift({ ...request, at: new Date(now()).toISOString(), path: withoutValues(request.path) });
    fresh.length = Math.min(fresh.length, KEPT_REQUESTS);
    writeSoon();
  }

  return {
    note(baseUrl, { method, path, status, ms }) {
      add({ baseUrl, method, path, status, ms, with: 'token' });
    },
    noteSession(baseUrl, requests) {
      for (const { path, status, ms } of requests)
        add({ baseUrl, method: 'GET', path, status, ms, with: 'session' });
    },
    async latest() {
      await flush();
      return read();
    },
    async clear() {
      await flush();
      kept = Promise.resolve([]);
      await session.remove(KEY);
    },
  };
}
