import type { RequesterType } from '@gitbeaker/requester-utils';
import { GitLabError } from './errors.ts';
import type { Query } from './query.ts';
import type { Method, Transport } from './transport.ts';

interface CallOptions {
  body?: FormData | Record<string, unknown>;
  searchParams?: Record<string, unknown>;
  asStream?: boolean;
  signal?: AbortSignal;
}

/** For any of gitbeaker's resources. Given no token at all: its errors and objects cannot hold what it never had. */
export function gitbeakerOptions(transport: Transport) {
  return {
    host: transport.baseUrl,
    requesterFn: ({ url }: { url: string }) =>
      // Some resources leave the first part of their paths to the requester: `…/api/v4/groups`; others have `…/api/v4/`.
      createRequester(transport, url.slice(`${transport.baseUrl}/api/v4`.length).replace(/\/?$/, '/')),
    // The transport has its own timeouts; gitbeaker's covers a whole paginated call and cannot be told apart from a stop.
    queryTimeout: null,
    rateLimits: {},
  };
}

/**
 * gitbeaker's way to talk, over our transport. gitbeaker keeps the names and types of the endpoints; queue,
 * retries, timeouts, errors and the token are the transport's, so none of its own are ever in play.
 */
function createRequester(transport: Transport, prefix: string): RequesterType {
  const call =
    (method: Method) =>
    async (endpoint: string, options: CallOptions = {}) => {
      if (options.asStream) {
        throw new GitLabError({
          kind: 'invalid',
          status: 0,
          method,
          path: `${prefix}${endpoint}`,
          message: 'Streams are not supported',
        });
      }
      const { body, searchParams } = options;
      return transport.request({
        method,
        path: `${prefix}${endpoint}`,
        ...(searchParams && { query: snakeKeys(searchParams) as Query }),
        ...(hasContent(body) && { body: body instanceof FormData ? body : snakeKeys(body) }),
        signal: options.signal,
      });
    };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
  } as unknown as RequesterType;
}

function hasContent(body: CallOptions['body']): body is NonNullable<CallOptions['body']> {
  return body instanceof FormData || (body !== undefined && Object.keys(body).length > 0);
}

/**
 * gitbeaker takes camelCase and leaves it to the requester to send GitLab's snake_case, at every depth. Only keys
 * that are camelCase words are touched; where keys are data, call `transport.request` instead.
 */
function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snake(key), snakeKeys(item)]));
}

function snake(key: string): string {
  return /^[a-z][a-zA-Z0-9]*$/.test(key)
    ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : key;
}
