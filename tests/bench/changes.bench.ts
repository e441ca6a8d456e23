import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { api } from '../demo/api.ts';
import { addPipeline, openMergeRequest, visitAs } from '../e2e/support/verdict.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import {
  CONTENT,
  drawAgain,
  FILES,
  FINDINGS,
  marked,
  markedOnTheWay,
  openChanges,
  path,
  RAPID,
  scrollThrough,
  WAYS,
  type Way,
} from './changes-page.ts';
import { type Bench, type Emit, median, rounded, shift, spread } from './figure.ts';
import { LATENCY_MS } from './setting.ts';
import { FRAME_MS, type OwnCode, type Tasks, traceMainThread, traceTasks } from './trace.ts';

const NAVIGATIONS = 50;
/** Runs with the extension, and as many without: the page's own tasks differ by more than ours take. */
const PAIRS = { opened: 20, scrolled: 9, newTab: 9 };
const TIMES = 5;

/** What the marks cost the Changes tab of a large merge request, and what stays after many pages. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'demo' });
  const browser = await launchChromium({ args: ['--js-flags=--expose-gc'] });
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
    await newTab(browser, mr.url, WAYS[0]!, emit);
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

/** What one way to show the changes costs with the extension: to open them, and to scroll through all of them. */
async function changes(
  extension: ExtensionBrowser,
  page: Page,
  url: string,
  way: Way,
  emit: Emit,
): Promise<void> {
  const browser = browserOf(extension);
  const name = (what: string) => `changes.${what}.${way.name}`;
  const emitMs = (what: string, ms: number, unit: string, budget?: number) =>
    emit({ name: name(what), value: rounded(ms, 1), unit: `ms ${unit}`, ...(budget && { budget }) });

  const { on, off } = await pairs(extension, browser, page, url, way);
  const own = await ownCode(extension, browser, page, url, way);
  emit({
    name: name('marked'),
    value: await markedOnTheWay(page),
    unit: `lines marked while one scrolls through, of ${FINDINGS} with a finding`,
  });
  const parts = [
    {
      part: 'opened',
      prefix: '',
      during: `from opening ${FILES} files until all is there, card and marks in view included, nothing scrolled`,
      budget: 50,
    },
    {
      part: 'scrolled',
      prefix: `marks-${FINDINGS}.`,
      during: `while one scrolls from the first of ${FILES} files to the last, each step drawn, and rests there`,
      budget: 100,
    },
  ] as const;
  for (const { part, prefix, during, budget } of parts) {
    const all = (runs: Runs) => runs[part].map((tasks) => tasks.all);
    const code = own.map((run) => run[part]);
    emitMs(
      `${prefix}main-thread`,
      shift(all(on), all(off)),
      `of the main thread's own time in all tasks, ${during}: with the extension less without, the median of all differences between ${PAIRS[part]} runs with it and ${PAIRS[part]} without, by turns`,
      budget,
    );
    emitMs(
      `${prefix}noise`,
      spread(all(off)),
      `by which two runs without the extension differ in the same, the median of all differences between ${PAIRS[part]}: what is added is known to about half of it`,
    );
    emitMs(
      prefix ? `marks-${FINDINGS}` : 'own',
      median(code.map((run) => run.own)),
      `of the extension's own code, ${during}, median`,
      budget,
    );
    emitMs(
      `${prefix}longest-task`,
      Math.max(...code.map(({ longestOwn }) => longestOwn)),
      `of the extension's own code in one task, ${during}, the most of ${TIMES} times`,
      FRAME_MS,
    );
    emit({
      name: name(`${prefix}tasks-over-frame`),
      value: median(on[part].map((tasks, at) => tasks.overFrame - off[part][at]!.overFrame)),
      unit: `tasks over ${FRAME_MS} ms of the thread's own time, ${during}: with the extension less without, median of ${PAIRS[part]} pairs of runs`,
      budget: 0,
    });
  }
  if (way.recycled) return;
  const inView: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await page.goto(`${url}/diffs?${way.query}`);
    await marked(page, way);
    inView.push(await drawAgain(page));
  }
  emitMs(
    'marks-in-view',
    median(inView),
    `from ${FILES} files to the last mark of those in view, median`,
    100,
  );
}

/** What opening costs in a tab of its own: a process begins there, and nothing is compiled in it yet. */
async function newTab(extension: ExtensionBrowser, url: string, way: Way, emit: Emit): Promise<void> {
  const { context } = extension;
  const browser = browserOf(extension);
  const visit = async (check: (tab: Page) => Promise<void>): Promise<number> => {
    const tab = await context.newPage();
    const { all } = await traceTasks(browser, tab, () => openChanges(tab, url, way));
    await check(tab);
    await tab.close();
    return all;
  };
  const on: number[] = [];
  const off: number[] = [];
  for (let pair = 0; pair < PAIRS.newTab; pair++) {
    on.push(await visit((tab) => marked(tab, way)));
    await withoutExtension(extension, async () => {
      off.push(await visit(notSeen));
    });
  }
  emit({
    name: `changes.new-tab.${way.name}`,
    value: rounded(shift(on, off), 1),
    unit: `ms of the main thread's own time in all tasks, from opening ${FILES} files in a new tab until all is there, with all that is compiled for the first time: with the extension less without, the median of all differences between ${PAIRS.newTab} runs with it and ${PAIRS.newTab} without, by turns`,
  });
}

function browserOf({ context }: ExtensionBrowser): Browser {
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  return browser;
}

async function notSeen(page: Page): Promise<void> {
  if ((await page.locator('[data-mr-gate-host]').count()) > 0)
    throw new Error('The extension was seen where it was off');
}

/** The main thread's tasks in each part of the visits. */
type Runs = Record<'opened' | 'scrolled', Tasks[]>;

/** Visits with the extension and without, by turns, so that what else the machine does meets both. */
async function pairs(
  extension: ExtensionBrowser,
  browser: Browser,
  page: Page,
  url: string,
  way: Way,
): Promise<Record<'on' | 'off', Runs>> {
  const visit = async (runs: Runs, check: () => Promise<void>): Promise<void> => {
    await leave(page);
    runs.opened.push(await traceTasks(browser, page, () => openChanges(page, url, way)));
    await check();
    if (runs.scrolled.length < PAIRS.scrolled)
      runs.scrolled.push(await traceTasks(browser, page, () => scrollThrough(page)));
  };
  const on: Runs = { opened: [], scrolled: [] };
  const off: Runs = { opened: [], scrolled: [] };
  const withIt = () => visit(on, () => marked(page, way));
  const without = () => withoutExtension(extension, () => visit(off, () => notSeen(page)));
  // What is read and compiled for the first time of all is no page's own.
  await openChanges(page, url, way);
  for (let pair = 0; pair < PAIRS.opened; pair++) {
    const turns = pair % 2 === 0 ? [withIt, without] : [without, withIt];
    for (const turn of turns) await turn();
  }
  return { on, off };
}

/**
 * Nothing is left over of the page before, tens of MB, which would be cleared away in one of the next runs: always in one with the
 * extension, since it is the first to need the room.
 */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.evaluate(() => {
    const { gc } = globalThis as { gc?: (how: { type: 'major'; execution: 'sync' }) => void };
    if (!gc) throw new Error('Chromium was not told to expose its garbage collector');
    gc({ type: 'major', execution: 'sync' });
  });
}

/** The extension's own code in both parts of a visit, which takes a profiler to tell. */
async function ownCode(
  { origin }: ExtensionBrowser,
  browser: Browser,
  page: Page,
  url: string,
  way: Way,
): Promise<Record<keyof Runs, OwnCode>[]> {
  const own: Record<keyof Runs, OwnCode>[] = [];
  for (let time = 0; time < TIMES; time++) {
    await leave(page);
    const opened = await traceMainThread(browser, page, origin, () => openChanges(page, url, way));
    await marked(page, way);
    const scrolled = await traceMainThread(browser, page, origin, () => scrollThrough(page));
    if (opened.own === 0 || scrolled.own === 0) throw new Error('No code of the extension was seen');
    own.push({ opened, scrolled });
  }
  return own;
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
