import { CHANGES_TAB, DIFF_FILES, engineOf, isParked, lineOf } from '../gitlab/page/diffs.ts';
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

/** Lines of a file's new version. */
export interface Target {
  path: string;
  line: number;
  end: number;
}

/** The cell of a target in the page; null: its file or line is not rendered now. */
export function cellOf(document: Document, target: Target): Element | null {
  for (const element of document.querySelectorAll(DIFF_FILES)) {
    const engine = engineOf(element);
    if (engine?.path(element) !== target.path || isParked(element)) continue;
    return firstShown(target, (line) => lineOf(engine, element, line));
  }
  return null;
}

/** The world of our scripts in a page: card and marks go to lines, each with this code of its own. */
const world = globalThis as typeof globalThis & {
  /** The line that a person wanted to see last. */
  mrGateTarget?: Target;
};

/** How long a file that GitLab has not rendered may take to appear. */
const PATIENCE_MS = 2_000;
/** The same, where GitLab has to load the changes first. */
const LOADING_MS = 15_000;

/**
 * Brings a target into view, unless another is asked for before it is there. A file that is not rendered is asked
 * for by its anchor, which GitLab's own script follows to where the file will be.
 *
 * @returns The cell; null: the line is not among what GitLab shows (folded away, or too large).
 */
export async function goTo(
  document: Document,
  target: Target,
  anchor: string,
  patience = PATIENCE_MS,
): Promise<Element | null> {
  world.mrGateTarget = target;
  let cell = cellOf(document, target);
  if (!cell) {
    document.location.hash = anchor;
    const end = Date.now() + patience;
    while (!cell && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      cell = cellOf(document, target);
    }
  }
  // Not smooth: GitLab renders what is under way as well, and the target would move.
  if (world.mrGateTarget === target) cell?.scrollIntoView({ block: 'center' });
  return cell;
}

/**
 * Leaves the overview for a line of the changes, in the page that is there.
 *
 * @returns Whether it is on its way; false: this GitLab loads a new page for its changes, so a link must lead there.
 */
export function openLine(document: Document, target: Target, anchor: string): boolean {
  const tab = document.querySelector<HTMLElement>(CHANGES_TAB);
  if (!tab) return false;
  tab.click();
  void goTo(document, target, anchor, LOADING_MS);
  return true;
}
