import type { Language } from './language.ts';

/** Where the build puts a language's texts (`scripts/texts-files.ts`). */
export function textsPath(language: Language): string {
  return `/texts/${language}.json`;
}
