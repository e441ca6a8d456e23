import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sayInEnglish } from '../gate/said.ts';
import type { Git, TreeEntry } from './git.ts';

/** What was not written of a commit, and so is not scanned. Told in the verdict, never left out silently. */
export interface Extracted {
  files: number;
  /** Paths. */
  tooLarge: string[];
  unwritable: number;
  symlinks: number;
  submodules: number;
  lfsPointers: number;
}

/** Bytes of one file. Larger ones are data, not source. */
export const MAX_FILE = 5_000_000;
const MAX_FILES = 300_000;
const MAX_TOTAL = 2_000_000_000;
const LFS = 'version https://git-lfs.github.com/spec/v1\n';

/**
 * Writes the files of a commit below a new folder: regular files alone, byte by byte as they were committed,
 * none outside the folder. Symlinks and submodules are counted, not followed.
 */
export async function extract(git: Git, sha: string, folder: string): Promise<Extracted> {
  const result: Extracted = {
    files: 0,
    tooLarge: [],
    unwritable: 0,
    symlinks: 0,
    submodules: 0,
    lfsPointers: 0,
  };
  const wanted: TreeEntry[] = [];
  let entries = 0;
  let total = 0;
  for await (const entry of git.tree(sha)) {
    if (++entries > MAX_FILES || total > MAX_TOTAL) break;
    if (entry.mode === '120000') result.symlinks++;
    else if (entry.mode === '160000') result.submodules++;
    else if (!isSafePath(entry.path)) result.unwritable++;
    else if (entry.size > MAX_FILE) result.tooLarge.push(entry.path);
    else {
      wanted.push(entry);
      total += entry.size;
    }
  }
  if (entries > MAX_FILES) throw new Error(sayInEnglish('gate.broken.files', { number: MAX_FILES }));
  if (total > MAX_TOTAL) {
    throw new Error(sayInEnglish('gate.broken.size', { size: MAX_TOTAL / 1e9 }));
  }

  mkdirSync(folder, { recursive: true });
  const made = new Set<string>();
  const written = (name: string, content: Buffer): boolean => {
    const target = path.join(folder, name);
    const parent = path.dirname(target);
    try {
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      writeFileSync(target, content, { flag: 'wx', mode: 0o644 });
      return true;
    } catch {
      return false;
    }
  };
  await git.blobs(
    wanted.map((entry) => entry.oid),
    (content, i) => {
      const { path: name, oid } = wanted[i]!;
      // Two names that the file system takes for one, or that are none in UTF-8, must not hide each other.
      const other = path.join(path.dirname(name), `${oid.slice(0, 12)}-${path.basename(name)}`);
      if (!written(name, content) && !written(other, content)) {
        result.unwritable++;
        return;
      }
      result.files++;
      if (content.length < 1024 && content.toString('latin1').startsWith(LFS)) result.lfsPointers++;
    },
  );
  return result;
}

/** Git refuses to commit most of these; a hand-made tree can hold any. */
function isSafePath(name: string): boolean {
  return name
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

/** What is missing, as one sentence for people; '' where nothing is. */
export function describeMissing(extracted: Extracted): string {
  const parts: string[] = [];
  const { tooLarge, unwritable, submodules, lfsPointers } = extracted;
  if (tooLarge.length > 0) {
    const files = tooLarge.slice(0, 3).join(', ');
    parts.push(sayInEnglish('gate.missing.large', { count: tooLarge.length, files }));
  }
  if (unwritable > 0) parts.push(sayInEnglish('gate.missing.unwritable', { count: unwritable }));
  if (submodules > 0) parts.push(sayInEnglish('gate.missing.submodules', { count: submodules }));
  if (lfsPointers > 0) parts.push(sayInEnglish('gate.missing.lfs', { count: lfsPointers }));
  return parts.length > 0 ? sayInEnglish('gate.aside.missing', { list: parts.join(', ') }) : '';
}
