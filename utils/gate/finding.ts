import type { ReportKind } from './scans.ts';
import type { Severity } from './severity.ts';

export interface Identifier {
  type: string;
  name: string;
  value: string;
  /** https only; anything else was dropped on reading. */
  url?: string;
}

/** One finding of a security report, read and made safe: plain capped text, no secret values. */
export interface Finding {
  /** Stable over moved lines: what an ignore names. */
  fingerprint: string;
  scan: ReportKind;
  severity: Severity;
  name: string;
  description: string;
  solution?: string;
  /** Path in the repository, where the finding has one. */
  file?: string;
  startLine?: number;
  endLine?: number;
  identifiers: Identifier[];
  /** How many identifiers beyond those the report names. */
  moreIdentifiers?: number;
  /** The scanner marked it as a likely false positive. */
  likelyFalsePositive?: boolean;
}
