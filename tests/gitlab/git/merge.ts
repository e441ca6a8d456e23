import type { Person } from '../server/context.ts';
import { mergeBase } from './compare.ts';
import { git, gitText } from './git.ts';
import { refSha, ZERO_SHA } from './resolve.ts';

export interface MergeRequestOptions {
  /** Branch that receives. */
  target: string;
  /** Sha of the commit that comes. */
  source: string;
  message: string;
  author: Person;
  /** Message of the squash commit; absent: no squash. */
  squash?: string;
}

/** Merges two commits in the object store alone. Null: they conflict. */
async function mergeTrees(gitDir: string, target: string, source: string): Promise<string | null> {
  const flags = ['--write-tree', '--name-only', '--no-messages', '--allow-unrelated-histories', '-z'];
  const { stdout, code } = await git(gitDir, ['merge-tree', ...flags, target, source], { okCodes: [0, 1] });
  return code === 0 ? (stdout.toString().split('\0')[0] ?? '').trim() : null;
}

export async function hasConflicts(gitDir: string, target: string, source: string): Promise<boolean> {
  return (await mergeTrees(gitDir, target, source)) === null;
}

/**
 * Moves the target branch to a merge commit. With `squash` the source becomes one commit on the merge base
 * first, as GitLab does it. Null: conflict, nothing moved. The caller holds the lock.
 */
export async function mergeInto(gitDir: string, options: MergeRequestOptions): Promise<string | null> {
  const ref = `refs/heads/${options.target}`;
  const target = await refSha(gitDir, ref);
  if (target === ZERO_SHA) return null;
  const env = identity(options.author);
  let source = options.source;
  if (options.squash !== undefined) {
    const base = await mergeBase(gitDir, target, source);
    const parents = base === null ? [] : ['-p', base];
    source = await gitText(gitDir, ['commit-tree', `${source}^{tree}`, ...parents], {
      input: options.squash,
      env,
    });
  }
  const tree = await mergeTrees(gitDir, target, source);
  if (tree === null) return null;
  const sha = await gitText(gitDir, ['commit-tree', tree, '-p', target, '-p', source], {
    input: options.message,
    env,
  });
  await git(gitDir, ['update-ref', ref, sha, target]);
  return sha;
}

function identity({ name, email }: Person): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
