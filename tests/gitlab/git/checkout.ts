import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
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
  const work = join(dir, '.git');
  if (depth === undefined) {
    await run(['clone', '--quiet', '--shared', '--no-checkout', '--no-tags', gitDir, dir]);
  } else {
    // Nearly every job of a project begins with the same commit.
    const kept = await fetched.once(`${gitDir} ${sha} ${depth}`, () => fetchCommit(gitDir, sha, depth));
    await cp(kept, work, { recursive: true });
  }
  await git(work, [`--work-tree=${dir}`, 'checkout', '--quiet', '--force', '--detach', sha]);
}

/** Where the folders of a repository are. */
export const fetchedFolder = (gitDir: string): string => `${gitDir}.fetched`;

/** @returns a folder as `.git` is, with one commit and no more than so many before it */
async function fetchCommit(gitDir: string, sha: string, depth: number): Promise<string> {
  const dir = join(fetchedFolder(gitDir), `${sha}-${depth}`);
  const work = join(dir, '.git');
  // The runner has a template of its own too, without git's examples of hooks.
  await run(['init', '--quiet', '--template=', dir]);
  // A plain path would be copied whole; only a URL honours the depth.
  const url = pathToFileURL(gitDir).href;
  await git(work, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', `--depth=${depth}`, url, sha]);
  return work;
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: gitEnvironment(), stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${code}`))));
  });
}
