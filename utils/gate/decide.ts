import { compareFindings } from './compare.ts';
import { holdsOn } from './day.ts';
import type { Finding } from './finding.ts';
import { push } from './group.ts';
import type { EffectiveSettings, PolicyIgnore } from './policy.ts';
import type { Report } from './read-report.ts';
import { sayInEnglish } from './said.ts';
import { type ReportKind, reportTitle, type ScanId } from './scans.ts';
import { failOnTitle, thresholdOf } from './settings.ts';
import { type FailOn, reaches, SEVERITIES } from './severity.ts';
import type { FindingClasses, ScanResult, Verdict, VerdictState } from './verdict.ts';

/** What a scan left for one side of the comparison. */
export type ScanOutcome =
  | { state: 'read'; report: Report }
  | { state: 'nothing_to_scan' }
  | { state: 'failed'; cause: string }
  | { state: 'missing'; cause: string };

/** A report to judge though no settings name it. `notAskedFor`: shown, without a word in the verdict. */
export interface Also {
  scan: ReportKind;
  failOn: FailOn;
  notAskedFor?: true;
}

export interface DecideInput {
  project: number;
  mergeRequest: number;
  head: string;
  base: string;
  policyCommit: string;
  effective: EffectiveSettings;
  /** Those of this project. */
  ignores: readonly PolicyIgnore[];
  outcomes: Partial<Record<ReportKind, { head: ScanOutcome; base: ScanOutcome }>>;
  /** Reports beyond the scans that the settings ask for. */
  also?: readonly Also[];
  renames?: Readonly<Record<string, string>>;
  /** Where the status cannot be enforced: why, as a sentence. */
  notEnforced?: string;
  evaluatedAt: Date;
  gate: Verdict['gate'];
}

/**
 * The verdict. One rule stands above the others: a gate that cannot tell does not open. A scan that an enforced
 * threshold asks for and that failed or left nothing makes an `error` (which the policy may let through), and findings that could not be
 * compared with the base count as introduced.
 */
export function decide(input: DecideInput): Verdict {
  const { settings, source } = input.effective;
  const today = input.evaluatedAt.toISOString().slice(0, 10);
  const ignored = new Set(
    input.ignores.filter((i) => i.project === input.project && holdsOn(i.until, today)).map((i) => i.finding),
  );
  const classes: FindingClasses = { blocking: [], introduced: [], existing: [], fixed: [], ignored: [] };
  const asked: Also[] = settings.scans.map((scan: ScanId) => ({ scan, failOn: thresholdOf(settings, scan) }));
  const scans = [...asked, ...(input.also ?? [])].map(({ scan, failOn, notAskedFor }): ScanResult => {
    const outcome = input.outcomes[scan] ?? {
      head: { state: 'missing', cause: sayInEnglish('gate.scan.no_report') },
      base: { state: 'missing', cause: sayInEnglish('gate.scan.no_report') },
    };
    const result = judgeScan(scan, failOn, outcome, input.renames ?? {}, ignored, classes);
    return notAskedFor ? { ...result, notAskedFor } : result;
  });
  for (const of of Object.keys(classes) as (keyof FindingClasses)[]) classes[of] = byWeight(classes[of]);

  const state = stateOf(
    scans.filter(({ notAskedFor }) => !notAskedFor),
    classes,
  );
  return {
    schema: 1,
    state,
    cause: causeOf(state, scans, classes, input),
    project: input.project,
    mergeRequest: input.mergeRequest,
    head: input.head,
    base: input.base,
    failOn: settings.failOn,
    settingsFrom: source,
    policyCommit: input.policyCommit,
    scans,
    findings: classes,
    counts: {
      blocking: classes.blocking.length,
      introduced: classes.introduced.length,
      existing: classes.existing.length,
      fixed: classes.fixed.length,
      ignored: classes.ignored.length,
    },
    ...(state === 'error' && settings.onError === 'allow' && { letThrough: true }),
    ...(input.notEnforced && { notEnforced: input.notEnforced }),
    evaluatedAt: input.evaluatedAt.toISOString(),
    gate: input.gate,
  };
}

function judgeScan(
  scan: ReportKind,
  failOn: FailOn,
  { head, base }: { head: ScanOutcome; base: ScanOutcome },
  renames: Readonly<Record<string, string>>,
  ignored: ReadonlySet<string>,
  classes: FindingClasses,
): ScanResult {
  if (head.state !== 'read' && head.state !== 'nothing_to_scan') {
    return { scan, state: head.state, failOn, cause: head.cause };
  }
  const found = head.state === 'read' ? head.report.findings : [];
  const before = base.state === 'read' ? base.report.findings : [];
  const compared = base.state === 'read' || base.state === 'nothing_to_scan';
  const { introduced, existing, fixed } = compareFindings(found, before, renames);
  for (const finding of introduced) {
    if (ignored.size > 0 && ignored.has(finding.fingerprint)) classes.ignored.push(finding);
    else if (reaches(finding.severity, failOn)) classes.blocking.push(finding);
    else classes.introduced.push(finding);
  }
  classes.existing.push(...existing);
  classes.fixed.push(...fixed);

  const tool = head.state === 'read' ? head.report.tool : undefined;
  const cause: string[] = [];
  if (base.state === 'failed' || base.state === 'missing') {
    cause.push(sayInEnglish('gate.aside.base', { why: base.cause }));
  }
  if (head.state === 'read' && head.report.remark) cause.push(head.report.remark);
  return {
    scan,
    state: compared ? (head.state === 'read' ? 'ok' : 'nothing_to_scan') : 'not_compared',
    failOn,
    ...(cause.length > 0 && { cause: cause.join('; ') }),
    ...(tool && { tool }),
  };
}

/** The worst first, then by file and line. Paths are put in order once each, however many findings they have. */
function byWeight(findings: readonly Finding[]): Finding[] {
  const bySeverity = new Map(SEVERITIES.map((severity) => [severity, new Map<string, Finding[]>()]));
  for (const finding of findings) push(bySeverity.get(finding.severity)!, finding.file ?? '', finding);
  return [...bySeverity.values()].flatMap((byFile) =>
    [...byFile.keys()].sort().flatMap((file) => byFile.get(file)!.sort(byLine)),
  );
}

function byLine(a: Finding, b: Finding): number {
  return (a.startLine ?? 0) - (b.startLine ?? 0) || compare(a.fingerprint, b.fingerprint);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unknowable(scans: readonly ScanResult[]): ScanResult[] {
  return scans.filter((s) => s.failOn !== 'never' && (s.state === 'failed' || s.state === 'missing'));
}

function stateOf(scans: readonly ScanResult[], classes: FindingClasses): VerdictState {
  if (classes.blocking.length > 0) return 'failed';
  if (scans.length === 0 || unknowable(scans).length > 0) return 'error';
  return scans.every(({ failOn }) => failOn === 'never') ? 'report_only' : 'passed';
}

function causeOf(
  state: VerdictState,
  scans: readonly ScanResult[],
  classes: FindingClasses,
  { effective }: DecideInput,
): string {
  const { blocking, introduced, existing } = classes;
  const broken = scans.filter((s) => s.state === 'failed' || s.state === 'missing');
  const incomplete = broken.map((s) => `${reportTitle(s.scan)}: ${s.cause ?? 'no report'}`).join('; ');
  const uncompared = scans.filter((s) => s.state === 'not_compared').map((s) => reportTitle(s.scan));
  const aside = uncompared.length
    ? ` ${uncompared.join(', ')} could not be compared with the target branch, so every finding counts as new.`
    : '';
  const threshold = failOnTitle(effective.settings.failOn);

  if (scans.length === 0) return sayInEnglish('gate.broken.no_scan');
  switch (state) {
    case 'failed': {
      const what =
        blocking.length === 1
          ? `1 new finding blocks: ${blocking[0]?.name}${blocking[0]?.file ? ` in ${blocking[0].file}` : ''}.`
          : `${blocking.length} new findings block this merge request.`;
      return what + aside + (incomplete ? ` Not complete: ${incomplete}.` : '');
    }
    case 'error':
      return `The gate could not tell: ${incomplete}.${effective.settings.onError === 'allow' ? ' The policy lets it through all the same.' : ''}`;
    case 'report_only':
      return `Report only: ${count(introduced.length, 'new finding')}, nothing blocks.${aside}${
        incomplete ? ` Not complete: ${incomplete}.` : ''
      }`;
    case 'passed': {
      const below = introduced.length
        ? `${count(introduced.length, 'new finding')} below the threshold`
        : 'No new findings';
      const old = existing.length
        ? `, ${existing.length} ${existing.length === 1 ? 'is' : 'are'} already in the target branch`
        : '';
      return `${below}${old}. Fails on ${threshold}${threshold === 'Critical' ? '' : ' or worse'}.${aside}${
        incomplete ? ` Not complete: ${incomplete}.` : ''
      }`;
    }
  }
}

function count(n: number, what: string): string {
  return n === 0 ? `no ${what}s` : `${n} ${what}${n === 1 ? '' : 's'}`;
}
