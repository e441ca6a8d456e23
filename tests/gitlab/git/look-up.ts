import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { sep } from 'node:path';
import { createInterface } from 'node:readline';
import { gitEnvironment } from './git.ts';

/** Processes at the same time, whoever asks of however many repositories. */
const MOST = 8;
/** One that nobody asks any more ends, as do all with the process that asks. */
const IDLE_MS = 2_000;

/** Takes names from standard input and says a line for each. */
export const BATCH_CHECK = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];

interface Asked {
  resolve(line: string): void;
  reject(error: Error): void;
}

interface Reader {
  child: ChildProcessWithoutNullStreams;
  waiting: Asked[];
  idle: NodeJS.Timeout;
}

/** The one that was asked last stands last. */
const readers = new Map<string, Reader>();

/**
 * What `git cat-file --batch-check` says of full names of references and objects, a line `<object> <type>` for each,
 * or one that ends with `missing`. References are read anew each time. One process answers many: a process for each
 * cost more than all else that the embedded GitLab does.
 */
export function lookUp(gitDir: string, names: readonly string[]): Promise<string[]> {
  const reader = readers.get(gitDir) ?? start(gitDir);
  readers.delete(gitDir);
  readers.set(gitDir, reader);
  reader.idle.refresh();
  const lines = names.map(
    (_, index) =>
      new Promise<string>((resolve, reject) => {
        if (index === 0 && reader.waiting.length === 0) reader.child.ref();
        reader.waiting.push({ resolve, reject });
      }),
  );
  reader.child.stdin.write(names.map((name) => `${name}\n`).join(''));
  return Promise.all(lines);
}

/** A repository goes, or all in a folder. */
export function endLookUps(path: string): void {
  for (const gitDir of readers.keys()) if (gitDir === path || gitDir.startsWith(`${path}${sep}`)) end(gitDir);
}

function end(gitDir: string): void {
  const reader = readers.get(gitDir);
  if (reader === undefined) return;
  readers.delete(gitDir);
  clearTimeout(reader.idle);
  // It answers what it was asked before.
  reader.child.stdin.end();
}

function start(gitDir: string): Reader {
  const child = spawn('git', [`--git-dir=${gitDir}`, ...BATCH_CHECK], { env: gitEnvironment() });
  const reader: Reader = {
    child,
    waiting: [],
    idle: setTimeout(() => end(gitDir), IDLE_MS).unref(),
  };
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as Socket).unref();
  child.unref();
  child.stdin.on('error', () => {});
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  const fail = (why: string): void => {
    if (readers.get(gitDir) === reader) end(gitDir);
    for (const { reject } of reader.waiting.splice(0)) reject(new Error(`git cat-file: ${why}`));
  };
  child.on('error', ({ message }) => fail(message));
  child.on('close', (code) => fail(`ended with ${code}: ${complaint.trim()}`));
  createInterface({ input: child.stdout }).on('line', (line) => {
    reader.waiting.shift()?.resolve(line);
    if (reader.waiting.length === 0) child.unref();
  });
  for (const oldest of readers.keys()) if (readers.size >= MOST) end(oldest);
  return reader;
}
