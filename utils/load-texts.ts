import { browser } from '#imports';
import { extensionAlive, send } from './message-client.ts';
import { AREAS } from './texts/areas.ts';
import { chooseLanguage } from './texts/language.ts';
import { type BrowserMessages, readTexts, TEXTS_PATH } from './texts/packaged-texts.ts';
import { addTexts, hasTexts } from './texts/page-texts.ts';
import type { Area } from './texts/types.ts';

/** What the Configure Scans panel says, and what is said of its work. */
export const PANEL_TEXTS: Area[] = ['panel', 'apply', 'common', 'errors', 'gate'];

/**
 * Gets a content script its texts, in the language of GitLab's page: from the browser, at once. Chrome has no messages
 * any more in a process whose first page was closed while they were on their way; then from the worker.
 *
 * @throws RequestFailed where the extension was reloaded under the page
 */
export async function loadPageTexts(areas: Area[]): Promise<void> {
  const language = chooseLanguage(wishes());
  const missing = areas.filter((area) => !hasTexts(language, area));
  if (missing.length === 0) return;
  const texts = extensionAlive() ? readTexts(messageOf, language, missing) : null;
  addTexts(language, texts ?? (await send('page.texts', { language, areas: missing })));
}

/** GitLab's language, then the browser's, which costs more to ask for than most pages need. */
function* wishes(): Generator<string> {
  yield document.documentElement.lang;
  yield* navigator.languages;
}

/** Gets one of the extension's own pages its texts, in the browser's language, and tells the document. */
export async function loadOwnTexts(): Promise<void> {
  const language = chooseLanguage(navigator.languages);
  const answer = await fetch(browser.runtime.getURL(TEXTS_PATH as '/'));
  const messages = (await answer.json()) as BrowserMessages;
  addTexts(language, readTexts((name) => messages[name]?.message, language, AREAS) ?? {});
  document.documentElement.lang = language;
}

/** Names are typed by the file in `assets/public`, which the build adds the texts to. */
function messageOf(name: string): string {
  return browser.i18n.getMessage(name as 'description');
}
