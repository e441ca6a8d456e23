import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  timeout: 60_000,
  fullyParallel: true,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.output/test/e2e.json' }]],
  outputDir: '.output/test/e2e',
  forbidOnly: Boolean(process.env.CI),
  // One more try for a busy machine's sake; a test that needed it is named in the closing lines.
  retries: 1,
});
