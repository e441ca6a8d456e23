import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { api } from '../demo/api.ts';
import { addPipeline, openMergeRequest, visitAs } from '../e2e/support/verdict.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { type Bench, type Emit, median, rounded } from './figure.ts';
import { LATENCY_MS } from './setting.ts';
import { FRAME_MS, type OwnCode, type Tasks, traceMainThread, traceTasks } from './trace.ts';

const FILES = 300;
const FINDINGS = 1000;
const NAVIGATIONS = 50;
/** Pairs of runs, with the extension and without. The page's own tasks differ by more than ours take. */
const PAIRS = 9;
const TIMES = 5;
/** The stream of the files is over by then, and the card has its verdict. */
const SETTLED_MS = 3000;

/** One of GitLab's ways to show the changes. */
interface Way {
  name: string;
  query: string;
  /** Names a file's path, among other things. */
  path: string;
  /** Only files near what one sees are in the document: the others come as one scrolls. */
  recycled: boolean;
}
const RAPID = { path: 'data-file-data', recycled: false };
const LEGACY = { path: 'data-path', recycled: true };
const WAYS: readonly Way[] = [
  { name: 'rapid-inline', query: 'rapid_diffs=true&view=inline', ...RAPID },
  { name: 'rapid-parallel', query: 'rapid_diffs=true&view=parallel', ...RAPID },
  { name: 'legacy-inline', query: 'rapid_diffs_disabled=true&view=inline', ...LEGACY },
  { name: 'legacy-parallel', query: 'rapid_diffs_disabled=true&view=parallel', ...LEGACY },
];

/** The findings go round the files, one line further each time. */
const findingsOf = (file: number): number => Math.ceil((FINDINGS - file) / FILES);

const path = (file: number): string => `src/part-${String(file).padStart(3, '0')}.ts`;
const CONTENT = `${Array.from({ length: 8 }, (_, line) => `export const value${line} = ${line};`).join('\n')}\n`;

/** What the marks cost the Changes tab of a large merge request, and what stays after many pages. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'demo' });
  const browser = await launchChromium();
  const folder = await mkdtemp(join(tmpdir(), 'mr-gate-bench-'));
  try {
    const files = Object.fromEntries(Array.from({ length: FILES }, (_, file) => [path(file), CONTENT]));
    const mr = await openMergeRequest(gitlab, PROJECTS.checkout, 'large', files);
    // Not gated, with reports of its own: a note holds fewer findings than a report.
    const vulnerabilities = Array.from({ length: FINDINGS }, (_, at) => {
      const line = 1 + Math.floor(at / FILES);
      return {
        id: `v${at}`,
        name: `Finding ${at}`,
        severity: 'High',
        location: { file: path(at % FILES), start_line: line },
        identifiers: [{ type: 'semgrep_id', name: `rule-${at}`, value: `rule-${at}` }],
      };
    });
    const report = (found: unknown[]) => ({
      version: '15.2.2',
      scan: {
        type: 'sast',
        status: 'success',
        scanner: { id: 'semgrep', name: 'Semgrep', version: '6.7.1' },
      },
      vulnerabilities: found,
    });
    const main = await api<{ commit: { id: string } }>(
      gitlab.url,
      TOKENS.devApi,
      `/projects/${mr.projectId}/repository/branches/main`,
    );
    const of = { projectId: mr.projectId };
    await addPipeline(gitlab, { ...of, sha: main.commit.id, ref: 'main' }, folder, {
      semgrep: { sast: report([]) },
    });
    await addPipeline(gitlab, { ...of, sha: mr.sha, ref: 'large' }, folder, {
      semgrep: { sast: report(vulnerabilities) },
    });
    const page = await visitAs(browser, gitlab, 'dev');
    gitlab.setLatency(LATENCY_MS);
    for (const way of WAYS) await changes(browser, page, mr.url, way, emit);
    gitlab.setLatency(0);
    const other = await openMergeRequest(gitlab, PROJECTS.checkout, 'other', { 'src/other.ts': CONTENT });
    await navigations(page, [mr.url, other.url], emit);
  } finally {
    await browser.close();
    await gitlab.close();
    await rm(folder, { recursive: true });
  }
};
export default bench;

/** What one way to show the changes costs with the extension, and how much of it is there without. */
async function changes(
  extension: ExtensionBrowser,
  page: Page,
  url: string,
  way: Way,
  emit: Emit,
): Promise<void> {
  const { context, origin } = extension;
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  const open = async () => {
    await page.goto(`${url}/diffs?${way.query}`);
    await page.locator(`[${way.path}]`).first().waitFor({ state: 'attached' });
    // As long with the extension as without.
    await page.waitForTimeout(SETTLED_MS);
    if (way.recycled) await scrollThrough(page);
  };
  const on: Tasks[] = [];
  const off: Tasks[] = [];
  // By turns, so that what else the machine does meets both.
  for (let pair = 0; pair < PAIRS; pair++) {
    await page.goto('about:blank');
    on.push(await traceTasks(browser, page, open));
    await marked(page, way);
    await withoutExtension(extension, async () => {
      await page.goto('about:blank');
      off.push(await traceTasks(browser, page, open));
      if ((await page.locator('[data-mr-gate-host]').count()) > 0)
        throw new Error('The extension was seen where it was off');
    });
  }
  const own: OwnCode[] = [];
  for (let time = 0; time < TIMES; time++) {
    await page.goto('about:blank');
    own.push(await traceMainThread(browser, page, origin, open));
  }
  if (own.some(({ own }) => own === 0)) throw new Error('No code of the extension was seen');
  const added = (of: (thread: Tasks) => number) => median(on.map((tasks, at) => of(tasks) - of(off[at]!)));
  const name = (what: string) => `changes.${what}.${way.name}`;
  const during = `from opening ${FILES} files${way.recycled ? ' to their end' : ''}, card included`;
  emit({
    name: name('marked'),
    value: await markedOnTheWay(page),
    unit: `lines marked while one scrolls through, of ${FINDINGS} with a finding`,
  });
  emit({
    name: name('main-thread'),
    value: rounded(
      added(({ all }) => all),
      1,
    ),
    unit: `ms of the main thread's own time in all tasks, ${during}: with the extension less without, median of ${PAIRS} pairs of runs`,
    budget: 50,
  });
  emit({
    name: name('own'),
    value: rounded(median(own.map(({ own }) => own)), 1),
    unit: `ms of the extension's own code, ${during}, median`,
    budget: 50,
  });
  emit({
    name: name('longest-task'),
    value: rounded(Math.max(...own.map(({ longestOwn }) => longestOwn)), 1),
    unit: `ms of the extension's own code in one task, the most of ${TIMES} times`,
    budget: FRAME_MS,
  });
  emit({
    name: name('tasks-over-frame'),
    value: added(({ overFrame }) => overFrame),
    unit: `tasks over ${FRAME_MS} ms of the thread's own time: with the extension less without, median of ${PAIRS} pairs of runs`,
    budget: 0,
  });
  const all: number[] = [];
  const inView: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await page.goto(`${url}/diffs?${way.query}`);
    await marked(page, way);
    if (!way.recycled) inView.push(await drawAgain(page));
    all.push((await traceMainThread(browser, page, origin, () => scrollThrough(page))).own);
  }
  emit({
    name: name(`marks-${FINDINGS}`),
    value: rounded(median(all), 1),
    unit: "ms of the extension's own code while one scrolls through all files, median",
    budget: 100,
  });
  if (inView.length > 0)
    emit({
      name: name('marks-in-view'),
      value: rounded(median(inView), 1),
      unit: `ms from ${FILES} files to the last mark of those in view, median`,
      budget: 100,
    });
}

/** Chromium as it is for who has no extension: its scripts are no longer registered. They are again afterwards. */
async function withoutExtension({ context }: ExtensionBrowser, act: () => Promise<void>): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The worker is gone');
  const scripts = await worker.evaluate(async () => {
    const { scripting } = (globalThis as unknown as { chrome: { scripting: Scripting } }).chrome;
    const registered = await scripting.getRegisteredContentScripts();
    await scripting.unregisterContentScripts();
    return registered;
  });
  if (scripts.length === 0) throw new Error('No script of the extension was registered');
  await act();
  await worker.evaluate((registered) => {
    const { scripting } = (globalThis as unknown as { chrome: { scripting: Scripting } }).chrome;
    return scripting.registerContentScripts(registered);
  }, scripts);
}

/** As much of `chrome.scripting` as switching the extension off takes. */
interface Scripting {
  getRegisteredContentScripts(): Promise<{ id: string }[]>;
  unregisterContentScripts(): Promise<void>;
  registerContentScripts(scripts: { id: string }[]): Promise<void>;
}

/** To the last file, each of them in view at some time, in whatever scrolls in this layout. */
async function scrollThrough(page: Page, pause = 30): Promise<void> {
  await page.evaluate(async (pause) => {
    let scroller = document.querySelector('.diff-files-holder, .rd-app')?.parentElement ?? null;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
      scroller = scroller.parentElement;
    scroller ??= document.documentElement;
    for (let top = 0; top < scroller.scrollHeight; top += 1500) {
      scroller.scrollTo(0, top);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (scroller.scrollTop === 0) throw new Error('Nothing scrolled');
  }, pause);
  await page.waitForTimeout(500);
}

/** How many lines have had their mark on the way to the last file, each on its own line. */
async function markedOnTheWay(page: Page): Promise<number> {
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
async function marked(page: Page, { path: attribute, recycled }: Way): Promise<void> {
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
async function drawAgain(page: Page): Promise<number> {
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

/**
 * From one merge request to another, which loads a page, and between its tabs, which GitLab switches without: the
 * changes with all their marks, the commits, the overview.
 */
async function navigations(page: Page, urls: readonly [string, string], emit: Emit): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const tab = (name: string) => page.locator(`.merge-request-tabs a[data-action="${name}"]`).click();
  const card = () => page.locator('mr-gate-card .mrg-card').waitFor();
  /** Five navigations, which end where they began. */
  const goRound = async (): Promise<void> => {
    const [large, other] = urls;
    await page.goto(`${large}?rapid_diffs=true`);
    await card();
    await tab('diffs');
    await marked(page, { name: 'rapid-inline', query: '', ...RAPID });
    await tab('commits');
    await tab('show');
    await card();
    await page.goto(other);
    await card();
  };
  // What is loaded once, and kept, is loaded by then.
  for (let round = 0; round < 2; round++) await goRound();
  const before = await heap();
  for (let done = 0; done < NAVIGATIONS; done += 5) await goRound();
  emit({
    name: `card.memory.${NAVIGATIONS}-navigations`,
    value: rounded(((await heap()) - before) / 1e6),
    unit: 'MB more than before, marks and two merge requests included',
    budget: 1,
  });
  await page.goto(`${urls[0]}?rapid_diffs=true`);
  await card();
  const within = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await tab('diffs');
      await marked(page, { name: 'rapid-inline', query: '', ...RAPID });
      await tab('show');
      await card();
    }
  };
  await within(3);
  const inPage = await heap();
  await within(NAVIGATIONS / 2);
  emit({
    name: `card.memory.${NAVIGATIONS}-tabs`,
    value: rounded(((await heap()) - inPage) / 1e6),
    unit: 'MB more than before, between the changes with their marks and the overview of one page',
    budget: 1,
  });
}
