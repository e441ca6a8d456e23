import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommitAction, GitAccess, RefChange, RepoStore } from '../server/context.ts';
import { gitEnvironment } from './git.ts';
import { isRefName } from './ref-name.ts';
import { createRepoStore } from './store.ts';

const ANNA = { name: 'Anna', email: 'anna@example.com' };
const ZEROS = '0'.repeat(40);

let dir: string;
let store: RepoStore;

// Each test starts many processes; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'repo-store-'));
  store = createRepoStore(dir);
  await store.createRepo(1);
});

afterEach(() => rm(dir, { recursive: true, force: true }));

function create(path: string, content: string): CommitAction {
  return { action: 'create', path, content: Buffer.from(content) };
}

function commit(actions: CommitAction[], more: { branch?: string; start?: string; message?: string } = {}) {
  return store.commit(1, { branch: 'main', message: 'Change', author: ANNA, actions, ...more });
}

describe('commits', () => {
  it('starts an empty repository and goes on from there', async () => {
    expect(await store.branches(1)).toEqual([]);
    expect(await store.resolve(1, 'HEAD')).toBeNull();
    const first = await commit([create('a/b.txt', 'one\n')], { message: 'First\n\nbody' });
    const second = await commit([create('c.txt', 'two\n')]);
    expect(await store.branches(1)).toEqual([{ name: 'main', sha: second }]);
    expect(await store.resolve(1, 'HEAD')).toBe(second);
    expect(await store.resolve(1, first.slice(0, 8))).toBe(first);
    const history = await store.log(1, 'main');
    expect(history.map(({ id }) => id)).toEqual([second, first]);
    expect(history[1]).toMatchObject({ title: 'First', author: ANNA, parentIds: [] });
    expect(history[1]?.message).toContain('body');
  });

  it('updates, moves, deletes and changes modes', async () => {
    await commit([
      create('keep', 'k'),
      create('old', 'moved content'),
      create('gone', 'x'),
      create('run', '#!'),
    ]);
    await commit([
      { action: 'update', path: 'keep', content: Buffer.from('k2') },
      { action: 'move', path: 'dir/new', previousPath: 'old' },
      { action: 'delete', path: 'gone' },
      { action: 'chmod', path: 'run', executable: true },
    ]);
    const paths = (await store.tree(1, 'main', { recursive: true }))?.map(({ path }) => path);
    expect(paths).toEqual(['dir', 'dir/new', 'keep', 'run']);
    expect((await store.readFile(1, 'main', 'keep'))?.content.toString()).toBe('k2');
    expect((await store.readFile(1, 'main', 'dir/new'))?.content.toString()).toBe('moved content');
    expect((await store.readFile(1, 'main', 'run'))?.executable).toBe(true);
  });

  it("refuses with GitLab's sentences and leaves the branch where it was", async () => {
    const sha = await commit([create('a', '1')]);
    await expect(commit([create('a', '2')])).rejects.toThrow('A file with this name already exists');
    await expect(commit([{ action: 'update', path: 'b', content: Buffer.from('') }])).rejects.toThrow(
      "A file with this name doesn't exist",
    );
    await expect(commit([create('../a', '')])).rejects.toThrow('invalid path');
    await expect(commit([create('x', '')], { branch: 'main', start: 'other' })).rejects.toThrow(
      "A branch called 'main' already exists",
    );
    await expect(commit([create('x', '')], { branch: 'topic' })).rejects.toThrow(
      'You can only create or edit files when you are on a branch',
    );
    await expect(commit([create('x', '')], { branch: 'a..b', start: 'main' })).rejects.toThrow(
      'Branch name is invalid',
    );
    expect(await store.resolve(1, 'main')).toBe(sha);
  });

  it('guards an update by the last commit of the file', async () => {
    const first = await commit([create('a', '1'), create('b', '1')]);
    await commit([{ action: 'update', path: 'b', content: Buffer.from('2') }]);
    const update: CommitAction = {
      action: 'update',
      path: 'a',
      content: Buffer.from('2'),
      lastCommitId: first,
    };
    await commit([update]);
    await expect(commit([update])).rejects.toThrow('The file has changed since you started editing it: a');
  });

  it('starts a branch elsewhere', async () => {
    const main = await commit([create('a', '1')]);
    const topic = await commit([create('b', '1')], { branch: 'topic/x', start: 'main' });
    expect(await store.resolve(1, 'main')).toBe(main);
    expect(await store.mergeBase(1, 'main', 'topic/x')).toBe(main);
    expect(await store.isAncestor(1, main, topic)).toBe(true);
    expect(await store.isAncestor(1, topic, main)).toBe(false);
  });

  it('takes turns: parallel commits all arrive', async () => {
    await commit([create('a', '1')]);
    await Promise.all(Array.from({ length: 5 }, (_, index) => commit([create(`file-${index}`, 'x')])));
    expect(await store.log(1, 'main')).toHaveLength(6);
  });

  it('keeps any file name and content', async () => {
    const name = fc.stringMatching(/^[^/\0]{1,20}$/).filter((text) => !/^\.{1,2}$|^\.git$/i.test(text));
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array(), async (path, bytes) => {
        const content = Buffer.from(bytes);
        await store.createRepo(2);
        const wellFormed = path.toWellFormed();
        const actions: CommitAction[] = [{ action: 'create', path: wellFormed, content }];
        await store.commit(2, { branch: 'main', message: 'x', author: ANNA, actions });
        const file = await store.readFile(2, 'main', wellFormed);
        expect(file?.content.equals(content)).toBe(true);
        await store.deleteRepo(2);
      }),
      { numRuns: 15 },
    );
  });
});

describe('reading', () => {
  it("tells of a commit as git's log does", async () => {
    const first = await commit([create('a', '1')], { message: 'Änderung 変更\n\nbody\n  indented\n\n' });
    await commit([create('b', '1')], { branch: 'side', start: 'main', message: '\n\nlate title' });
    await commit([create('c', '1')], { message: 'no line break' });
    const side = await store.resolve(1, 'side');
    await store.merge(1, { target: 'main', source: side!, message: 'Merge\n', author: ANNA });
    const author = { GIT_AUTHOR_NAME: 'Zoë <x', GIT_AUTHOR_EMAIL: '', GIT_AUTHOR_DATE: '1790000000 -0330' };
    const committer = {
      GIT_COMMITTER_NAME: 'C',
      GIT_COMMITTER_EMAIL: 'c@x',
      GIT_COMMITTER_DATE: '1790000001 +1245',
    };
    const [gitDir, env] = [join(dir, '1.git'), gitEnvironment({ ...author, ...committer })];
    for (const [ref, encoding] of [
      ['plain', 'utf-8'],
      ['latin', 'iso-8859-1'],
    ]) {
      const args = ['-c', `i18n.commitEncoding=${encoding}`, 'commit-tree', `${first}^{tree}`, '-m', 'Title'];
      const { stdout } = await promisify(execFile)('git', [`--git-dir=${gitDir}`, ...args], { env });
      await store.updateRef(1, `refs/heads/${ref}`, stdout.trim());
    }
    for (const ref of [first, 'side', 'main', 'plain', 'latin']) {
      const told = await store.getCommit(1, ref);
      expect(told, ref).not.toBeNull();
      expect(await store.log(1, ref, { limit: 1 }), ref).toEqual([told]);
    }
    expect((await store.getCommit(1, 'main'))?.parentIds).toHaveLength(2);
  });

  it('finds the last commit that touched a path, past merges and in a long history', async () => {
    await commit([create('a', '1'), create('dir/b', '1'), create('gone', '1')]);
    await commit([create('c', '1')], { branch: 'side', start: 'main' });
    await commit([{ action: 'update', path: 'dir/b', content: Buffer.from('2') }], { branch: 'side' });
    await commit([{ action: 'chmod', path: 'a', executable: true }]);
    await store.merge(1, {
      target: 'main',
      source: (await store.resolve(1, 'side'))!,
      message: 'Merge',
      author: ANNA,
    });
    await commit([{ action: 'delete', path: 'gone' }]);
    const check = async (): Promise<void> => {
      for (const path of ['a', 'dir/b', 'dir', 'c', 'gone', 'none']) {
        const [last] = await store.log(1, 'main', { path, limit: 1 });
        expect(await store.lastCommit(1, 'main', path), path).toBe(last?.id ?? null);
      }
    };
    await check();
    for (let number = 0; number < 45; number++) await commit([create(`more-${number}`, '')]);
    await check();
  });

  it("finds where histories part as git's merge-base does, near and far", async () => {
    await commit([create('a', '1')]);
    await commit([create('b', '1')], { branch: 'side', start: 'main' });
    await commit([create('c', '1')]);
    const source = (await store.resolve(1, 'side'))!;
    await store.merge(1, { target: 'main', source, message: 'Merge', author: ANNA });
    await commit([create('d', '1')], { branch: 'late', start: 'side' });
    for (let number = 0; number < 45; number++)
      await commit([create(`more-${number}`, '')], {
        branch: 'long',
        ...(number === 0 && { start: 'late' }),
      });
    const shas = (await store.log(1, 'long', { skip: 40 }))
      .concat(await store.log(1, 'main'))
      .map(({ id }) => id);
    shas.push((await store.resolve(1, 'long'))!);
    const git = async (a: string, b: string) =>
      (
        await promisify(execFile)('git', [`--git-dir=${join(dir, '1.git')}`, 'merge-base', a, b])
      ).stdout.trim();
    const main = (await store.resolve(1, 'main'))!;
    for (const sha of new Set(shas)) {
      const base = await git(main, sha);
      expect(await store.mergeBase(1, main, sha)).toBe(base);
      expect(await store.mergeBase(1, sha, main)).toBe(base);
      expect(await store.isAncestor(1, sha, main)).toBe(base === sha);
    }
    const [long, first] = [shas.at(-1)!, shas.at(-2)!];
    expect(await store.mergeBase(1, first, long)).toBe(first);
    expect(await store.isAncestor(1, first, long)).toBe(true);
    expect(await store.isAncestor(1, long, first)).toBe(false);
  });

  it('knows the names that git refuses', async () => {
    const good = ['a', 'a/b', '-a', 'ä変', 'a.b', '@', 'a@b', 'a{b', 'lock', 'a.locks', "'", '"', 'a\u00a0b'];
    const bad = ['', '.a', 'a/.b', 'a..b', 'a.', 'a/', 'a//b', 'a.lock', 'a.lock/b', 'a b', 'a\tb', 'a\x7f'];
    const worse = ['a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b', '@{0}', 'a@{b'];
    const git = (ref: string) =>
      promisify(execFile)('git', ['check-ref-format', ref]).then(
        () => true,
        () => false,
      );
    for (const name of [...good, ...bad, ...worse]) {
      const ref = `refs/heads/${name}`;
      expect(isRefName(ref), name).toBe(await git(ref));
      expect(isRefName(ref), name).toBe(good.includes(name));
    }
  });

  it('gives ids, hash and the last commit that touched the file', async () => {
    const first = await commit([create('dir/a', 'hello\n')]);
    await commit([create('b', '1')]);
    expect(await store.readFile(1, 'main', 'dir/a')).toEqual({
      content: Buffer.from('hello\n'),
      blobId: 'ce013625030ba8dba906f756967f9e9ca394464a',
      size: 6,
      sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
      executable: false,
    });
    expect(await store.lastCommit(1, 'main', 'dir/a')).toBe(first);
    expect(await store.readFile(1, 'main', 'dir')).toBeNull();
    expect(await store.readFile(1, 'main', 'none')).toBeNull();
    expect(await store.readFile(1, 'none', 'b')).toBeNull();
    expect((await store.tree(1, 'main', { path: 'dir' }))?.map(({ path }) => path)).toEqual(['dir/a']);
    expect(await store.tree(1, 'main', { path: 'none' })).toBeNull();
    expect(await store.log(1, 'main', { path: 'dir/a' })).toHaveLength(1);
  });

  it('takes no option and no revision operator for a name', async () => {
    await commit([create('a', '1')]);
    await commit([create('b', '1')]);
    for (const ref of ['--all', '-h', 'main~1', 'main^', '@{0}', 'main:a', ':/x', 'a b', '']) {
      expect(await store.resolve(1, ref), ref).toBeNull();
    }
  });

  it('compares as GitLab shows it', async () => {
    const from = await commit([
      create('a', '1\n'),
      create('name-1', 'a longer text\n'),
      create('gone', '-\n'),
    ]);
    const to = await commit([
      { action: 'update', path: 'a', content: Buffer.from('2\n') },
      { action: 'move', path: 'näme-2', previousPath: 'name-1' },
      { action: 'delete', path: 'gone' },
      { action: 'create', path: 'bin', content: Buffer.from([0, 1, 2]) },
    ]);
    const files = await store.diff(1, from, to);
    const byPath = Object.fromEntries(files.map((file) => [file.newPath, file]));
    expect(byPath.a).toMatchObject({ diff: '@@ -1 +1 @@\n-1\n+2\n', newFile: false, renamedFile: false });
    expect(byPath['näme-2']).toMatchObject({ oldPath: 'name-1', renamedFile: true, diff: '' });
    expect(byPath.gone).toMatchObject({ deletedFile: true, diff: '@@ -1 +0,0 @@\n--\n' });
    expect(byPath.bin?.diff).toMatch(/^Binary files .* differ\n$/);
    expect(await store.diff(1, ZEROS, from)).toHaveLength(3);
  });

  it('archives below a prefix', async () => {
    await commit([create('dir/a', 'hello')]);
    const tar = gunzipSync((await store.archive(1, 'main', 'tar.gz', 'shop-main'))!);
    expect(tar.includes('shop-main/dir/a')).toBe(true);
  });

  it('checks out a clone at a commit', async () => {
    const sha = await commit([create('a', 'first')]);
    await commit([{ action: 'update', path: 'a', content: Buffer.from('second') }]);
    await store.checkout(1, sha, join(dir, 'work'));
    expect(await readFile(join(dir, 'work', 'a'), 'utf8')).toBe('first');
  });

  it('checks out a shallow clone, each time one of its own that git finds clean', async () => {
    await commit([create('a', '1')]);
    const sha = await commit([create('dir/run', '#!'), { action: 'chmod', path: 'a', executable: true }]);
    for (const name of ['one', 'two']) {
      const work = join(dir, name);
      await store.checkout(1, sha, work, 1);
      const git = async (...args: string[]) =>
        (await promisify(execFile)('git', ['-C', work, ...args], { env: gitEnvironment() })).stdout.trim();
      // No command before it may have looked at the files.
      expect(await git('diff-files')).toBe('');
      expect(await git('status', '--porcelain')).toBe('');
      expect(await git('log', '--format=%H %D')).toBe(`${sha} grafted, HEAD`);
      expect(await git('rev-parse', '--is-shallow-repository', '--abbrev-ref', 'HEAD')).toBe('true\nHEAD');
      await expect(git('fsck', '--strict')).resolves.toBe('');
      await writeFile(join(work, 'a'), 'changed');
      expect(await git('status', '--porcelain')).toBe('M a');
    }
  });
});

describe('forks', () => {
  it('copies branches and brings a commit back', async () => {
    const main = await commit([create('a', '1')]);
    await store.forkRepo(1, 2);
    expect(await store.branches(2)).toEqual([{ name: 'main', sha: main }]);
    const request = {
      branch: 'topic',
      start: 'main',
      message: 'x',
      author: ANNA,
      actions: [create('b', '')],
    };
    const sha = await store.commit(2, request);
    await store.fetchCommit(2, 1, sha);
    expect(await store.mergeBase(1, 'main', sha)).toBe(main);
    expect(await store.branches(1)).toHaveLength(1);
  });
});

describe('merging', () => {
  beforeEach(async () => {
    await commit([create('a', '1\n')]);
    await commit([create('b', '1\n')], { branch: 'topic', start: 'main' });
  });

  it('makes a merge commit', async () => {
    const target = await store.resolve(1, 'main');
    const source = await store.resolve(1, 'topic');
    const options = { target: 'main', source: 'topic', message: 'Merge', author: ANNA };
    const sha = await store.merge(1, options);
    expect(await store.resolve(1, 'main')).toBe(sha);
    expect((await store.getCommit(1, 'main'))?.parentIds).toEqual([target, source]);
    expect((await store.readFile(1, 'main', 'b'))?.size).toBe(2);
  });

  it('squashes into one commit first', async () => {
    await commit([create('c', '1\n')], { branch: 'topic' });
    await store.merge(1, { target: 'main', source: 'topic', message: 'Merge', author: ANNA, squash: 'All' });
    expect((await store.log(1, 'main')).map(({ title }) => title).sort()).toEqual(['All', 'Change', 'Merge']);
    expect(await store.readFile(1, 'main', 'c')).not.toBeNull();
  });

  it('sees a conflict and moves nothing', async () => {
    const main = await commit([create('b', '2\n')]);
    expect(await store.conflicts(1, 'main', 'topic')).toBe(true);
    const options = { target: 'main', source: 'topic', message: 'Merge', author: ANNA };
    expect(await store.merge(1, options)).toBeNull();
    expect(await store.resolve(1, 'main')).toBe(main);
  });
});

describe('smart HTTP', () => {
  const run = promisify(execFile);
  let url: string;
  let access: GitAccess;
  let pushed: RefChange[];
  let encodings: (string | undefined)[];
  let close: () => void;

  const gitCommand = (...args: string[]) => run('git', args, { env: gitEnvironment(), cwd: dir });

  beforeEach(async () => {
    pushed = [];
    access = {
      mayPush: () => null,
      onPush: async (changes) => {
        pushed.push(...changes);
      },
    };
    encodings = [];
    const server = createServer((request, response) => {
      encodings.push(request.headers['content-encoding']);
      const path = (request.url ?? '').replace('/repo.git', '');
      store.serveGit(1, path, request, response, access).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/repo.git`;
    close = () => server.close();
    await commit([create('a', '1\n')]);
  });

  afterEach(() => close());

  async function cloneAndCommit(): Promise<string> {
    const work = join(dir, 'clone');
    await gitCommand('clone', '--quiet', url, work);
    const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com'];
    await gitCommand('-C', work, ...who, 'commit', '--quiet', '--allow-empty', '-m', 'From a clone');
    return work;
  }

  it('clones and pushes', async () => {
    const before = await store.resolve(1, 'main');
    const work = await cloneAndCommit();
    await gitCommand('-C', work, 'push', '--quiet', 'origin', 'HEAD:main', 'HEAD:refs/heads/topic');
    const after = await store.resolve(1, 'main');
    expect((await store.getCommit(1, 'main'))?.title).toBe('From a clone');
    expect(pushed).toEqual([
      { ref: 'refs/heads/main', before, after },
      { ref: 'refs/heads/topic', before: ZEROS, after },
    ]);
  });

  it('reads a gzipped request', async () => {
    for (let index = 0; index < 25; index += 1) {
      await commit([create(`file-${index}`, '')], { branch: `branch-${index}`, start: 'main' });
    }
    await gitCommand('clone', '--quiet', url, join(dir, 'clone'));
    expect(encodings).toContain('gzip');
  });

  it('refuses a push with a sentence for the person', async () => {
    access.mayPush = ({ ref }) => (ref === 'refs/heads/main' ? 'GitLab: You are not allowed.' : null);
    const work = await cloneAndCommit();
    const before = await store.resolve(1, 'main');
    await expect(gitCommand('-C', work, 'push', 'origin', 'HEAD:main', 'HEAD:topic')).rejects.toThrow(
      /remote: GitLab: You are not allowed[\s\S]*pre-receive hook declined/,
    );
    expect(await store.resolve(1, 'main')).toBe(before);
    expect(pushed).toEqual([]);
  });

  it('takes no push from a reader', async () => {
    const work = await cloneAndCommit();
    access = {};
    await expect(gitCommand('-C', work, 'push', 'origin', 'HEAD:main')).rejects.toThrow(/403/);
  });

  it('serves merge request references and any sha, and takes no push to them', async () => {
    const sha = await commit([create('b', '2\n')], { branch: 'topic', start: 'main' });
    await store.updateRef(1, 'refs/merge-requests/7/head', sha);
    await store.updateRef(1, 'refs/heads/topic', null);
    const work = await cloneAndCommit();
    await gitCommand('-C', work, 'fetch', '--quiet', 'origin', 'refs/merge-requests/7/head');
    await gitCommand('-C', work, 'fetch', '--quiet', 'origin', sha);
    await expect(gitCommand('-C', work, 'push', 'origin', 'HEAD:refs/merge-requests/7/head')).rejects.toThrow(
      /hidden ref/,
    );
  });
});
