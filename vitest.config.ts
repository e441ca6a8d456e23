import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Files with real pipelines: of these each takes up to a minute, of the others seconds. */
const LONG = /\/tests\/(?:unit\/gate|gitlab\/runner)\//;

/**
 * The long ones begin first, so that none is left over at the end. Files of one kind stand together: a process goes on with
 * the next file where that wants a document as well, or none, and each process that begins loads everything anew.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      if (project.name === ALONE) return 3;
      if (LONG.test(moduleId)) return 0;
      return readFileSync(moduleId, 'utf8').includes('@vitest-environment happy-dom') ? 2 : 1;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** The project of files that have a process each. */
const ALONE = 'alone';
const TESTS = ['tests/unit/**/*.test.{ts,tsx}', 'tests/gitlab/**/*.test.ts'];
/** Files that put a module of their own in another's place: what is loaded already would go on with the old one. */
const MOCKING = globSync(TESTS).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

export default defineConfig({
  plugins: [WxtVitest()],
  // No test is timed: a busy machine must not fail one.
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most tests wait for a server of their own: four files at a time, even on two cores.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    globalSetup: ['tests/unit/gate/build-once.ts'],
    setupFiles: ['tests/support/english-page.ts'],
    projects: [
      // A process for each file would load the same modules 140 times. What a test changes outside itself, it puts back.
      { extends: true, test: { name: 'together', isolate: false, include: TESTS, exclude: MOCKING } },
      { extends: true, test: { name: ALONE, include: MOCKING } },
    ],
  },
});
