import type { ScanId } from '../gate/scans.ts';

/** GitLab's file types of security reports that the gate can judge (`artifacts:reports`), and as which scan. */
export const REPORT_SCANS: Readonly<Record<string, ScanId>> = {
  sast: 'sast',
  secret_detection: 'secret_detection',
  dependency_scanning: 'dependency_scanning',
  container_scanning: 'container_scanning',
  cluster_image_scanning: 'container_scanning',
};

/** Those that it cannot: named, never left out silently. */
export const OTHER_REPORTS: Readonly<Record<string, string>> = {
  dast: 'DAST',
  api_fuzzing: 'API fuzzing',
  coverage_fuzzing: 'coverage fuzzing',
};

/** KICS leaves its findings in a report of type `sast`: only the scanner's name tells them apart. */
export function scanOf(fileType: string, text: string): ScanId | null {
  const scan = Object.hasOwn(REPORT_SCANS, fileType) ? REPORT_SCANS[fileType] : undefined;
  if (scan !== 'sast') return scan ?? null;
  return /"scanner"\s*:\s*\{[^{}]*"id"\s*:\s*"kics"/i.test(text) ? 'iac' : 'sast';
}
