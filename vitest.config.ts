import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest()],
  // No test is timed: a busy machine must not fail one.
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most tests wait for a server of their own: two files at a time, even on two cores.
    maxWorkers: 2,
    setupFiles: ['tests/support/english-page.ts'],
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/gitlab/**/*.test.ts'],
  },
});
