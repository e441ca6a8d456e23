/**
 * `npm test`: all set-up, then every check. Prints `N passed, N failed` last and fails when anything failed.
 * A runner that reports no test counts as one failure: nothing may pass by not running.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, ensureDependencies, ensureGit, missingPythonGitLab, ROOT, run } from './setup.mjs';

const REPORTS = join(ROOT, '.output', 'test');

ensureDependencies();
ensureGit();
const chromium = ensureChromium();
const noPython = missingPythonGitLab();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const results = [];

/** A check that passes or fails as a whole. */
function check(name, command, args, extra = {}) {
  console.log(`\n── ${name}`);
  const ok = run(command, args, extra) === 0;
  results.push({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
}

/** A check for which a browser is needed that not every machine has: it exits with 77 where it could not run. */
function checkWhere(missing, name, command, args, extra = {}) {
  console.log(`\n── ${name}`);
  const code = run(command, args, extra);
  const skipped = code === 77 ? missing : null;
  results.push({ name, passed: code === 0 ? 1 : 0, failed: code === 0 || skipped ? 0 : 1, skipped });
}

/** A test runner whose report says how many passed and failed. */
function suite(name, command, args, extra, count) {
  console.log(`\n── ${name}`);
  const code = run(command, args, extra);
  let { passed, failed } = { passed: 0, failed: 0 };
  try {
    ({ passed, failed } = count());
  } catch (error) {
    console.error(`${name}: no report to count (${error.message})`);
  }
  if (failed === 0 && (code !== 0 || passed === 0)) failed = 1;
  results.push({ name, passed, failed });
}

const json = (file) => JSON.parse(readFileSync(join(REPORTS, file), 'utf8'));

check('Types', 'tsc', ['--noEmit']);
check('Lint and format', 'biome', ['check', '--error-on-warnings', '.']);
suite(
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
// One of the unit tests; where it is left out, nothing else would say so.
if (noPython)
  results.push({ name: 'Embedded GitLab under python-gitlab', passed: 0, failed: 0, skipped: noPython });
check('Build for Chrome', 'wxt', ['build']);
check('Build for Edge', 'wxt', ['build', '-b', 'edge']);
check('Build for Firefox', 'wxt', ['build', '-b', 'firefox', '--mv3']);
check('Bundle budgets', 'node', ['scripts/sizes.mjs']);
check('Mozilla’s linter', 'web-ext', [
  'lint',
  '--source-dir=.output/firefox-mv3',
  '--warnings-as-errors',
  '--no-config-discovery',
]);
check('Packages for the stores', 'node', ['scripts/zip.mjs', '--check']);
suite('End-to-end tests', 'playwright', ['test'], { CHROMIUM: chromium }, () => {
  const { expected, unexpected, flaky } = json('e2e.json').stats;
  if (flaky > 0) console.log(`${flaky} end-to-end tests passed only at the second try.`);
  return { passed: expected + flaky, failed: unexpected };
});
check('Main job', 'node', ['tests/demo/main.ts', '--check'], { CHROMIUM: chromium });
checkWhere('no Firefox of version 142 or later is installed', 'Main job in Firefox', 'node', [
  'tests/firefox/main.ts',
]);

console.log();
for (const { name, passed, failed, skipped } of results)
  console.log(`${name}: ${skipped ? `not run (${skipped})` : `${passed} passed, ${failed} failed`}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
