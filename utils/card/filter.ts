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

/**
 * What there is to choose from: severities, most severe first, and scans, in the verdict's order. What is chosen is among
 * them, even where the verdict has none of it any more: it must be seen, and be taken back.
 */
export function filterChoices(
  verdict: Verdict,
  { severity, scan }: FindingFilter,
): { severities: Severity[]; scans: ReportKind[] } {
  const all = Object.values(verdict.findings).flat();
  const scans = verdict.scans
    .map((one) => one.scan)
    .filter((one) => all.some((finding) => finding.scan === one));
  return {
    severities: [...new Set(all.map((finding) => finding.severity).concat(severity ?? []))].sort(bySeverity),
    scans: [...new Set(scans.concat(scan ?? []))],
  };
}
