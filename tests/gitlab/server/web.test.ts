import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { visitorOf } from './visitor.ts';

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ root: '/gitlab', runner: false });
});
afterAll(() => gitlab.close());

const visitor = () => visitorOf(() => gitlab);

test('who leaves before a request is sent whole gets no answer, and GitLab has not failed', async () => {
  const { hostname, port } = new URL(gitlab.url);
  const socket = connect(Number(port), hostname);
  const head = ['POST /gitlab/api/v4/left HTTP/1.1', `Host: ${hostname}`, 'Content-Length: 100'].join('\r\n');
  socket.write(`${head}\r\n\r\n{`, () => setTimeout(() => socket.destroy(), 50));
  const seen = () =>
    gitlab.requests.filter(({ path }) => path === '/api/v4/left').map(({ status }) => status);
  await vi.waitFor(() => expect(seen()).toHaveLength(1), { timeout: 20_000 });
  expect(seen()).toEqual([0]);
});

describe('a session', () => {
  test('begins with a sign-in that leads back, and is another one than before', async () => {
    const person = visitor();
    const hidden = await person.visit('GET', '/acme/shop/checkout/-/merge_requests');
    expect(hidden.headers.get('location')).toBe('/gitlab/users/sign_in');
    const before = person.cookie();
    expect((await person.signIn('dev', 'wrong')).headers.get('location')).toBe('/gitlab/users/sign_in');
    const signedIn = await person.signIn('dev');
    expect(signedIn.headers.get('location')).toBe('/gitlab/acme/shop/checkout/-/merge_requests');
    expect(signedIn.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(person.cookie()).not.toBe(before);
  });

  test.each([{ 'X-Requested-With': 'XMLHttpRequest' }, { accept: 'application/json' }])(
    'does not lead back to what a page’s script asked for: %o',
    async (headers) => {
      const person = visitor();
      const asked = await person.visit('GET', '/acme/shop/checkout/-/merge_requests', { headers });
      expect(asked.status).toBe(401);
      expect((await person.signIn('dev')).headers.get('location')).toBe('/gitlab/');
    },
  );

  test('reads the API by its cookie, and writes only with the CSRF token of the page', async () => {
    const person = visitor();
    await person.signIn('dev');
    expect(await (await person.visit('GET', '/api/v4/user')).json()).toMatchObject({ username: 'dev' });
    const page = await (await person.visit('GET', '/acme/shop/checkout')).text();
    const token = /name="csrf-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const write = (headers: Record<string, string>) =>
      person.visit('POST', '/api/v4/projects/101/repository/branches?branch=by-session&ref=main', {
        headers,
      });
    expect((await write({})).status).toBe(404);
    expect((await write({ 'X-CSRF-Token': 'guessed' })).status).toBe(404);
    expect((await write({ 'X-CSRF-Token': token })).status).toBe(201);
    const seen = gitlab.requests.findLast(({ method }) => method === 'POST');
    expect(seen).toMatchObject({ auth: 'session', username: 'dev', status: 201 });
  });

  test('serves report artifacts, which the API does not', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'report-'));
    const report = join(dir, 'gl-sast-report.json');
    await writeFile(report, '{"version":"15.2.1"}');
    const at = new Date().toISOString();
    gitlab.world.pipelines.push({
      id: 90,
      iid: 1,
      projectId: 101,
      sha: 'a'.repeat(40),
      ref: 'main',
      status: 'success',
      source: 'push',
      userId: 2,
      mergeRequestId: null,
      parentPipelineId: null,
      variables: [],
      yamlErrors: null,
      createdAt: at,
      updatedAt: at,
      startedAt: at,
      finishedAt: at,
    });
    gitlab.world.jobs.push({
      id: 91,
      kind: 'build',
      pipelineId: 90,
      projectId: 101,
      name: 'sast',
      stage: 'test',
      status: 'success',
      allowFailure: true,
      failureReason: null,
      userId: 2,
      targetUrl: null,
      description: null,
      downstreamPipelineId: null,
      trace: '',
      artifactsDir: dir,
      reports: { sast: report },
      artifactsExpireAt: null,
      createdAt: at,
      startedAt: at,
      finishedAt: at,
    });
    const path = '/acme/shop/checkout/-/jobs/91/artifacts/download?file_type=sast&proxy=true';
    const person = visitor();
    expect((await person.visit('GET', path)).status).not.toBe(200);
    await person.signIn('rita');
    const answer = await person.visit('GET', path);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 2).toString('hex')).toBe('1f8b');
    expect((await person.visit('GET', path.replace('sast', 'dast'))).status).toBe(404);
    const outside = await person.visit(
      'GET',
      '/api/v4/projects/101/jobs/91/artifacts/..%2F..%2Fetc%2Fpasswd',
    );
    expect(outside.status).toBe(404);
    await rm(dir, { recursive: true });
  });
});

describe('git over HTTP', () => {
  const run = promisify(execFile);
  // Wrong credentials are refused, not asked for again.
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
  const git = (dir: string, ...args: string[]) =>
    run('git', ['-c', 'user.name=Devi', '-c', 'user.email=dev@example.com', '-C', dir, ...args], { env });
  const remote = (credentials: string) =>
    `${gitlab.url.replace('//', `//${credentials}@`)}/acme/shop/checkout.git`;

  test('clones and pushes with a token; protection and roles hold', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'clone-'));
    await git(dir, 'clone', '-q', remote(`oauth2:${TOKENS.devApi}`), '.');
    await git(dir, 'checkout', '-qb', 'pushed');
    await writeFile(join(dir, 'pushed.txt'), 'pushed\n');
    await git(dir, 'add', '.');
    await git(dir, 'commit', '-qm', 'Push');
    await git(dir, 'push', '-q', 'origin', 'pushed');
    await expect(git(dir, 'push', '-q', 'origin', 'pushed:main')).rejects.toThrow(/protected branches/);
    const head = (await git(dir, 'rev-parse', 'HEAD')).stdout.trim();
    const reading = await fetch(`${gitlab.url}/api/v4/projects/101/repository/branches/pushed`, {
      headers: { Authorization: `Bearer ${TOKENS.ritaApi}` },
    });
    expect(((await reading.json()) as { commit: { id: string } }).commit.id).toBe(head);
    const refused = (credentials: string) => git(dir, 'ls-remote', remote(credentials));
    await expect(refused(`x:${TOKENS.expired}`)).rejects.toThrow(/Authentication failed|could not read/);
    await expect(refused(`x:${TOKENS.strangerApi}`)).rejects.toThrow(/not found|could not be found/);
    await expect(refused(`x:${TOKENS.readUserOnly}`)).rejects.toThrow(/403/);
    await refused(`x:${TOKENS.readRepositoryOnly}`);
    await rm(dir, { recursive: true });
  }, 30_000);
});
