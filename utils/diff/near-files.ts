import { isRecycled } from '../gitlab/page/diffs.ts';

export interface NearFiles {
  /** Those of `files` that are known to be near what one sees. The others are called back for when they are. */
  sift(files: Iterable<Element>): Element[];
  /** The page was scrolled. */
  scrolled(): void;
}

type View = Window & typeof globalThis;

/**
 * Files so many heights of the window above and below it are near: what scrolls in has its marks already. More would be
 * marked in vain where nobody scrolls, and what scrolling brings is looked at in the frame that shows it.
 */
const REACH = 0.5;
/**
 * Tells files that are near what one sees from those far away, of which there can be hundreds. An intersection
 * observer of all would look at each of them in every frame of the stream that brings them; here what comes behind a file
 * that is far below is known to be far, and the others are looked over when something scrolls, or when that file comes
 * near: as files above it are folded. Lists are watched for the tab to be opened. Nobody is told of sizes: a frame in
 * which a resize observer has something to say is laid out, and looked over for all of the page's observers, twice.
 *
 * @param onNear files that were not, or of which it was not known
 */
export function nearFiles(view: View, onNear: (files: Element[]) => void, signal: AbortSignal): NearFiles {
  /** In the order of the page, as far as `inOrder` says so. */
  let far = new Set<Element>();
  let last: Element | null = null;
  let inOrder = true;
  /** The first that was found below the reach: with it a look is at its end. */
  let below: Element | null = null;
  let asked = false;
  const lists = new WeakSet<Element>();
  const shown = new view.IntersectionObserver(
    (entries) => {
      if (far.size > 0 && entries.some(({ isIntersecting }) => isIntersecting)) look();
    },
    { rootMargin: `${REACH * 100}% 0px` },
  );
  signal.addEventListener(
    'abort',
    () => {
      shown.disconnect();
      far.clear();
    },
    { once: true },
  );

  /** Asks for a look in the next frame, which lays the page out anyway. */
  const ask = () => {
    if (asked || signal.aborted) return;
    asked = true;
    view.requestAnimationFrame(() => {
      asked = false;
      if (!signal.aborted) look();
    });
  };

  const look = () => {
    const before = below;
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
    if (below !== before) {
      if (before) shown.unobserve(before);
      if (below) shown.observe(below);
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
        const list = file.parentElement;
        if (list && !lists.has(list)) {
          if (isRecycled(file)) {
            near.push(file);
            continue;
          }
          lists.add(list);
          shown.observe(list);
        }
        const isLast = !far.has(file) && last !== null && isBehind(file, last);
        if (!far.has(file)) {
          inOrder &&= far.size === 0 || isLast;
          last = file;
          far.add(file);
        }
        const isBelow = inOrder && isLast ? below?.isConnected : below && isBehind(file, below);
        if (!isBelow) ask();
      }
      return near;
    },
    scrolled() {
      if (far.size > 0) ask();
    },
  };
}

function isBehind(file: Element, other: Element): boolean {
  // In a stream it is right behind. The question costs more than to put the file there.
  if (file.previousElementSibling === other) return true;
  return other.isConnected && (other.compareDocumentPosition(file) & other.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
