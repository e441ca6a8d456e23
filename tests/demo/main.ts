import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { launchChromium, NO_WAY_OUT } from '../browser/chromium.ts';
import { Recorder } from '../browser/recorder.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { GROUPS, PASSWORD, PROJECTS, TOKENS, USERS } from '../gitlab/seed-names.ts';
import { startGitLab } from '../gitlab/start.ts';
import { beginTour, named, StepFailed } from './steps.ts';
import { keepStorePictures, STORE_SIZE } from './store-pictures.ts';
import { mainJob } from './tour.ts';

const BUILD = resolve(import.meta.dirname, '../../.output/chrome-mv3');
/** The embedded runner is a shell runner: its SAST scanner is the ESLint that is installed here. */
process.env.PATH = [resolve(import.meta.dirname, '../../node_modules/.bin'), process.env.PATH].join(
  delimiter,
);

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The tour in the size that the stores take, its best pictures kept for their listing. */
const forStores = process.argv.includes('--store');

if (process.argv.includes('--check')) await check();
else await show();

/** The tour by itself, headless: exit code 0 and `MAIN JOB OK`, or the failed step and 1. */
async function check(): Promise<void> {
  const started = performance.now();
  const ends: (() => Promise<void>)[] = [];
  try {
    const gitlab = await named('Start the embedded GitLab', () =>
      startGitLab({ seed: 'demo', latencyMs: 20 }),
    );
    ends.unshift(() => gitlab.close());
    const browser = await named('Start Chromium with the extension', () =>
      launchChromium(forStores ? STORE_SIZE : {}),
    );
    ends.unshift(() => browser.close());
    print(`Embedded GitLab at ${gitlab.url}\n`);
    const recorder = new Recorder(browser);
    await mainJob(beginTour(print, recorder), gitlab, browser, recorder);
    if (forStores) keepStorePictures();
    print(`\nPictures of each step: .output/demo/`);
    print(`MAIN JOB OK in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    process.exitCode = 1;
    const message = error instanceof Error ? error.message : String(error);
    print(
      `\nMAIN JOB FAILED at: ${error instanceof StepFailed ? error.step : 'between the steps'}\n${message}`,
    );
  } finally {
    for (const end of ends) await end();
  }
}

/** Leaves GitLab and a browser with the extension to the user. */
async function show(): Promise<void> {
  const gitlab = await startAtUsualPort();
  const group = `${gitlab.url}/${GROUPS.acme}`;
  print(tourText(gitlab.url, group));
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) {
    print('There is no display here, so no browser was opened. GitLab runs until you press Ctrl+C.');
    print('To see the tour run by itself: npm start -- --check\n');
    return;
  }
  const profile = mkdtempSync(join(tmpdir(), 'mr-gate-demo-'));
  const chromium = spawn(
    process.env.CHROMIUM ?? 'chromium',
    [
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${BUILD}`,
      `--load-extension=${BUILD}`,
      ...NO_WAY_OUT,
      '--no-first-run',
      '--no-default-browser-check',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      group,
    ],
    { stdio: 'ignore' },
  );
  const end = async (): Promise<void> => {
    chromium.kill();
    await gitlab.close();
    rmSync(profile, { recursive: true, force: true });
    process.exit(0);
  };
  chromium.on('error', (error) => print(`Chromium could not be started: ${error.message}`));
  chromium.on('exit', () => void end());
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
}

/** At the port that the texts name; where another program has it, at a free one. */
async function startAtUsualPort(): Promise<EmbeddedGitLab> {
  const options = { seed: 'demo', latencyMs: 50 } as const;
  try {
    return await startGitLab({ ...options, port: 8929 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    print('Port 8929 is taken by another program: GitLab gets a free one.');
    return startGitLab(options);
  }
}

function tourText(url: string, group: string): string {
  return `
An embedded GitLab runs at ${url}

 1. Sign in as ${USERS.olga}, password ${PASSWORD}. You are the owner of the group ${GROUPS.acme}: ${group}
 2. Click the MR Gate icon in the toolbar (behind the puzzle piece), allow this GitLab, and paste this token:
       ${TOKENS.olgaApi}
 3. On the group's page click "Configure Scans", set up the gate project, select repositories
    (${PROJECTS.checkout} among them), choose a severity, review the plan and apply it.
 4. Sign in as ${USERS.dev}, password ${PASSWORD}. In ${PROJECTS.checkout} push a branch with a secret
    and open a merge request:
       git clone http://${USERS.dev}:${TOKENS.devApi}@${new URL(url).host}/${PROJECTS.checkout}.git
    The merge request's page shows the verdict; "Merge" is blocked. Push the fix and watch it turn green.

Other people: ${USERS.otto} (owner), ${USERS.max} (maintainer), ${USERS.rita} (reporter), ${USERS.gus} (guest). Same password.
`;
}
