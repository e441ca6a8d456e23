import type { DiffFile } from '../server/context.ts';
import { git } from './git.ts';
import { commitById } from './objects.ts';

/** The tree of nothing: what a root commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** So many commits of a past are looked through before a process of git is. */
const NEAR = 40;

export async function mergeBase(gitDir: string, a: string, b: string): Promise<string | null> {
  if (await isNear(gitDir, a, b)) return a;
  if (await isNear(gitDir, b, a)) return b;
  const { stdout, code } = await git(gitDir, ['merge-base', a, b], { okCodes: [0, 1] });
  return code === 0 ? stdout.toString().trim() : null;
}

/** Whether a commit is among the newest of another's past. Where it is not it may be further back. */
async function isNear(gitDir: string, wanted: string, from: string): Promise<boolean> {
  const past = new Set([from]);
  // It goes on with what is added on the way.
  for (const sha of past) {
    if (sha === wanted) return true;
    if (past.size > NEAR) return false;
    for (const parent of (await commitById(gitDir, sha))?.told.parentIds ?? []) past.add(parent);
  }
  return false;
}

interface RawEntry {
  aMode: string;
  bMode: string;
  status: string;
  oldPath: string;
  newPath: string;
}

/**
 * Differences between two trees, renames found, one entry per file. `-z --raw -p` gives the unquoted names
 * first and the patches after them in the same order; the patch's own header (quoted names) is dropped, as
 * GitLab does.
 */
export async function diffTrees(gitDir: string, from: string, to: string): Promise<DiffFile[]> {
  const { stdout } = await git(gitDir, [
    'diff',
    '--raw',
    '--patch',
    '-z',
    '--find-renames',
    '--full-index',
    '--no-color',
    '--no-ext-diff',
    from,
    to,
  ]);
  // latin1 keeps every byte while cutting; each piece is decoded as UTF-8 afterwards.
  const text = stdout.toString('latin1');
  const { entries, rest } = parseRaw(text);
  const patches = rest.split(/^(?=diff --git )/m).filter((patch) => patch.startsWith('diff --git '));
  let next = 0;
  return entries.map((entry) => {
    let diff = hunks(patches[next++] ?? '');
    // A change of type (file to symlink) comes as two patches, deletion and creation.
    if (entry.status === 'T') diff += hunks(patches[next++] ?? '');
    return {
      oldPath: utf8(entry.oldPath),
      newPath: utf8(entry.newPath),
      aMode: entry.aMode,
      bMode: entry.bMode,
      newFile: entry.status === 'A',
      renamedFile: entry.status.startsWith('R'),
      deletedFile: entry.status === 'D',
      diff: utf8(diff),
    };
  });
}

function parseRaw(text: string): { entries: RawEntry[]; rest: string } {
  const entries: RawEntry[] = [];
  let at = 0;
  const take = (): string => {
    const end = text.indexOf('\0', at);
    const value = text.slice(at, end);
    at = end + 1;
    return value;
  };
  while (text[at] === ':') {
    const [aMode, bMode, , , status] = take().slice(1).split(' ') as [string, string, string, string, string];
    const oldPath = take();
    const newPath = /^[RC]/.test(status) ? take() : oldPath;
    entries.push({ aMode, bMode, status, oldPath, newPath });
  }
  return { entries, rest: text.slice(at).replace(/^\0/, '') };
}

function hunks(patch: string): string {
  const start = patch.search(/^@@ /m);
  if (start >= 0) return patch.slice(start);
  const binary = patch.search(/^Binary files /m);
  return binary < 0 ? '' : patch.slice(binary);
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
