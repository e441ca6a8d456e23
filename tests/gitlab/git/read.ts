import { createHash } from 'node:crypto';
import type { RepoFile, TreeEntry } from '../server/context.ts';
import { git } from './git.ts';

/** Lists a tree object. `path` is a folder without slashes at its ends, '' the root; null: no such folder. */
export async function listTree(
  gitDir: string,
  commit: string,
  path: string,
  recursive: boolean,
): Promise<TreeEntry[] | null> {
  const flags = recursive ? ['-r', '-t'] : [];
  const { stdout, code } = await git(gitDir, ['ls-tree', '-z', ...flags, `${commit}:${path}`], {
    okCodes: [0, 128],
  });
  if (code !== 0) return null;
  const entries = parseTree(stdout).map((entry) => ({
    ...entry,
    path: path === '' ? entry.path : `${path}/${entry.path}`,
  }));
  // GitLab lists folders first. Recursively too: all trees, then all blobs, each in git's order.
  return [...entries.filter((entry) => entry.type === 'tree'), ...entries.filter((e) => e.type !== 'tree')];
}

/** Entries of `ls-tree -z` output. */
export function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode, type, id] = line.slice(0, tab).split(' ') as [string, TreeEntry['type'], string];
      const path = line.slice(tab + 1);
      return { id, mode, type, path, name: path.slice(path.lastIndexOf('/') + 1) };
    });
}

/** Reads a file at a commit; null: nothing there, or a folder or submodule. */
export async function readFileAt(gitDir: string, commit: string, path: string): Promise<RepoFile | null> {
  if (path === '' || path.endsWith('/') || path.includes('\0')) return null;
  const [listing, lastCommit] = await Promise.all([
    git(gitDir, ['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path]),
    git(gitDir, ['--literal-pathspecs', 'log', '--format=%H', '--max-count=1', commit, '--', path]),
  ]);
  const entry = parseTree(listing.stdout).find((candidate) => candidate.path === path);
  if (entry?.type !== 'blob') return null;
  const { stdout: content } = await git(gitDir, ['cat-file', 'blob', entry.id]);
  return {
    content,
    blobId: entry.id,
    lastCommitId: lastCommit.stdout.toString().trim(),
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    executable: entry.mode === '100755',
  };
}
