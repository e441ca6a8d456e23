import type { Language } from './language.ts';
import { catalogOf, TEXTS_PATH, type TextsFile } from './texts-file.ts';
import type { Area, Catalog } from './types.ts';

/**
 * What the worker hands to pages: the texts of some areas in one language. Their file is read once while the worker
 * lives.
 *
 * @param readFile reads a file of the extension's own as JSON
 */
export function createTexts(readFile: (path: string) => Promise<unknown>) {
  let read: Promise<TextsFile> | null = null;
  return async (language: Language, areas: readonly Area[]): Promise<Catalog> => {
    // The file is the build's own.
    read ??= readFile(TEXTS_PATH) as Promise<TextsFile>;
    try {
      const wanted: ReadonlySet<string> = new Set(areas);
      const all = Object.entries(catalogOf(await read, language));
      return Object.fromEntries(all.filter(([id]) => wanted.has(areaOf(id))));
    } catch (error) {
      read = null;
      throw error;
    }
  };
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
