import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { git, gitEnvironment } from './git.ts';
import type { Memo } from './memo.ts';

/** Folders with what was fetched of a commit, for each depth. */
export type Fetched = Memo<string>;

/**
 * A real clone at a commit, HEAD detached, as GitLab Runner leaves it. With a depth it is shallow, so that what a job
 * finds missing here it misses on GitLab too; without, objects are shared with the bare repository. Either way a
 * commit that no branch holds is found.
 */
export async function checkoutCommit(
  gitDir: string,
  sha: string,
  dir: string,
  depth: number | undefined,
  fetched: Fetched,
): Promise<void> {
  if (depth === undefined) {
    await run(['clone', '--quiet', '--shared', '--no-checkout', '--no-tags', gitDir, dir]);
    await fillWorkTree(dir, sha);
  } else {
    // Nearly every job of a project begins with the same commit.
    const kept = await fetched.once(`${gitDir} ${sha} ${depth}`, () => fetchCommit(gitDir, sha, depth));
    await cp(kept, dir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
}

async function fillWorkTree(dir: string, sha: string): Promise<void> {
  await git(join(dir, '.git'), [`--work-tree=${dir}`, 'checkout', '--quiet', '--force', '--detach', sha]);
}

/** Where the folders of a repository are. */
export const fetchedFolder = (gitDir: string): string => `${gitDir}.fetched`;

/** What git goes by to see that a file is as it was: what it keeps in a copy. */
const CONFIG = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = false
	logallrefupdates = true
	trustctime = false
	checkstat = minimal
`;

/** @returns a folder with a commit checked out, and no more than so many before it */
async function fetchCommit(gitDir: string, sha: string, depth: number): Promise<string> {
  const dir = join(fetchedFolder(gitDir), `${sha}-${depth}`);
  const work = join(dir, '.git');
  // As `git init` lays it out with the runner's template, which is without git's examples of hooks.
  for (const name of ['objects', 'refs/heads', 'refs/tags'])
    await mkdir(join(work, name), { recursive: true });
  await writeFile(join(work, 'config'), CONFIG);
  await writeFile(join(work, 'HEAD'), 'ref: refs/heads/main\n');
  // A plain path would be copied whole; only a URL honours the depth.
  const url = pathToFileURL(gitDir).href;
  const quietly = ['--quiet', '--no-tags', '--no-write-fetch-head', `--depth=${depth}`];
  // In one pack: each job gets a copy of it.
  await git(work, ['-c', 'fetch.unpackLimit=1', 'fetch', ...quietly, url, sha]);
  await fillWorkTree(dir, sha);
  return dir;
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: gitEnvironment(), stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${code}`))));
  });
}
