import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { api } from '../demo/api.ts';
import { openMergeRequest, visitAs } from '../e2e/support/verdict.ts';
import { PROJECTS, TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { addPipeline } from '../support/add-pipeline.ts';
import { navigations } from './changes-memory.ts';
import {
  CONTENT,
  drawAgain,
  FILES,
  FINDINGS,
  marked,
  markedOnTheWay,
  path,
  WAYS,
  type Way,
} from './changes-page.ts';
import { newTabs, ownCode, PAIRS, pairs, type Runs, TIMES } from './changes-visits.ts';
import { type Bench, type Emit, median, rounded, shift, spread } from './figure.ts';
import { LATENCY_MS } from './setting.ts';
import { FRAME_MS } from './trace.ts';

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
  const name = (what: string) => `changes.${what}.${way.name}`;
  const emitMs = (what: string, ms: number, unit: string, budget?: number) =>
    emit({ name: name(what), value: rounded(ms, 1), unit: `ms ${unit}`, ...(budget && { budget }) });

  const { on, off } = await pairs(extension, page, url, way);
  const own = await ownCode(extension, page, url, way);
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

/** What opening costs where everything is compiled for the first time. */
async function newTab(extension: ExtensionBrowser, url: string, way: Way, emit: Emit): Promise<void> {
  const { on, off } = await newTabs(extension, url, way);
  emit({
    name: `changes.new-tab.${way.name}`,
    value: rounded(shift(on, off), 1),
    unit: `ms of the main thread's own time in all tasks, from opening ${FILES} files in a new tab until all is there, with all that is compiled for the first time: with the extension less without, the median of all differences between ${PAIRS.newTab} runs with it and ${PAIRS.newTab} without, by turns`,
  });
}
