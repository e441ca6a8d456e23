import type { Finding } from './finding.ts';
import { SCAN_IDS } from './scans.ts';
import { FAIL_ON, SEVERITIES } from './severity.ts';
import { flag, list, object, oneOf, type Shape, text, whole } from './shape.ts';
import { safeBlock, safeLine, safeLink } from './text.ts';
import type { FindingClasses, ScanResult, Verdict } from './verdict.ts';

const CLASSES = ['blocking', 'introduced', 'existing', 'fixed', 'ignored'] as const;

/** Strict: what a note holds beyond it is not ours. */
const EXACT = true;
const positive = whole(1);
const size = whole(0);
/** SHA-1 or SHA-256; empty where there is no base. */
const sha = text(64, /^([0-9a-f]{40}|[0-9a-f]{64})?$/);
const identifier = object({ type: text(400), name: text(400), value: text(400) }, { url: text(4000) }, EXACT);
const finding = object(
  {
    fingerprint: text(32, /^[0-9a-f]{32}$/),
    scan: oneOf(SCAN_IDS),
    severity: oneOf(SEVERITIES),
    name: text(1000),
    description: text(10_000),
    identifiers: list(identifier, 20),
  },
  {
    solution: text(10_000),
    file: text(4000),
    startLine: positive,
    endLine: positive,
    likelyFalsePositive: flag,
    moreIdentifiers: positive,
  },
  EXACT,
);
const scan = object(
  {
    scan: oneOf(SCAN_IDS),
    state: oneOf(['ok', 'nothing_to_scan', 'failed', 'missing', 'not_compared']),
    failOn: oneOf(FAIL_ON),
  },
  { cause: text(4000), tool: text(400) },
  EXACT,
);
const findings = list(finding, 1000);
/** As `Date#toISOString` writes it. */
const time = text(30, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/);

/** A verdict as a note may carry it. */
export const verdictShape: Shape<Verdict> = object(
  {
    schema: oneOf([1]),
    state: oneOf(['passed', 'failed', 'report_only', 'error']),
    cause: text(4000),
    project: positive,
    mergeRequest: positive,
    head: sha,
    base: sha,
    failOn: oneOf(FAIL_ON),
    settingsFrom: oneOf(['default', 'exception']),
    policyCommit: sha,
    scans: list(scan, SCAN_IDS.length),
    findings: object(
      { blocking: findings, introduced: findings, existing: findings, fixed: findings, ignored: findings },
      {},
      EXACT,
    ),
    counts: object(
      { blocking: size, introduced: size, existing: size, fixed: size, ignored: size },
      {},
      EXACT,
    ),
    evaluatedAt: time,
    gate: object({ project: text(2000), pipelineUrl: text(4000), version: text(100) }, {}, EXACT),
  },
  { letThrough: oneOf([true]), notEnforced: text(2000) },
  EXACT,
);

/** A verdict with its texts capped and made visible, links https alone, and at most `limit` findings that block. */
export function clean(verdict: Verdict, limit: number): Verdict {
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
    ...(verdict.letThrough && { letThrough: true }),
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

const KEPT_IDENTIFIERS = 5;

function cleanFinding(from: Finding): Finding {
  const more = Math.max(0, from.identifiers.length - KEPT_IDENTIFIERS) + (from.moreIdentifiers ?? 0);
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
    identifiers: from.identifiers.slice(0, KEPT_IDENTIFIERS).map(({ type, name, value, url }) => {
      const link = safeLink(url);
      return {
        type: safeLine(type, 100),
        name: safeLine(name, 200),
        value: safeLine(value, 200),
        ...(link !== undefined && { url: link }),
      };
    }),
    ...(more > 0 && { moreIdentifiers: more }),
    ...(from.likelyFalsePositive !== undefined && { likelyFalsePositive: from.likelyFalsePositive }),
  };
}

/** The pipeline's address lies in the user's own GitLab, which may be http on localhost; else ''. */
function ownLink(url: string): string {
  if (url.length > 2000 || !/^https?:\/\/[^\s<>"'`\\]+$/.test(url)) return '';
  return url;
}
