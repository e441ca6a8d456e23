import type { PageKind } from './page-kind.ts';

/**
 * Pages of each kind, and what their path holds. In a file of their own, since what is loaded on every page of a
 * GitLab has no use for them.
 */
export const EXAMPLES: Record<
  PageKind['kind'],
  readonly { dataPage: string; path: string; finds: string[] }[]
> = {
  group: [
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
  ],
  'merge-request': [
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
  'merge-request-list': [
    {
      dataPage: 'projects:merge_requests:index',
      path: '/acme/shop/checkout/-/merge_requests',
      finds: ['acme/shop/checkout'],
    },
    { dataPage: 'projects:merge_requests:index', path: '/acme/app/-/merge_requests/', finds: ['acme/app'] },
    { dataPage: 'projects:merge_requests:index', path: '/acme/app/merge_requests', finds: ['acme/app'] },
    { dataPage: 'groups:merge_requests', path: '/groups/acme/-/merge_requests', finds: ['acme'] },
    { dataPage: 'groups:merge_requests', path: '/groups/acme/shop/-/merge_requests', finds: ['acme/shop'] },
  ],
};

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
  { dataPage: 'dashboard:merge_requests', path: '/dashboard/merge_requests' },
  { dataPage: 'groups:merge_requests', path: '/groups/acme/-/merge_requests/1' },
  { dataPage: 'projects:merge_requests:index', path: '/acme/app/-/merge_requests/1' },
  { dataPage: 'projects:merge_requests:edit', path: '/acme/app/-/merge_requests/1/edit' },
  { dataPage: 'projects:merge_requests:creations:new', path: '/acme/app/-/merge_requests/new' },
  { dataPage: 'projects:merge_requests:conflicts:show', path: '/acme/app/-/merge_requests/1/conflicts' },
  { dataPage: 'projects:issues:show', path: '/acme/app/-/issues/1' },
  { dataPage: 'projects:pipelines:show', path: '/acme/app/-/pipelines/1' },
  { dataPage: 'search:show', path: '/search' },
];
