import type { ScanOutcome } from '../gate/decide.ts';
import { push } from '../gate/group.ts';
import { type Report, readReport } from '../gate/read-report.ts';
import type { ReportKind } from '../gate/scans.ts';
import { understood } from '../texts/said-text.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { Download } from './download.ts';
import type { ReportJob } from './report-jobs.ts';
import { kindOf, REPORT_KINDS } from './report-types.ts';
import type { Unavailable } from './unavailable.ts';

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
  /** What of a kind could not be read, and why. */
  causes: Map<ReportKind, Text[]>;
  unreadable: Unreadable[];
}

/**
 * What each scan left on one side, out of all its jobs' reports. Several readable ones are one report; one that
 * cannot be read is named in it, and where there is no other, it is why the scan has no result.
 */
export function outcomesOf(reports: readonly DownloadedReport[]): Outcomes {
  const read = new Map<ReportKind, Report[]>();
  const causes = new Map<ReportKind, Text[]>();
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
    push(
      causes,
      kind,
      download.ok
        ? text('reports.job.malformed', { job: job.name, problem: understood(reading?.problem ?? '') })
        : text(`reports.job.${download.why}`, { job: job.name }),
    );
    unreadable.push({ kind, why: download.ok ? 'malformed' : download.why });
  }
  const of = new Map<ReportKind, ScanOutcome>();
  for (const kind of causes.keys()) of.set(kind, { state: 'missing', cause: '' });
  for (const [kind, list] of read) of.set(kind, { state: 'read', report: merge(list) });
  return { of, causes, unreadable };
}

function merge(reports: readonly Report[]): Report {
  const [only, ...others] = reports;
  if (only && others.length === 0) return only;
  const tools = [...new Set(reports.flatMap(({ tool }) => tool ?? []))].join(', ');
  const remarks = reports.flatMap(({ remark }) => remark ?? []).join('; ');
  return {
    findings: reports.flatMap(({ findings }) => findings),
    ...(tools && { tool: tools }),
    ...(remarks && { remark: remarks }),
  };
}
