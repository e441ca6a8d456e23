import { cp, glob, link, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname, join, matchesGlob, relative, resolve, sep } from 'node:path';

/**
 * Regular files below `root` that the patterns name, a folder standing for everything in it; relative, sorted.
 * A pattern or a link that leads out of the folder gives nothing, as in GitLab Runner.
 */
export async function findFiles(
  root: string,
  patterns: readonly string[],
  exclude: readonly string[] = [],
): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const inside = relative(root, resolve(root, pattern));
    if (inside.startsWith('..')) continue;
    const globs = [inside === '' ? '**' : inside, inside === '' ? '**' : `${inside}${sep}**`];
    for await (const path of glob(globs, { cwd: root })) {
      const info = await lstat(join(root, path));
      if (info.isFile() && path.split(sep)[0] !== '.git') found.add(path);
    }
  }
  return [...found].filter((path) => !exclude.some((pattern) => matchesGlob(path, pattern))).sort();
}

/** Keeps files of a job's folder, which goes with the job: each gets another name, and no byte is copied. */
export async function keepFiles(root: string, files: readonly string[], target: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await link(join(root, file), join(target, file));
  }
}

/** Puts an archive's files into a work tree. False: the folder is gone (expired or erased). */
export async function unpack(archive: string, target: string): Promise<boolean> {
  const there = await stat(archive).catch(() => null);
  if (there === null) return false;
  await cp(archive, target, { recursive: true });
  return true;
}
