/**
 * `npm test`: all set-up, then every check. Prints how long each took, and `N passed, N failed` last; fails when
 * anything failed. A runner that reports no test counts as one failure: nothing may pass by not running.
 *
 * Two at a time: much of a test suite is waiting, and most compilers use one processor.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, ensureDependencies, ensureGit, missingPythonGitLab, ROOT, start } from './setup.mjs';

const REPORTS = join(ROOT, '.output', 'test');

ensureDependencies();
ensureGit();
const chromium = ensureChromium();
const noPython = missingPythonGitLab();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const begun = Date.now();
const results = [];

/** Runs one check. Its output is shown as it comes, or at its end where it runs beside another one. */
async function perform({ name, command, args, extra = {}, judge }, beside) {
  const from = Date.now();
  if (!beside) console.log(`\n── ${name}`);
  const { code, output } = await start(command, args, extra, beside);
  const took = Date.now() - from;
  results.push({ name, took, ...judge(code) });
  return `\n── ${name}\n${output}`;
}

/** Some checks one after the other, with another one's output on the screen. @returns theirs */
async function beside(checks) {
  let output = '';
  for (const check of checks) output += await perform(check, true);
  return output;
}

/** One check, and others beside it, whose output follows. */
async function together(main, others) {
  const [output] = await Promise.all([beside(others), perform(main, false)]);
  console.log(output);
}

/** A check that passes or fails as a whole. */
function check(name, command, args, extra = {}) {
  const judge = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });
  return { name, command, args, extra, judge };
}

/** A check for which a browser is needed that not every machine has: it exits with 77 where it could not run. */
function checkWhere(missing, name, command, args, extra = {}) {
  const judge = (code) => {
    const skipped = code === 77 ? missing : null;
    return { passed: code === 0 ? 1 : 0, failed: code === 0 || skipped ? 0 : 1, skipped };
  };
  return { name, command, args, extra, judge };
}

/** A test runner whose report says how many passed and failed. */
function suite(name, command, args, extra, count) {
  const judge = (code) => {
    let { passed, failed } = { passed: 0, failed: 0 };
    try {
      ({ passed, failed } = count());
    } catch (error) {
      console.error(`${name}: no report to count (${error.message})`);
    }
    if (failed === 0 && (code !== 0 || passed === 0)) failed = 1;
    return { passed, failed };
  };
  return { name, command, args, extra, judge };
}

const json = (file) => JSON.parse(readFileSync(join(REPORTS, file), 'utf8'));

const unit = suite(
  'Unit tests',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', '--outputFile.json=.output/test/unit.json'],
  {},
  () => {
    const report = json('unit.json');
    // A file that could not even be loaded has no test to count: it is one failure.
    const unloaded = report.testResults.filter(
      (f) => f.status === 'failed' && f.assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
  },
);
const endToEnd = suite('End-to-end tests', 'playwright', ['test'], { CHROMIUM: chromium }, () => {
  const { expected, unexpected, flaky } = json('e2e.json').stats;
  if (flaky > 0) console.log(`${flaky} end-to-end tests passed only at the second try.`);
  return { passed: expected + flaky, failed: unexpected };
});

// What reads and builds the sources, beside the tests that need no build.
await together(unit, [
  // Every processor is busy: no threads, and memory given back at its end, take 40 % less time of them.
  check('Types', 'tsc', ['--noEmit', '--singleThreaded'], { GOGC: 'off' }),
  check('Lint and format', 'biome', ['check', '--error-on-warnings', '.']),
  check('Build for Chrome, Edge and Firefox', 'node', ['scripts/build.mjs']),
  check('Bundle budgets', 'node', ['scripts/sizes.mjs']),
  check('Mozilla’s linter', 'web-ext', [
    'lint',
    '--source-dir=.output/firefox-mv3',
    '--warnings-as-errors',
    '--no-config-discovery',
  ]),
  check('Packages for the stores', 'node', ['scripts/zip.mjs', '--check']),
]);
// One of the unit tests; where it is left out, nothing else would say so.
if (noPython)
  results.push({
    name: 'Embedded GitLab under python-gitlab',
    took: 0,
    passed: 0,
    failed: 0,
    skipped: noPython,
  });
await together(endToEnd, [
  check('Main job', 'node', ['tests/demo/main.ts', '--check'], { CHROMIUM: chromium }),
  checkWhere('no Firefox of version 142 or later is installed', 'Main job in Firefox', 'node', [
    'tests/firefox/main.ts',
  ]),
]);

const seconds = (ms) => `${Math.round(ms / 1000)} s`;

console.log();
for (const { name, took, passed, failed, skipped } of results)
  console.log(
    `${name}: ${skipped ? `not run (${skipped})` : `${passed} passed, ${failed} failed, ${seconds(took)}`}`,
  );
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\nAll of it took ${seconds(Date.now() - begun)}.`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
