import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { BUILD, type ExtensionBrowser, launchChromium } from '../browser/chromium.ts';
import { gateCard, signIn } from '../browser/pages.ts';
import { BAD, FILE } from '../demo/story.ts';
import { startGatedGitLab, visitGroup } from '../e2e/support/group.ts';
import { openMergeRequest } from '../e2e/support/merge-request.ts';
import { askedByCard, roundTrips } from '../e2e/support/round-trips.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { PASSWORD, USERS } from '../gitlab/seed-names.ts';
import { type Bench, type Emit, median, rounded } from './figure.ts';
import { LATENCY_MS } from './setting.ts';
import { traceMainThread } from './trace.ts';

const TIMES = 9;

/** What the extension costs GitLab's pages, and how soon a person sees what they came for. */
const bench: Bench = async (emit) => {
  const browser = await launchChromium();
  const gitlab = await startGatedGitLab(browser);
  try {
    const { page } = await visitGroup(browser, gitlab);
    await idle(gitlab, browser, page, emit);
    await panel(gitlab, browser, page, emit);
    await card(gitlab, browser, page, emit);
  } finally {
    await browser.close();
    await gitlab.close();
  }
};
export default bench;

/** A page of a connected GitLab that is neither a group nor a merge request. */
async function idle(
  gitlab: EmbeddedGitLab,
  { context, origin }: ExtensionBrowser,
  page: Page,
  emit: Emit,
): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('Chromium gave no browser handle');
  const times: number[] = [];
  const scripts = new Set<string>();
  const from = gitlab.requests.length;
  for (let time = 0; time < TIMES; time++) {
    const { own: ms, scripts: ran } = await traceMainThread(browser, page, origin, async () => {
      await page.goto(`${gitlab.url}/acme/shop/cart`);
      await page.waitForTimeout(300);
    });
    // The scripts must have run at all, or nothing would have been measured.
    if (ms === 0) throw new Error('No code of the extension was seen on the page');
    times.push(ms);
    for (const url of ran) scripts.add(new URL(url).pathname);
  }
  const bytes = [...scripts].reduce((sum, path) => sum + gzipSync(readFileSync(join(BUILD, path))).length, 0);
  const asked = gitlab.requests.slice(from).filter(({ path }) => path.startsWith('/api/')).length;
  emit({
    name: 'content.idle.bytes',
    value: bytes,
    unit: `bytes after gzip: ${[...scripts].sort().join(', ')}`,
    budget: 10_000,
  });
  emit({
    name: 'content.idle.ms',
    value: rounded(median(times)),
    unit: 'ms of the main thread’s own time for the extension’s code, median',
    budget: 1,
  });
  emit({ name: 'content.idle.requests', value: asked, unit: 'requests', budget: 0 });
}

/** From the click on the group's button to repositories that can be ticked. */
async function panel(gitlab: EmbeddedGitLab, _: ExtensionBrowser, page: Page, emit: Emit): Promise<void> {
  gitlab.setLatency(LATENCY_MS);
  const times: number[] = [];
  for (let time = 0; time < 5; time++) {
    await page.goto(`${gitlab.url}/acme`);
    const button = page.getByTestId('mr-gate-configure-scans');
    await button.waitFor();
    times.push(
      await button.evaluate(
        (element) =>
          new Promise<number>((resolve) => {
            const begun = performance.now();
            const look = () => {
              const shadow = document.querySelector('[data-mr-gate-host="panel"]')?.shadowRoot;
              const box = shadow?.querySelector('[data-testid="repo-row"] input:not(:disabled)');
              if (box) resolve(performance.now() - begun);
              else requestAnimationFrame(look);
            };
            (element as HTMLElement).click();
            look();
          }),
      ),
    );
  }
  gitlab.setLatency(0);
  emit({ name: 'panel.ready.40', value: rounded(median(times), 0), unit: 'ms, median', budget: 1000 });
}

/** From the page's own content being there to the verdict in the card. */
async function card(
  gitlab: EmbeddedGitLab,
  browser: ExtensionBrowser,
  page: Page,
  emit: Emit,
): Promise<void> {
  const mergeRequest = await openMergeRequest(gitlab, { files: { [FILE]: BAD } });
  await page.context().clearCookies();
  await signIn(page, gitlab.url, USERS.dev, PASSWORD);
  await page.goto(mergeRequest.web_url);
  await page.locator('mr-gate-card .mrg-card[data-state="failed"]').waitFor({ timeout: 60_000 });
  await gitlab.settled();
  gitlab.setLatency(LATENCY_MS);
  const trips: number[] = [];
  const open = async (): Promise<number> => {
    await page.goto(mergeRequest.web_url, { waitUntil: 'domcontentloaded' });
    const ms = await verdictAt(page);
    await gateCard(page).waitFor();
    trips.push(roundTrips(askedByCard(gitlab)));
    return ms;
  };
  const warm: number[] = [];
  for (let time = 0; time < 5; time++) warm.push(await open());
  const cold: number[] = [];
  for (let time = 0; time < 5; time++) {
    await browser.killWorker();
    cold.push(await open());
  }
  gitlab.setLatency(0);
  emit({ name: 'card.round-trips', value: Math.max(...trips), unit: 'one after the other, most', budget: 2 });
  for (const [name, times, worker] of [
    ['card.verdict.ms', warm, 'awake'],
    ['card.verdict.cold-worker.ms', cold, 'to be started first'],
  ] as const)
    emit({
      name,
      value: rounded(median(times), 0),
      unit: `ms from DOM interactive, the worker ${worker}, median`,
      budget: 450,
    });
}

/** Milliseconds from DOM interactive until the card shows the verdict. */
function verdictAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        const look = () => {
          const shadow = document.querySelector('mr-gate-card')?.shadowRoot;
          if (shadow?.querySelector('.mrg-card[data-state="failed"]'))
            resolve(performance.now() - (navigation?.domInteractive ?? 0));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}
