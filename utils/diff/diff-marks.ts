import type { Finding } from '../gate/finding.ts';
import type { Verdict } from '../gate/verdict.ts';

/** `blocking`: fails the merge request. `introduced`: new, below the threshold. */
export type MarkKind = 'blocking' | 'introduced';

/** What a line of the changes is marked with. */
export interface LineMark {
  kind: MarkKind;
  line: number;
  /** Last line of a finding that spans several: where the first is not shown, a later one is marked. */
  end: number;
  /** For people, short: "High: AWS access key". */
  label: string;
  /** All findings of the line, one a line of text. */
  text: string;
}

export interface FileMarks {
  path: string;
  /** New findings of the file, those without a line too. */
  count: number;
  blocking: number;
  enforced: boolean;
  /** The verdict has new findings that it does not carry, some maybe of this file. */
  cut: boolean;
  /** By line. */
  lines: LineMark[];
}

/** Marks of a verdict's new findings, per file, in the order of their paths. `enforced`: whether GitLab holds to it. */
export function diffMarks(verdict: Verdict, enforced: boolean): FileMarks[] {
  const cut = leftOut(verdict) > 0;
  const files = new Map<string, { finding: Finding; kind: MarkKind }[]>();
  for (const kind of ['blocking', 'introduced'] as const) {
    for (const finding of verdict.findings[kind]) {
      if (finding.file === undefined) continue;
      const known = files.get(finding.file);
      if (known) known.push({ finding, kind });
      else files.set(finding.file, [{ finding, kind }]);
    }
  }
  return [...files]
    .map(([path, found]) => ({
      path,
      count: found.length,
      blocking: found.filter(({ kind }) => kind === 'blocking').length,
      enforced,
      cut,
      lines: lineMarks(found, enforced),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function lineMarks(found: readonly { finding: Finding; kind: MarkKind }[], enforced: boolean): LineMark[] {
  const blocking = enforced ? 'Blocks the merge request' : 'New, at or above the threshold';
  const lines = new Map<number, LineMark>();
  for (const { finding, kind } of found) {
    const line = finding.startLine;
    if (line === undefined) continue;
    const said = `${word(finding.severity)}: ${finding.name || 'Unnamed finding'}`;
    const text = `${kind === 'blocking' ? blocking : 'New, below the threshold'}. ${said}`;
    const known = lines.get(line);
    const end = Math.max(finding.endLine ?? line, line);
    if (!known) {
      lines.set(line, { kind, line, end, label: said, text });
      continue;
    }
    // What blocks came first: the worst one's words stay.
    const more = known.text.split('\n').length;
    known.label = `${known.label.replace(/ \(and \d+ more\)$/, '')} (and ${more} more)`;
    known.text += `\n${text}`;
    known.end = Math.max(known.end, end);
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}

function word(severity: string): string {
  return severity.charAt(0).toUpperCase() + severity.slice(1);
}

/** How many new findings did not fit into the gate's comment, and so are marked nowhere. */
export function leftOut({ counts, findings }: Verdict): number {
  const all = counts.blocking + counts.introduced;
  return Math.max(0, all - findings.blocking.length - findings.introduced.length);
}

/** "2 findings block", "1 new finding", "At least 3 new findings". */
export function fileLabel({ count, blocking, enforced, cut }: FileMarks): string {
  if (cut) return `At least ${count} new ${count === 1 ? 'finding' : 'findings'}`;
  if (blocking === 0 || !enforced) return `${count} new ${count === 1 ? 'finding' : 'findings'}`;
  const all = `${blocking} ${blocking === 1 ? 'finding blocks' : 'findings block'}`;
  return count === blocking ? all : `${all}, ${count - blocking} below the threshold`;
}
