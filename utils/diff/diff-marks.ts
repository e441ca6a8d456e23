import type { Finding } from '../gate/finding.ts';
import { push } from '../gate/group.ts';
import type { Verdict } from '../gate/verdict.ts';
import { pageLanguage, say, t } from '../texts/page-texts.ts';
import { text } from '../texts/text.ts';

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
  readonly lines: LineMark[];
}

/** Marks of a verdict's new findings, per file, in the order of their paths. `enforced`: whether GitLab holds to it. */
export function diffMarks(verdict: Verdict, enforced: boolean): FileMarks[] {
  const cut = leftOut(verdict) > 0;
  const blocking = Map.groupBy(verdict.findings.blocking, ({ file }) => file);
  const introduced = Map.groupBy(verdict.findings.introduced, ({ file }) => file);
  const paths = new Set([...blocking.keys(), ...introduced.keys()]);
  return [...paths]
    .filter((path) => path !== undefined)
    .sort()
    .map((path) => {
      const found = { blocking: blocking.get(path) ?? [], introduced: introduced.get(path) ?? [] };
      return new NewInFile(path, found, enforced, cut);
    });
}

type FoundOfKind = Readonly<Record<MarkKind, readonly Finding[]>>;

/** A class, so that all have one getter: hundreds of objects with one of their own each are slow to make. */
class NewInFile implements FileMarks {
  readonly path: string;
  readonly count: number;
  readonly blocking: number;
  readonly enforced: boolean;
  readonly cut: boolean;
  readonly #found: FoundOfKind;
  #lines: LineMark[] | undefined;

  constructor(path: string, found: FoundOfKind, enforced: boolean, cut: boolean) {
    this.path = path;
    this.count = found.blocking.length + found.introduced.length;
    this.blocking = found.blocking.length;
    this.enforced = enforced;
    this.cut = cut;
    this.#found = found;
  }

  /** Most files are never near what one sees. */
  get lines(): LineMark[] {
    this.#lines ??= lineMarks(this.#found, this.enforced);
    return this.#lines;
  }
}

interface Found {
  finding: Finding;
  kind: MarkKind;
}

function lineMarks(found: FoundOfKind, enforced: boolean): LineMark[] {
  const lines = new Map<number, Found[]>();
  for (const kind of ['blocking', 'introduced'] as const) {
    for (const finding of found[kind]) {
      if (finding.startLine !== undefined) push(lines, finding.startLine, { finding, kind });
    }
  }
  return [...lines].map(([line, all]) => lineMark(line, all, enforced)).sort((a, b) => a.line - b.line);
}

const SAYS = {
  enforced: 'details.line.blocking',
  blocking: 'details.line.at_threshold',
  introduced: 'details.line.introduced',
} as const;

/** Its words are made when it is drawn, so that a thousand of them are spread over many turns. */
function lineMark(line: number, all: readonly Found[], enforced: boolean): LineMark {
  // What blocks came first: the worst one's words are the line's.
  const [{ finding: worst, kind }] = all as [Found];
  let label: string | undefined;
  let text: string | undefined;
  const alone = all.length === 1;
  return {
    kind,
    line,
    end: Math.max(line, ...all.map(({ finding }) => finding.endLine ?? line)),
    get label() {
      label ??= alone ? named(worst) : t('details.mark_more', { ...words(worst), number: all.length - 1 });
      return label;
    },
    get text() {
      text ??= all
        .map(({ finding, kind }) =>
          t(SAYS[kind === 'blocking' && enforced ? 'enforced' : kind], {
            finding: alone ? this.label : named(finding),
          }),
        )
        .join('\n');
      return text;
    },
  };
}

/** What stands around a finding's name, by severity: a thousand lines are drawn while one scrolls. */
const AROUND = new Map<string, string[]>();
const NAME = '\0';

/** "High: Weak hash". */
function named(finding: Finding): string {
  const key = `${pageLanguage()} ${finding.severity}`;
  const around =
    AROUND.get(key) ?? t('details.mark', words({ severity: finding.severity, name: NAME })).split(NAME);
  AROUND.set(key, around);
  return around.join(finding.name || t('details.unnamed'));
}

function words({ severity, name }: Pick<Finding, 'severity' | 'name'>) {
  return { severity: t(`common.severity.${severity}`), name: name || t('details.unnamed') };
}

/** How many new findings did not fit into the gate's comment, and so are marked nowhere. */
export function leftOut({ counts, findings }: Verdict): number {
  const all = counts.blocking + counts.introduced;
  return Math.max(0, all - findings.blocking.length - findings.introduced.length);
}

/** Few differ, and choosing a plural takes longer than drawing the mark. */
const FILE_LABELS = new Map<string, string>();

/** "2 findings block", "1 new finding", "At least 3 new findings". */
export function fileLabel(marks: FileMarks): string {
  const { count, blocking, enforced, cut } = marks;
  const key = [pageLanguage(), count, blocking, enforced, cut].join();
  const label = FILE_LABELS.get(key) ?? newFileLabel(marks);
  FILE_LABELS.set(key, label);
  return label;
}

function newFileLabel({ count, blocking, enforced, cut }: FileMarks): string {
  if (cut) return t('details.file.at_least', { count });
  if (blocking === 0 || !enforced) return t('details.file.new', { count });
  const all = text('details.file.blocking', { count: blocking });
  return count === blocking ? say(all) : t('details.file.both', { blocking: all, below: count - blocking });
}
