import process from 'node:process';
import { createTransport } from '../gitlab/transport.ts';
import { GateApi } from './api.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import { gate } from './gate.ts';
import { type Job, prepare } from './prepare.ts';
import { runScan } from './scan.ts';
import { VERSION } from './version.ts';

const HELP = `MR Gate ${VERSION}: gates merge requests from the pipeline of this project.

Usage: node mr-gate.mjs <command>

  prepare       reads the event, says pending, leaves the files and the child pipeline
  scan <scan>   scans the files of head and base (secret_detection)
  gate          reads the reports, decides, posts the status and the note

Runs in the jobs of .gitlab-ci.yml, which set the variables it needs.
`;

/**
 * The gate program's command line.
 *
 * @returns the exit code: 0 also for a verdict that blocks, 1 where the gate itself could not do its work.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h') {
    process.stdout.write(HELP);
    return command === undefined ? 1 : 0;
  }
  if (command === '--version') {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  try {
    await run(command, rest);
    return 0;
  } catch (error) {
    log(`MR Gate failed: ${explain(error)}`);
    return 1;
  }
}

async function run(command: string, rest: readonly string[]): Promise<void> {
  switch (command) {
    case 'prepare':
      return prepare(jobOf(readEnvironment()));
    case 'scan':
      // Needs no token, and is not given one.
      return runScan(rest[0] ?? '', process.cwd(), log);
    case 'gate':
      return gate(jobOf(readEnvironment()));
    default:
      throw new Error(`"${command.slice(0, 50)}" is not a command. See --help`);
  }
}

function jobOf(environment: Environment): Job {
  const { baseUrl, token } = environment;
  return {
    environment,
    api: new GateApi(createTransport({ baseUrl, token })),
    log,
    now: () => new Date(),
  };
}

/** A job's log is text that GitLab shows: control characters of outside text must not paint in it. */
function log(line: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what must not get through
  process.stdout.write(`${line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')}\n`);
}
