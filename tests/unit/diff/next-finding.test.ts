import { expect, it, vi } from 'vitest';
import { goTo, openLine } from '../../../utils/diff/next-finding.ts';
import { rapidDiffs } from '../../gitlab/pages/rapid-diffs.ts';
import { loadHtml } from '../page/load-page.ts';

const TAB =
  '<div class="merge-request-tabs"><a data-action="diffs" data-toggle="tabvue" href="diffs">Changes</a></div>';
const FIRST = { path: 'src/first.ts', line: 1, end: 1 };
const SECOND = { path: 'src/second.ts', line: 1, end: 1 };

/** A page whose changes are not there before `load`, and the files that were scrolled to, one after the other. */
function setUp() {
  const { document, window } = loadHtml(
    `<body>${TAB}</body>`,
    'https://gitlab.example/a/b/-/merge_requests/1',
  );
  const scrolled: (string | null | undefined)[] = [];
  window.Element.prototype.scrollIntoView = function (this: unknown) {
    const file = (this as Element).closest('diff-file');
    scrolled.push(file?.querySelector('h2')?.textContent?.trim());
  };
  const load = () => {
    const files = [FIRST, SECOND].map(({ path }) => ({
      ...{ oldPath: path, newPath: path, aMode: '100644', bMode: '100644' },
      ...{ newFile: true, renamedFile: false, deletedFile: false, diff: '@@ -0,0 +1,1 @@\n+one' },
    }));
    document.body.insertAdjacentHTML('beforeend', rapidDiffs(files, 'inline').text);
  };
  return { document, load, scrolled };
}

it('goes to a file when it is there, and to none before which another was asked for', async () => {
  const { document, load, scrolled } = setUp();
  // The card's script and that of the marks have this code of their own each.
  vi.resetModules();
  const other = await import('../../../utils/diff/next-finding.ts');
  expect(other.goTo).not.toBe(goTo);
  const all = [
    goTo(document, { ...SECOND }, 'second'),
    goTo(document, FIRST, 'first'),
    other.goTo(document, SECOND, 'second'),
  ];
  load();
  await Promise.all(all);
  expect(scrolled).toEqual([SECOND.path]);
  expect((await goTo(document, FIRST, 'first'))?.textContent).toContain('one');
  expect(scrolled).toEqual([SECOND.path, FIRST.path]);
});

it('opens the last of the lines that were asked for while the changes load', async () => {
  const { document, load, scrolled } = setUp();
  expect(openLine(document, SECOND, 'second')).toBe(true);
  expect(openLine(document, FIRST, 'first')).toBe(true);
  load();
  await vi.waitFor(() => expect(scrolled).not.toHaveLength(0));
  expect(scrolled).toEqual([FIRST.path]);
});
