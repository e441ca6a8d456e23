/**
 * Set-up shared by `npm start` and `npm test`: dependencies, a Chromium, git. Runs on the machine's own Node
 * before anything is installed, so it uses Node's built-ins alone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** The environment for everything that we start: the pinned Node of node_modules before the machine's. */
export function env(extra = {}) {
  return {
    ...process.env,
    PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    ...extra,
  };
}

/** Runs a command in the project with its output shown. Returns its exit code. */
export function run(command, args, extra = {}) {
  const windows = process.platform === 'win32';
  const done = spawnSync(command, args, { cwd: ROOT, env: env(extra), stdio: 'inherit', shell: windows });
  if (done.error) console.error(`Could not run ${command}: ${done.error.message}`);
  return done.status ?? 1;
}

/**
 * Starts a command in the project. Its output is shown as it comes, or kept.
 *
 * @returns its exit code at its end, and what was kept
 */
export function start(command, args, extra = {}, keep = false) {
  const stdio = keep ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const windows = process.platform === 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env: env(extra), stdio, shell: windows });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', (error) => {
      const text = `Could not run ${command}: ${error.message}`;
      if (!keep) console.error(text);
      resolve({ code: 1, output: `${text}\n` });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command and returns what it printed, or null where it failed. */
function ask(command, args) {
  const done = spawnSync(command, args, { cwd: ROOT, env: env(), encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim() : null;
}

function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Installs the dependencies where they are missing or the lock file has changed since. */
export function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const stamp = join(ROOT, 'node_modules', '.mr-gate-lock');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (!installed) {
    console.log('Installing dependencies …');
    if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
      stop(
        'npm could not install the dependencies. Check the network and the npm registry, then run this again.',
      );
    }
    writeFileSync(stamp, lock);
  }
  // npm skips our postinstall where a user's settings forbid scripts.
  if (!existsSync(join(ROOT, '.wxt', 'tsconfig.json')) && run('wxt', ['prepare']) !== 0)
    stop('wxt prepare failed.');
  const version = ask('node', ['-p', 'process.versions.node']) ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    stop(`Node 22.18 or later is needed on this platform; this is ${version}.`);
  }
}

const root = () => process.getuid?.() === 0;

function aptInstall(...packages) {
  if (!root() || !ask('apt-get', ['--version'])) return false;
  console.log(`Installing ${packages.join(', ')} from Debian …`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...packages],
      quiet,
    );
  return install() === 0 || (run('apt-get', ['update', '-qq'], quiet) === 0 && install() === 0);
}

/** The embedded GitLab keeps real repositories: it needs git with its HTTP backend. */
export function ensureGit() {
  if (ask('git', ['--version'])) return;
  if (!aptInstall('git')) stop('git is needed and was not found. Install it, then run this again.');
}

/** Debian's own Python: a version manager's has other packages. */
const PYTHON = '/usr/bin/python3';

/**
 * python-gitlab, which the embedded GitLab is held to and the bulk apply is measured against. Nobody else needs it,
 * so that it is installed where that takes no question, and missed in words elsewhere.
 *
 * @returns what is missing, for people; null: nothing
 */
export function missingPythonGitLab() {
  const present = () => ask(PYTHON, ['-c', 'import gitlab']) !== null;
  if (present() || (aptInstall('python3-gitlab') && present())) return null;
  return 'python-gitlab is not installed; Debian: apt-get install python3-gitlab';
}

function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  for (const name of ['chromium', 'chromium-browser']) {
    const path = ask('sh', ['-c', `command -v ${name}`]);
    if (path) return path;
  }
  // Branded Chrome no longer loads an unpacked extension from the command line, so it is not looked for.
  const own = ask('node', ['-e', "console.log(require('@playwright/test').chromium.executablePath())"]);
  return own && existsSync(own) ? own : null;
}

/** A Chromium: the system's, else Playwright's, else Debian's package where we may install it. */
export function ensureChromium() {
  let path = findChromium();
  if (!path && aptInstall('chromium', 'fonts-dejavu-core')) path = findChromium();
  if (!path) {
    console.log("Fetching Playwright's Chromium …");
    if (run('playwright', ['install', 'chromium']) === 0) path = findChromium();
  }
  if (!path) {
    stop(
      'No Chromium was found. Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chromium',
    );
  }
  return path;
}
