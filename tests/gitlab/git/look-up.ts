import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { sep } from 'node:path';
import { gitEnvironment } from './git.ts';

/** Processes at the same time, whoever asks of however many repositories. */
const MOST = 8;
/** One that nobody asks any more ends, as do all with the process that asks. */
const IDLE_MS = 2_000;

/** What it says of each object before its content. */
export const OBJECT_FORMAT = '%(objectname) %(objecttype) %(objectsize)';
const LINE = /^([0-9a-f]{40}) (\w+) (\d+)$/;

/** An object that a name stands for. */
export interface Found {
  id: string;
  type: string;
}

/** An object as it is stored. */
export interface StoredObject extends Found {
  content: Buffer;
}

interface Asked {
  /** Whether the content comes after the line. */
  whole: boolean;
  resolve(object: StoredObject | null): void;
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
 * What full names of references and objects stand for; null: for nothing. References are read anew each time. One process
 * of git answers many questions: a process for each cost more than all else that the embedded GitLab does. A name is
 * not to have a line break in it.
 */
export function lookUp(gitDir: string, names: readonly string[]): Promise<(Found | null)[]> {
  return Promise.all(names.map((name) => ask(gitDir, 'info', name)));
}

/** An object by its name; null: there is none. */
export function readObject(gitDir: string, name: string): Promise<StoredObject | null> {
  return ask(gitDir, 'contents', name);
}

function ask(gitDir: string, what: 'info' | 'contents', name: string): Promise<StoredObject | null> {
  const reader = readers.get(gitDir) ?? start(gitDir);
  readers.delete(gitDir);
  readers.set(gitDir, reader);
  reader.idle.refresh();
  return new Promise((resolve, reject) => {
    if (reader.waiting.length === 0) reader.child.ref();
    reader.waiting.push({ whole: what === 'contents', resolve, reject });
    reader.child.stdin.write(`${what} ${name}\n`);
  });
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
  const args = [`--git-dir=${gitDir}`, 'cat-file', `--batch-command=${OBJECT_FORMAT}`];
  const child = spawn('git', args, { env: gitEnvironment() });
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
  readAnswers(child, reader.waiting);
  for (const oldest of readers.keys()) if (readers.size >= MOST) end(oldest);
  return reader;
}

/** Gives each answer to who waits for it, in the order of their questions. */
function readAnswers(child: ChildProcessWithoutNullStreams, waiting: Asked[]): void {
  let pieces: Buffer[] = [];
  let length = 0;
  /** So many bytes have to be there before it goes on. */
  let needed = 1;
  child.stdout.on('data', (chunk: Buffer) => {
    pieces.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    let rest = Buffer.concat(pieces, length);
    needed = 1;
    for (;;) {
      const lineEnd = rest.indexOf('\n');
      if (lineEnd < 0) break;
      const found = LINE.exec(rest.toString('latin1', 0, lineEnd));
      const whole = found !== null && waiting[0]?.whole === true;
      const from = lineEnd + 1;
      const to = whole ? from + Number(found[3]) : from;
      // A line break stands after a content too.
      const next = whole ? to + 1 : to;
      if (rest.length < next) {
        needed = next;
        break;
      }
      const content = Buffer.from(rest.subarray(from, to));
      waiting.shift()?.resolve(found && { id: found[1]!, type: found[2]!, content });
      rest = rest.subarray(next);
    }
    pieces = [rest];
    length = rest.length;
    if (waiting.length === 0) child.unref();
  });
}
