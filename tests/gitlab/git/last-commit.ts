import { gitText } from './git.ts';
import { commitById, entryAt } from './objects.ts';

/** So far back it is looked for here; what is older a process of git finds sooner. */
const NEAR = 40;

/** The newest commit up to the one given that touched a path, as `git log -1` finds it; null: none did. */
export async function lastCommitOf(gitDir: string, commit: string, path: string): Promise<string | null> {
  let sha = commit;
  for (let steps = 0; steps < NEAR; steps++) {
    const next = await sameBefore(gitDir, sha, path);
    if (next === undefined) return sha;
    if (next === null) return null;
    sha = next;
  }
  const args = ['--literal-pathspecs', 'log', '--format=%H', '--max-count=1', sha, '--', path];
  return (await gitText(gitDir, args)) || null;
}

/**
 * The first parent that has the same at the path: with it git's history goes on. Undefined: each has something else. Null:
 * there is no parent, and nothing at the path either.
 */
async function sameBefore(gitDir: string, sha: string, path: string): Promise<string | null | undefined> {
  const here = await entryAt(gitDir, sha, path);
  const parents = (await commitById(gitDir, sha))?.told.parentIds ?? [];
  if (parents.length === 0) return here === null ? null : undefined;
  for (const parent of parents) {
    const before = await entryAt(gitDir, parent, path);
    if (before?.id === here?.id && before?.mode === here?.mode) return parent;
  }
  return undefined;
}
