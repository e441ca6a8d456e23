import type { Language } from './language.ts';
import { type BrowserMessages, readTexts, TEXTS_PATH } from './packaged-texts.ts';
import type { Area, Catalog } from './types.ts';

/**
 * What the worker hands to pages whose browser gives them none: the texts of some areas in one language. Their file is
 * read once while the worker lives.
 *
 * @param readFile reads a file of the extension's own as JSON
 */
export function createTexts(readFile: (path: string) => Promise<unknown>) {
  let read: Promise<BrowserMessages> | null = null;
  return async (language: Language, areas: readonly Area[]): Promise<Catalog> => {
    // The file is the build's own.
    read ??= readFile(TEXTS_PATH) as Promise<BrowserMessages>;
    try {
      const messages = await read;
      return readTexts((name) => messages[name]?.message, language, areas) ?? {};
    } catch (error) {
      read = null;
      throw error;
    }
  };
}
