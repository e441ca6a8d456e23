/** GitLab's severities, most severe first (app/models/concerns/enums/vulnerability.rb). */
export const SEVERITIES = ['critical', 'high', 'medium', 'unknown', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What fails a merge request: findings of this severity or worse; `never` is report only. */
export const FAIL_ON = ['critical', 'high', 'medium', 'low', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/**
 * `unknown` ranks as medium: a scanner that cannot say how bad a finding is must not let it slip below a
 * medium threshold, and must not block those who only want to block on high.
 */
const RANK: Record<Severity, number> = { critical: 5, high: 4, medium: 3, unknown: 3, low: 2, info: 1 };

/** Whether a finding of `severity` fails a merge request under the threshold `failOn`. */
export function reaches(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && RANK[severity] >= RANK[failOn];
}

/** Sorts the most severe first. */
export function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** Reads a report's spelling ("High", "HIGH", absent, anything else). What is not known is `unknown`. */
export function readSeverity(text: unknown): Severity {
  const word = typeof text === 'string' ? text.toLowerCase() : '';
  return (SEVERITIES as readonly string[]).includes(word) ? (word as Severity) : 'unknown';
}
