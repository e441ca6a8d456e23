import { DE } from '../assets/locales/de.ts';
import { EN } from '../assets/locales/en.ts';
import { JA } from '../assets/locales/ja.ts';
import { TEXTS_PATH, textsFile } from '../utils/texts/texts-file.ts';

/** The file of all texts, for the extension's package: each text is there once, in no script. */
export function packagedTexts(): { relativeDest: string; contents: string } {
  return {
    relativeDest: TEXTS_PATH.slice(1),
    contents: JSON.stringify(textsFile({ en: EN, de: DE, ja: JA })),
  };
}
