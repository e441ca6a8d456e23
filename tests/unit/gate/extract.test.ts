// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extract } from '../../../utils/gate-program/extract.ts';
import { listFiles } from '../../../utils/gate-program/files.ts';
import { Git } from '../../../utils/gate-program/git.ts';

const MINUTE = 60_000;

let folder: string;
let bare: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mr-gate-extract-'));
  bare = path.join(folder, 'bare');
  git(['init', '--quiet', '--bare', bare]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(args: string[], input: Buffer | string = ''): string {
  const who = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const env = { PATH: process.env.PATH, HOME: folder, GIT_DIR: bare, ...who };
  const { status, stdout, stderr } = spawnSync('git', args, { input, env });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.toString().trim();
}

const blob = (content: Buffer | string) => git(['hash-object', '-w', '--stdin'], content);

/** Written as it is: git's own commands refuse some of these. */
function tree(entries: { mode?: string; name: string | Buffer; oid: string }[]): string {
  const raw = entries.map(({ mode = '100644', name, oid }) =>
    Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), Buffer.from(oid, 'hex')]),
  );
  return git(['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], Buffer.concat(raw));
}
const commit = (oid: string) => git(['commit-tree', oid, '-m', 'x']);
const head = () => path.join(folder, 'head');
const extracted = (sha: string) => extract(new Git(bare), sha, head());
const names = () => listFiles(head()).map(({ name }) => name);

describe('the files of a commit', () => {
  it('are not counted to the end where small trees stand for billions of them', {
    timeout: MINUTE,
  }, async () => {
    let oid = tree(Array.from({ length: 10 }, (_, i) => ({ name: `f${i}`, oid: blob('x') })));
    for (let level = 0; level < 9; level++) {
      const inner = oid;
      oid = tree(Array.from({ length: 10 }, (_, i) => ({ mode: '40000', name: `d${i}`, oid: inner })));
    }
    const before = process.memoryUsage().rss;
    await expect(extracted(commit(oid))).rejects.toThrow('more than 300000 files');
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it('are not written where one of them is named until they would fill the disk', async () => {
    const large = blob(Buffer.alloc(5_000_000));
    const oid = tree(
      Array.from({ length: 401 }, (_, i) => ({ name: `f${String(i).padStart(3, '0')}`, oid: large })),
    );
    await expect(extracted(commit(oid))).rejects.toThrow('over 2 GB');
    expect(() => listFiles(head())).toThrow();
  });

  it('stay inside the folder, whatever a tree made by hand calls them', async () => {
    const oid = blob('x');
    const inner = tree([{ name: 'a', oid }]);
    const sha = commit(
      tree([
        { mode: '40000', name: '..', oid: inner },
        { mode: '40000', name: '.GIT', oid: inner },
        { name: '../up', oid },
        { name: 'fine', oid },
        { mode: '120000', name: 'link', oid: blob('/etc/passwd') },
      ]),
    );
    expect(await extracted(sha)).toMatchObject({ files: 1, unwritable: 3, symlinks: 1 });
    expect(names()).toEqual(['fine']);
  });

  it('are all there where their names are no UTF-8, one for each', async () => {
    const named = (byte: number) =>
      Buffer.concat([Buffer.from('a'), Buffer.from([byte]), Buffer.from('.py')]);
    const latin1 = Buffer.from('s = "\u00e9"\n', 'latin1');
    const sha = commit(
      tree([
        { name: named(0xfe), oid: blob('first\n') },
        { name: named(0xff), oid: blob(latin1) },
      ]),
    );
    expect(await extracted(sha)).toMatchObject({ files: 2, unwritable: 0 });
    expect(names()).toHaveLength(2);
    expect(names().every((name) => name.endsWith('a\ufffd.py'))).toBe(true);
    const contents = names().map((name) => readFileSync(path.join(head(), name)).toString('latin1'));
    expect(contents.sort()).toEqual(['first\n', latin1.toString('latin1')]);
  });

  it('are told where the file system does not take their name', async () => {
    const oid = blob('x');
    expect(await extracted(commit(tree([{ name: 'n'.repeat(300), oid }])))).toMatchObject({
      files: 0,
      unwritable: 1,
    });
    const endless = commit(tree([{ name: 'n'.repeat(200_000), oid }]));
    await expect(extracted(endless)).rejects.toThrow('a path of the commit is too long');
  });
});
