import { defineConfig } from '@playwright/test';

/** One test that walks through all of the product: begun later, it would be the last, alone. */
const LONGEST = /token-secrecy\.spec\.ts$/;
/** What takes long. Most of it is waiting: for alarms, limits, and what GitLab may still be at. */
const LONG = /(?:scale|browser-restart|worker-death|lists|two-browsers|two-instances)\.spec\.ts$/;

// Of the worker's requests every step would be reported to Playwright, a quarter of what a big job costs. Only
// token-secrecy.spec.ts listens to them.
process.env.PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK ??= '1';

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  fullyParallel: true,
  workers: 6,
  reporter: [['list'], ['json', { outputFile: '.output/test/e2e.json' }]],
  outputDir: '.output/test/e2e',
  forbidOnly: Boolean(process.env.CI),
  // One more try for a busy machine's sake; a test that needed it is named in the closing lines.
  retries: 1,
  // The long ones begin first, so that none is left over at the end, and beside others, so that no core idles while they
  // wait. Of the others some waiting is for pipelines and latency: four share two cores well.
  projects: [
    { name: 'longest', testMatch: LONGEST },
    { name: 'long', testMatch: LONG, workers: 3 },
    { name: 'rest', testIgnore: [LONGEST, LONG], workers: 4 },
  ],
});
