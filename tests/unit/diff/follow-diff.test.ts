import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FileMarks } from '../../../utils/diff/diff-marks.ts';
import { followDiff } from '../../../utils/diff/follow-diff.ts';
import { rapidDiffs } from '../../gitlab/pages/rapid-diffs.ts';
import type { DiffFile } from '../../gitlab/server/context.ts';
import { loadHtml } from '../page/load-page.ts';

const FILES = 100;
const HEIGHT = 200;
const FRAME = 16;
/** Longer than nobody scrolls when one rests. */
const RESTED = 300;

const path = (at: number) => `src/${at}.ts`;
const MARKS = Array.from(
  { length: FILES },
  (_, at): FileMarks => ({
    path: path(at),
    count: 1,
    blocking: 1,
    enforced: true,
    cut: false,
    lines: [{ kind: 'blocking', line: 1, end: 1, label: `High: ${at}`, text: `Blocks: ${at}` }],
  }),
);

/** A hundred files with a finding each, all of the same height, in a window three files high. */
function setUp() {
  const diffs = Array.from({ length: FILES }, (_, at): DiffFile => {
    const names = { oldPath: path(at), newPath: path(at) };
    return {
      ...names,
      aMode: '100644',
      bMode: '100644',
      newFile: true,
      renamedFile: false,
      deletedFile: false,
      diff: '@@ -0,0 +1,1 @@\n+one',
    };
  });
  const { document, window } = loadHtml(
    `<body>${rapidDiffs(diffs, 'inline').text}</body>`,
    'https://gitlab.example/a/b/-/merge_requests/1/diffs',
  );
  const page = { top: 0 };
  const files = [...document.querySelectorAll('diff-file')];
  for (const [at, file] of files.entries())
    file.getBoundingClientRect = () => {
      const top = page.top + at * HEIGHT;
      return { top, bottom: top + HEIGHT, width: 800 } as DOMRect;
    };
  Object.defineProperty(document, 'defaultView', {
    value: {
      innerHeight: 3 * HEIGHT,
      setTimeout,
      requestAnimationFrame: (go: () => void) => setTimeout(go, FRAME),
      addEventListener: () => {},
      MutationObserver: class {
        observe() {}
        disconnect() {}
      },
      IntersectionObserver: class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    },
  });
  const which = (selector: string) => files.flatMap((file, at) => (file.querySelector(selector) ? [at] : []));
  return {
    controller: new AbortController(),
    document,
    marked: () => which('[data-mr-gate-line]'),
    worded: () => which('[data-mr-gate-words]'),
    counted: () => which('[data-mr-gate-count]'),
    /** So far down that this file is the first in the window. */
    scrollTo(file: number) {
      page.top = -file * HEIGHT;
      document.dispatchEvent(new window.Event('scroll') as unknown as Event);
      vi.advanceTimersByTime(2 * FRAME);
    },
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('marks lines as their files come near, and gives words and counts where one rests alone', () => {
  const { controller, document, marked, worded, counted, scrollTo } = setUp();
  followDiff(document, controller.signal).show(MARKS, 'head');
  vi.advanceTimersByTime(RESTED);
  expect([marked(), worded(), counted()]).toEqual([range(0, 4), range(0, 4), range(0, 4)]);

  scrollTo(40);
  scrollTo(80);
  const past = [...range(0, 4), ...range(38, 44), ...range(78, 84)];
  expect([marked(), worded(), counted()]).toEqual([past, range(0, 4), range(0, 4)]);
  vi.advanceTimersByTime(RESTED);
  const rested = [...range(0, 4), ...range(78, 84)];
  expect([marked(), worded(), counted()]).toEqual([past, rested, rested]);

  scrollTo(40);
  expect(worded()).toEqual(rested);
  vi.advanceTimersByTime(RESTED);
  expect(worded()).toEqual([...range(0, 4), ...range(38, 44), ...range(78, 84)]);

  controller.abort();
  expect([marked(), worded(), counted()]).toEqual([[], [], []]);
});
