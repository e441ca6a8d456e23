import { escapeMarkdown } from './escape.ts';

/** What a sweep found and did, for people. Paths and names are outside text. */
export interface SweepFindings {
  /** Gated repositories whose settings were changed, and what. */
  drifted: { path: string; what: string }[];
  repaired: { path: string; what: string }[];
  /** Repositories whose webhook was missing or switched off, and works again. */
  hooksMended: string[];
  /** Repositories that nobody gates yet. */
  newRepos: string[];
  /** Of these, the ones that the sweep has gated. */
  enrolled: string[];
  /** Exceptions and ignores whose last day is over. */
  ended: string[];
  /** Merge requests that are looked at in the next sweep. */
  waiting: number;
  /** What a person has to know or do, as sentences. */
  notices: string[];
}

export const SWEEP_TITLE = 'MR Gate: what the nightly sweep found';
const MARKER = '<!-- mr-gate:sweep -->';
const MOST = 50;

export function isSweepIssue(description: string | null): boolean {
  return description?.includes(MARKER) ?? false;
}

/** Whether a person has something to do. */
export function needsSomebody({ drifted, newRepos, ended, waiting, notices }: SweepFindings): boolean {
  return drifted.length + newRepos.length + ended.length + waiting + notices.length > 0;
}

/** The summary issue of the gate project, in Markdown. The same findings give the same text. */
export function sweepText(found: SweepFindings): string {
  const parts = [
    needsSomebody(found)
      ? 'The sweep looks after all gated repositories every night and brings this list up to date.'
      : 'Nothing to do. The sweep opens this again when there is.',
    found.notices.map((notice) => `⚠️ ${escapeMarkdown(notice)}`).join('\n\n'),
    section(
      'Settings that were changed',
      'Their merge requests may be merged without the gate. Apply in Configure Scans to set them back.',
      found.drifted.map(({ path, what }) => `${path}: ${what}`),
    ),
    section('Not gated yet', 'Choose them in Configure Scans.', found.newRepos),
    section('Ended', 'The default holds again; renew them or take them out of the policy.', found.ended),
    found.waiting > 0 && `${found.waiting} merge requests wait for the next sweep.`,
    section(
      'Set back by this sweep',
      '',
      found.repaired.map(({ path, what }) => `${path}: ${what}`),
    ),
    section('Webhooks that work again', '', found.hooksMended),
    section('Gated by this sweep', '', found.enrolled),
    MARKER,
  ];
  return parts.filter((part) => part).join('\n\n');
}

function section(title: string, what: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, MOST).map((line) => `- ${escapeMarkdown(line)}`);
  if (lines.length > MOST) shown.push(`- … and ${lines.length - MOST} more`);
  return [`### ${title} (${lines.length})`, what, shown.join('\n')].filter((part) => part).join('\n\n');
}
