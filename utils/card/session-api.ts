import { Misfit, type Shape } from '../gate/shape.ts';

/**
 * Reads GitLab's REST API as the person who looks at the page: same-origin GET requests that carry the page's
 * own session cookie. There is no token here, and no way to write.
 */
export interface SessionApi {
  /** Reads JSON and checks its shape. Throws SessionError; never answers with unchecked data. */
  json<T>(
    path: string,
    query: Record<string, string | number>,
    shape: Shape<T>,
    signal: AbortSignal,
  ): Promise<SessionAnswer<T>>;
  /** Reads a file as text. */
  text(path: string, query: Record<string, string>, signal: AbortSignal): Promise<string>;
  /**
   * Asks GraphQL, with GET: GitLab takes queries that way, and no mutations (`disallow_mutations_for_get`,
   * app/controllers/graphql_controller.rb).
   */
  graphql<T>(query: string, shape: Shape<T>, signal: AbortSignal): Promise<T>;
}

/** Proxies in front of GitLab take addresses of 8 kB; a query may have 10,000 characters. */
export const MAX_QUERY_ADDRESS = 6_000;

export interface SessionAnswer<T> {
  data: T;
  /** `X-Next-Page` and `X-Total-Pages`; null where GitLab does not send them. */
  nextPage: number | null;
  totalPages: number | null;
}

/**
 * `signed_out`: 401, or sent off to a sign-in page. `unreadable`: an answer that is not what GitLab documents.
 * `cancelled`: our own signal, never shown.
 */
export type SessionFailure =
  | 'signed_out'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'network'
  | 'timeout'
  | 'server'
  | 'unreadable'
  | 'cancelled';

/** Why a read failed. Holds the kind alone: no body, no header, no cause that could carry either. */
export class SessionError extends Error {
  readonly kind: SessionFailure;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(kind: SessionFailure, status: number | null = null, retryAfterMs: number | null = null) {
    super(`GitLab could not be read: ${kind}`);
    this.name = 'SessionError';
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether it is one, of whichever script of the page. */
export function isSessionError(error: unknown): error is SessionError {
  return error instanceof Error && error.name === 'SessionError';
}

export interface SessionApiOptions {
  /** Origin plus relative URL root, without trailing slash. */
  baseUrl: string;
  fetch?: typeof fetch;
  timeoutMs?: number;
}

/** Notes may hold 1 MB each and come by the hundred: what is larger than this is not read. */
const MAX_BYTES = 24_000_000;

export function createSessionApi(options: SessionApiOptions): SessionApi {
  const { baseUrl, timeoutMs = 15_000 } = options;
  const fetchPage = options.fetch ?? fetch;

  /** Reads an answer's body while it is still watched over by the timeout. */
  async function get<T>(
    url: string,
    signal: AbortSignal,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetchPage(url, {
        method: 'GET',
        credentials: 'same-origin',
        // A redirect would be to a sign-in page, maybe on another host: never followed.
        redirect: 'manual',
        headers: { accept: 'application/json' },
        signal: AbortSignal.any([signal, timeout]),
      });
      refuse(response);
      return await read(response);
    } catch (error) {
      if (signal.aborted) throw new SessionError('cancelled');
      if (error instanceof SessionError) throw error;
      if (timeout.aborted) throw new SessionError('timeout');
      if (error instanceof SyntaxError || error instanceof Misfit) throw new SessionError('unreadable');
      throw new SessionError('network');
    }
  }

  function getJson<T>(url: string, shape: Shape<T>, signal: AbortSignal) {
    return get(url, signal, async (response): Promise<SessionAnswer<T>> => {
      return {
        data: shape(JSON.parse(await readText(response))),
        nextPage: pageNumber(response.headers.get('x-next-page')),
        totalPages: pageNumber(response.headers.get('x-total-pages')),
      };
    });
  }

  function at(path: string, query: Record<string, string | number>): string {
    const search = new URLSearchParams(Object.entries(query).map(([k, value]) => [k, String(value)]));
    return `${baseUrl}/api/v4${path}${search.size > 0 ? `?${search}` : ''}`;
  }

  return {
    json: (path, query, shape, signal) => getJson(at(path, query), shape, signal),
    text: (path, query, signal) => get(at(path, query), signal, readText),
    async graphql(query, shape, signal) {
      const url = `${baseUrl}/api/graphql?${new URLSearchParams({ query })}`;
      return (await getJson(url, shape, signal)).data;
    },
  };
}

function refuse(response: Response): void {
  const { status } = response;
  if (response.ok) return;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
    throw new SessionError('signed_out', status);
  if (status === 401) throw new SessionError('signed_out', status);
  if (status === 403) throw new SessionError('forbidden', status);
  if (status === 404) throw new SessionError('not_found', status);
  if (status === 429)
    throw new SessionError('rate_limited', status, retryAfter(response.headers.get('retry-after')));
  throw new SessionError(status >= 500 ? 'server' : 'unreadable', status);
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      throw new SessionError('unreadable', response.status);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function pageNumber(header: string | null): number | null {
  return header !== null && /^[1-9]\d{0,8}$/.test(header) ? Number(header) : null;
}

/** Seconds, as GitLab's throttle sends it; its application limiter sends none. */
function retryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : null;
}
