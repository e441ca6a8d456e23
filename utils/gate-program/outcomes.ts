import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { convertBandit } from '../gate/convert/bandit.ts';
import { convertEslint } from '../gate/convert/eslint.ts';
import type { Conversion, GitLabReport } from '../gate/convert/gitlab-report.ts';
import { convertOsvLicences } from '../gate/convert/osv-licences.ts';
import { convertTrivy } from '../gate/convert/trivy.ts';
import type { ScanOutcome } from '../gate/decide.ts';
import { withLines } from '../gate/line-identity.ts';
import { MAX_REPORT_SIZE, type Report, readReport } from '../gate/read-report.ts';
import { sayInEnglish } from '../gate/said.ts';
import { type ScanId, scan as scanDefinition } from '../gate/scans.ts';
import { safeLine } from '../gate/text.ts';
import { type GateContext, reportFolder, WORK_FOLDER } from './context.ts';
import { checkCoverage, type Read, withRemark } from './coverage.ts';
import { sourceText } from './files.ts';
import { EXIT_FILE, NOTHING_FILE, PROBLEM_FILE } from './scan-script.ts';

type Side = 'head' | 'base';
export interface SideOutcomes {
  head: ScanOutcome;
  base: ScanOutcome;
}

interface Reading {
  outcome: ScanOutcome;
  /** null where its report does not tell. */
  read: Read | null;
  /** In GitLab's format, where the scanner wrote another. */
  converted?: GitLabReport;
}

const LEFT_NOTHING = sayInEnglish('gate.scan.left_nothing');
const FORMATS: [RegExp, (scan: ScanId, text: string) => Conversion][] = [
  [/^eslint\.json$/, (_, text) => convertEslint(text)],
  [/^bandit\.json$/, (_, text) => convertBandit(text)],
  [/^osv\.json$/, (_, text) => convertOsvLicences(text)],
  [/^trivy(-\d+)?\.json$/, (scan, text) => convertTrivy(scan as 'iac', text)],
];

/** What every scan that the policy asks for has left, of head and base. */
export function outcomesOf(
  folder: string,
  context: GateContext,
  onConverted: (scan: ScanId, report: GitLabReport) => void = () => {},
): Partial<Record<ScanId, SideOutcomes>> {
  const outcomes: Partial<Record<ScanId, SideOutcomes>> = {};
  for (const id of context.effective.settings.scans) {
    const head = readSide(folder, context, id, 'head');
    const base: Reading = context.baseProblem
      ? { outcome: { state: 'failed', cause: context.baseProblem }, read: null }
      : readSide(folder, context, id, 'base');
    if (head.converted) onConverted(id, head.converted);
    const covered = checkCoverage(folder, context, id, head, base.read);
    const sides = withText(folder, { head: covered, base: base.outcome }, context.renames);
    outcomes[id] = { ...sides, head: withMissing(id, sides.head, context.notScanned) };
  }
  return outcomes;
}

/** Findings that their scanner gave no mark are told apart by the text of their line. */
function withText(folder: string, sides: SideOutcomes, renames: Record<string, string>): SideOutcomes {
  const found = (outcome: ScanOutcome) => (outcome.state === 'read' ? outcome.report.findings : []);
  const text = (side: Side) => (file: string) => sourceText(path.join(folder, WORK_FOLDER, side), file);
  const { head, base } = withLines(
    found(sides.head),
    found(sides.base),
    { head: text('head'), base: text('base') },
    renames,
  );
  const put = (outcome: ScanOutcome, findings: Report['findings']): ScanOutcome =>
    outcome.state === 'read' ? { state: 'read', report: { ...outcome.report, findings } } : outcome;
  return { head: put(sides.head, head), base: put(sides.base, base) };
}

function readSide(folder: string, context: GateContext, id: ScanId, side: Side): Reading {
  const settled = context.settled[side][id];
  if (settled) return { outcome: settled, read: null };
  const left = path.join(folder, reportFolder(id, side));
  const problem = problemOf(left, id);
  if (problem) return { outcome: problem, read: null };
  if (existsSync(path.join(left, NOTHING_FILE))) return { outcome: { state: 'nothing_to_scan' }, read: null };
  return readReports(left, id);
}

/** What the job says of itself, where it is one of another's scanner. */
function problemOf(left: string, id: ScanId): ScanOutcome | null {
  if (id === 'secret_detection') return null;
  const exit = small(path.join(left, EXIT_FILE));
  if (exit === null) return { state: 'missing', cause: LEFT_NOTHING };
  const code = Number.parseInt(exit, 10);
  if (code === 0) return null;
  const told = small(path.join(left, PROBLEM_FILE));
  if (told) return { state: 'failed', cause: safeLine(told, 200) };
  // 124 by timeout of GNU; that of BusyBox leaves the signal's code.
  if ([124, 137, 143].includes(code)) {
    return {
      state: 'failed',
      cause: sayInEnglish('gate.scan.took_longer', { minutes: scanDefinition(id).minutes }),
    };
  }
  return {
    state: 'failed',
    cause: sayInEnglish('gate.scan.ended', { code: exit.slice(0, 5) }),
  };
}

/** What the reports in a folder say of a scan; they may be in GitLab's format or a scanner's own. */
export function reportsOutcome(folder: string, id: ScanId): ScanOutcome {
  return readReports(folder, id).outcome;
}

function readReports(left: string, id: ScanId): Reading {
  // Regular files alone: a scanner gone astray could leave a link to something else.
  const entries = existsSync(left) ? readdirSync(left, { withFileTypes: true }) : [];
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const own = files.includes(scanDefinition(id).report);
  if (own) {
    const text = content(path.join(left, scanDefinition(id).report));
    return { outcome: text === null ? tooLarge() : outcomeOf(id, text), read: null };
  }
  const read = new Set<string>();
  const unparsed = new Set<string>();
  const parts: GitLabReport[] = [];
  for (const name of files) {
    const convert = FORMATS.find(([pattern]) => pattern.test(name))?.[1];
    if (!convert) continue;
    const text = content(path.join(left, name));
    if (text === null) return { outcome: tooLarge(), read: null };
    const conversion = convert(id, text);
    if (!conversion.ok) return { outcome: { state: 'failed', cause: conversion.problem }, read: null };
    parts.push(conversion.report);
    for (const file of conversion.read) read.add(file);
    for (const file of conversion.unparsed) unparsed.add(file);
  }
  const [first, ...more] = parts;
  if (!first) return { outcome: { state: 'missing', cause: LEFT_NOTHING }, read: null };
  const converted = more.reduce(joined, first);
  return { outcome: outcomeOf(id, JSON.stringify(converted)), read: { files: read, unparsed }, converted };
}

function outcomeOf(id: ScanId, text: string): ScanOutcome {
  const reading = readReport(id, text);
  return reading.ok ? { state: 'read', report: reading.report } : { state: 'failed', cause: reading.problem };
}

function joined(a: GitLabReport, b: GitLabReport): GitLabReport {
  const messages = [...(a.scan.messages ?? []), ...(b.scan.messages ?? [])];
  const scanner = { ...a.scan.scanner, name: `${a.scan.scanner.name}, ${b.scan.scanner.name}` };
  return {
    ...a,
    scan: { ...a.scan, scanner, ...(messages.length > 0 && { messages }) },
    vulnerabilities: [...a.vulnerabilities, ...b.vulnerabilities],
  };
}

/** Files that were not extracted. The scan of the gate program says so itself. */
function withMissing(id: ScanId, outcome: ScanOutcome, missing: string): ScanOutcome {
  if (id === 'secret_detection' || !missing || outcome.state !== 'read') return outcome;
  return { state: 'read', report: withRemark(outcome.report, missing) };
}

function tooLarge(): ScanOutcome {
  return { state: 'failed', cause: sayInEnglish('gate.report.too_large') };
}

/** null: too large. A string of several hundred megabytes would end the process before any cap is looked at. */
function content(file: string): string | null {
  return statSync(file).size > MAX_REPORT_SIZE * 4 ? null : readFileSync(file, 'utf8');
}

function small(file: string): string | null {
  try {
    const info = lstatSync(file);
    return info.isFile() && info.size <= 1000 ? readFileSync(file, 'utf8').trim() : null;
  } catch {
    return null;
  }
}
