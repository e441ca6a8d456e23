import { FULL_PATH, findIn, MERGE_REQUEST, type PageKind } from './page-kind.ts';

/**
 * The kinds of GitLab pages that we do something on, as a table. Every example of `page-kinds.examples.ts` matches its
 * own row and no other; the unit tests hold that.
 */
export const PAGE_KINDS: readonly PageKind[] = [
  {
    kind: 'group',
    // `groups:new` and `groups:index` are pages of no group; `groups:projects:…` never existed.
    dataPage: /^groups:(?!new$|index$|create$|merge_requests$)[a-z0-9_:]+$/,
    path: new RegExp(String.raw`^\/(?:groups\/)?${FULL_PATH}(?:\/-(?:\/.*)?)?\/?$`),
  },
  MERGE_REQUEST,
  {
    // Of a project, or of a group with all below it.
    kind: 'merge-request-list',
    dataPage: /^(?:projects:merge_requests:index|groups:merge_requests)$/,
    path: new RegExp(String.raw`^\/(?:groups\/)?${FULL_PATH}(?:\/-)?\/merge_requests\/?$`),
  },
];

/** The row that a page belongs to, and what its path holds; null: none. */
export function findPageKind(
  dataPage: string,
  path: string,
): { kind: PageKind['kind']; found: string[] } | null {
  for (const row of PAGE_KINDS) {
    const found = findIn(row, dataPage, path);
    if (found) return { kind: row.kind, found };
  }
  return null;
}
