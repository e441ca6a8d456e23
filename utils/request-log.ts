import type { RequestRecord } from './gitlab/transport.ts';
import { withoutValues } from './request-path.ts';
import type { SessionArea } from './vault/drafts.ts';

/** How many are kept. */
export const KEPT_REQUESTS = 50;
const KEY = 'requests';

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
 * worker and end with the browser. While thousands of requests are made, one write at a time is under way.
 */
export function createRequestLog(session: SessionArea, now: () => number): RequestLog {
  let kept: Promise<LoggedRequest[]> | null = null;
  let fresh: LoggedRequest[] = [];
  let writing: Promise<void> | null = null;

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

  function add(request: Omit<LoggedRequest, 'at'>): void {
    fresh.unshift({ ...request, at: new Date(now()).toISOString(), path: withoutValues(request.path) });
    fresh.length = Math.min(fresh.length, KEPT_REQUESTS);
    void flush();
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
