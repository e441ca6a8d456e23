import type { ReportKind } from '../gate/scans.ts';

/** GitLab's file types of security reports (`artifacts:reports`), and what they are reports of. */
export const REPORT_KINDS: Readonly<Record<string, ReportKind>> = {
  sast: 'sast',
  secret_detection: 'secret_detection',
  dependency_scanning: 'dependency_scanning',
  container_scanning: 'container_scanning',
  cluster_image_scanning: 'container_scanning',
  dast: 'dast',
  api_fuzzing: 'api_fuzzing',
  coverage_fuzzing: 'coverage_fuzzing',
};

/** KICS leaves its findings in a report of type `sast`: only the scanner's name tells them apart. */
export function kindOf(fileType: string, text: string): ReportKind | null {
  const kind = Object.hasOwn(REPORT_KINDS, fileType) ? REPORT_KINDS[fileType] : undefined;
  if (kind !== 'sast') return kind ?? null;
  // That its name is nowhere is seen sooner than that it is in no such place.
  const isKics = /kics/i.test(text) && /"scanner"\s*:\s*\{[^{}]*"id"\s*:\s*"kics"/i.test(text);
  return isKics ? 'iac' : 'sast';
}
