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
import { ownTime } from './trace.ts';

const FILES = 300;
const FINDINGS = 1000;
const NAVIGATIONS = 50;
const TIMES = 5;

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
    await changes(browser, page, mr.url, emit);
    await navigations(page, mr.url, emit);
  } finally {
    await browser.close();
    await gitlab.close();
    await rm(folder, { recursive: true });
  }
};
export default bench;

async function changes(
  { context, origin }: ExtensionBrowser,
  page: Page,
  url: string,
  emit: Emit,
): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  const times: { all: number; longest: number }[] = [];
  const spans: number[] = [];
  let marks = 0;
  for (let time = 0; time < TIMES; time++) {
    await page.goto('about:blank');
    times.push(
      await ownTime(browser, page, origin, async () => {
        await page.goto(`${url}/diffs?rapid_diffs=true`, { waitUntil: 'commit' });
        await page.waitForFunction(
          (files) => document.querySelectorAll('[data-mr-gate-count]').length === files,
          FILES,
        );
      }),
    );
    marks = await page.locator('[data-mr-gate-line]').count();
    spans.push(await drawAgain(page));
  }
  emit({
    name: `changes.marked.${FILES}-files`,
    value: marks,
    unit: 'lines marked',
  });
  emit({
    name: `changes.main-thread.${FILES}-files`,
    value: rounded(median(times.map(({ all }) => all)), 1),
    unit: 'ms from opening to the last mark, card included, median',
    budget: 50,
  });
  emit({
    name: `changes.longest-task.${FILES}-files`,
    value: rounded(median(times.map(({ longest }) => longest)), 1),
    unit: 'ms, median',
    budget: 16,
  });
  emit({
    name: `changes.marks.${FINDINGS}`,
    value: rounded(median(spans), 1),
    unit: 'ms from the files to the last mark, median',
    budget: 100,
  });
}

/** All files taken away and put back at once, as GitLab does where the view is switched: until each has its marks. */
function drawAgain(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const files = [...document.querySelectorAll('diff-file')];
    const places = files.map((file) => file.parentElement!);
    const marked = document.querySelectorAll('[data-mr-gate-line]').length;
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
        if (document.querySelectorAll('[data-mr-gate-line]').length === marked)
          resolve(performance.now() - begun);
        else requestAnimationFrame(look);
      };
      look();
    });
  });
}

/** Between two tabs of the merge request, which GitLab switches without loading a page. */
async function navigations(page: Page, url: string, emit: Emit): Promise<void> {
  await page.goto(url);
  await page.locator('mr-gate-card .mrg-card').waitFor();
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const goRound = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await page.getByRole('link', { name: /^Commits/ }).click();
      await page.getByRole('link', { name: /^Overview/ }).click();
      await page.locator('mr-gate-card .mrg-card').waitFor();
    }
  };
  // What is loaded once, and kept, is loaded by then.
  await goRound(5);
  const before = await heap();
  await goRound(NAVIGATIONS);
  emit({
    name: `card.memory.${NAVIGATIONS}-navigations`,
    value: rounded(((await heap()) - before) / 1e6),
    unit: 'MB more than before',
    budget: 1,
  });
}
