import { launchChromium } from '../browser/chromium.ts';
import { connect } from '../browser/pages.ts';
import { TOKENS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { type Bench, rounded } from './figure.ts';

const TIMES = 9;

/** How soon the popup says whose token it is, from the start of its page, for a GitLab that is connected. */
const bench: Bench = async (emit) => {
  const gitlab = await startGitLab({ seed: 'demo' });
  const browser = await launchChromium();
  try {
    const first = await connect(browser, gitlab.url, TOKENS.olgaApi);
    await first.getByTestId('update').waitFor();
    await first.close();
    const times: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      const page = await browser.context.newPage();
      // In the page itself: what driving it takes is not the popup's.
      await page.addInitScript(() => {
        const marks = globalThis as typeof globalThis & { shownAt?: number };
        new MutationObserver((_, observer) => {
          if (!document.querySelector('[data-testid="update"]')) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            marks.shownAt = performance.now();
          });
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(`${browser.origin}/popup.html?base=${encodeURIComponent(gitlab.url)}`);
      const shown = await page.waitForFunction(
        () => (globalThis as typeof globalThis & { shownAt?: number }).shownAt,
      );
      times.push(Number(await shown.jsonValue()));
      await page.close();
    }
    const median = times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN;
    emit({
      name: 'popup.open',
      value: rounded(median),
      unit: 'ms to the connection shown, median',
      budget: 100,
    });
  } finally {
    await browser.close();
    await gitlab.close();
  }
};
export default bench;
