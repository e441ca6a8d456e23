import { expect, it } from 'vitest';
import { type Changes, watchFiles } from '../../../utils/diff/watch-files.ts';
import { rapidDiffs } from '../../gitlab/pages/rapid-diffs.ts';
import type { DiffFile } from '../../gitlab/server/context.ts';
import { loadHtml } from '../page/load-page.ts';

const URL_OF_CHANGES = 'https://gitlab.example/a/b/-/merge_requests/1/diffs';

const diff = (path: string): DiffFile => ({
  oldPath: path,
  newPath: path,
  aMode: '100644',
  bMode: '100644',
  newFile: true,
  renamedFile: false,
  deletedFile: false,
  diff: '@@ -0,0 +1,2 @@\n+one\n+two',
});

function setUp(body: string) {
  const { document, window } = loadHtml(`<body>${body}</body>`, URL_OF_CHANGES);
  const controller = new AbortController();
  const told: Changes[] = [];
  const watch = watchFiles(document, (changes) => told.push(changes), controller.signal);
  const take = async () => {
    await window.happyDOM.waitUntilComplete();
    return told.splice(0);
  };
  return {
    document,
    watch,
    controller,
    take,
    /** The paths of what was told since the last time. */
    paths: async () => [
      ...new Set((await take()).flatMap(({ files }) => [...files].map((file) => pathOf(file)))),
    ],
    /** Parsed elsewhere, a list of files: as they stand before they are streamed. */
    parsed(...names: string[]): Element[] {
      const template = document.createElement('div');
      template.innerHTML = rapidDiffs(names.map(diff), 'inline').text;
      return [...template.querySelectorAll('diff-file')];
    },
    /** As GitLab's stream: an element, then in it node by node what belongs to each file. */
    begin(place: Element): (file: Element) => void {
      const streamed = document.createElement('streaming-element');
      place.append(streamed);
      return (file) => {
        const walk = (from: Node, to: Node) => {
          for (const child of from.childNodes) {
            const copy = child.cloneNode(false);
            to.appendChild(copy);
            walk(child, copy);
          }
        };
        const shell = file.cloneNode(false);
        streamed.append(shell);
        walk(file, shell);
      };
    },
  };
}

function pathOf(file: Element): string {
  return file.getAttribute('data-path') ?? JSON.parse(file.getAttribute('data-file-data') ?? '{}').new_path;
}

const EMPTY = '<div id="app"></div>';
const TWO = `<main>${rapidDiffs([diff('a.ts'), diff('b.ts')], 'inline').text}</main><aside></aside>`;

it('finds streamed files, of which it is told of each alone, not of the rows', async () => {
  const { document, watch, paths, parsed, begin, take } = setUp(EMPTY);
  watch.start();
  const [a, b, c] = parsed('a.ts', 'b.ts', 'c.ts') as [Element, Element, Element];
  const stream = begin(document.querySelector('#app')!);
  stream(a);
  expect(await paths()).toEqual(['a.ts']);
  stream(b);
  expect(await paths()).toEqual(['b.ts']);
  stream(c);
  const [changes, ...more] = await take();
  expect(more).toEqual([]);
  expect(changes).toMatchObject({ recycled: false, removed: false });
  expect([...changes!.files].map(pathOf)).toEqual(['c.ts']);

  // Nor of rows that come later, as those of a file that a chunk has cut.
  const [, , last] = document.querySelectorAll('diff-file');
  last!.querySelector('tbody')!.append(document.createElement('tr'));
  expect(await paths()).toEqual([]);
  watch.inside(last!);
  last!.querySelector('tbody')!.append(document.createElement('tr'));
  expect(await paths()).toEqual(['c.ts']);
});

it('finds the stream of the other files between those that are there already', async () => {
  const { document, watch, paths, parsed, begin } = setUp(TWO);
  watch.start();
  const list = document.querySelector('[data-diffs-list]')!;
  const rest = document.createElement('div');
  list.append(rest);
  expect(await paths()).toEqual([]);
  const [c, d] = parsed('c.ts', 'd.ts') as [Element, Element];
  const stream = begin(rest);
  expect(await paths()).toEqual([]);
  stream(c);
  expect(await paths()).toEqual(['c.ts']);
  stream(d);
  expect(await paths()).toEqual(['d.ts']);
  document.querySelectorAll('tbody')[3]!.append(document.createElement('tr'));
  expect(await paths()).toEqual([]);
});

it.each([
  ['emptied', (list: Element) => list.replaceChildren()],
  ['taken away with all around it', (list: Element) => list.closest('article')!.remove()],
])('looks everywhere again when its list was %s', async (_, go) => {
  const { document, watch, take, paths, parsed, begin } = setUp(TWO);
  watch.start();
  go(document.querySelector('[data-diffs-list]')!);
  expect((await take()).some(({ removed }) => removed)).toBe(true);
  const [a, b] = parsed('a.ts', 'b.ts') as [Element, Element];
  const stream = begin(document.querySelector('aside')!);
  stream(a);
  expect(await paths()).toEqual(['a.ts']);
  stream(b);
  expect(await paths()).toEqual(['b.ts']);
  document.querySelector('tbody')!.append(document.createElement('tr'));
  expect(await paths()).toEqual([]);
});

it('finds a list that comes in place of another, as a whole', async () => {
  const { document, watch, paths, parsed } = setUp(TWO);
  watch.start();
  const next = document.createElement('div');
  next.append(...parsed('c.ts', 'd.ts'));
  document.querySelector('[data-diffs-list]')!.replaceWith(next);
  expect(await paths()).toEqual(['c.ts', 'd.ts']);
  next.append(...parsed('e.ts'));
  expect(await paths()).toEqual(['e.ts']);
});

it('is told of every row where files are not streamed, and of elements that are used again', async () => {
  const file = (path: string) =>
    `<div class="vue-recycle-scroller__item-view"><div class="diff-file" data-path="${path}"><p data-interop-new-line="1"></p></div></div>`;
  const { document, watch, paths, take } = setUp(`<main>${file('a.ts')}${file('b.ts')}</main>`);
  watch.start();
  document.querySelector('.diff-file')!.append(document.createElement('p'));
  expect(await paths()).toEqual(['a.ts']);
  document.querySelector('.diff-file')!.setAttribute('data-path', 'c.ts');
  const [changes] = await take();
  expect(changes).toMatchObject({ recycled: true, removed: false });
  expect([...changes!.files].map(pathOf)).toEqual(['c.ts']);
});

it('tells of nothing after its end', async () => {
  const { document, watch, controller, take, parsed } = setUp(TWO);
  watch.start();
  watch.inside(document.querySelector('diff-file')!);
  controller.abort();
  document.querySelector('tbody')!.append(document.createElement('tr'));
  document.querySelector('[data-diffs-list]')!.append(...parsed('c.ts'));
  document.querySelector('main')!.remove();
  expect(await take()).toEqual([]);
});
