import { isRecycled } from '../gitlab/page/diffs.ts';

export interface NearFiles {
  /** Those of `files` that are near what one sees. The others are called back for when they come near. */
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
 * its size: files folded, and the tab opened, too.
 *
 * @param onNear files that were far
 */
export function nearFiles(view: View, onNear: (files: Element[]) => void, signal: AbortSignal): NearFiles {
  const far = new Set<Element>();
  /** The first that was found below the reach. */
  let below: { file: Element; top: number } | null = null;
  let timer: number | undefined;
  let frame: number | undefined;
  const lists = new WeakSet<Element>();
  const sizes = new view.ResizeObserver(() => {
    if (far.size > 0) timer ??= view.setTimeout(look, PAUSE);
  });
  signal.addEventListener(
    'abort',
    () => {
      sizes.disconnect();
      view.clearTimeout(timer);
      if (frame !== undefined) view.cancelAnimationFrame(frame);
      far.clear();
    },
    { once: true },
  );

  const isNear = (file: Element): boolean => {
    const { top, bottom, width } = file.getBoundingClientRect();
    const height = view.innerHeight;
    // In a tab that is not open it has no size.
    if (width > 0 && bottom > -REACH * height && top < (1 + REACH) * height) return true;
    if (top > 0 && (!below || top < below.top)) below = { file, top };
    return false;
  };

  const look = () => {
    view.clearTimeout(timer);
    timer = undefined;
    below = null;
    const near: Element[] = [];
    for (const file of far) {
      if (file.isConnected && !isNear(file)) continue;
      far.delete(file);
      if (file.isConnected) near.push(file);
    }
    if (near.length > 0) onNear(near);
  };

  const keep = (file: Element) => {
    far.add(file);
    const list = file.parentElement;
    if (!list || lists.has(list)) return;
    lists.add(list);
    sizes.observe(list);
  };

  return {
    sift(files) {
      const near: Element[] = [];
      for (const file of files) {
        far.delete(file);
        if (isRecycled(file)) near.push(file);
        else if (below && isBehind(file, below.file)) keep(file);
        else if (isNear(file)) near.push(file);
        else keep(file);
      }
      return near;
    },
    scrolled() {
      if (far.size > 0)
        frame ??= view.requestAnimationFrame(() => {
          frame = undefined;
          look();
        });
    },
  };
}

function isBehind(file: Element, other: Element): boolean {
  return other.isConnected && (other.compareDocumentPosition(file) & other.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
