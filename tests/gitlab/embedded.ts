import type { World } from './world/types.ts';

/** Page layout: the newest, 16 to early 18 without panels, or 15 with its old side bar. */
export type Layout = 'panels' | 'classic' | 'legacy';

/** How to start an embedded GitLab. */
export interface GitLabOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** A name of this machine; absent: `localhost`. Cookies of one name are one for all ports. */
  host?: '127.0.0.1';
  /** Relative URL root, `/gitlab`. */
  root?: string;
  /** Added to every request, milliseconds. */
  latencyMs?: number;
  /** `demo`: the full seed; `empty`: users and tokens alone. */
  seed?: 'demo' | 'empty';
  /**
   * GitLab's version, `15.7.0`; absent: a recent one. What is newer than it is missing: endpoints, parameters and
   * fields, as far as the extension or its gate program uses them (`since`).
   */
  version?: string;
  /** Absent: what the version has. */
  layout?: Layout;
  /** false: pipelines stay pending, as on an instance without a runner. */
  runner?: boolean;
  /** Called with a line for each thing worth telling a person who watches. */
  log?: (line: string) => void;
}

/** A fault that a test asks for. */
export interface Fault {
  /** Which requests: method and a pattern on the path below `/api/v4`. */
  method?: string;
  path: RegExp;
  /** How many times; absent: until cleared. */
  times?: number;
  /** Asked for each request that fits: false lets it pass. For faults that come by chance. */
  when?: () => boolean;
  /**
   * `status`: answer so without doing it. `cut`: drop the connection without doing it. `cut-after`: do it,
   * then drop the connection. `throttle`: Rack::Attack's 429 with headers. `limit`: the application limiter's
   * 429 without. `hold`: do nothing until released.
   */
  kind: 'status' | 'cut' | 'cut-after' | 'throttle' | 'limit' | 'hold';
  status?: number;
  body?: string;
  retryAfterSeconds?: number;
}

export interface SeenRequest {
  at: number;
  method: string;
  /** Path and query below the root. */
  path: string;
  status: number;
  auth: 'none' | 'token' | 'session' | 'trigger' | 'job';
  username: string | null;
  ms: number;
}

/** One request that a route of the REST API answered, with what it was given and what it gave. */
export interface ApiCallSeen {
  method: string;
  /** The route's pattern, `/projects/:id`. */
  pattern: string;
  /** Of query and body, without the path's. */
  parameters: Record<string, unknown>;
  auth: SeenRequest['auth'];
  username: string | null;
  status: number;
  body: unknown;
}

export interface EmbeddedGitLab {
  /** Base URL with root, no trailing slash. */
  url: string;
  port: number;
  world: World;
  requests: SeenRequest[];
  /** Called after each answer has been sent. Returns the way to stop. */
  onRequest(listener: (request: SeenRequest) => void): () => void;
  /**
   * Called when a request has been carried out and not yet answered: the answer waits for the listener. Returns
   * the way to stop.
   */
  beforeAnswer(listener: (request: SeenRequest) => Promise<void>): () => void;
  /** Called for each call of the REST API that reached a route. Returns the way to stop. */
  onApiCall(listener: (call: ApiCallSeen) => void): () => void;
  setLatency(ms: number): void;
  addFault(fault: Fault): { release(): void; remove(): void; hits(): number };
  clearFaults(): void;
  /**
   * Limit of requests per minute per user for all token requests (Rack::Attack), 0: none. `announced`: its headers
   * are on every answer, as on gitlab.com, and not on refusals alone.
   */
  setRateLimit(perMinute: number, options?: { announced: boolean }): void;
  /** Commits files on a branch as a user would push them; events and pipelines follow. Returns the sha. */
  push(options: {
    project: string;
    branch: string;
    from?: string;
    user: string;
    message: string;
    files: Record<string, string | null>;
  }): Promise<string>;
  /** Waits until no webhook, pipeline or merge check is under way. */
  settled(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}
