import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { git, gitEnvironment } from './git.ts';

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
): Promise<void> {
  const work = `${dir}/.git`;
  if (depth === undefined) {
    await run(['clone', '--quiet', '--shared', '--no-checkout', '--no-tags', gitDir, dir]);
  } else {
    await run(['init', '--quiet', dir]);
    // A plain path would be copied whole; only a URL honours the depth.
    const url = pathToFileURL(gitDir).href;
    await git(work, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', `--depth=${depth}`, url, sha]);
  }
  await git(work, [`--work-tree=${dir}`, 'checkout', '--quiet', '--force', '--detach', sha]);
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: gitEnvironment(), stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${code}`))));
  });
}
