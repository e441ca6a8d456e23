import { DIFF_FILES, engineOf, showsOtherVersion } from '../gitlab/page/diffs.ts';
import type { FileMarks } from './diff-marks.ts';
import { markFile, unmarkAll } from './mark-file.ts';
import { nearFiles } from './near-files.ts';
import { type Changes, watchFiles } from './watch-files.ts';

export interface DiffFollower {
  /**
   * Marks these findings, which are the ones of commit `head`; null: none that would be believed. Where the page
   * shows the changes of an older head, which GitLab leaves standing until it is reloaded, nothing is marked.
   */
  show(marks: readonly FileMarks[] | null, head: string | null): void;
}

/** Milliseconds of one turn: below a frame, with room for the page's own work. */
const TURN = 6;
/** So long after the last of scrolling nobody scrolls any more, and a mark's words can be read. Milliseconds. */
const REST = 120;

type View = Window & typeof globalThis;
type Go = () => void;

/** In a task of its own, soon: what the page does in its tasks and frames must not take longer for ours. */
function inTask(view: View, go: Go): void {
  if (view.scheduler) void view.scheduler.postTask(go, { priority: 'user-blocking' });
  else view.setTimeout(go);
}

/** Asks for a call of `go`; asked again before it has come, it comes once. */
function once(ask: (go: Go) => void, go: Go): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    ask(() => {
      asked = false;
      go();
    });
  };
}

/**
 * Keeps marks on the lines of the changes while GitLab streams files in, recycles their elements while one
 * scrolls, folds and unfolds them, and switches views. Files that may have changed are collected and looked at in
 * short turns, the first before the next frame, as soon as they are near what one sees; a page without findings is not
 * watched at all. While one scrolls a line gets its bar alone, which needs no layout: words cost as much as the line
 * itself, of hundreds that rush by. They come when one rests, to what is near then.
 */
export function followDiff(document: Document, signal: AbortSignal): DiffFollower {
  const view = document.defaultView;
  let byPath = new Map<string, FileMarks>();
  let head: string | null = null;
  /** The head whose changes the page shows, as far as we saw them come. */
  let shownHead: string | null = null;
  let watching = false;
  let all = false;
  let removed = false;
  /** Files that may have changed. */
  const dirty = new Set<Element>();
  /** Those of them that are to be marked now. */
  const near = new Set<Element>();
  /** Files that carry marks: only these need a look when they have none to carry. */
  const carrying = new WeakSet<Element>();
  /** Those whose marks have no words yet. */
  const wordless = new Set<Element>();
  let scrolledAt = Number.NEGATIVE_INFINITY;
  let resting = true;

  const turn = () => {
    if (signal.aborted || !(all || removed || dirty.size > 0 || near.size > 0)) return;
    if (all) for (const file of document.querySelectorAll(DIFF_FILES)) dirty.add(file);
    if ((all || removed) && !document.querySelector(DIFF_FILES)) shownHead = null;
    all = false;
    removed = false;
    sift();
    const end = performance.now() + TURN;
    const current = shownHead === head && !showsOtherVersion(document.location);
    for (const file of near) {
      near.delete(file);
      if (!file.isConnected) continue;
      const path = current ? engineOf(file)?.path(file) : null;
      const marks = (path && byPath.get(path)) || null;
      if (!marks && !carrying.has(file)) continue;
      watched.inside(file);
      markFile(file, marks, resting);
      if (marks) carrying.add(file);
      else carrying.delete(file);
      if (marks && !resting) wordless.add(file);
      if (performance.now() > end) break;
    }
    if (near.size > 0) later();
  };

  /** Of the files that may have changed, those to be marked are near from then on, the others wait until they are. */
  const sift = () => {
    if (dirty.size > 0) shownHead ??= head;
    const unseen: Element[] = [];
    for (const file of dirty) {
      if (carrying.has(file)) near.add(file);
      else if (file.isConnected) unseen.push(file);
    }
    dirty.clear();
    for (const file of places?.sift(unseen) ?? []) near.add(file);
  };

  const markNear = (files: Iterable<Element>) => {
    for (const file of files) near.add(file);
    turn();
  };
  const places = view && nearFiles(view, markNear, signal);

  const rest = () => {
    const left = scrolledAt + REST - performance.now();
    if (signal.aborted) return;
    if (left > 0) return void view?.setTimeout(rest, left);
    resting = true;
    const files = [...wordless];
    wordless.clear();
    // Those that were scrolled past wait until they come near again.
    if (places) markNear(places.sift(files));
  };

  const scrolled = () => {
    scrolledAt = performance.now();
    if (resting) view?.setTimeout(rest, REST);
    resting = false;
    places?.scrolled();
  };

  const soon = once((go) => view && inTask(view, go), turn);
  // No frame shows a mark on a row that has become another line's.
  const beforeFrame = once((go) => view?.requestAnimationFrame(go), turn);
  const later = () => {
    if (signal.aborted) return;
    soon();
    beforeFrame();
  };

  const changed = (changes: Changes) => {
    for (const file of changes.files) dirty.add(file);
    removed ||= changes.removed;
    // A row that is another line's now gets its mark with what made it so: no frame shows the one before, or is drawn twice.
    if (changes.recycled) return turn();
    // A stream brings files by the hundred, most of them far away: they take no turn.
    if (!removed) sift();
    if (removed || near.size > 0) later();
  };
  const watched = watchFiles(document, changed, signal);

  const watch = () => {
    if (watching) return;
    watching = true;
    watched.start();
    document.addEventListener('scroll', scrolled, { capture: true, passive: true, signal });
    view?.addEventListener('resize', scrolled, { signal });
  };

  signal.addEventListener('abort', () => unmarkAll(document), { once: true });

  return {
    show(marks, of) {
      if (signal.aborted) return;
      byPath = new Map(marks?.map((file) => [file.path, file]));
      // What stands there while the head changes are the changes of the one before.
      if (head !== null && of !== head && document.querySelector(DIFF_FILES)) shownHead ??= head;
      head = of;
      if (byPath.size > 0) watch();
      all = true;
      later();
    },
  };
}
