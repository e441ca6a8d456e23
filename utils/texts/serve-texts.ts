import type { Language } from './language.ts';
import { textsPath } from './texts-file.ts';
import type { Area, Catalog } from './types.ts';

/**
 * What the worker hands to pages: the texts of some areas in one language. A language's file is read once while the
 * worker lives.
 *
 * @param readFile reads a file of the extension's own as JSON
 */
export function createTexts(readFile: (path: string) => Promise<unknown>) {
  const read = new Map<Language, Promise<Catalog>>();
  return async (language: Language, areas: readonly Area[]): Promise<Catalog> => {
    // The file is the build's own.
    const all = read.get(language) ?? (readFile(textsPath(language)) as Promise<Catalog>);
    read.set(language, all);
    try {
      const wanted: ReadonlySet<string> = new Set(areas);
      return Object.fromEntries(Object.entries(await all).filter(([id]) => wanted.has(areaOf(id))));
    } catch (error) {
      read.delete(language);
      throw error;
    }
  };
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
