import { type Html, markup } from './html.ts';

/** Drawn for this project on a 16 px grid, in the line style of GitLab's icons. */
const PATHS = {
  'chevron-right': '<path d="M6 3.5 10.5 8 6 12.5"/>',
  'chevron-down': '<path d="M3.5 6 8 10.5 12.5 6"/>',
  search: '<circle cx="7" cy="7" r="4.25"/><path d="m10.2 10.2 3.6 3.6"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  'merge-request':
    '<circle cx="4" cy="3.5" r="1.75"/><circle cx="4" cy="12.5" r="1.75"/><circle cx="12" cy="12.5" r="1.75"/><path d="M4 5.25v5.5M12 10.75V6.5a2 2 0 0 0-2-2H8M9.75 2.5l-2 2 2 2"/>',
  merge:
    '<circle cx="4" cy="3.5" r="1.75"/><circle cx="4" cy="12.5" r="1.75"/><circle cx="12" cy="8.5" r="1.75"/><path d="M4 5.25v5.5M4.3 5.3c.6 2 2.4 3.2 5.9 3.2"/>',
  issues: '<rect x="2.75" y="2.75" width="10.5" height="10.5" rx="2"/><path d="m5.5 8 1.75 1.75L10.5 6.5"/>',
  todo: '<path d="m2.5 8.5 3.25 3.25L13.5 4"/>',
  project:
    '<path d="M2.75 4.25a1.5 1.5 0 0 1 1.5-1.5h7.5a1.5 1.5 0 0 1 1.5 1.5v9H4.25a1.5 1.5 0 0 1-1.5-1.5zM2.75 11.25h10.5M6 2.75v4l1.5-1 1.5 1v-4"/>',
  group: '<path d="M2.75 3.75h4.5v4.5h-4.5zM8.75 3.75h4.5v4.5h-4.5zM5.75 9.75h4.5v3.5h-4.5z"/>',
  subgroup: '<path d="M2.75 2.75h5v4h-5zM8.25 9.25h5v4h-5zM5.25 6.75v4.5h3"/>',
  users:
    '<circle cx="6" cy="5.25" r="2.5"/><path d="M1.75 13.25c0-2.35 1.9-3.75 4.25-3.75s4.25 1.4 4.25 3.75M10.75 2.9a2.5 2.5 0 0 1 0 4.7M12 9.8c1.4.5 2.25 1.7 2.25 3.45"/>',
  plan: '<rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1.5"/><path d="M5.5 6h5M5.5 8.5h5M5.5 11h2.5"/>',
  code: '<path d="m5.25 4.5-3.5 3.5 3.5 3.5M10.75 4.5l3.5 3.5-3.5 3.5"/>',
  rocket:
    '<path d="M9.5 3.25c1.3-1.1 2.75-1.5 4.25-1 .5 1.5.1 2.95-1 4.25L9 10.5 5.5 7zM5.75 6.75 3 7.5 2.25 9l2.25.75M9.25 10.25 8.5 13 7 13.75 6.25 11.5M4 12l-1.75 1.75"/>',
  shield: '<path d="M8 1.75 13.25 3.5v4.25c0 3-2 5.25-5.25 6.5-3.25-1.25-5.25-3.5-5.25-6.5V3.5z"/>',
  settings:
    '<circle cx="8" cy="8" r="2"/><path d="M8 1.75v2M8 12.25v2M1.75 8h2M12.25 8h2M3.6 3.6l1.4 1.4M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"/>',
  lock: '<rect x="3.25" y="7.25" width="9.5" height="6" rx="1.5"/><path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"/>',
  earth: '<circle cx="8" cy="8" r="5.75"/><path d="M2.25 8h11.5M8 2.25c4 3.5 4 8 0 11.5-4-3.5-4-8 0-11.5z"/>',
  bell: '<path d="M3 11.25h10c-1-1-1.25-2-1.25-4.5a3.75 3.75 0 0 0-7.5 0c0 2.5-.25 3.5-1.25 4.5zM6.5 13.5c.75.75 2.25.75 3 0"/>',
  ellipsis:
    '<g fill="currentColor" stroke="none"><circle cx="8" cy="3" r="1.4"/><circle cx="8" cy="8" r="1.4"/><circle cx="8" cy="13" r="1.4"/></g>',
  copy: '<rect x="5.75" y="5.75" width="7.5" height="7.5" rx="1.5"/><path d="M10.25 3.5a.75.75 0 0 0-.75-.75H3.5a.75.75 0 0 0-.75.75v6c0 .4.3.75.75.75"/>',
  folder:
    '<path d="M1.75 4.25c0-.8.6-1.5 1.5-1.5H6l1.75 1.75h5c.8 0 1.5.7 1.5 1.5v5.75c0 .8-.7 1.5-1.5 1.5h-9.5c-.9 0-1.5-.7-1.5-1.5z" fill="currentColor" stroke="none"/>',
  doc: '<path d="M3.75 1.75h5.5l3 3v9.5h-8.5zM9 2v3h3"/>',
  branch:
    '<circle cx="4.5" cy="3.5" r="1.75"/><circle cx="4.5" cy="12.5" r="1.75"/><circle cx="11.5" cy="4.5" r="1.75"/><path d="M4.5 5.25v5.5M11.5 6.25c0 2.5-1.5 3.25-4 3.25-1.7 0-3 .6-3 1.25"/>',
  commit: '<circle cx="8" cy="8" r="2.75"/><path d="M1.5 8h3.75M10.75 8h3.75"/>',
  history: '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.75V8l2.25 1.5"/>',
  pipeline: '<circle cx="3.25" cy="8" r="1.75"/><circle cx="12.75" cy="8" r="1.75"/><path d="M5 8h6"/>',
  archive:
    '<rect x="2" y="2.75" width="12" height="3.5" rx=".75"/><path d="M3.25 6.25v7h9.5v-7M6.25 9h3.5"/>',
  sidebar: '<rect x="2.25" y="2.75" width="11.5" height="10.5" rx="1.5"/><path d="M6.25 3v10"/>',
  external: '<path d="M6.5 3.25h-3.25v9.5h9.5V9.5M9.25 2.75h4v4M13 3 7.75 8.25"/>',
  status_success: '<circle cx="8" cy="8" r="6.25"/><path d="m5.25 8.25 2 2 3.5-4"/>',
  status_failed: '<circle cx="8" cy="8" r="6.25"/><path d="m5.75 5.75 4.5 4.5M10.25 5.75l-4.5 4.5"/>',
  status_running: '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor"/>',
  status_pending: '<circle cx="8" cy="8" r="6.25"/><path d="M6.4 5.5v5M9.6 5.5v5"/>',
  status_created: '<circle cx="8" cy="8" r="6.25"/><circle cx="8" cy="8" r="1.25" fill="currentColor"/>',
  status_canceled: '<circle cx="8" cy="8" r="6.25"/><path d="m4 12 8-8"/>',
  status_skipped: '<circle cx="8" cy="8" r="6.25"/><path d="M6 5.5 8.5 8 6 10.5M10.25 5.5v5"/>',
  status_manual:
    '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.75v1M8 10.25v1M4.75 8h1M10.25 8h1"/><circle cx="8" cy="8" r="1.5"/>',
  status_warning: '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.75v4M8 10.9v.35"/>',
  comment:
    '<path d="M2.25 3.75c0-.6.4-1 1-1h9.5c.6 0 1 .4 1 1v6.5c0 .6-.4 1-1 1H7l-3 2.5v-2.5h-.75c-.6 0-1-.4-1-1z"/>',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName, classes = ''): Html {
  return markup(
    `<svg class="gl-icon s16 ${classes}" data-testid="${name}-icon" role="img" aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${PATHS[name]}</svg>`,
  );
}

/** The embedded GitLab's own mark, so that nobody takes a screenshot of it for GitLab's. */
export const LOGO = markup(
  '<svg class="brand-logo" role="img" aria-hidden="true" width="24" height="24" viewBox="0 0 24 24"><rect width="24" height="24" rx="7" fill="#e2622b"/><g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"><circle cx="8" cy="7" r="2"/><circle cx="8" cy="17" r="2"/><circle cx="16.5" cy="10" r="2"/><path d="M8 9v6M16.5 12c0 3-4 3.5-6.5 4.5"/></g></svg>',
);
