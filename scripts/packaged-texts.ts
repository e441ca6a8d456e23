import { readFileSync } from 'node:fs';
import { DE } from '../assets/locales/de.ts';
import { EN } from '../assets/locales/en.ts';
import { JA } from '../assets/locales/ja.ts';
import { CAUSE_WORDS } from '../utils/gate/cause-words.ts';
import { FINDING_WORDS } from '../utils/gate/finding-words.ts';
import { packagedTexts } from '../utils/texts/pack-texts.ts';
import { type BrowserMessages, TEXTS_PATH } from '../utils/texts/packaged-texts.ts';
import type { Catalog } from '../utils/texts/types.ts';

type PublicFile = { relativeDest: string } & ({ absoluteSrc: string } | { contents: string });

/**
 * Puts all texts into the package: each is there once, in no script, beside what the browser itself shows.
 *
 * @param texts makes them
 */
export function packTexts(files: PublicFile[], texts: () => BrowserMessages): void {
  const at = files.findIndex(({ relativeDest }) => `/${relativeDest.replaceAll('\\', '/')}` === TEXTS_PATH);
  const file = files[at];
  if (!file || !('absoluteSrc' in file)) throw new Error(`There is no ${TEXTS_PATH} to put the texts into`);
  const shown = JSON.parse(readFileSync(file.absoluteSrc, 'utf8')) as BrowserMessages;
  files[at] = { relativeDest: file.relativeDest, contents: JSON.stringify({ ...shown, ...texts() }) };
}

/** An English reader is told a cause, and of a finding, as the gate has written it. */
const AS_WRITTEN = { ...CAUSE_WORDS, ...FINDING_WORDS };

/** @param numbers what to call some of them by (`text-numbers.ts`) */
export function allTexts(numbers: ReadonlyMap<string, string> = new Map()): BrowserMessages {
  const english = Object.fromEntries(Object.entries(EN).filter(([id]) => !Object.hasOwn(AS_WRITTEN, id)));
  return packagedTexts({ en: called(english, numbers), de: called(DE, numbers), ja: called(JA, numbers) });
}

function called(catalog: Catalog, numbers: ReadonlyMap<string, string>): Catalog {
  return Object.fromEntries(Object.entries(catalog).map(([id, message]) => [numbers.get(id) ?? id, message]));
}
