/**
 * The kinds of GitLab pages that we do something on, as a table: what `<body data-page>` says
 * (`controller:…:action`) together with the address below the relative root.
 * Every example matches its own row and no other; the unit tests hold that.
 */
export interface PageKind {
  kind: 'group' | 'merge-request';
  dataPage: RegExp;
  /** On the path below the root. Group 1 is the full path; group 2, for a merge request, its iid. */
  path: RegExp;
  examples: { dataPage: string; path: string; finds: string[] }[];
}

/** A full path: names joined by slashes, never the `-` that parts a full path from a route. */
const FULL_PATH = String.raw`((?!-\/)[\w.][\w.-]*(?:\/(?!-(?:\/|$))[\w.-]+)*)`;

export const PAGE_KINDS: readonly PageKind[] = [
  {
    kind: 'group',
    // `groups:new` and `groups:index` are pages of no group; `groups:projects:…` never existed.
    dataPage: /^groups:(?!new$|index$|create$)[a-z0-9_:]+$/,
    path: new RegExp(String.raw`^\/(?:groups\/)?${FULL_PATH}(?:\/-(?:\/.*)?)?\/?$`),
    examples: [
      { dataPage: 'groups:show', path: '/acme', finds: ['acme'] },
      { dataPage: 'groups:show', path: '/acme/', finds: ['acme'] },
      { dataPage: 'groups:show', path: '/acme/shop/backend', finds: ['acme/shop/backend'] },
      { dataPage: 'groups:show', path: '/groups/acme', finds: ['acme'] },
      { dataPage: 'groups:show', path: '/groups/acme/shop', finds: ['acme/shop'] },
      { dataPage: 'groups:show', path: '/groups/acme/shop/-/shared', finds: ['acme/shop'] },
      { dataPage: 'groups:show', path: '/groups/acme/-/inactive', finds: ['acme'] },
      { dataPage: 'groups:details', path: '/groups/acme/-/details', finds: ['acme'] },
      { dataPage: 'groups:edit', path: '/groups/acme/-/edit', finds: ['acme'] },
      { dataPage: 'groups:settings:ci_cd:show', path: '/groups/a.b/-c/-/settings/ci_cd', finds: ['a.b/-c'] },
      { dataPage: 'groups:merge_requests', path: '/groups/acme/-/merge_requests', finds: ['acme'] },
    ],
  },
  {
    kind: 'merge-request',
    dataPage: /^projects:merge_requests:(?!index$|new$|edit$|create$)[a-z0-9_]+$/,
    // GitLab before 13 had no `/-/` here; the tab's name stands behind the iid, or not, whatever tab is open.
    path: new RegExp(String.raw`^\/${FULL_PATH}(?:\/-)?\/merge_requests\/(\d{1,15})(?:\/[a-z_]+)*\/?$`),
    examples: [
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/shop/checkout/-/merge_requests/12',
        finds: ['acme/shop/checkout', '12'],
      },
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/app/-/merge_requests/1/diffs',
        finds: ['acme/app', '1'],
      },
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/app/-/merge_requests/1/commits',
        finds: ['acme/app', '1'],
      },
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/app/-/merge_requests/1/pipelines',
        finds: ['acme/app', '1'],
      },
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/app/-/merge_requests/1/reports/scan_details',
        finds: ['acme/app', '1'],
      },
      {
        dataPage: 'projects:merge_requests:diffs',
        path: '/olga/dotfiles/-/merge_requests/3/diffs',
        finds: ['olga/dotfiles', '3'],
      },
      {
        dataPage: 'projects:merge_requests:show',
        path: '/acme/app/merge_requests/7',
        finds: ['acme/app', '7'],
      },
    ],
  },
];

/** Pages of a GitLab that are of no kind above, although they look much like one. */
export const OTHER_PAGES: readonly { dataPage: string; path: string }[] = [
  { dataPage: 'root:index', path: '/' },
  { dataPage: 'sessions:new', path: '/users/sign_in' },
  { dataPage: 'dashboard:groups:index', path: '/dashboard/groups' },
  { dataPage: 'explore:groups:index', path: '/explore/groups' },
  { dataPage: 'groups:new', path: '/groups/new' },
  { dataPage: 'users:show', path: '/olga' },
  { dataPage: 'projects:show', path: '/acme/app' },
  { dataPage: 'projects:blob:show', path: '/acme/app/-/blob/main/-/merge_requests/1' },
  { dataPage: 'projects:merge_requests:index', path: '/acme/app/-/merge_requests' },
  { dataPage: 'projects:merge_requests:edit', path: '/acme/app/-/merge_requests/1/edit' },
  { dataPage: 'projects:merge_requests:creations:new', path: '/acme/app/-/merge_requests/new' },
  { dataPage: 'projects:merge_requests:conflicts:show', path: '/acme/app/-/merge_requests/1/conflicts' },
  { dataPage: 'projects:issues:show', path: '/acme/app/-/issues/1' },
  { dataPage: 'projects:pipelines:show', path: '/acme/app/-/pipelines/1' },
  { dataPage: 'search:show', path: '/search' },
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
