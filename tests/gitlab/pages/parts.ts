import type { CiStatus, Job, Pipeline } from '../world/types.ts';
import { cut, type Html, html } from './html.ts';
import { type IconName, icon } from './icons.ts';

/** A letter on a colour of the id, as GitLab shows what has no picture. Round for people. */
export function avatar(
  name: string,
  id: number,
  size: 's16' | 's24' | 's32' | 's48' | 's64',
  round = false,
): Html {
  const letter = [...name.trim()][0]?.toUpperCase() ?? '?';
  return html`<span class="gl-avatar gl-avatar-${size} ${round ? 'gl-avatar-circle' : ''} gl-avatar-identicon-bg${(id % 7) + 1}" aria-hidden="true">${letter}</span>`;
}

/** `<time>` that the page's script keeps relative. */
export function timeAgo(iso: string, now = Date.now()): Html {
  return html`<time class="js-timeago" datetime="${iso}" title="${fullTime(iso)}">${relative(Date.parse(iso), now)}</time>`;
}

function fullTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
}

function relative(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  if (Number.isNaN(seconds)) return '';
  if (seconds < 45) return 'just now';
  for (const [unit, size] of UNITS) {
    const count = Math.round(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return '1 minute ago';
}
const UNITS: readonly [string, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const STATUS: Record<CiStatus, { text: string; icon: IconName; variant: string }> = {
  created: { text: 'Created', icon: 'status_created', variant: 'neutral' },
  pending: { text: 'Pending', icon: 'status_pending', variant: 'warning' },
  running: { text: 'Running', icon: 'status_running', variant: 'info' },
  success: { text: 'Passed', icon: 'status_success', variant: 'success' },
  failed: { text: 'Failed', icon: 'status_failed', variant: 'danger' },
  canceled: { text: 'Canceled', icon: 'status_canceled', variant: 'neutral' },
  skipped: { text: 'Skipped', icon: 'status_skipped', variant: 'neutral' },
  manual: { text: 'Manual', icon: 'status_manual', variant: 'neutral' },
};

export function statusWord(status: CiStatus): string {
  return STATUS[status].text.toLowerCase();
}

/** A CI status as a badge that links to its page. */
export function statusBadge(status: CiStatus, href: string): Html {
  const { text, variant } = STATUS[status];
  return html`<a class="ci-icon ci-icon-variant-${variant} gl-badge badge-pill badge-${variant}" data-testid="ci-icon" href="${href}">${icon(STATUS[status].icon)}<span class="ci-icon-text">${text}</span></a>`;
}

export function statusIcon(status: CiStatus): Html {
  const { icon: name, variant, text } = STATUS[status];
  return html`<span class="ci-icon ci-icon-variant-${variant}" data-testid="ci-icon" title="${text}">${icon(name)}<span class="gl-sr-only">${text}</span></span>`;
}

export function shortSha(sha: string): string {
  return sha.slice(0, 8);
}

/** `00:01:05`, as GitLab shows a duration; empty before it has begun. */
export function duration(of: Pick<Job | Pipeline, 'startedAt' | 'finishedAt'>): string {
  if (of.startedAt === null) return '';
  const end = of.finishedAt === null ? Date.now() : Date.parse(of.finishedAt);
  const seconds = Math.max(0, Math.round((end - Date.parse(of.startedAt)) / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** Text in a monospace with a button that copies it. */
export function clipboard(text: string, title: string): Html {
  return html`<button type="button" class="gl-button btn btn-icon btn-sm btn-default-tertiary js-clipboard" data-clipboard-text="${text}" title="${title}" aria-label="${title}">${icon('copy')}</button>`;
}

export function branchLink(root: string, projectPath: string, branch: string): Html {
  return html`<a class="ref-container" href="${root}/${projectPath}/-/tree/${encodeRef(branch)}" title="${branch}">${cut(branch, 200)}</a>`;
}

/** A ref or file path in an address: slashes stay, everything else is encoded. */
export function encodeRef(ref: string): string {
  return ref.split('/').map(encodeURIComponent).join('/');
}
