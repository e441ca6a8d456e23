import { LANGUAGES, type Language } from './language.ts';
import type { Catalog, Message } from './types.ts';

/** Where the build puts the texts (`scripts/texts-file.ts`). */
export const TEXTS_PATH = '/texts.json';

/**
 * All texts of all languages, side by side: an id is there once for all of them, and what is alike packs well.
 * `ids` has them one after the other, each without the words that it begins with as the one before does, a dot for each:
 * `card.title.passed ..failed .sentence.passed` are `card.title.passed`, `card.title.failed` and `card.sentence.passed`.
 */
export type TextsFile = { readonly ids: string } & Readonly<Record<Language, readonly Message[]>>;

/** @param catalogs with the same ids each */
export function textsFile(catalogs: Readonly<Record<Language, Catalog>>): TextsFile {
  const ids = Object.keys(catalogs.en);
  const messages = LANGUAGES.map((language) => [language, ids.map((id) => catalogs[language][id])]);
  return { ids: shortened(ids), ...Object.fromEntries(messages) };
}

/** One language's texts. */
export function catalogOf(file: TextsFile, language: Language): Catalog {
  return Object.fromEntries(inFull(file.ids).map((id, index) => [id, file[language][index]!]));
}

function shortened(ids: readonly string[]): string {
  let before: string[] = [];
  return ids
    .map((id) => {
      const words = id.split('.');
      const differs = words.findIndex((word, index) => word !== before[index] || index === words.length - 1);
      before = words;
      return '.'.repeat(differs) + words.slice(differs).join('.');
    })
    .join(' ');
}

function inFull(ids: string): string[] {
  let before: string[] = [];
  return ids.split(' ').map((short) => {
    const rest = short.replace(/^\.+/, '');
    before = [...before.slice(0, short.length - rest.length), ...rest.split('.')];
    return before.join('.');
  });
}
