import { DE } from '../assets/locales/de.ts';
import { EN } from '../assets/locales/en.ts';
import { JA } from '../assets/locales/ja.ts';
import type { Language } from '../utils/texts/language.ts';
import { textsPath } from '../utils/texts/texts-file.ts';
import type { Catalog } from '../utils/texts/types.ts';

const CATALOGS: Record<Language, Catalog> = { en: EN, de: DE, ja: JA };

/** One file of texts for each language, for the extension's package: each text is there once, in no script. */
export function textsFiles(): { relativeDest: string; contents: string }[] {
  return Object.entries(CATALOGS).map(([language, catalog]) => ({
    relativeDest: textsPath(language as Language).slice(1),
    contents: JSON.stringify(catalog),
  }));
}
