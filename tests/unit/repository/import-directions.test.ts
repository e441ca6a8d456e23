import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const IMPORT = /^(?:import|export)\s(type\s)?(?:[^'";]*?\sfrom\s)?'(\.[^'?]+)'/gm;

interface Import {
  from: string;
  to: string;
  /** Gone when the program is built. */
  typeOnly: boolean;
}

const imports: Import[] = ['utils', 'components', 'entrypoints'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT }).flatMap((from) =>
    [...readFileSync(join(ROOT, from), 'utf8').matchAll(IMPORT)].map(([, type, path = '']) => ({
      from,
      to: relative(ROOT, resolve(ROOT, dirname(from), path)),
      typeOnly: type !== undefined,
    })),
  ),
);

/** A folder of utils is a room; a file beside them is one by itself. */
const roomOf = (file: string): string => file.split('/').slice(0, 2).join('/');

/** A way that leads back to where it began; null: there is none. */
function cycleIn(ways: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const walk = (at: string, path: string[]): string[] | null => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return null;
    for (const next of ways.get(at) ?? []) {
      const found = walk(next, [...path, at]);
      if (found) return found;
    }
    done.add(at);
    return null;
  };
  for (const start of ways.keys()) {
    const found = walk(start, []);
    if (found) return found;
  }
  return null;
}

function waysBetween(list: readonly { from: string; to: string }[]): Map<string, Set<string>> {
  const ways = new Map<string, Set<string>>();
  for (const { from, to } of list) {
    if (from !== to) ways.set(from, (ways.get(from) ?? new Set()).add(to));
  }
  return ways;
}

describe('imports', () => {
  it('are read: each names a file that is there', () => {
    expect(imports.length).toBeGreaterThan(1000);
    expect(imports.filter(({ to }) => !existsSync(join(ROOT, to)))).toEqual([]);
  });

  it('a way that leads back is found', () => {
    const ways = waysBetween([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ]);
    expect(cycleIn(ways)).toEqual(['b', 'c', 'b']);
  });

  it('between the rooms of utils point one way, those of types too', () => {
    const between = imports
      .filter(({ from, to }) => from.startsWith('utils/') && to.startsWith('utils/'))
      .map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }));
    expect(cycleIn(waysBetween(between))).toBeNull();
  });

  it('of what runs in pages reach nothing that holds a token or asks with one, over however many files', () => {
    const forbidden =
      /^utils\/(?:vault\/|gitlab\/(?:transport|client|requester|queue|connections)\.ts|gitlab\/endpoints\/|connect\/connections\.ts)/;
    const ways = waysBetween(imports.filter(({ typeOnly }) => !typeOnly));
    const cameFrom = new Map<string, string | null>(
      globSync('entrypoints/*.content/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => [file, null]),
    );
    expect(cameFrom.size).toBeGreaterThan(8);
    for (const file of cameFrom.keys())
      for (const next of ways.get(file) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, file);
    const reached = [...cameFrom].filter(([file]) => forbidden.test(file));
    expect(reached.map(([file, by]) => `${by} → ${file}`)).toEqual([]);
  });
});
