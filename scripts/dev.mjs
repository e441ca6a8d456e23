/** `npm run dev`: the embedded GitLab, and beside it WXT, which opens a browser on GitLab's page and reloads on change. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env, ROOT } from './setup.mjs';

const USUAL = 'http://localhost:8929';
const windows = process.platform === 'win32';
let wxt = null;

const gitlab = spawn('node', ['tests/gitlab/main.ts', '--quiet'], {
  cwd: ROOT,
  env: env(),
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: windows,
});
createInterface({ input: gitlab.stdout }).on('line', (line) => {
  console.log(line);
  const url = /\(embedded\) at (\S+)$/.exec(line)?.[1];
  if (url) build(url);
});
gitlab.on('exit', () => {
  if (wxt) return;
  console.log(`No embedded GitLab could be started. The browser opens on what runs at ${USUAL}.`);
  build(USUAL);
});

function build(url) {
  wxt = spawn('wxt', process.argv.slice(2), {
    cwd: ROOT,
    env: env({ MR_GATE_DEV_PAGE: `${url}/acme` }),
    stdio: 'inherit',
    shell: windows,
  });
  wxt.on('exit', (code) => {
    gitlab.kill();
    process.exitCode = code ?? 1;
  });
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    wxt?.kill(signal);
    gitlab.kill(signal);
  });
