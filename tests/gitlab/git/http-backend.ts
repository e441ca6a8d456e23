import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { GitAccess, RefChange } from '../server/context.ts';
import { git, gitEnvironment } from './git.ts';
import { pushCommands, refusePush } from './push-request.ts';
import { ZERO_SHA } from './resolve.ts';

/** What a git URL asks for below `<project>.git`. */
export interface Target {
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  service: string;
  /** Without `?`. */
  query: string;
}

export function parseTarget(path: string): Target {
  const mark = path.indexOf('?');
  return mark < 0
    ? { service: path, query: '' }
    : { service: path.slice(0, mark), query: path.slice(mark + 1) };
}

/** Whether the request is (or announces) a push. */
export function isPush({ service, query }: Target): boolean {
  return service === '/git-receive-pack' || new URLSearchParams(query).get('service') === 'git-receive-pack';
}

/** Answers a fetch or a reference advertisement: the body streams through `git http-backend`. */
export async function serveRead(
  gitDir: string,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): Promise<void> {
  await runBackend(gitDir, request, response, target, request);
}

/**
 * Answers a push. The body is read whole, since what it asks for is judged before git writes anything. The
 * caller holds the repository's lock.
 */
export async function servePush(
  gitDir: string,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  access: GitAccess,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;

  const { changes, capabilities } = pushCommands(body);
  // As a pre-receive hook: one forbidden reference refuses the whole push.
  const reasons = changes.map((change) => access.mayPush?.({ ref: change.ref }) ?? null);
  const refused = reasons.find((reason) => reason !== null) ?? null;
  if (refused !== null) {
    response.writeHead(200, {
      'content-type': 'application/x-git-receive-pack-result',
      'cache-control': 'no-cache',
    });
    response.end(refusePush(changes, capabilities, refused));
    return;
  }
  const before = await readRefs(gitDir);
  await runBackend(gitDir, request, response, target, body, async () => {
    const moved = difference(before, await readRefs(gitDir));
    if (moved.length > 0) await access.onPush?.(moved);
  });
}

async function readRefs(gitDir: string): Promise<Map<string, string>> {
  const { stdout } = await git(gitDir, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ]);
  const lines = stdout.toString().split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]));
}

function difference(before: Map<string, string>, after: Map<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref) ?? ZERO_SHA, after: after.get(ref) ?? ZERO_SHA }))
    .filter((change) => change.before !== change.after);
}

/** Speaks CGI (RFC 3875) with git's own program. */
function runBackend(
  gitDir: string,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  body: IncomingMessage | Buffer,
  beforeEnd?: () => Promise<void>,
): Promise<void> {
  const header = (name: string): string => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : '';
  };
  const env = gitEnvironment({
    GIT_PROJECT_ROOT: gitDir,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: header('git-protocol'),
    PATH_INFO: target.service,
    QUERY_STRING: target.query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: header('content-type'),
    // http-backend takes a push only from somebody with a name; who it is, is known one level up.
    REMOTE_USER: 'git',
    REMOTE_ADDR: '127.0.0.1',
    ...(Buffer.isBuffer(body)
      ? { CONTENT_LENGTH: String(body.length) }
      : { HTTP_CONTENT_ENCODING: header('content-encoding') }),
  });
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    response.on('close', () => {
      if (!response.writableEnded) child.kill();
    });
    if (Buffer.isBuffer(body)) child.stdin.end(body);
    else body.pipe(child.stdin);

    let head: Buffer | null = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === null) {
        if (!response.write(chunk)) {
          child.stdout.pause();
          response.once('drain', () => child.stdout.resume());
        }
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const rest = head.subarray(end + 4);
      writeCgiHead(response, head.subarray(0, end).toString());
      head = null;
      if (rest.length > 0) response.write(rest);
    });
    child.on('close', () => {
      const done = async (): Promise<void> => {
        await beforeEnd?.();
        if (head !== null && !response.headersSent) response.writeHead(500);
        response.end();
      };
      done().then(resolve, reject);
    });
  });
}

function writeCgiHead(response: ServerResponse, head: string): void {
  let status = 200;
  const headers: Record<string, string> = {};
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  response.writeHead(status, headers);
}
