import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Regular files below a folder with their sizes, in one order everywhere. Paths are relative, with `/`. */
export function listFiles(folder: string): { name: string; size: number }[] {
  const found: { name: string; size: number }[] = [];
  const visit = (relative: string): void => {
    const entries = readdirSync(path.join(folder, relative), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) visit(name);
      else if (entry.isFile()) found.push({ name, size: statSync(path.join(folder, name)).size });
    }
  };
  visit('');
  return found;
}

/** The report names the file: it may be any text, and what is outside of the folder is not read. */
export function sourceText(folder: string, file: string): string | null {
  const target = path.resolve(folder, file);
  if (!target.startsWith(`${path.resolve(folder)}${path.sep}`)) return null;
  try {
    return lstatSync(target).isFile() ? readFileSync(target, 'utf8') : null;
  } catch {
    return null;
  }
}
