import { describe, expect, it } from 'vitest';
import type { FileMarks, LineMark } from '../../../utils/diff/diff-marks.ts';
import { markFile, unmarkAll } from '../../../utils/diff/mark-file.ts';
import { DIFF_FILES, engineOf, isParked, showsOtherVersion } from '../../../utils/gitlab/page/diffs.ts';
import { diffFiles } from '../../gitlab/pages/diff.ts';
import { rapidDiffs } from '../../gitlab/pages/rapid-diffs.ts';
import type { DiffFile } from '../../gitlab/server/context.ts';
import { loadHtml } from '../page/load-page.ts';

const FILE: DiffFile = {
  oldPath: 'src/<a> "b".ts',
  newPath: 'src/<a> "b".ts',
  aMode: '100644',
  bMode: '100644',
  newFile: false,
  renamedFile: false,
  deletedFile: false,
  // New lines: 5 context, 6 and 7 added in place of old 6, 8 context.
  diff: '@@ -5,3 +5,4 @@\n five\n-old six\n+six\n+seven\n eight',
};

const ENGINES = [
  ['vue inline', diffFiles([FILE], 'inline').text],
  ['vue side by side', diffFiles([FILE], 'parallel').text],
  ['rapid inline', rapidDiffs([FILE], 'inline').text],
  ['rapid side by side', rapidDiffs([FILE], 'parallel').text],
] as const;

function mark(line: number, over: Partial<LineMark> = {}): LineMark {
  return { kind: 'blocking', line, end: line, label: `High: ${line}`, text: `Line ${line}`, ...over };
}
function marks(...lines: LineMark[]): FileMarks {
  return {
    path: FILE.newPath,
    count: lines.length,
    blocking: lines.length,
    enforced: true,
    cut: false,
    lines,
  };
}
function load(html: string) {
  const { document } = loadHtml(
    `<body>${html}</body>`,
    'https://gitlab.example/a/b/-/merge_requests/1/diffs',
  );
  const file = document.querySelector(DIFF_FILES);
  if (!file) throw new Error('no file');
  const marked = () =>
    [...document.querySelectorAll('[data-mr-gate-line]')].map((cell) => [
      cell.textContent?.trim(),
      cell.getAttribute('data-mr-gate-label'),
    ]);
  return { document, file, marked };
}

describe.each(ENGINES)('a file of %s', (_name, html) => {
  it('tells its path', () => {
    const { file } = load(html);
    expect(engineOf(file)?.path(file)).toBe(FILE.newPath);
  });

  it('is marked on added and on unchanged lines of the new version', () => {
    const { file, marked } = load(html);
    markFile(file, marks(mark(5), mark(6), mark(8)));
    expect(marked()).toEqual([
      ['five', 'High: 5'],
      ['six', 'High: 6'],
      ['eight', 'High: 8'],
    ]);
  });

  it('gains no element and loses none', () => {
    const { document, file } = load(html);
    const before = document.querySelectorAll('*').length;
    markFile(file, marks(mark(6)));
    expect(document.querySelectorAll('*')).toHaveLength(before);
  });

  it('marks the first line shown of a finding that begins outside', () => {
    const { file, marked } = load(html);
    markFile(file, marks(mark(2, { end: 30, label: 'Long' }), mark(40)));
    expect(marked()).toEqual([['five', 'Long']]);
  });

  it('loses what no longer belongs, and all of it without a trace', () => {
    const { document, file, marked } = load(html);
    const clean = document.body.innerHTML;
    markFile(file, marks(mark(5), mark(6)));
    markFile(file, marks(mark(7)));
    expect(marked()).toEqual([['seven', 'High: 7']]);
    markFile(file, null);
    expect(document.body.innerHTML).toBe(clean);
    markFile(file, marks(mark(5)));
    unmarkAll(document);
    expect(document.body.innerHTML).toBe(clean);
  });

  it('gets the words of its marks when one rests; a row that is used again loses those of its line before', () => {
    const { file, marked } = load(html);
    const words = () =>
      [...file.querySelectorAll('[data-mr-gate-line]')].map((cell) => [
        cell.getAttribute('title'),
        cell.hasAttribute('data-mr-gate-words'),
      ]);
    markFile(file, marks(mark(6)), false);
    expect(marked()).toEqual([['six', 'High: 6']]);
    expect(words()).toEqual([[null, false]]);
    markFile(file, marks(mark(6)));
    expect(words()).toEqual([['Line 6', true]]);
    markFile(file, marks(mark(6)), false);
    expect(words()).toEqual([['Line 6', true]]);
    markFile(file, marks(mark(6, { label: 'Low: another' })), false);
    expect(marked()).toEqual([['six', 'Low: another']]);
    expect(words()).toEqual([[null, false]]);
  });

  it('says in its header how many there are when one rests, and meanwhile nothing that is not so', () => {
    const { document, file } = load(html);
    const of = (count: number, blocking: number) => ({ ...marks(), count, blocking });
    const header = () => {
      const element = document.querySelector('[data-mr-gate-count]');
      return (
        element && [element.getAttribute('data-mr-gate-count'), element.getAttribute('data-mr-gate-label')]
      );
    };
    markFile(file, of(3, 1), false);
    expect(header()).toBeNull();
    markFile(file, of(3, 1));
    expect(header()).toEqual(['blocking', '1 finding blocks, 2 below the threshold']);
    markFile(file, of(3, 1), false);
    expect(header()).toEqual(['blocking', '1 finding blocks, 2 below the threshold']);
    markFile(file, of(3, 0), false);
    expect(header()).toBeNull();
    markFile(file, of(3, 0));
    expect(header()).toEqual(['introduced', '3 new findings']);
    markFile(file, null, false);
    expect(header()).toBeNull();
  });
});

describe('a file that GitLab’s virtual scroller has put aside', () => {
  it('is told from one that is shown', () => {
    const view = (transform: string) =>
      `<div class="vue-recycle-scroller__item-view" style="transform: ${transform}"><div class="diff-file" data-path="a"></div></div>`;
    const { document } = loadHtml(
      view('translateY(-9999px)') + view('translateY(0px)') + ENGINES[0][1],
      'https://gitlab.example/',
    );
    expect([...document.querySelectorAll(DIFF_FILES)].map(isParked)).toEqual([true, false, false]);
  });
});

describe('what is no file of ours to mark', () => {
  it('is a diff before 12.9, which names no path, and data that is not GitLab’s', () => {
    const { document } = loadHtml(
      '<div class="diff-file file-holder"></div><diff-file data-file-data="{"></diff-file><diff-file data-file-data="[1]"></diff-file>',
      'https://gitlab.example/',
    );
    const files = [...document.querySelectorAll(DIFF_FILES)];
    expect(files.map((file) => engineOf(file)?.path(file))).toEqual([null, null]);
    for (const file of files) expect(() => markFile(file, marks(mark(1)))).not.toThrow();
  });

  it.each([
    ['?diff_id=3', true],
    ['?commit_id=abc', true],
    ['?view=parallel', false],
    ['?start_sha=abc', false],
  ])('an address with %s shows another version: %s', (query, other) => {
    expect(showsOtherVersion(new URL(`https://gitlab.example/a/b/-/merge_requests/1/diffs${query}`))).toBe(
      other,
    );
  });
});
