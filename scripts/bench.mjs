/**
 * `npm run bench`: all set-up, the build, then every figure, or the groups that are named (`npm run bench -- page panel`).
 */
import { spawnSync } from 'node:child_process';
import {
  ensureChromium,
  ensureDependencies,
  ensureGit,
  env,
  missingPythonGitLab,
  ROOT,
  run,
} from './setup.mjs';

ensureDependencies();
ensureGit();
const chromium = ensureChromium();
const noPython = missingPythonGitLab();
if (noPython) console.error(`One figure will be missing: ${noPython}`);
// The standard output is for the figures alone.
const build = spawnSync('wxt', ['build'], {
  cwd: ROOT,
  env: env(),
  stdio: ['ignore', process.stderr, 'inherit'],
  shell: process.platform === 'win32',
});
if (build.status !== 0) process.exit(1);
process.exit(run('node', ['tests/bench/main.ts', ...process.argv.slice(2)], { CHROMIUM: chromium }));
