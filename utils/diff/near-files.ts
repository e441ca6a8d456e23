import { isRecycled } from '../gitlab/page/diffs.ts';

export interface NearFiles {
  /** Those of `files` that are known to be near what one sees. The others are called back for when they are. */
  sift(files: Iterable<Element>): Element[];
  /** The page was scrolled. */
  scrolled(): void;
}

type View = Window & typeof globalThis;

/** Files so many heights of the window above and below it are near: what scrolls in has its marks already. */
const REACH = 1;
/** A list that grows, as while files stream in, is not looked over more often. Milliseconds. */
const PAUSE = 100;

/**
 * Tells files that are near what one sees from those far away, of which there can be hundreds. An intersection
 * observer would look at each of them in every frame of the stream that brings them; here what comes behind a file
 * that is far below is known to be far, and the others are looked over when something scrolls or the list changes
 * its size: files folded, and the tab opened, too. That is done where the browser has just laid the page out, so that it
 * is not made to for us.
 *
 * @param onNear files that were not, or of which it was not known
 */
export function nearFiles(view: View, onNear: (files: Element[]) => void, signal: AbortSignal): NearFiles {
  const { body } = view.document;
  /** In the order of the page, as far as `inOrder` says so. */
  let far = new Set<Element>();
  let last: Element | null = null;
  let inOrder = true;
  /** The first that was found below the reach: with it a look is at its end. */
  let below: Element | null = null;
  let asked = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;
  const lists = new WeakSet<Element>();
  const sizes = new view.ResizeObserver(() => {
    if (far.size === 0) return;
    if (asked || performance.now() - lookedAt >= PAUSE) look();
    else timer ??= view.setTimeout(ask, PAUSE);
  });
  signal.addEventListener(
    'abort',
    () => {
      sizes.disconnect();
      view.clearTimeout(timer);
      far.clear();
    },
    { once: true },
  );

  /** Asks for a look in the next frame: an element that is observed anew is told of once it is laid out. */
  const ask = () => {
    if (asked || signal.aborted) return;
    asked = true;
    sizes.unobserve(body);
    sizes.observe(body);
  };

  const look = () => {
    asked = false;
    view.clearTimeout(timer);
    timer = undefined;
    lookedAt = performance.now();
    below = null;
    if (!inOrder) sort();
    const near: Element[] = [];
    for (const file of far) {
      if (file.isConnected && !isNear(file)) {
        if (below) break;
        continue;
      }
      far.delete(file);
      if (file.isConnected) near.push(file);
    }
    if (near.length > 0) onNear(near);
  };

  const sort = () => {
    const files = [...far].filter((file) => file.isConnected).sort((a, b) => (isBehind(b, a) ? -1 : 1));
    far = new Set(files);
    last = files.at(-1) ?? null;
    inOrder = true;
  };

  const isNear = (file: Element): boolean => {
    const { top, bottom, width } = file.getBoundingClientRect();
    const height = view.innerHeight;
    // In a tab that is not open it has no size.
    if (width > 0 && bottom > -REACH * height && top < (1 + REACH) * height) return true;
    if (top > 0) below = file;
    return false;
  };

  return {
    sift(files) {
      const near: Element[] = [];
      for (const file of files) {
        if (isRecycled(file)) {
          near.push(file);
          continue;
        }
        if (!far.has(file)) {
          inOrder &&= far.size === 0 || (last !== null && isBehind(file, last));
          last = file;
          far.add(file);
        }
        const list = file.parentElement;
        if (list && !lists.has(list)) {
          lists.add(list);
          sizes.observe(list);
        }
        if (!below || !isBehind(file, below)) ask();
      }
      return near;
    },
    scrolled() {
      if (far.size > 0) ask();
    },
  };
}

function isBehind(file: Element, other: Element): boolean {
  return other.isConnected && (other.compareDocumentPosition(file) & other.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
