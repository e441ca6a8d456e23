import { browser } from '#imports';
import { send } from './message-client.ts';
import { chooseLanguage } from './texts/language.ts';
import { addTexts, hasTexts } from './texts/page-texts.ts';
import { catalogOf, TEXTS_PATH, type TextsFile } from './texts/texts-file.ts';
import type { Area } from './texts/types.ts';

/** What the Configure Scans panel says, and what is said of its work. */
export const PANEL_TEXTS: Area[] = ['panel', 'apply', 'common', 'errors'];

/**
 * Gets a content script its texts, in the language of GitLab's page. From the worker: the extension shows no file of
 * its own to pages.
 *
 * @throws RequestFailed where the extension was reloaded under the page
 */
export async function loadPageTexts(areas: Area[]): Promise<void> {
  const language = chooseLanguage([document.documentElement.lang, ...navigator.languages]);
  const missing = areas.filter((area) => !hasTexts(language, area));
  if (missing.length === 0) return;
  addTexts(language, await send('page.texts', { language, areas: missing }));
}

/** Gets one of the extension's own pages its texts, in the browser's language, and tells the document. */
export async function loadOwnTexts(): Promise<void> {
  const language = chooseLanguage(navigator.languages);
  const answer = await fetch(browser.runtime.getURL(TEXTS_PATH as '/'));
  addTexts(language, catalogOf((await answer.json()) as TextsFile, language));
  document.documentElement.lang = language;
}
