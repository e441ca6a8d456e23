import type { Finding } from '../gate/finding.ts';
import type { ReportKind } from '../gate/scans.ts';
import { bySeverity, type Severity } from '../gate/severity.ts';
import type { Verdict } from '../gate/verdict.ts';

/** Which findings a person wants to see; null: all of them. */
export interface FindingFilter {
  severity: Severity | null;
  scan: ReportKind | null;
}

export const EVERYTHING: FindingFilter = { severity: null, scan: null };

export function passes({ severity, scan }: FindingFilter, finding: Finding): boolean {
  return (severity === null || finding.severity === severity) && (scan === null || finding.scan === scan);
}

export function isFiltering({ severity, scan }: FindingFilter): boolean {
  return severity !== null || scan !== null;
}

/** What there is to choose from: severities, most severe first, and scans, in the verdict's order. */
export function filterChoices(verdict: Verdict): { severities: Severity[]; scans: ReportKind[] } {
  const all = Object.values(verdict.findings).flat();
  return {
    severities: [...new Set(all.map(({ severity }) => severity))].sort(bySeverity),
    scans: verdict.scans
      .map(({ scan }) => scan)
      .filter((scan) => all.some((finding) => finding.scan === scan)),
  };
}

/** The filter without what there is no choice of (any more): nothing would show that it filters, or undo it. */
export function chosenOf({ severity, scan }: FindingFilter, verdict: Verdict): FindingFilter {
  const { severities, scans } = filterChoices(verdict);
  return { severity: among(severities, severity), scan: among(scans, scan) };
}

function among<T>(choices: T[], value: T | null): T | null {
  return choices.length > 1 && choices.some((choice) => choice === value) ? value : null;
}
