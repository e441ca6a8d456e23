import type { ReportKind, ScanId } from '../gate/scans.ts';
import { t } from './page-texts.ts';

/** A scan's or report's name, in the page's language. */
export function scanTitle(kind: ReportKind): string {
  return t(`common.scan.${kind}`);
}

/** What a scan looks for. */
export function scanSummary(id: ScanId): string {
  return t(`common.scan_summary.${id}`);
}

/** What a scan takes to run; '' where every runner can. */
export function scanNeeds(id: ScanId): string {
  return id === 'secret_detection' ? '' : t(`common.scan_needs.${id}`);
}
