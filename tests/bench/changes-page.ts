import type { Page } from '@playwright/test';

export const FILES = 300;
export const FINDINGS = 1000;
/** The stream of the files is over by then, and the card has its verdict. */
const SETTLED_MS = 3000;
/** Nobody scrolls any more, and what is in view has its words. */
const RESTED_MS = 500;

/** One of GitLab's ways to show the changes. */
export interface Way {
  name: string;
  query: string;
  /** Names a file's path, among other things. */
  path: string;
  /** Only files near what one sees are in the document: the others come as one scrolls. */
  recycled: boolean;
}
export const RAPID = { path: 'data-file-data', recycled: false };
const LEGACY = { path: 'data-path', recycled: true };
export const WAYS: readonly Way[] = [
  { name: 'rapid-inline', query: 'rapid_diffs=true&view=inline', ...RAPID },
  { name: 'rapid-parallel', query: 'rapid_diffs=true&view=parallel', ...RAPID },
  { name: 'legacy-inline', query: 'rapid_diffs_disabled=true&view=inline', ...LEGACY },
  { name: 'legacy-parallel', query: 'rapid_diffs_disabled=true&view=parallel', ...LEGACY },
];

/** The findings go round the files, one line further each time. */
const findingsOf = (file: number): number => Math.ceil((FINDINGS - file) / FILES);

export const path = (file: number): string => `src/part-${String(file).padStart(3, '0')}.ts`;
export const CONTENT = `${Array.from({ length: 8 }, (_, line) => `export const value${line} = ${line};`).join('\n')}\n`;

/** Opens the changes and leaves them alone until all is there: as long with the extension as without. */
export async function openChanges(page: Page, url: string, way: Way): Promise<void> {
  await page.goto(`${url}/diffs?${way.query}`);
  await page.locator(`[${way.path}]`).first().waitFor({ state: 'attached' });
  await page.waitForTimeout(SETTLED_MS);
}

/**
 * To the last file, in whatever scrolls in this layout: as many steps of the same length each time, and each of them drawn
 * before the next, with what came of it. So with and without the extension the same is drawn.
 *
 * @param pause rather that many milliseconds at each step, for somebody who looks
 */
export async function scrollThrough(page: Page, pause = 0): Promise<void> {
  await page.evaluate(async (pause) => {
    let scroller = document.querySelector('.diff-files-holder, .rd-app')?.parentElement ?? null;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
      scroller = scroller.parentElement;
    scroller ??= document.documentElement;
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    for (let top = 0; top < scroller.scrollHeight; top += 1500) {
      scroller.scrollTo(0, top);
      await drawn();
      await drawn();
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (scroller.scrollTop === 0) throw new Error('Nothing scrolled');
  }, pause);
  await page.waitForTimeout(RESTED_MS);
}

/** How many lines have had their mark on the way to the last file, each on its own line. */
export async function markedOnTheWay(page: Page): Promise<number> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      for (const cell of document.querySelectorAll('[data-mr-gate-line]')) {
        const data = cell.closest('[data-file-data]')?.getAttribute('data-file-data');
        const path = data
          ? JSON.parse(data).new_path
          : cell.closest('[data-path]')?.getAttribute('data-path');
        const line = data
          ? cell.previousElementSibling?.querySelector('a')?.getAttribute('data-line-number')
          : cell.closest('[data-interop-new-line]')?.getAttribute('data-interop-new-line');
        seen.add(`${path}:${line} ${cell.getAttribute('data-mr-gate-label')}`);
      }
      document.body.dataset.seen = JSON.stringify([...seen]);
      // After the frame: what a person sees.
      requestAnimationFrame(() => setTimeout(look));
    };
    look();
  });
  // Slow enough for each step to be seen.
  await scrollThrough(page, 150);
  const seen = new Set(
    JSON.parse((await page.locator('body').getAttribute('data-seen')) ?? '[]') as string[],
  );
  const wanted = Array.from(
    { length: FINDINGS },
    (_, at) => `${path(at % FILES)}:${1 + Math.floor(at / FILES)} High: Finding ${at}`,
  );
  return wanted.filter((mark) => seen.has(mark)).length;
}

/** Waits until every line with a finding that is in view has its mark, told by GitLab's own attributes. */
export async function marked(page: Page, { path: attribute, recycled }: Way): Promise<void> {
  const count = async () => {
    const { all, inView } = await page.evaluate((name) => {
      const files = [...document.querySelectorAll(`[${name}]`)];
      const seen = files.filter((file) => {
        const { top, bottom } = file.getBoundingClientRect();
        return bottom > 0 && top < window.innerHeight;
      });
      return {
        all: files.length,
        inView: seen.map((file) => ({
          path: file.getAttribute(name) ?? '',
          marks: file.querySelectorAll('[data-mr-gate-line]').length,
        })),
      };
    }, attribute);
    if (!recycled && all !== FILES) return null;
    return inView.map(({ path, marks }) => ({
      marks,
      expected: findingsOf(Number(/part-(\d+)/.exec(path)?.[1])),
    }));
  };
  for (let tries = 0; tries < 100; tries++) {
    const now = await count();
    if (now && now.length > 0 && now.every(({ marks, expected }) => marks === expected)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`Not every line has its mark: ${JSON.stringify(await count())}`);
}

/** All files taken away and put back at once, as GitLab does where the view is switched: until those in view have their marks. */
export async function drawAgain(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const files = [...document.querySelectorAll('diff-file')];
    const places = files.map((file) => file.parentElement!);
    const inView = files.filter((file) => file.getBoundingClientRect().top < window.innerHeight);
    const marks = () =>
      inView.reduce((sum, file) => sum + file.querySelectorAll('[data-mr-gate-line]').length, 0);
    const before = marks();
    if (before === 0) throw new Error('No file in view has a mark');
    for (const file of files) {
      file.remove();
      for (const cell of file.querySelectorAll('[data-mr-gate-line]'))
        cell.removeAttribute('data-mr-gate-line');
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    const begun = performance.now();
    files.forEach((file, at) => {
      places[at]!.append(file);
    });
    return new Promise<number>((resolve) => {
      const look = () => {
        if (marks() === before) resolve(performance.now() - begun);
        else requestAnimationFrame(look);
      };
      look();
    });
  });
}
