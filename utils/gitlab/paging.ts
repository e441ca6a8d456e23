import type { Query } from './query.ts';
import type { GitLabAnswer, Transport } from './transport.ts';

const PER_PAGE = 100;
/** Offset pagination ends at 50,000 rows (doc/api/rest, offset-based pagination). */
const MOST_PAGES = 500;

export interface PagingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the first page where there are more, and with how many rows there are (null: not told). */
  onFirst?: ((rows: unknown[], total: number | null) => void) | undefined;
}

/**
 * All rows of a listing, in GitLab's order. Where the first page says how many there are (`X-Total-Pages`, left
 * out above 10,000 rows) the others are read at the same time, else one after the other by `X-Next-Page`,
 * else by `Link: rel="next"` (keyset pagination).
 *
 * @throws GitLabError
 */
export async function allPages<T>(
  transport: Transport,
  path: string,
  query: Query = {},
  { signal, onFirst }: PagingOptions = {},
): Promise<T[]> {
  const page = (more: Query): Promise<GitLabAnswer<T[]>> =>
    transport.request<T[]>({ method: 'GET', path, query: { per_page: PER_PAGE, ...query, ...more }, signal });

  const first = await page({});
  const rows = [...list<T>(first.body)];
  const total = Math.min(MOST_PAGES, Number(first.headers['x-total-pages'] ?? Number.NaN));
  if (onFirst && (total > 1 || (Number.isNaN(total) && nextPage(first.headers)))) {
    const count = first.headers['x-total'];
    onFirst(rows, count === undefined ? null : Number(count));
  }
  if (Number.isInteger(total) && query.pagination !== 'keyset') {
    const others = Array.from({ length: Math.max(0, total - 1) }, (_, index) => page({ page: index + 2 }));
    for (const answer of await Promise.all(others)) rows.push(...list<T>(answer.body));
    return rows;
  }
  let answer = first;
  for (let count = 1; count < MOST_PAGES; count++) {
    const next = nextPage(answer.headers);
    if (!next) return rows;
    answer = await page(next);
    rows.push(...list<T>(answer.body));
  }
  return rows;
}

function nextPage(headers: Record<string, string>): Query | null {
  const number = headers['x-next-page'];
  if (number) return { page: number };
  const link = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? '')?.[1];
  if (!link || !URL.canParse(link)) return null;
  // Only the query of the link is taken: where the next request goes is not the answer's to say.
  return Object.fromEntries(new URL(link).searchParams);
}

function list<T>(body: T[]): T[] {
  return Array.isArray(body) ? body : [];
}
