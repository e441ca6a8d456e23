import { spawn } from 'node:child_process';
import process from 'node:process';
import { sayInEnglish } from '../gate/said.ts';

/** One entry of a commit's tree. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` a symlink, `160000` a submodule. */
  mode: string;
  oid: string;
  /** Bytes; 0 for a submodule. */
  size: number;
  path: string;
}

/** How to reach the repository. The token travels in the environment, never in an argument or a URL. */
export interface Remote {
  url: string;
  token: string;
}

/** Passed on to git: enough to run, to find certificates and a proxy. Nothing that traces or configures. */
const PASSED = [
  'PATH',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SystemRoot',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** Bytes of one entry of a tree, most of it its path. Linux takes 4,096 for a path. */
const MAX_ENTRY = 16_384;

/** git said no. The message is git's last line without addresses' credentials. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed';
}

/**
 * A bare repository for reading commits of a foreign one. Nothing of it is ever checked out: trees are listed
 * and blobs are read, so that attributes (`export-ignore` hides a file, `working-tree-encoding` disguises it), LFS
 * filters, hooks and symlinks of the scanned repository have no say.
 */
export class Git {
  private readonly folder: string;
  private readonly env: Record<string, string>;
  private readonly secrets: string[];

  constructor(folder: string, remote?: Remote) {
    this.folder = folder;
    const basic = remote ? Buffer.from(`oauth2:${remote.token}`).toString('base64') : '';
    this.secrets = remote ? [remote.token, basic] : [];
    this.env = environment(folder, remote && new URL(remote.url).origin, basic);
  }

  async init(): Promise<void> {
    await this.run(['init', '--quiet', '--bare', this.folder]);
  }

  /**
   * Fetches one commit alone. GitLab serves any reachable commit by its id (uploadpack.allowAnySHA1InWant in
   * Gitaly); where a server does not, the ref that should hold it is fetched with its history.
   */
  async fetchCommit(url: string, sha: string, ref: string): Promise<void> {
    assertSha(sha);
    const common = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
    try {
      await this.run([...common, '--depth=1', url, sha]);
    } catch (error) {
      if (!(error instanceof GitFailed)) throw error;
      await this.run([...common, url, `+${ref}:refs/gate/${sha}`]);
    }
    await this.run(['cat-file', '-e', `${sha}^{commit}`]);
  }

  /**
   * The entries of a commit's tree, one after the other. A few small trees that name each other can stand for
   * thousands of millions of entries: whoever reads stops when it is enough, and git is ended.
   *
   * @throws GitFailed also for a path longer than any file system takes.
   */
  async *tree(sha: string): AsyncGenerator<TreeEntry> {
    assertSha(sha);
    const child = this.start(['ls-tree', '-r', '-z', '-l', '--full-tree', sha]);
    child.stdin.end();
    const ended = this.ended(child, 'ls-tree');
    // Awaited only where all was read: ended early, it has nothing to say.
    ended.catch(() => {});
    try {
      let rest = Buffer.alloc(0);
      for await (const chunk of child.stdout) {
        const buffer = Buffer.concat([rest, chunk as Buffer]);
        let start = 0;
        for (let end = buffer.indexOf(0); end >= 0; end = buffer.indexOf(0, start)) {
          yield entryOf(buffer.toString('utf8', start, end));
          start = end + 1;
        }
        rest = buffer.subarray(start);
        if (rest.length > MAX_ENTRY) throw new GitFailed(sayInEnglish('gate.broken.git_path'));
      }
      await ended;
    } finally {
      child.kill('SIGKILL');
    }
  }

  /** Files that git calls renamed between two commits: new path → old path. */
  async renames(from: string, to: string): Promise<Record<string, string>> {
    assertSha(from);
    assertSha(to);
    const output = await this.run([
      'diff-tree',
      '-r',
      '-z',
      '-M',
      '--diff-filter=R',
      '--name-status',
      from,
      to,
    ]);
    const parts = output.toString('utf8').split('\0');
    const renames: [string, string][] = [];
    for (let i = 0; i + 2 < parts.length; i += 3) renames.push([parts[i + 2] ?? '', parts[i + 1] ?? '']);
    return Object.fromEntries(renames);
  }

  /** Reads blobs one after the other; `each` gets them in the order asked for. */
  async blobs(oids: readonly string[], each: (content: Buffer, index: number) => void): Promise<void> {
    if (oids.length === 0) return;
    const child = this.start(['cat-file', '--batch', '--buffer']);
    const ended = this.ended(child, 'cat-file');
    child.stdin.on('error', () => {});
    child.stdin.end(`${oids.join('\n')}\n`);
    let index = 0;
    let pending: Buffer[] = [];
    let have = 0;
    let need = -1;
    for await (const chunk of child.stdout) {
      pending.push(chunk as Buffer);
      have += (chunk as Buffer).length;
      // Joined only when there is enough: joining for every chunk of a large blob would be quadratic.
      while (need >= 0 ? have > need : have > 0) {
        const buffer = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
        let rest: Buffer;
        if (need < 0) {
          const end = buffer.indexOf(10);
          if (end < 0) {
            pending = [buffer];
            break;
          }
          const [, type, size] = buffer.subarray(0, end).toString().split(' ');
          if (type !== 'blob') throw new GitFailed(sayInEnglish('gate.broken.git_object'));
          need = Number(size);
          rest = buffer.subarray(end + 1);
        } else {
          each(buffer.subarray(0, need), index++);
          rest = buffer.subarray(need + 1);
          need = -1;
        }
        pending = rest.length > 0 ? [rest] : [];
        have = rest.length;
      }
    }
    await ended;
    if (index !== oids.length) throw new GitFailed(sayInEnglish('gate.broken.git_object'));
  }

  private start(args: string[]) {
    return spawn('git', args, { cwd: '/', env: { ...this.env, GIT_DIR: this.folder }, stdio: 'pipe' });
  }

  private async run(args: string[]): Promise<Buffer> {
    const child = this.start(args);
    child.stdin.end();
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    await this.ended(child, args[0] ?? 'git');
    return Buffer.concat(chunks);
  }

  private ended(child: ReturnType<Git['start']>, command: string): Promise<void> {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    return new Promise((resolve, reject) => {
      child.on('error', () => reject(new GitFailed(sayInEnglish('gate.broken.no_git'))));
      child.on('close', (code) => {
        if (code === 0) return resolve();
        const last = errors.trim().split('\n').at(-1) ?? '';
        const why = this.redact(last).slice(0, 300) || `ended with ${code}`;
        reject(new GitFailed(sayInEnglish('gate.broken.git', { command, why })));
      });
    });
  }

  private redact(text: string): string {
    return this.secrets.reduce((safe, secret) => safe.replaceAll(secret, '[hidden]'), text);
  }
}

/** `<mode> <type> <oid> <size>\t<path>`. Bytes of a name that are not UTF-8 become replacement characters. */
function entryOf(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode = '', , oid = '', size = '0'] = line.slice(0, tab).split(/ +/);
  return { mode, oid, size: Number(size) || 0, path: line.slice(tab + 1) };
}

function environment(folder: string, origin: string | undefined, basic: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of PASSED) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  // The authority's certificate of a self-managed GitLab, as its runner hands it to the job.
  const authority = process.env.CI_SERVER_TLS_CA_FILE;
  if (authority && !env.GIT_SSL_CAINFO) env.GIT_SSL_CAINFO = authority;
  const config: [string, string][] = [
    ['protocol.allow', 'never'],
    ['protocol.http.allow', 'always'],
    ['protocol.https.allow', 'always'],
    // The header must not follow a redirect to another host.
    ['http.followRedirects', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
  ];
  if (origin) config.push([`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`]);
  env.HOME = folder;
  env.LC_ALL = 'C';
  env.GIT_CONFIG_NOSYSTEM = '1';
  env.GIT_CONFIG_GLOBAL = '/dev/null';
  env.GIT_TERMINAL_PROMPT = '0';
  env.GIT_ASKPASS = 'true';
  env.GIT_LFS_SKIP_SMUDGE = '1';
  env.GIT_CONFIG_COUNT = String(config.length);
  config.forEach(([key, value], i) => {
    env[`GIT_CONFIG_KEY_${i}`] = key;
    env[`GIT_CONFIG_VALUE_${i}`] = value;
  });
  return env;
}

function assertSha(sha: string): void {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) throw new GitFailed('git: not a commit id');
}
