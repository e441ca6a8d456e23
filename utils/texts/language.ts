/** Languages that MR Gate speaks, each with a catalog in `assets/locales`. */
export const LANGUAGES = ['en', 'de', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The first of the wishes that MR Gate speaks, else English.
 *
 * @param wishes language tags, the most wanted first: that of GitLab's page (`<html lang>`, as the user has set it in
 * GitLab), then the browser's
 */
export function chooseLanguage(wishes: Iterable<string | null | undefined>): Language {
  for (const wish of wishes) {
    const primary = wish?.toLowerCase().split(/[-_]/)[0];
    const language = LANGUAGES.find((known) => known === primary);
    if (language) return language;
  }
  return 'en';
}
