export type GitLabErrorKind =
  | 'network'
  | 'timeout'
  | 'cancelled'
  | 'unauthorized'
  | 'forbidden'
  | 'insufficient_scope'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'rate_limited'
  | 'server'
  | 'redirected';

export interface GitLabErrorDetails {
  kind: GitLabErrorKind;
  /** HTTP status; 0 where no answer came. */
  status: number;
  method: string;
  /** Path below `/api/v4`, without its query. */
  path: string;
  message: string;
  /** GitLab's own `error` word: `insufficient_granular_scope`, `invalid_token` … */
  word?: string | null;
  uncertain?: boolean;
  retryAfterMs?: number;
}

/**
 * A request that GitLab did not answer with success. Carries what a caller decides by and what may be
 * logged, and nothing else: no headers, no request, no `cause` that a serialiser could walk into a token.
 */
export class GitLabError extends Error {
  override readonly name = 'GitLabError';
  readonly kind: GitLabErrorKind;
  readonly status: number;
  readonly method: string;
  readonly path: string;
  /** GitLab's own `error` word, where the answer had one. */
  readonly word: string | null;
  /** A write that may or may not have happened: read back before repeating it. */
  readonly uncertain: boolean;
  /** Set for `rate_limited`: how long GitLab wants to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(details: GitLabErrorDetails) {
    super(details.message);
    this.kind = details.kind;
    this.status = details.status;
    this.method = details.method;
    this.path = details.path;
    this.word = details.word ?? null;
    this.uncertain = details.uncertain ?? false;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}

/** What a status and GitLab's `error` word mean. Sources: doc/api/rest/troubleshooting, fine-grained tokens. */
export function kindOfStatus(status: number, errorWord: string | null): GitLabErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) {
    return errorWord === 'insufficient_scope' || errorWord === 'insufficient_granular_scope'
      ? 'insufficient_scope'
      : 'forbidden';
  }
  if (status === 404) return 'not_found';
  if (status === 408) return 'timeout';
  if (status === 409 || status === 412 || status === 423) return 'conflict';
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'server';
  if (status >= 300 && status < 400) return 'redirected';
  return 'invalid';
}
