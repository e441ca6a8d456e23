import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest()],
  // No test is timed: a busy machine must not fail one.
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/gitlab/**/*.test.ts'],
  },
});
