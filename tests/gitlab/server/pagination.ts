import { grapeError } from './errors.ts';
import type { Params } from './params.ts';

/** Above this many rows GitLab counts no more: X-Total, X-Total-Pages and rel="last" are left out. */
const COUNT_LIMIT = 10_000;
const MAX_PER_PAGE = 100;
const MAX_OFFSET = 50_000;

export interface Page<Item> {
  items: Item[];
  headers: Record<string, string>;
}

/** `page` and `per_page` as GitLab takes them: at least 1, `per_page` capped at 100. */
export function pageOf(params: Params): { page: number; perPage: number } {
  const page = params.integer('page') ?? 1;
  const perPage = params.integer('per_page') ?? 20;
  if (perPage < 0) throw grapeError(400, 'per_page does not have a valid value');
  if (perPage === 0) throw grapeError(400, 'per_page has a value not allowed');
  return { page: Math.max(1, page), perPage: Math.min(perPage, MAX_PER_PAGE) };
}

/** Offset pagination. `url` is the full request URL, for the Link header. `counted: false`: as for commits. */
export function paginate<Item>(items: Item[], params: Params, url: URL, counted = true): Page<Item> {
  const { page, perPage } = pageOf(params);
  if ((page - 1) * perPage >= MAX_OFFSET && page > 1)
    throw grapeError(
      405,
      `Offset pagination has a maximum allowed offset of ${MAX_OFFSET} for requests that return objects of type Project. Remaining records can be retrieved using keyset pagination.`,
    );
  const start = (page - 1) * perPage;
  return withHeaders(items.slice(start, start + perPage), {
    page,
    perPage,
    url,
    total: counted && items.length <= COUNT_LIMIT ? items.length : null,
    more: items.length > start + perPage,
  });
}

/** The same headers for items that were paged at their source. */
export function withHeaders<Item>(
  items: Item[],
  {
    page,
    perPage,
    url,
    total,
    more,
  }: { page: number; perPage: number; url: URL; total: number | null; more: boolean },
): Page<Item> {
  const pages = total === null ? null : Math.max(1, Math.ceil(total / perPage));
  const link = (target: number, rel: string) => {
    const to = new URL(url);
    to.searchParams.set('page', String(target));
    to.searchParams.set('per_page', String(perPage));
    return `<${to.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(more ? [link(page + 1, 'next')] : []),
    link(1, 'first'),
    ...(pages === null ? [] : [link(pages, 'last')]),
  ];
  const headers: Record<string, string> = {
    Link: links.join(', '),
    'X-Next-Page': more ? String(page + 1) : '',
    'X-Page': String(page),
    'X-Per-Page': String(perPage),
    'X-Prev-Page': page > 1 ? String(page - 1) : '',
  };
  if (total !== null && pages !== null) {
    headers['X-Total'] = String(total);
    headers['X-Total-Pages'] = String(pages);
  }
  return { items, headers };
}

/** `pagination=keyset` of GET /projects: follow rel="next" alone; no counts. */
export function keyset<Item extends { id: number }>(items: Item[], params: Params, url: URL): Page<Item> {
  const { perPage } = pageOf(params);
  if ((params.string('order_by') ?? 'created_at') !== 'id')
    throw grapeError(405, 'Keyset pagination is not yet available for this type of request');
  const ascending = params.string('sort') === 'asc';
  const after = params.integer('id_after');
  const before = params.integer('id_before');
  const rest = items
    .filter((item) => (after === undefined || item.id > after) && (before === undefined || item.id < before))
    .sort((a, b) => (ascending ? a.id - b.id : b.id - a.id));
  const slice = rest.slice(0, perPage);
  const last = slice.at(-1);
  if (last === undefined || rest.length <= perPage) return { items: slice, headers: {} };
  const next = new URL(url);
  next.searchParams.set(ascending ? 'id_after' : 'id_before', String(last.id));
  return { items: slice, headers: { Link: `<${next.href}>; rel="next"` } };
}
