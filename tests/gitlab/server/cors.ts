import type { IncomingHttpHeaders } from 'node:http';

/** config/application.rb: the complete list; rate limits, ETag and Date are not in it. */
const EXPOSED =
  'Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, X-Prev-Page, X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, X-Gitlab-Content-Sha256, X-Gitlab-Encoding, X-Gitlab-File-Name, X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, X-Gitlab-Size';

/** `/api` is open to every origin, without credentials save for the instance itself. */
export function corsHeaders(headers: IncomingHttpHeaders, ownOrigin: string): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined) return { Vary: 'Origin' };
  const own = origin === ownOrigin;
  return {
    'Access-Control-Allow-Origin': own ? origin : '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'Access-Control-Expose-Headers': EXPOSED,
    'Access-Control-Max-Age': '7200',
    ...(own ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(headers['access-control-request-headers'] === undefined
      ? {}
      : { 'Access-Control-Allow-Headers': headers['access-control-request-headers'] }),
    Vary: 'Origin',
  };
}
