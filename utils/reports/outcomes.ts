import type { ScanOutcome } from '../gate/decide.ts';
import { type Report, readReport } from '../gate/read-report.ts';
import type { ReportKind } from '../gate/scans.ts';
import type { Download, Unavailable } from './download.ts';
import type { ReportJob } from './report-jobs.ts';
import { kindOf, REPORT_KINDS } from './report-types.ts';

export interface DownloadedReport {
  job: ReportJob;
  download: Download;
}

/** A report that is there, or was, and says nothing. */
export interface Unreadable {
  kind: ReportKind;
  why: Unavailable | 'malformed';
}

export interface Outcomes {
  of: Map<ReportKind, ScanOutcome>;
  unreadable: Unreadable[];
}

const CAUSES: Record<Unavailable, string> = {
  gone: 'GitLab no longer has it',
  expired: 'it has expired',
  forbidden: 'GitLab does not let you read it',
  not_sent: 'GitLab did not send it',
  too_large: 'it is too large',
  damaged: 'it is damaged',
  elsewhere: 'it lies outside this GitLab',
};

/**
 * What each scan left on one side, out of all its jobs' reports. Several readable ones are one report; one that
 * cannot be read is named in it, and where there is no other, it is why the scan has no result.
 */
export function outcomesOf(reports: readonly DownloadedReport[]): Outcomes {
  const read = new Map<ReportKind, Report[]>();
  const causes = new Map<ReportKind, string[]>();
  const unreadable: Unreadable[] = [];
  for (const { job, download } of reports) {
    const usual = REPORT_KINDS[job.fileType];
    if (!usual) continue;
    const kind = (download.ok && kindOf(job.fileType, download.text)) || usual;
    const reading = download.ok ? readReport(kind, download.text) : null;
    if (reading?.ok) {
      push(read, kind, reading.report);
      continue;
    }
    const cause = download.ok ? (reading?.problem ?? '') : CAUSES[download.why];
    push(causes, kind, `the report of job ${job.name} could not be read: ${cause}`);
    unreadable.push({ kind, why: download.ok ? 'malformed' : download.why });
  }
  const of = new Map<ReportKind, ScanOutcome>();
  for (const [kind, list] of causes) of.set(kind, { state: 'missing', cause: list.join('; ') });
  for (const [kind, list] of read)
    of.set(kind, { state: 'read', report: merge(list, causes.get(kind) ?? []) });
  return { of, unreadable };
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
