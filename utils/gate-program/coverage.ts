import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ScanOutcome } from '../gate/decide.ts';
import type { Report } from '../gate/read-report.ts';
import { sayInEnglish, someOf } from '../gate/said.ts';
import type { ScanId } from '../gate/scans.ts';
import { safeLine } from '../gate/text.ts';
import { type GateContext, WORK_FOLDER } from './context.ts';
import { listFiles, sourceText } from './files.ts';
import { concerns, infrastructureIn, isSource } from './scan-files.ts';

/** What of one side's files a scan has read. */
export interface Read {
  files: ReadonlySet<string>;
  unparsed: ReadonlySet<string>;
}

/**
 * A scanner that skips a file says nothing of it. Where reports name what was read, source that no scanner of the
 * runner knows is an error, because the policy asks for it; and so is a file that could be read in the target
 * branch and can't be now, because that is how a finding is hidden. Else it is told.
 */
export function checkCoverage(
  folder: string,
  context: GateContext,
  id: ScanId,
  { outcome, read }: { outcome: ScanOutcome; read: Read | null },
  readBefore: Read | null,
): ScanOutcome {
  const hidden = outgrown(folder, context, id);
  if (hidden !== null) return failed(hidden);
  if (outcome.state !== 'read' || read === null || id === 'container_scanning') return outcome;
  const files = listFiles(path.join(folder, WORK_FOLDER, 'head')).map(({ name }) => name);
  const unread = files.filter((file) => concerns(id, file) && !read.files.has(file));
  const lost = unread.find((file) => {
    const before = nameBefore(context, file);
    return readBefore?.files.has(before) && (id !== 'iac' || stillDeclares(folder, file, before));
  });
  if (lost !== undefined) return failed(sayInEnglish('gate.scan.lost', { file: lost }));
  const unknown = unread.filter((file) => !read.unparsed.has(file));
  // Most YAML and JSON is no infrastructure, and Trivy names none without any.
  if (unknown.length === 0 || id === 'iac') return outcome;
  const some = { files: someOf(unknown) };
  if (id === 'sast') return failed(sayInEnglish('gate.scan.unread', some));
  return { state: 'read', report: withRemark(outcome.report, sayInEnglish('gate.aside.no_packages', some)) };
}

/**
 * Whether infrastructure code still has what it was read for. Trivy names a file only while there is something in it to
 * check, and who deletes the last resource of a file has nothing to hide.
 */
function stillDeclares(folder: string, file: string, before: string): boolean {
  const declared = (side: 'head' | 'base', name: string) =>
    infrastructureIn(sourceText(path.join(folder, WORK_FOLDER, side), name) ?? '');
  const old = new Set(declared('base', before));
  return declared('head', file).some((what) => old.has(what));
}

/**
 * Why a scan can not answer for the merge request: it makes a file too large to be scanned, as somebody would who has
 * something to hide in it. That is so where the copy in the target branch was scanned, and where new source code is too
 * large. What was not scanned before either is told and does not block: else a large file that is in the target
 * branch would block whoever touches it.
 */
function outgrown(folder: string, context: GateContext, id: ScanId): string | null {
  const before = (file: string) => nameBefore(context, file);
  const concerned = context.tooLarge.head.filter((file) => concerns(id, file));
  const grown = concerned.find((file) => existsSync(path.join(folder, WORK_FOLDER, 'base', before(file))));
  if (grown !== undefined) return sayInEnglish('gate.scan.outgrown', { file: grown });
  const known = new Set(context.tooLarge.base);
  const added = concerned.find((file) => isSource(file) && !known.has(before(file)));
  return added === undefined ? null : sayInEnglish('gate.scan.large_source', { file: added });
}

function nameBefore({ renames }: GateContext, file: string): string {
  return Object.hasOwn(renames, file) ? (renames[file] ?? file) : file;
}

function failed(cause: string): ScanOutcome {
  return { state: 'failed', cause: safeLine(cause, 300) };
}

/** A report with one more thing to tell. */
export function withRemark(report: Report, remark: string): Report {
  return { ...report, remark: report.remark ? `${report.remark}; ${remark}` : remark };
}
