import { createHash } from 'node:crypto';
import type { RepoFile, TreeEntry } from '../server/context.ts';
import { readObject } from './look-up.ts';
import { entryAt, treeById } from './objects.ts';

/** Lists a tree object. `path` is a folder without slashes at its ends, '' the root; null: no such folder. */
export async function listTree(
  gitDir: string,
  commit: string,
  path: string,
  recursive: boolean,
): Promise<TreeEntry[] | null> {
  const folder = await entryAt(gitDir, commit, path);
  if (folder?.type !== 'tree') return null;
  const entries = await entriesOf(gitDir, folder.id, path, recursive);
  // GitLab lists folders first. Recursively too: all trees, then all blobs, each in git's order.
  return [...entries.filter((entry) => entry.type === 'tree'), ...entries.filter((e) => e.type !== 'tree')];
}

async function entriesOf(
  gitDir: string,
  tree: string,
  path: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const entries = [...((await treeById(gitDir, tree)) ?? [])].map(([name, entry]) => ({
    ...entry,
    path: path === '' ? name : `${path}/${name}`,
    name,
  }));
  if (!recursive) return entries;
  const below = await Promise.all(
    entries.map((entry) => (entry.type === 'tree' ? entriesOf(gitDir, entry.id, entry.path, true) : [])),
  );
  return entries.flatMap((entry, index) => [entry, ...below[index]!]);
}

/** Reads a file at a commit; null: nothing there, or a folder or submodule. */
export async function readFileAt(gitDir: string, commit: string, path: string): Promise<RepoFile | null> {
  const entry = path === '' ? null : await entryAt(gitDir, commit, path);
  const content = entry?.type === 'blob' && (await readObject(gitDir, entry.id))?.content;
  if (!entry || !content) return null;
  return {
    content,
    blobId: entry.id,
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    executable: entry.mode === '100755',
  };
}
