import process from 'node:process';
import { VERSION } from '../gate/version.ts';
import { createTransport } from '../gitlab/transport.ts';
import { GateApi } from './api.ts';
import { COULD_NOT_TELL, gateByHand, printable } from './by-hand.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import { gate } from './gate.ts';
import { type Job, prepare } from './prepare.ts';
import { runScan } from './scan.ts';

const HELP = `MR Gate ${VERSION}: decides which security findings fail a merge request.

Usage: node mr-gate.mjs <command>

In the jobs of .gitlab-ci.yml, which set the variables that these need:

  prepare       reads the event, says pending, leaves the files and the child pipeline
  scan <scan>   scans the files of head and base (secret_detection)
  gate          reads the reports, decides, posts the status and the note
  sweep         looks after all gated repositories and their open merge requests

By hand, asking nobody and posting nothing:

  gate --head <folder> --policy mr-gate.yml [--base <folder>] [--project <id>] [--format text|json]

      The verdict on the reports (gl-*-report.json) in the folders. Without --base every finding counts as new.
      --project takes the exceptions and ignores of that project into account.
      Exit code: 0 passed, 1 blocked, 2 could not tell.
`;

/**
 * The gate program's command line.
 *
 * @returns the exit code. In a pipeline: 0 also for a verdict that blocks, 1 where the gate itself could not do its
 *   work. By hand: 0, 1 (blocked) or 2 (could not tell).
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
  if (command === 'gate' && rest.length > 0) return byHand(rest);
  try {
    await run(command, rest);
    return 0;
  } catch (error) {
    log(`MR Gate failed: ${explain(error)}`);
    return 1;
  }
}

function byHand(args: readonly string[]): number {
  try {
    const { code, output } = gateByHand(args, new Date());
    process.stdout.write(output);
    return code;
  } catch (error) {
    process.stderr.write(`Could not tell: ${printable(explain(error))}\n`);
    return COULD_NOT_TELL;
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
    case 'sweep':
      return prepare(jobOf({ ...readEnvironment(), source: 'schedule' }));
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

/** A job's log is text that GitLab shows. */
function log(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}
