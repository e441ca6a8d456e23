import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nearFiles } from '../../../utils/diff/near-files.ts';
import { loadHtml } from '../page/load-page.ts';

const FILES = 100;
const HEIGHT = 200;
const FRAME = 16;

/** A list of files, each as high as the other, in a window three files high; `top` is where the first stands. */
function setUp(recycled = false) {
  const item = (html: string) =>
    recycled ? `<div class="vue-recycle-scroller__item-view">${html}</div>` : html;
  const html = item('<div class="diff-file" data-path="a"></div>').repeat(FILES);
  const { document } = loadHtml(
    `<body><div id="list">${html}</div></body>`,
    'https://gitlab.example/a/b/-/merge_requests/1/diffs',
  );
  const page = { top: 0, looks: 0, frame: () => {}, shown: true, folded: new Set<Element>() };
  const files = [...document.querySelectorAll('.diff-file')];
  const height = (file: Element) => (page.folded.has(file) ? 0 : HEIGHT);
  for (const [at, file] of files.entries())
    file.getBoundingClientRect = () => {
      page.looks += 1;
      if (!page.shown) return { top: 0, bottom: 0, width: 0 } as DOMRect;
      const top = page.top + files.slice(0, at).reduce((sum, above) => sum + height(above), 0);
      return { top, bottom: top + height(file), width: 800 } as DOMRect;
    };
  const view = {
    innerHeight: 600,
    document,
    setTimeout,
    clearTimeout,
    requestAnimationFrame: (go: () => void) => setTimeout(go, FRAME),
    /** Tells in a frame of what came or went since the one before, and of what is newly observed. */
    IntersectionObserver: class {
      seen = new Map<Element, boolean | null>();
      constructor(go: (entries: object[]) => void) {
        page.frame = () => {
          const entries: object[] = [];
          for (const [target, before] of this.seen) {
            const isIntersecting = page.shown && (!files.includes(target) || isNear(target));
            if (isIntersecting !== before) entries.push({ target, isIntersecting });
            this.seen.set(target, isIntersecting);
          }
          if (entries.length > 0) go(entries);
        };
      }
      observe(target: Element) {
        this.seen.set(target, null);
      }
      unobserve(target: Element) {
        this.seen.delete(target);
      }
      disconnect() {
        this.seen.clear();
      }
    },
  };
  const isNear = (file: Element) => {
    const { looks } = page;
    const { top, bottom } = file.getBoundingClientRect();
    page.looks = looks;
    return bottom > -300 && top < 900;
  };
  const controller = new AbortController();
  const came: number[] = [];
  const numbers = (list: Element[]) => list.map((file) => files.indexOf(file));
  const near = nearFiles(
    view as unknown as Window & typeof globalThis,
    (list) => came.push(...numbers(list)),
    controller.signal,
  );
  return { page, files, near, came, numbers, controller };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('files of the changes', () => {
  it('are near in the window and half a window below it; each further one is not even asked where it is', () => {
    const { page, files, near, came } = setUp();
    expect(near.sift(files.slice(0, 50))).toEqual([]);
    expect(page.looks).toBe(0);
    vi.advanceTimersByTime(FRAME);
    expect(came).toEqual([0, 1, 2, 3, 4]);
    expect(page.looks).toBe(6);
    // As they come in a stream.
    expect(near.sift(files.slice(50))).toEqual([]);
    vi.advanceTimersByTime(FRAME);
    expect(page.looks).toBe(6);
    expect(came).toHaveLength(5);
  });

  it('come near as one scrolls, in the next frame, each once, and those that were jumped over when one comes back', () => {
    const { page, files, near, came } = setUp();
    near.sift(files);
    vi.advanceTimersByTime(FRAME);
    expect(came.splice(0)).toEqual([0, 1, 2, 3, 4]);
    page.top = -50 * HEIGHT;
    near.scrolled();
    near.scrolled();
    vi.advanceTimersByTime(FRAME);
    expect(came).toEqual([48, 49, 50, 51, 52, 53, 54]);
    page.top = -7 * HEIGHT;
    near.scrolled();
    vi.advanceTimersByTime(FRAME);
    expect(came.slice(7)).toEqual([5, 6, 7, 8, 9, 10, 11]);
  });

  it('come near wherever they stand, in whatever order they came', () => {
    const { page, files, near, came } = setUp();
    near.sift([...files.slice(50), ...files.slice(0, 50)]);
    vi.advanceTimersByTime(FRAME);
    expect(came).toEqual([0, 1, 2, 3, 4]);
    expect(page.looks).toBe(6);
  });

  it('come near as those above are folded, and as their tab is opened', () => {
    const { page, files, near, came } = setUp();
    page.shown = false;
    expect(near.sift(files)).toEqual([]);
    vi.advanceTimersByTime(FRAME);
    page.frame();
    expect(came).toEqual([]);
    page.shown = true;
    page.frame();
    expect(came).toEqual([0, 1, 2, 3, 4]);
    page.frame();
    page.folded = new Set(files.slice(0, 90));
    const { looks } = page;
    page.frame();
    page.frame();
    expect(page.looks - looks).toBe(91);
    expect(came.slice(5, 7)).toEqual([5, 6]);
    expect(came.at(-1)).toBe(94);
    expect(came).toHaveLength(95);
  });

  it('are near wherever GitLab’s virtual scroller has them', () => {
    const { page, files, near } = setUp(true);
    expect(near.sift(files)).toHaveLength(FILES);
    expect(page.looks).toBe(0);
  });

  it('are forgotten when they are gone from the page, and at the end', () => {
    const { page, files, near, came, controller } = setUp();
    near.sift(files);
    for (const file of files.slice(0, 50)) file.remove();
    page.top = -50 * HEIGHT;
    near.scrolled();
    vi.advanceTimersByTime(FRAME);
    expect(came).toEqual([50, 51, 52, 53, 54]);
    controller.abort();
    page.top = -99 * HEIGHT;
    near.scrolled();
    page.frame();
    vi.runAllTimers();
    expect(came).toHaveLength(5);
  });
});
