/**
 * `npm run zip`: the packages for the stores, in .output/packages: one for each browser, and the sources, from which
 * Mozilla's reviewers build. The same files give the same bytes, on any day and in any folder. `--check` proves it of
 * what is built already: it unpacks the sources elsewhere, bundles them there for Firefox, as Mozilla's reviewers do, and
 * compares every browser's package.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env, ROOT } from './setup.mjs';
import { folderOf, TARGETS } from './targets.mjs';
import { weights, zipOf } from './zip-file.mjs';

const OUT = join(ROOT, '.output', 'packages');
/** What the extension may weigh, zipped, in kB. */
const BUDGET_KB = 350;
/** Packages that users download; the sources are for reviewers. */
const SMALL = { small: true };
const BROWSERS = Object.keys(TARGETS);
/** What it does not take to build the extension. */
const NOT_SOURCES = /^(?:\.ci|assets\/(?:screenshots|store)|docs|tests)\//;
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Runs a command and returns what it printed. @throws where it failed */
function call(command, args, cwd = ROOT) {
  const windows = process.platform === 'win32';
  const done = spawnSync(command, args, { cwd, env: env(), encoding: 'utf8', shell: windows });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${args.join(' ')} failed\n${done.stdout ?? ''}${done.stderr ?? done.error}`);
}

/** The files of a folder by path, with forward slashes. */
function filesOf(folder, names = readdirSync(folder, { recursive: true })) {
  const paths = names.map((name) => String(name).replaceAll('\\', '/'));
  const files = paths.filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile());
  return new Map(files.map((path) => [path, readFileSync(join(folder, path))]));
}

const builtIn = (root, browser) => filesOf(folderOf(root, browser));
/** Bundles for the first browser, which must make no difference. */
const build = (root, browsers) => call('node', ['scripts/build.mjs', ...browsers], root);

/** All that git knows or would take, but for what only we need. */
function sources() {
  const names = call('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
  return filesOf(
    ROOT,
    names.filter((name) => name && !NOT_SOURCES.test(name)),
  );
}

/** Builds every browser's package from the sources package, in a folder of its own, in another order. */
async function rebuilt() {
  const folder = mkdtempSync(join(tmpdir(), 'mr-gate-sources-'));
  try {
    for (const [path, content] of sources()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    build(folder, BROWSERS.toReversed());
    const zips = [];
    for (const browser of BROWSERS) zips.push(await zipOf(builtIn(folder, browser), SMALL));
    return zips;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
const problems = [];

if (!check) build(ROOT, BROWSERS);
const zips = [];
for (const browser of BROWSERS) zips.push(await zipOf(builtIn(ROOT, browser), SMALL));
for (const [index, browser] of BROWSERS.entries()) {
  const kB = zips[index].length / 1000;
  if (kB <= BUDGET_KB) continue;
  problems.push(`${browser} weighs ${kB.toFixed(1)} kB; it may weigh ${BUDGET_KB}`);
  console.log(`What ${browser}'s ${kB.toFixed(1)} kB are:`);
  for (const [path, bytes] of await weights(builtIn(ROOT, browser)))
    console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
}
if (check) {
  const again = await rebuilt();
  BROWSERS.forEach((browser, index) => {
    if (!zips[index].equals(again[index]))
      problems.push(`${browser}: the sources package builds something else than this folder`);
  });
}

if (!existsSync(OUT)) mkdirSync(OUT, { recursive: true });
const packages = [
  ...BROWSERS.map((browser, index) => [`mr-gate-${version}-${browser}.zip`, zips[index]]),
  [`mr-gate-${version}-sources.zip`, await zipOf(sources())],
];
for (const [name, content] of packages) {
  writeFileSync(join(OUT, name), content);
  const kB = `${(content.length / 1000).toFixed(1)} kB`;
  console.log(
    `${name.padEnd(32)}${kB.padStart(10)}  sha256 ${createHash('sha256').update(content).digest('hex')}`,
  );
}
for (const problem of problems) console.error(`NOT FIT FOR A STORE: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
