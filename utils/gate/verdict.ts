import type { Finding } from './finding.ts';
import type { ReportKind } from './scans.ts';
import type { FailOn } from './severity.ts';

/** Name of the commit status that carries the verdict. */
export const STATUS_NAME = 'MR Gate';

/**
 * What the gate says of a merge request's head.
 * `passed` and `failed` are enforced, `report_only` never blocks, `error` means that the gate could not
 * tell (missing report, failed scan …) and blocks, because a gate that cannot tell must not open.
 */
export type VerdictState = 'passed' | 'failed' | 'report_only' | 'error';

export interface ScanResult {
  scan: ReportKind;
  /**
   * `not_compared`: the head was scanned, the base could not be, so nothing can be called introduced or
   * old; such findings count as introduced (fail closed) and the cause is shown.
   */
  state: 'ok' | 'nothing_to_scan' | 'failed' | 'missing' | 'not_compared';
  failOn: FailOn;
  /** The policy does not ask for it: its findings are shown and decide nothing. */
  notAskedFor?: true;
  cause?: string;
  /** What scanned, for people: "secretlint 13.0.7". */
  tool?: string;
}

/** The findings of a merge request, told apart. */
export interface FindingClasses {
  /** Introduced and at or above the threshold: what blocks (or, in report only, would block). */
  blocking: Finding[];
  /** Introduced, below the threshold. */
  introduced: Finding[];
  /** In the merge base already. */
  existing: Finding[];
  /** In the merge base, gone in the head. */
  fixed: Finding[];
  /** Introduced, ignored by the policy. */
  ignored: Finding[];
}

/** The verdict as data: what the note carries, what the card shows. */
export interface Verdict {
  schema: 1;
  state: VerdictState;
  /** One sentence that names the cause, for people, plain text. */
  cause: string;
  project: number;
  mergeRequest: number;
  head: string;
  base: string;
  failOn: FailOn;
  settingsFrom: 'default' | 'exception';
  /** The gate project's commit whose policy decided. */
  policyCommit: string;
  scans: ScanResult[];
  findings: FindingClasses;
  /** Full counts; `findings` may be cut where it would not fit into a note. */
  counts: Record<keyof FindingClasses, number>;
  /** `error` alone: the policy lets the merge request through where the gate can't tell. */
  letThrough?: true;
  /** Where the status could not be posted, as for a merge request from a fork: why, as a sentence. */
  notEnforced?: string;
  /** ISO time. */
  evaluatedAt: string;
  gate: { project: string; pipelineUrl: string; version: string };
}
