import { LANGUAGES, type Language } from './language.ts';
import type { Catalog, Message } from './types.ts';

/** Where the build puts the texts (`scripts/texts-file.ts`). */
export const TEXTS_PATH = '/texts.json';

/** All texts of all languages, side by side: an id is there once for all of them, and what is alike packs well. */
export type TextsFile = { readonly ids: readonly string[] } & Readonly<Record<Language, readonly Message[]>>;

/** @param catalogs with the same ids each */
export function textsFile(catalogs: Readonly<Record<Language, Catalog>>): TextsFile {
  const ids = Object.keys(catalogs.en);
  const messages = LANGUAGES.map((language) => [language, ids.map((id) => catalogs[language][id])]);
  return { ids, ...Object.fromEntries(messages) };
}

/** One language's texts. */
export function catalogOf(file: TextsFile, language: Language): Catalog {
  return Object.fromEntries(file.ids.map((id, index) => [id, file[language][index]!]));
}
