import { type DiffEngine, engineOf, linesOf } from '../gitlab/page/diffs.ts';
import { type FileMarks, fileLabel, type LineMark } from './diff-marks.ts';

/**
 * A mark is an attribute, drawn by our style sheet: no element is put between GitLab's own, so nothing moves, and a
 * framework that patches the row does not stumble over it. A row that was recycled for another line still carries
 * its mark, so every look at a file also takes away what no longer belongs.
 */
export const LINE = 'data-mr-gate-line';
const LABEL = 'data-mr-gate-label';
const COUNT = 'data-mr-gate-count';
/** Its words are written on the line, too. */
const WORDS = 'data-mr-gate-words';
/** On the line that the keyboard went to last. */
export const CURRENT = 'data-mr-gate-current';
/** What a mark that came by scrolling has not, or not yet. */
const OF_WORDS = [CURRENT, WORDS, 'title'];

const OF_HEADER = [COUNT, LABEL];

/** How far a finding of many lines is searched for its first one that is shown. */
const MAX_SPAN = 50;

/**
 * Puts a file's marks where they belong now. `null`: it has none.
 *
 * @param words whether lines get their words, too, and the header its count. Without, what has them already keeps them.
 */
export function markFile(file: Element, marks: FileMarks | null, words = true): void {
  const engine = engineOf(file);
  const wanted = engine && marks ? cellsOf(engine, file, marks.lines) : new Map<Element, LineMark>();
  for (const cell of file.querySelectorAll(`[${LINE}]`)) if (!wanted.has(cell)) unmark(cell);
  for (const [cell, mark] of wanted) {
    const { kind, label } = mark;
    const before = cell.getAttribute(LABEL);
    set(cell, LINE, kind);
    if (before !== label) cell.setAttribute(LABEL, label);
    // A row that is another line's now, with a mark of its own.
    if (before !== null && before !== label) forget(cell, OF_WORDS);
    if (!words) continue;
    set(cell, 'title', mark.text);
    set(cell, WORDS, '');
  }
  markHeader(engine && file.querySelector(engine.header), marks, words);
}

/** Where each mark is drawn now; one whose lines are not shown has no place. */
function cellsOf(engine: DiffEngine, file: Element, marks: readonly LineMark[]): Map<Element, LineMark> {
  const cells = new Map<Element, LineMark>();
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) return cells;
  // They are in the order of their first lines, and each is looked for in no more than MAX_SPAN further ones.
  const lines = linesOf(engine, file, first.line, last.line + MAX_SPAN);
  for (const mark of marks) {
    const cell = firstShown(mark, (line) => {
      const named = lines.get(line);
      return named ? engine.cell(named) : null;
    });
    if (cell && !cells.has(cell)) cells.set(cell, mark);
  }
  return cells;
}

/**
 * Where a mark is drawn now; null: its line is not shown.
 *
 * @param cellOf the cell of a line, where it is shown
 */
export function firstShown(
  { line, end }: Pick<LineMark, 'line' | 'end'>,
  cellOf: (line: number) => Element | null,
): Element | null {
  for (let number = line; number <= Math.min(end, line + MAX_SPAN); number++) {
    const cell = cellOf(number);
    if (cell) return cell;
  }
  return null;
}

function markHeader(header: Element | null, marks: FileMarks | null, words: boolean): void {
  if (!header || !(words || header.hasAttribute(COUNT))) return;
  const count = marks && marks.count > 0 ? (marks.blocking > 0 ? 'blocking' : 'introduced') : null;
  const label = marks && count && fileLabel(marks);
  if (count && label && words) {
    set(header, COUNT, count);
    set(header, LABEL, label);
  } else if (header.getAttribute(COUNT) !== count || header.getAttribute(LABEL) !== label) {
    // Another file's, in a header that is used again.
    forget(header, OF_HEADER);
  }
}

function unmark(cell: Element): void {
  forget(cell, [LINE, LABEL, ...OF_WORDS]);
}

function forget(cell: Element, names: readonly string[]): void {
  for (const name of names) cell.removeAttribute(name);
}

/** Only where it differs: an attribute written anew would wake the page's own observers. */
function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Takes every mark out of a document. */
export function unmarkAll(document: Document): void {
  for (const cell of document.querySelectorAll(`[${LINE}]`)) unmark(cell);
  for (const header of document.querySelectorAll(`[${COUNT}]`)) forget(header, OF_HEADER);
}
