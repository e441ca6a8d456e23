import type { CDPSession, Page } from '@playwright/test';
import { emptyEnrolment, readEnrolment, writeEnrolment } from '../../utils/gate/enrolment.ts';
import { ENROLMENT_FILE } from '../../utils/gate/policy.ts';
import { launchChromium } from '../browser/chromium.ts';
import { connect, groupPanel, signIn } from '../browser/pages.ts';
import { api, id } from '../demo/api.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { seedBigGroup } from '../gitlab/seed.ts';
import { PASSWORD, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { createEngine } from './engine.ts';
import { type Bench, median, rounded } from './figure.ts';
import { HIGH, LATENCY_MS } from './setting.ts';
import { longestTask } from './trace.ts';

const REPOS = 5000;
const GROUP = 'bulk';
const TIMES = 5;
const SEARCH = 'team-7 service-00';

/** The panel of a group of five thousand gated repositories. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'empty' });
  const browser = await launchChromium();
  try {
    seedBigGroup(gitlab.world, REPOS, GROUP);
    await gateAll(gitlab);
    await (await connect(browser, gitlab.url, TOKENS.olgaApi)).getByTestId('update').waitFor();
    const page = await browser.context.newPage();
    await signIn(page, gitlab.url, USERS.olga, PASSWORD);
    await page.goto(`${gitlab.url}/${GROUP}`);
    await groupPanel(page).button.waitFor();
    const cdp = await browser.context.newCDPSession(page);
    const heapBefore = await heap(cdp);

    const opened: Opened[] = [];
    for (let time = 0; time < TIMES; time++) {
      gitlab.setLatency(0);
      await page.reload();
      await groupPanel(page).button.waitFor();
      gitlab.setLatency(LATENCY_MS);
      opened.push(await openPanel(page));
    }
    gitlab.setLatency(0);
    const first = median(opened.map((times) => times.first)) / 1000;
    const all = median(opened.map((times) => times.all)) / 1000;
    emit({ name: `panel.first-rows.${REPOS}`, value: rounded(first), unit: 's, median', budget: 0.5 });
    emit({ name: `panel.all.${REPOS}`, value: rounded(all), unit: 's, median', budget: 6 });

    const keys = await keystrokes(page, cdp);
    emit({
      name: `panel.keystroke.${REPOS}`,
      value: rounded(median(keys), 1),
      unit: `ms of main thread, median (most: ${rounded(Math.max(...keys), 1)})`,
      budget: 16,
    });
    await groupPanel(page).panel.getByLabel('Search repositories').fill('');
    const { longTasks, longest } = await scroll(page);
    emit({
      name: `panel.scroll.${REPOS}`,
      value: longTasks,
      unit: `long tasks (the longest task's own time: ${rounded(longest, 1)} ms)`,
      budget: 0,
    });

    const bytes = (await heap(cdp)) - heapBefore;
    emit({ name: `panel.memory.${REPOS}`, value: rounded(bytes / 1e6, 1), unit: 'MB', budget: 60 });
  } finally {
    await browser.close();
    await gitlab.close();
  }
};
export default bench;

/** What applying to all of them leaves behind; one is really applied to, and the others are made alike. */
async function gateAll(gitlab: EmbeddedGitLab): Promise<void> {
  const { world } = gitlab;
  const repos = [...world.projects];
  const [sample] = repos;
  if (!sample) throw new Error('No repository');
  const engine = createEngine(gitlab, GROUP);
  await engine.setUp();
  await engine.apply(await engine.plan({ mode: 'set_default', projects: [sample.id], settings: HIGH }));
  await gitlab.settled();

  const gate = `${GROUP}/mr-gate`;
  const file = `/projects/${id(gate)}/repository/files/${ENROLMENT_FILE}?ref=main`;
  const { content } = await api<{ content: string }>(gitlab.url, TOKENS.olgaApi, file);
  const reading = readEnrolment(Buffer.from(content, 'base64').toString());
  const enrolment = reading.ok ? reading.enrolment : emptyEnrolment();
  const entry = enrolment.projects[sample.id];
  const hook = world.hooks.find(({ projectId }) => projectId === sample.id);
  if (!entry || !hook) throw new Error('The sample is not enrolled');
  for (const project of repos.slice(1)) {
    project.onlyAllowMergeIfPipelineSucceeds = true;
    const made = { ...hook, id: hook.id + project.id, projectId: project.id };
    world.hooks.push(made);
    enrolment.projects[project.id] = { ...entry, path: project.fullPath, hook: made.id };
  }
  await gitlab.push({
    project: gate,
    branch: 'main',
    user: USERS.olga,
    message: 'Enrol the others',
    files: { [ENROLMENT_FILE]: writeEnrolment(enrolment) },
  });
  await gitlab.settled();
}

/** Milliseconds from the click on the group's button. */
interface Opened {
  first: number;
  all: number;
}

function openPanel(page: Page): Promise<Opened> {
  return groupPanel(page).button.evaluate(
    (button) =>
      new Promise<Opened>((resolve) => {
        const begun = performance.now();
        let first = 0;
        const look = () => {
          const shadow = document.querySelector('[data-mr-gate-host="panel"]')?.shadowRoot;
          const row = shadow?.querySelector('[data-testid="repo-row"]');
          if (first === 0 && (row || shadow?.querySelector('[data-testid="first-row"]')))
            first = performance.now() - begun;
          if (row) resolve({ first, all: performance.now() - begun });
          else requestAnimationFrame(look);
        };
        (button as HTMLElement).click();
        look();
      }),
  );
}

/** What each key of a search costs the main thread: handlers, rendering, style and layout. */
async function keystrokes(page: Page, cdp: CDPSession): Promise<number[]> {
  await groupPanel(page).panel.getByLabel('Search repositories').focus();
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const times: number[] = [];
  for (const key of SEARCH) {
    const before = await work(cdp);
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForTimeout(120);
    times.push((await work(cdp)) - before);
  }
  return times;
}

/** Milliseconds of script, style and layout so far. */
async function work(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const names = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];
  return 1000 * metrics.filter(({ name }) => names.includes(name)).reduce((sum, { value }) => sum + value, 0);
}

/**
 * Long tasks (over 50 ms by the clock, as browsers define them) while the whole list is scrolled through by wheel. On a
 * machine with other work they may be the machine's: the longest task's own time tells.
 */
async function scroll(page: Page): Promise<{ longTasks: number; longest: number }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  await page.evaluate(() => {
    const seen = globalThis as typeof globalThis & { longTasks?: number };
    seen.longTasks = 0;
    new PerformanceObserver((list) => {
      seen.longTasks = (seen.longTasks ?? 0) + list.getEntries().length;
    }).observe({ type: 'longtask' });
  });
  const { panel } = groupPanel(page);
  await panel.getByTestId('repo-row').nth(3).hover();
  const longest = await longestTask(browser, page, async () => {
    for (let step = 0; step < 70; step++) {
      await page.mouse.wheel(0, 4000);
      await page.waitForTimeout(16);
    }
    // The last one by path: the whole list has gone by.
    await panel.locator(`[data-repo="${GROUP}/team-9/service-0${REPOS - 1}"]`).waitFor();
  });
  const longTasks = await page.evaluate(
    () => (globalThis as typeof globalThis & { longTasks?: number }).longTasks ?? -1,
  );
  return { longTasks, longest };
}

async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}
