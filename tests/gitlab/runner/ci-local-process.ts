import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const HOST = join(import.meta.dirname, 'ci-local-process.mjs');

export interface Question {
  dir: string;
  args: string[];
  env: Record<string, string>;
}
export interface Answer {
  code: number;
  stdout: string;
  stderr: string;
}

let child: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * What gitlab-ci-local says when it is run so. One process answers all that this one asks, one question after the other;
 * it ends with this one.
 */
export function askCiLocal(program: string, question: Question): Promise<Answer> {
  const answer = last.then(() => ask(program, question));
  last = answer.catch(() => {});
  return answer;
}

function ask(program: string, question: Question): Promise<Answer> {
  child ??= start(program);
  const asked = child;
  return new Promise((resolve, reject) => {
    hold(asked, true);
    const done = (): void => {
      asked.off('message', answered);
      asked.off('exit', ended);
      asked.off('error', ended);
      hold(asked, false);
    };
    const answered = (answer: Answer): void => {
      done();
      resolve(answer);
    };
    const ended = (why: unknown): void => {
      done();
      if (child === asked) child = undefined;
      reject(new Error(`gitlab-ci-local ended without an answer (${why})`));
    };
    asked.on('message', answered).on('exit', ended).on('error', ended);
    asked.send(question);
  });
}

function start(program: string): ChildProcess {
  return spawn(process.execPath, [HOST, program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  });
}

/** Nobody stays for the sake of a process that has nothing to answer. */
function hold(asked: ChildProcess, needed: boolean): void {
  if (needed) {
    asked.ref();
    asked.channel?.ref();
  } else {
    asked.unref();
    asked.channel?.unref();
  }
}
