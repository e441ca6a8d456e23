import { spawn } from 'node:child_process';
import { git, gitEnvironment } from './git.ts';

/**
 * A real clone at a commit, HEAD detached, as GitLab Runner leaves it. Objects are shared with the bare
 * repository (nothing is copied), so that even a commit no branch holds is there.
 */
export async function checkoutCommit(gitDir: string, sha: string, dir: string): Promise<void> {
  await run(['clone', '--quiet', '--shared', '--no-checkout', '--no-tags', gitDir, dir]);
  await git(`${dir}/.git`, [`--work-tree=${dir}`, 'checkout', '--quiet', '--force', '--detach', sha]);
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env: gitEnvironment(), stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${code}`))));
  });
}
