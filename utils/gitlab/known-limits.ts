import type { PaceShares } from './pace.ts';

export interface EndpointLimit {
  readonly method: string;
  readonly kind: RegExp;
  readonly perMinute: number;
}

/**
 * Limits that GitLab has and does not tell of in its answers. Figures a minute, of gitlab.com and the defaults of
 * a new instance (doc/user/gitlab_com, doc/administration/settings/rate_limit_on_{groups,projects}_api).
 */
const ENDPOINTS: readonly EndpointLimit[] = [
  { method: 'GET', kind: /^\/groups\/:id\/projects$/, perMinute: 600 },
  { method: 'GET', kind: /^\/groups\/:id$/, perMinute: 400 },
  { method: 'GET', kind: /^\/groups$/, perMinute: 200 },
  { method: 'GET', kind: /^\/projects\/:id$/, perMinute: 400 },
  { method: 'GET', kind: /^\/projects$/, perMinute: 200 },
  { method: 'GET', kind: /^\/(?:groups|projects)\/:id\/members(?:\/|$)/, perMinute: 200 },
  { method: 'GET', kind: /^\/projects\/:id\/repository\/files\//, perMinute: 500 },
  { method: 'POST', kind: /^\/projects\/:id\/merge_requests\/:id\/notes$/, perMinute: 60 },
];

/** Authenticated requests of one user a minute, by host. Others say it in their headers, or have none. */
const HOSTS: Readonly<Record<string, number>> = { 'gitlab.com': 2000 };

/** Everything together: as even as can be, with room for the user's own scripts. */
export const HOST_SHARES: PaceShares = { burst: 0.03, steady: 0.95, told: 0.98, atStart: 0.5 };
/** One endpoint: listings come all at once and then not for long. */
export const ENDPOINT_SHARES: PaceShares = { burst: 0.5, steady: 0.45, told: 0.45, atStart: 1 };

/**
 * Requests that GitLab counts, and takes the time for, together: method and path with what names one thing left out.
 *
 * @param path below `/api/v4`, encoded, without its query
 */
export function kindOf(method: string, path: string): string {
  const segments = path.split('/').map((segment, position) => (isName(segment, position) ? ':id' : segment));
  return `${method} ${segments.join('/')}`;
}

/** Numbers, shas, encoded paths, and whatever stands where an id does. */
function isName(segment: string, position: number): boolean {
  return position === 2 || /^\d+$|^[0-9a-f]{8,}$|%2f/i.test(segment);
}

/** The known limit that a kind of request falls under; null: none but the host's. */
export function endpointLimit(kind: string): EndpointLimit | null {
  const [method, path = ''] = kind.split(' ');
  return ENDPOINTS.find((known) => known.method === method && known.kind.test(path)) ?? null;
}

export function hostLimit(origin: string): number | null {
  return HOSTS[new URL(origin).hostname] ?? null;
}
