import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MergeRequest } from '../../../utils/gate-program/api.ts';
import { createBare } from '../../gitlab/git/bare.ts';
import { data, quote } from '../../gitlab/git/commit.ts';

export const TOKEN = 'glpat-the-gates-own-token';
const PROJECT = 12;
const ME = { id: 99, username: 'mr-gate' };

interface StubNote {
  id: number;
  body: string;
  system: boolean;
  author: { id: number };
}
interface StubStatus {
  name: string;
  status: string;
  description: string;
  pipeline_id: number;
  ref: string;
  sha: string;
  target_url: string | null;
  author: { id: number };
}

/** The few answers of GitLab that the gate program needs, and a real repository served over HTTP. */
export class GitLabStub {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-test-'));
  readonly requests: string[] = [];
  notes: StubNote[] = [];
  statuses: StubStatus[] = [];
  /** As before GitLab 16.3: no status says in which pipeline it is. */
  tellsPipelines = true;
  mr: MergeRequest = {
    iid: 3,
    project_id: PROJECT,
    source_project_id: PROJECT,
    source_branch: 'feature',
    target_branch: 'main',
    state: 'opened',
    draft: false,
    sha: null,
    diff_refs: null,
    head_pipeline: null,
  };
  /** Answers a request in place of the stub: a status code to fail with. */
  fail: ((method: string, path: string) => number | null) | null = null;
  /** Heads of the merge request, newest first. */
  readonly heads: string[] = [];
  /** Pipelines of the gate project that were cancelled. */
  readonly cancelled: number[] = [];
  perPage = 100;
  scopes = ['api'];
  role = 30;
  private readonly server: Server;
  private nextId = 1;
  /** The last commit, on whatever branch. */
  private tip: string | null = null;

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/gitlab`;
  }

  get gateFolder(): string {
    return path.join(this.folder, 'gate');
  }

  private get repository(): string {
    return path.join(this.folder, 'repos', 'acme/shop.git');
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    mkdirSync(this.gateFolder);
    await createBare(this.repository, 'main');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A branch goes on from the last commit with these files. A value that begins with `->` makes a symlink. */
  commit(branch: string, files: Record<string, string | Buffer | null>): string {
    const dev = `dev <dev@example.com> ${Math.floor(Date.now() / 1000)} +0000`;
    const parts: (string | Buffer)[] = [`commit refs/heads/${branch}\nmark :1\ncommitter ${dev}\n`];
    parts.push(...data(Buffer.from('change')));
    if (this.tip) parts.push(`from ${this.tip}\n`);
    for (const [name, content] of Object.entries(files)) {
      const link = typeof content === 'string' && content.startsWith('->');
      if (content === null) parts.push(`D ${quote(name)}\n`);
      else {
        parts.push(`M ${link ? '120000' : '100644'} inline ${quote(name)}\n`);
        parts.push(...data(Buffer.from(link ? content.slice(2) : content)));
      }
    }
    parts.push('\nget-mark :1\n');
    const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
    this.tip = this.git(['fast-import', '--quiet', '--force'], input).trim();
    return this.tip;
  }

  /** Opens the merge request, or pushes to it. */
  propose(head: string, base: string): void {
    this.heads.unshift(head);
    this.mr = { ...this.mr, sha: head, diff_refs: { base_sha: base, head_sha: head } };
    this.git(['update-ref', 'refs/merge-requests/3/head', head]);
  }

  environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      CI_API_V4_URL: `${this.url}/api/v4`,
      CI_PROJECT_ID: '50',
      CI_PROJECT_PATH: 'acme/mr-gate',
      CI_COMMIT_SHA: 'c'.repeat(40),
      CI_PIPELINE_URL: `${this.url}/acme/mr-gate/-/pipelines/5`,
      MR_GATE_TOKEN: TOKEN,
      TRIGGER_PAYLOAD: path.join(this.gateFolder, 'payload'),
    };
  }

  private git(args: string[], input?: Buffer): string {
    const env = { PATH: process.env.PATH, HOME: this.folder, GIT_CONFIG_NOSYSTEM: '1' };
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.repository, env, input });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return String(stdout);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const below = url.pathname.replace('/gitlab', '');
    this.requests.push(`${request.method} ${below}${url.search}`);
    if (below.startsWith('/acme/')) return this.serveGit(request, response, below, url.search);

    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const method = request.method ?? 'GET';
    const api = below.replace('/api/v4', '');
    const code = this.fail?.(method, api);
    const [status, data, headers] =
      request.headers['private-token'] !== TOKEN
        ? [401, { message: '401 Unauthorized' }]
        : code
          ? [code, { message: `${code} from the test` }]
          : this.rest(method, api, body, url.searchParams);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(status === 204 ? undefined : JSON.stringify(data));
  }

  private rest(
    method: string,
    api: string,
    body: Record<string, unknown>,
    query: URLSearchParams,
  ): [number, unknown, Record<string, string>?] {
    const mr = `/projects/${PROJECT}/merge_requests/3`;
    const [, posted] = api.match(/^\/projects\/\d+\/statuses\/(\w+)$/) ?? [];
    const [, read] = api.match(/^\/projects\/\d+\/repository\/commits\/(\w+)\/statuses$/) ?? [];
    const [, noteId] = api.match(/\/notes\/(\d+)$/) ?? [];
    if (api === '/user') return [200, ME];
    if (api === '/personal_access_tokens/self') return [200, { scopes: this.scopes }];
    if (api === '/projects/50') {
      const permissions = { project_access: null, group_access: { access_level: this.role } };
      return [200, { id: 50, path_with_namespace: 'acme/mr-gate', permissions }];
    }
    if (api === `/projects/${PROJECT}`) return [200, { id: PROJECT, path_with_namespace: 'acme/shop' }];
    if (api === '/groups/acme/merge_requests') return [200, [this.mr]];
    if (api === mr) return [200, this.mr];
    if (api === `${mr}/versions`) return [200, this.heads.map((sha) => ({ head_commit_sha: sha }))];
    const [, cancelled] = api.match(/^\/projects\/50\/pipelines\/(\d+)\/cancel$/) ?? [];
    if (cancelled) {
      this.cancelled.push(Number(cancelled));
      return [201, {}];
    }
    if (posted && method === 'POST') {
      const before = this.statuses.findLast(
        (s) => s.sha === posted && s.pipeline_id === (body.pipeline_id ?? 5),
      );
      // The state machine of GitLab's statuses: what waits is not enqueued, what runs is not run again.
      if (body.state === before?.status || (body.state === 'pending' && before?.status === 'running')) {
        if (body.state === 'pending' || body.state === 'running')
          return [400, { message: `Cannot transition status via :enqueue from :${before?.status}` }];
      }
      this.statuses.push({
        name: String(body.name),
        status: String(body.state),
        description: String(body.description),
        // GitLab makes a pipeline where none is named: here always the same.
        pipeline_id: (body.pipeline_id as number) ?? 5,
        ref: String(body.ref),
        sha: posted,
        target_url: (body.target_url as string) ?? null,
        author: { id: ME.id },
      });
      return [201, {}];
    }
    if (read) {
      const latest = new Map(this.statuses.filter((s) => s.sha === read).map((s) => [s.pipeline_id, s]));
      const told = [...latest.values()].map(({ pipeline_id, ...status }) =>
        this.tellsPipelines ? { ...status, pipeline_id } : status,
      );
      return [200, told];
    }
    if (api === `${mr}/notes` && method === 'GET') {
      const page = Number(query.get('page') ?? 1);
      const rows = this.notes.slice((page - 1) * this.perPage, page * this.perPage);
      const pages = Math.max(1, Math.ceil(this.notes.length / this.perPage));
      return [200, rows, { 'x-total-pages': String(pages), 'x-page': String(page) }];
    }
    if (api === `${mr}/notes` && method === 'POST') {
      this.notes.push({ id: this.nextId++, body: String(body.body), system: false, author: { id: ME.id } });
      return [201, {}];
    }
    const note = this.notes.find((n) => n.id === Number(noteId));
    if (note && method === 'PUT') {
      note.body = String(body.body);
      return [200, {}];
    }
    if (note && method === 'DELETE') {
      this.notes = this.notes.filter((n) => n !== note);
      return [204, null];
    }
    return [404, { message: '404 Not found' }];
  }

  /** GitLab wants the token as the password of any user name. */
  private serveGit(request: IncomingMessage, response: ServerResponse, below: string, search: string): void {
    const given = Buffer.from(
      (request.headers.authorization ?? '').replace('Basic ', ''),
      'base64',
    ).toString();
    if (given.split(':')[1] !== TOKEN) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitLab"' }).end();
      return;
    }
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: path.join(this.folder, 'repos'),
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'safe.directory',
        GIT_CONFIG_VALUE_0: '*',
        PATH_INFO: below,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      } as Record<string, string>,
    });
    request.pipe(backend.stdin);
    backend.stdin.on('error', () => {});
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk) => chunks.push(chunk));
    backend.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const head = output.subarray(0, end).toString();
      const status = Number(head.match(/^Status: (\d+)/m)?.[1] ?? 200);
      const type = head.match(/^Content-Type: (.*)$/m)?.[1]?.trim() ?? 'text/plain';
      response.writeHead(status, { 'content-type': type }).end(output.subarray(end + 4));
    });
  }
}
