import { codeMarkdown, encodeAddress, encodePath, escapeMarkdown } from './escape.ts';
import type { Finding } from './finding.ts';
import { fixText } from './fix-text.ts';
import { ignoreCommand } from './ignore-command.ts';
import { reportTitle } from './scans.ts';
import { failOnTitle } from './settings.ts';
import type { Severity } from './severity.ts';
import { cap } from './text.ts';
import type { FindingClasses, ScanResult, Verdict, VerdictState } from './verdict.ts';

/** Where the note's links lead: addresses in the user's own GitLab, without trailing slash. */
export interface NoteLinks {
  /** The repository: `https://gitlab.example/acme/shop/checkout`. */
  projectUrl: string;
  /** The gate project. */
  gateUrl: string;
}

const HEADINGS: Record<VerdictState, string> = {
  passed: '✅ MR Gate: passed',
  failed: '⛔ MR Gate: failed',
  report_only: 'ℹ️ MR Gate: report only',
  error: '⚠️ MR Gate: could not tell',
};

const SEVERITY_TITLES: Record<Severity, string> = {
  critical: '🔴 Critical',
  high: '🟠 High',
  medium: '🟡 Medium',
  unknown: '⚪ Unknown',
  low: '🔵 Low',
  info: '⚪ Info',
};

const SCAN_STATES: Record<ScanResult['state'], string> = {
  ok: 'Scanned and compared',
  nothing_to_scan: 'Nothing to scan',
  failed: '⚠️ Failed',
  missing: '⚠️ No report',
  not_compared: '⚠️ Not compared',
};

function heading(verdict: Verdict): string {
  return `### ${HEADINGS[verdict.state]}`;
}

function table(verdict: Verdict, list: keyof FindingClasses, links: NoteLinks, most: number): string {
  const rows = verdict.findings[list].slice(0, most);
  const count = verdict.counts[list];
  const lines = rows.map((f) => {
    const notes = f.likelyFalsePositive ? ' (likely a false positive)' : '';
    const scan = reportTitle(f.scan);
    const name = escapeMarkdown(cap(f.name, 160));
    return `| ${SEVERITY_TITLES[f.severity]} | ${name}${notes} | ${place(f, verdict, list, links)} | ${scan} |`;
  });
  const more = count > rows.length ? [`\n… and ${count - rows.length} more, ${count} in all.`] : [];
  return ['| Severity | Finding | Where | Scan |', '| --- | --- | --- | --- |', ...lines, ...more].join('\n');
}

function folded(title: string, count: number, body: string): string {
  return count === 0 ? '' : `<details><summary>${title} (${count})</summary>\n\n${body}\n\n</details>`;
}

function place(f: Finding, verdict: Verdict, list: keyof FindingClasses, links: NoteLinks): string {
  if (!f.file) return '–';
  const shown = codeMarkdown(cap(f.file, 200) + (f.startLine ? `:${f.startLine}` : ''));
  const sha = list === 'fixed' ? verdict.base : verdict.head;
  // A file name that was cut leads nowhere.
  if (!sha || f.file.endsWith('…')) return shown;
  const lines = f.startLine
    ? `#L${f.startLine}${f.endLine && f.endLine > f.startLine ? `-${f.endLine}` : ''}`
    : '';
  return link(shown, `${encodeAddress(links.projectUrl)}/-/blob/${sha}/${encodePath(f.file)}${lines}`);
}

/** A Markdown link. The address is encoded, the text is ours or escaped. */
function link(text: string, address: string): string {
  return `[${text}](${address})`;
}

function howToFix(links: NoteLinks): string {
  return (
    '**How to go on:** fix what blocks and push; the gate looks again by itself. A leaked secret stays in the ' +
    'history even when the line is gone: revoke it first. Is it no problem? A Maintainer of this repository ' +
    `can have it ignored with a comment as below, and the owners of the ${link('policy', `${encodeAddress(links.gateUrl)}/-/blob/HEAD/mr-gate.yml`)} in it.`
  );
}

/** What the scanners say of how to fix what blocks. */
function fixes(verdict: Verdict, most: number): string {
  const lines = verdict.findings.blocking.slice(0, most).flatMap((f) => {
    const fix = fixText(f);
    return fix ? [`- **${escapeMarkdown(cap(f.name, 160))}**: ${fix}`] : [];
  });
  const distinct = [...new Set(lines)];
  return folded('How to fix', distinct.length, distinct.join('\n'));
}

/** What to write to have a finding ignored. */
function howToIgnore(verdict: Verdict, most: number): string {
  const lines = verdict.findings.blocking
    .slice(0, most)
    .map(
      (f) => `- ${escapeMarkdown(cap(f.name, 160))}\n  <code>${ignoreCommand(f.fingerprint)}reason</code>`,
    );
  const when =
    'Copy a line into a comment and say why; “until 2027-01-31” before the colon ends it on a day. The gate reads ' +
    'comments when it looks next: at a push, an approval or a changed title, and every night.';
  return `<details><summary>How to ignore</summary>\n\n${lines.join('\n')}\n\n${when}\n\n</details>`;
}

function scansTable(verdict: Verdict): string {
  const lines = verdict.scans.map((s) => {
    const broken = s.state === 'failed' || s.state === 'missing';
    const cause = s.cause ? `${broken ? ':' : ';'} ${escapeMarkdown(cap(s.cause, 300))}` : '';
    const state = SCAN_STATES[s.state] + cause;
    const tool = s.tool ? escapeMarkdown(s.tool) : '–';
    const failOn = s.failOn === 'never' ? 'never (report only)' : orWorse(failOnTitle(s.failOn));
    return `| ${reportTitle(s.scan)} | ${state} | ${failOn} | ${tool} |`;
  });
  return `| Scan | State | Fails on | Scanned by |\n| --- | --- | --- | --- |\n${lines.join('\n')}`;
}

function orWorse(title: string): string {
  return title === 'Critical' ? title : `${title} or worse`;
}

function footer(verdict: Verdict, links: NoteLinks): string {
  const time = verdict.evaluatedAt.replace(/T(\d\d:\d\d).*$/, ' $1 UTC');
  const { gate, policyCommit } = verdict;
  const by = gate.pipelineUrl ? link('gate pipeline', encodeAddress(gate.pipelineUrl)) : 'gate pipeline';
  const policy = link(
    `policy ${policyCommit.slice(0, 8)}`,
    `${encodeAddress(links.gateUrl)}/-/blob/${policyCommit}/mr-gate.yml`,
  );
  const from = verdict.settingsFrom === 'exception' ? ', by an exception for this repository' : '';
  return `<sub>Commit ${codeMarkdown(verdict.head.slice(0, 8))} · evaluated ${time} by the ${by} with ${policy}${from} · MR Gate ${escapeMarkdown(gate.version)}</sub>`;
}

/** The note's part for people, in Markdown. `rows`: how many findings a table shows at most. */
export function forPeople(verdict: Verdict, links: NoteLinks, rows: number): string {
  const list = (name: keyof FindingClasses): string => table(verdict, name, links, rows);
  const { blocking } = verdict.counts;
  const parts = [
    heading(verdict),
    escapeMarkdown(verdict.cause),
    verdict.letThrough &&
      '⚠️ **Not checked.** The policy lets a merge request through where the gate could not tell.',
    verdict.notEnforced && `⚠️ **Shown, not enforced.** ${escapeMarkdown(verdict.notEnforced)}`,
    blocking > 0 && `**What blocks** (${blocking})\n\n${list('blocking')}`,
    blocking > 0 && howToFix(links),
    blocking > 0 && rows > 0 && fixes(verdict, rows),
    blocking > 0 && rows > 0 && howToIgnore(verdict, rows),
    folded('New, below the threshold', verdict.counts.introduced, list('introduced')),
    folded('New, ignored by the policy', verdict.counts.ignored, list('ignored')),
    folded('Already in the target branch (does not block)', verdict.counts.existing, list('existing')),
    folded('Fixed by this merge request', verdict.counts.fixed, list('fixed')),
    scansTable(verdict),
    footer(verdict, links),
  ];
  return parts.filter((part) => part).join('\n\n');
}
