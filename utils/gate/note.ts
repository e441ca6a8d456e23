import * as v from 'valibot';
import { codeMarkdown, encodeAddress, encodePath, escapeMarkdown } from './escape.ts';
import type { Finding } from './finding.ts';
import { SCAN_IDS, scan as scanDefinition } from './scans.ts';
import { failOnTitle } from './settings.ts';
import { FAIL_ON, SEVERITIES, type Severity } from './severity.ts';
import { cap, safeBlock, safeLine, safeLink } from './text.ts';
import type { FindingClasses, ScanResult, Verdict, VerdictState } from './verdict.ts';

/** Where the note's links lead: addresses in the user's own GitLab, without trailing slash. */
export interface NoteLinks {
  /** The repository: `https://gitlab.example/acme/shop/checkout`. */
  projectUrl: string;
  /** The gate project. */
  gateUrl: string;
}

export type NoteReading = { ok: true; verdict: Verdict } | { ok: false; reason: string };

const MARKER = '<!-- mr-gate:v1 ';
const MARKED = /<!-- mr-gate:v1 ([A-Za-z0-9+/=]*) -->/g;
/** Characters of a note that is read at all. */
const MAX_NOTE = 400_000;
/** Characters of a note of ours. GitLab takes a million, but shows a long text badly. */
const MAX_WRITTEN = 200_000;
/** Bytes of JSON in it. */
const MAX_DATA = 90_000;
/** Findings that a note carries as data, per class; the counts stay full. */
const MAX_CARRIED = 200;
/** Rows of a table for people, the first that fits. */
const ROWS = [25, 8, 2, 0];

const CLASSES = ['blocking', 'introduced', 'existing', 'fixed', 'ignored'] as const;

/** Whether a note claims to be the gate's. Who wrote it is for the caller to check. */
export function isGateNote(body: string): boolean {
  return body.includes(MARKER);
}

/**
 * The note on a merge request: Markdown that says everything to people without the extension, and the
 * verdict as data in an HTML comment. Findings beyond what fits are left out with the full count said.
 */
export function writeNote(verdict: Verdict, links: NoteLinks): string {
  const kept = capVerdict(verdict);
  const data = `${MARKER}${toBase64(JSON.stringify(kept))} -->`;
  for (const rows of ROWS) {
    const note = `${forPeople(kept, links, rows)}\n\n${data}`;
    if (note.length <= MAX_WRITTEN) return note;
  }
  return data;
}

function forPeople(verdict: Verdict, links: NoteLinks, rows: number): string {
  const list = (name: keyof FindingClasses): string => table(verdict, name, links, rows);
  const { blocking } = verdict.counts;
  const parts = [
    heading(verdict),
    escapeMarkdown(verdict.cause),
    verdict.notEnforced && `⚠️ **Shown, not enforced.** ${escapeMarkdown(verdict.notEnforced)}`,
    blocking > 0 && `**What blocks** (${blocking})\n\n${list('blocking')}`,
    blocking > 0 && howToFix(links),
    blocking > 0 && rows > 0 && fingerprints(verdict, rows),
    folded('New, below the threshold', verdict.counts.introduced, list('introduced')),
    folded('New, ignored by the policy', verdict.counts.ignored, list('ignored')),
    folded('Already in the target branch (does not block)', verdict.counts.existing, list('existing')),
    folded('Fixed by this merge request', verdict.counts.fixed, list('fixed')),
    scansTable(verdict),
    footer(verdict, links),
  ];
  return parts.filter((part) => part).join('\n\n');
}

/**
 * The verdict as the note carries it: texts capped and made visible, links https alone, lists cut so that the
 * data fits. `readNote(writeNote(v))` gives exactly `capVerdict(v)`.
 */
export function capVerdict(verdict: Verdict): Verdict {
  for (let limit = MAX_CARRIED; ; limit = Math.floor(limit / 2)) {
    const kept = clean(verdict, limit);
    if (limit === 0 || utf8Length(JSON.stringify(kept)) <= MAX_DATA) return kept;
  }
}

/**
 * Reads a note's verdict. The body is hostile until proven otherwise: anybody may write a note, and only its
 * author, which the caller checks, makes it ours.
 *
 * @returns null where the note does not claim to be the gate's.
 */
export function readNote(body: string): NoteReading | null {
  if (!isGateNote(body)) return null;
  if (body.length > MAX_NOTE) return { ok: false, reason: 'The note is too large.' };
  const found = [...body.matchAll(MARKED)];
  const data = found[0]?.[1];
  if (data === undefined) return { ok: false, reason: 'The note carries no data.' };
  if (found.length > 1) return { ok: false, reason: 'The note carries more than one verdict.' };
  let json: unknown;
  try {
    json = JSON.parse(fromBase64(data));
  } catch {
    return { ok: false, reason: "The note's data can't be read." };
  }
  if (typeof json === 'object' && json !== null && 'schema' in json && json.schema !== 1) {
    return { ok: false, reason: 'The note was written by a newer MR Gate.' };
  }
  const result = v.safeParse(schema, json);
  if (!result.success) return { ok: false, reason: "The note's data is not a verdict." };
  return { ok: true, verdict: clean(result.output as Verdict, MAX_CARRIED) };
}

// --- data -----------------------------------------------------------------------------------------------

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** SHA-1 or SHA-256; empty where there is no base. */
const sha = v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})?$/));
const finding = v.strictObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  scan: v.picklist(SCAN_IDS),
  severity: v.picklist(SEVERITIES),
  name: text(1000),
  description: text(10_000),
  solution: v.exactOptional(text(10_000)),
  file: v.exactOptional(text(4000)),
  startLine: v.exactOptional(positive),
  endLine: v.exactOptional(positive),
  identifiers: v.pipe(
    v.array(
      v.strictObject({
        type: text(400),
        name: text(400),
        value: text(400),
        url: v.exactOptional(text(4000)),
      }),
    ),
    v.maxLength(20),
  ),
  likelyFalsePositive: v.exactOptional(v.boolean()),
});
const findings = v.pipe(v.array(finding), v.maxLength(1000));
const schema = v.strictObject({
  schema: v.literal(1),
  state: v.picklist(['passed', 'failed', 'report_only', 'error']),
  cause: text(4000),
  project: positive,
  mergeRequest: positive,
  head: sha,
  base: sha,
  failOn: v.picklist(FAIL_ON),
  settingsFrom: v.picklist(['default', 'exception']),
  policyCommit: sha,
  scans: v.pipe(
    v.array(
      v.strictObject({
        scan: v.picklist(SCAN_IDS),
        state: v.picklist(['ok', 'nothing_to_scan', 'failed', 'missing', 'not_compared']),
        failOn: v.picklist(FAIL_ON),
        cause: v.exactOptional(text(4000)),
        tool: v.exactOptional(text(400)),
      }),
    ),
    v.maxLength(SCAN_IDS.length),
  ),
  findings: v.strictObject({
    blocking: findings,
    introduced: findings,
    existing: findings,
    fixed: findings,
    ignored: findings,
  }),
  counts: v.strictObject({ blocking: size, introduced: size, existing: size, fixed: size, ignored: size }),
  notEnforced: v.exactOptional(text(2000)),
  evaluatedAt: v.pipe(v.string(), v.maxLength(30), v.isoTimestamp()),
  gate: v.strictObject({ project: text(2000), pipelineUrl: text(4000), version: text(100) }),
});

function clean(verdict: Verdict, limit: number): Verdict {
  const { notEnforced } = verdict;
  const lists = {} as FindingClasses;
  for (const name of CLASSES) {
    // What blocks is worth more room than what does not.
    const room = name === 'blocking' ? limit : Math.floor(limit / 4);
    lists[name] = verdict.findings[name].slice(0, room).map(cleanFinding);
  }
  return {
    schema: 1,
    state: verdict.state,
    cause: safeLine(verdict.cause, 1000),
    project: verdict.project,
    mergeRequest: verdict.mergeRequest,
    head: verdict.head,
    base: verdict.base,
    failOn: verdict.failOn,
    settingsFrom: verdict.settingsFrom,
    policyCommit: verdict.policyCommit,
    scans: verdict.scans.map(cleanScan),
    findings: lists,
    counts: {
      blocking: verdict.counts.blocking,
      introduced: verdict.counts.introduced,
      existing: verdict.counts.existing,
      fixed: verdict.counts.fixed,
      ignored: verdict.counts.ignored,
    },
    ...(notEnforced !== undefined && { notEnforced: safeLine(notEnforced, 500) }),
    evaluatedAt: verdict.evaluatedAt,
    gate: {
      project: safeLine(verdict.gate.project, 1000),
      pipelineUrl: ownLink(verdict.gate.pipelineUrl),
      version: safeLine(verdict.gate.version, 40),
    },
  };
}

function cleanScan({ scan, state, failOn, cause, tool }: ScanResult): ScanResult {
  return {
    scan,
    state,
    failOn,
    ...(cause !== undefined && { cause: safeLine(cause, 500) }),
    ...(tool !== undefined && { tool: safeLine(tool, 120) }),
  };
}

function cleanFinding(from: Finding): Finding {
  return {
    fingerprint: from.fingerprint,
    scan: from.scan,
    severity: from.severity,
    name: safeLine(from.name, 255),
    description: safeBlock(from.description, 600),
    ...(from.solution !== undefined && { solution: safeBlock(from.solution, 400) }),
    ...(from.file !== undefined && { file: safeLine(from.file, 1000) }),
    ...(from.startLine !== undefined && { startLine: from.startLine }),
    ...(from.endLine !== undefined && { endLine: from.endLine }),
    identifiers: from.identifiers.slice(0, 5).map(({ type, name, value, url }) => {
      const link = safeLink(url);
      return {
        type: safeLine(type, 100),
        name: safeLine(name, 200),
        value: safeLine(value, 200),
        ...(link !== undefined && { url: link }),
      };
    }),
    ...(from.likelyFalsePositive !== undefined && { likelyFalsePositive: from.likelyFalsePositive }),
  };
}

/** The pipeline's address lies in the user's own GitLab, which may be http on localhost; else ''. */
function ownLink(url: string): string {
  if (url.length > 2000 || !/^https?:\/\/[^\s<>"'`\\]+$/.test(url)) return '';
  return url;
}

function utf8Length(value: string): number {
  return new TextEncoder().encode(value).length;
}

function toBase64(value: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(value)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(value: string): string {
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

// --- text for people ------------------------------------------------------------------------------------

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
    const scan = scanDefinition(f.scan).title;
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
    'history even when the line is gone: revoke it first. Is it no problem? The owners of the ' +
    `${link('policy', `${encodeAddress(links.gateUrl)}/-/blob/HEAD/mr-gate.yml`)} can ignore a finding with a reason.`
  );
}

/** What an ignore in the policy names. */
function fingerprints(verdict: Verdict, most: number): string {
  const lines = verdict.findings.blocking
    .slice(0, most)
    .map((f) => `- <code>${f.fingerprint}</code> ${escapeMarkdown(cap(f.name, 160))}`);
  return `<details><summary>Fingerprints, to name in the policy</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

function scansTable(verdict: Verdict): string {
  const lines = verdict.scans.map((s) => {
    const broken = s.state === 'failed' || s.state === 'missing';
    const cause = s.cause ? `${broken ? ':' : ';'} ${escapeMarkdown(cap(s.cause, 300))}` : '';
    const state = SCAN_STATES[s.state] + cause;
    const tool = s.tool ? escapeMarkdown(s.tool) : '–';
    const failOn = s.failOn === 'never' ? 'never (report only)' : orWorse(failOnTitle(s.failOn));
    return `| ${scanDefinition(s.scan).title} | ${state} | ${failOn} | ${tool} |`;
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
