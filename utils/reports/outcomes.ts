import type { ScanOutcome } from '../gate/decide.ts';
import { type Report, readReport } from '../gate/read-report.ts';
import type { ScanId } from '../gate/scans.ts';
import type { Download } from './download.ts';
import type { ReportJob } from './report-jobs.ts';
import { REPORT_SCANS, scanOf } from './report-types.ts';

export interface DownloadedReport {
  job: ReportJob;
  download: Download;
}

/**
 * What each scan left on one side, out of all its jobs' reports. Several readable ones are one report; one that
 * cannot be read is named in it, and where there is no other, it is why the scan has no result.
 */
export function outcomesOf(reports: readonly DownloadedReport[]): Map<ScanId, ScanOutcome> {
  const read = new Map<ScanId, Report[]>();
  const causes = new Map<ScanId, string[]>();
  for (const { job, download } of reports) {
    const usual = REPORT_SCANS[job.fileType];
    if (!usual) continue;
    const scan = (download.ok && scanOf(job.fileType, download.text)) || usual;
    const reading = download.ok ? readReport(scan, download.text) : null;
    if (reading?.ok) push(read, scan, reading.report);
    else {
      const why = download.ok ? (reading?.problem ?? '') : download.cause;
      push(causes, scan, `the report of job ${job.name} could not be read: ${why}`);
    }
  }
  const outcomes = new Map<ScanId, ScanOutcome>();
  for (const [scan, list] of causes) outcomes.set(scan, { state: 'missing', cause: list.join('; ') });
  for (const [scan, list] of read)
    outcomes.set(scan, { state: 'read', report: merge(list, causes.get(scan) ?? []) });
  return outcomes;
}

function merge(reports: readonly Report[], causes: readonly string[]): Report {
  const tools = [...new Set(reports.flatMap(({ tool }) => tool ?? []))].join(', ');
  const remarks = [...reports.flatMap(({ remark }) => remark ?? []), ...causes].join('; ');
  return {
    findings: reports.flatMap(({ findings }) => findings),
    ...(tools && { tool: tools }),
    ...(remarks && { remark: remarks }),
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
