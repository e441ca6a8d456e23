/**
 * The kinds of GitLab pages that we do something on, as a table: what `<body data-page>` says
 * (`controller:…:action`) together with the address below the relative root.
 * Every example of `page-kinds.examples.ts` matches its own row and no other; the unit tests hold that.
 */
export interface PageKind {
  kind: 'group' | 'merge-request' | 'merge-request-list';
  dataPage: RegExp;
  /** On the path below the root. Group 1 is the full path, of a group or project; group 2 a merge request's iid. */
  path: RegExp;
}

/** A full path: names joined by slashes, never the `-` that parts a full path from a route. */
const FULL_PATH = String.raw`((?!-\/)[\w.][\w.-]*(?:\/(?!-(?:\/|$))[\w.-]+)*)`;

export const PAGE_KINDS: readonly PageKind[] = [
  {
    kind: 'group',
    // `groups:new` and `groups:index` are pages of no group; `groups:projects:…` never existed.
    dataPage: /^groups:(?!new$|index$|create$|merge_requests$)[a-z0-9_:]+$/,
    path: new RegExp(String.raw`^\/(?:groups\/)?${FULL_PATH}(?:\/-(?:\/.*)?)?\/?$`),
  },
  {
    kind: 'merge-request',
    dataPage: /^projects:merge_requests:(?!index$|new$|edit$|create$)[a-z0-9_]+$/,
    // GitLab before 13 had no `/-/` here; the tab's name stands behind the iid, or not, whatever tab is open.
    path: new RegExp(String.raw`^\/${FULL_PATH}(?:\/-)?\/merge_requests\/(\d{1,15})(?:\/[a-z_]+)*\/?$`),
  },
  {
    // Of a project, or of a group with all below it.
    kind: 'merge-request-list',
    dataPage: /^(?:projects:merge_requests:index|groups:merge_requests)$/,
    path: new RegExp(String.raw`^\/(?:groups\/)?${FULL_PATH}(?:\/-)?\/merge_requests\/?$`),
  },
];

/** GitLab's longest address of a group or merge request: 20 nested names of 255 characters, and a route. */
const MAX_PATH = 6000;

/** The row that a page belongs to, and what its path holds; null: none. */
export function findPageKind(
  dataPage: string,
  path: string,
): { kind: PageKind['kind']; found: string[] } | null {
  if (path.length > MAX_PATH) return null;
  for (const row of PAGE_KINDS) {
    const match = row.dataPage.test(dataPage) ? row.path.exec(path) : null;
    if (match) return { kind: row.kind, found: match.slice(1) };
  }
  return null;
}
