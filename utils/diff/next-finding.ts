import { DIFF_FILES, engineOf, isParked } from '../gitlab/page/diffs.ts';
import type { FileMarks, LineMark } from './diff-marks.ts';
import { firstShown } from './mark-file.ts';

export interface Stop {
  file: FileMarks;
  mark: LineMark;
}

/** Every marked line, in the order of paths and lines. */
export function stops(marks: readonly FileMarks[]): Stop[] {
  return marks.flatMap((file) => file.lines.map((mark) => ({ file, mark })));
}

/** The stop after `from` (before it, going back), round and round; from nowhere: the first, or the last. */
export function nextStop(all: readonly Stop[], from: Stop | null, back: boolean): Stop | null {
  if (all.length === 0) return null;
  const at = from
    ? all.findIndex(({ file, mark }) => file.path === from.file.path && mark.line === from.mark.line)
    : -1;
  const step = at < 0 ? (back ? all.length - 1 : 0) : at + (back ? -1 : 1);
  return all[(step + all.length) % all.length] ?? null;
}

/** The cell of a stop in the page; null: its file or line is not rendered now. */
export function cellOf(document: Document, { file, mark }: Stop): Element | null {
  for (const element of document.querySelectorAll(DIFF_FILES)) {
    const engine = engineOf(element);
    if (engine?.path(element) !== file.path || isParked(element)) continue;
    return firstShown(engine, element, mark);
  }
  return null;
}

/** How long a file that GitLab has not rendered may take to appear. */
const PATIENCE_MS = 2_000;

/**
 * Brings a stop into view. A file that is not rendered is asked for by its anchor, which GitLab's own script follows
 * to where the file will be.
 *
 * @returns The cell; null: the line is not among what GitLab shows (folded away, or too large).
 */
export async function goTo(document: Document, stop: Stop, anchor: string): Promise<Element | null> {
  const view = document.defaultView;
  if (!view) return null;
  let cell = cellOf(document, stop);
  if (!cell) {
    view.location.hash = anchor;
    const end = Date.now() + PATIENCE_MS;
    while (!cell && Date.now() < end) {
      await new Promise((resolve) => view.setTimeout(resolve, 50));
      cell = cellOf(document, stop);
    }
  }
  // Not smooth: GitLab renders what is under way as well, and the target would move.
  cell?.scrollIntoView({ block: 'center' });
  return cell;
}
