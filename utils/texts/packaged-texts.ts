import type { Language } from './language.ts';
import type { Area, Catalog, Message, Plural } from './types.ts';

/**
 * Where the build puts the texts (`scripts/packaged-texts.ts`): among the messages that the browser itself keeps for an
 * extension. Content scripts read those at once, in every browser, without the worker, which may have to be started
 * first, and without a storage or a file that is open to pages. All languages are in the file of `default_locale`, which
 * a browser of any language goes on to: which of them a page wants is GitLab's setting, not the browser's.
 */
export const TEXTS_PATH = '/_locales/en/messages.json';

/** The browser's file of messages. */
export type BrowserMessages = Record<string, { readonly message: string }>;

/** Of an area: its ids, or its texts in one language. */
export type Part = 'ids' | Language;

/**
 * An area's part is one message, in which its ids or texts follow each other:
 *
 * - an id without the area, and without the words that it begins with as the one before does, a dot for each:
 *   `title.passed .failed sentence.passed` are `title.passed`, `title.failed` and `sentence.passed`. Those that are
 *   numbers are left out: their texts come after the others, from 0, empty where there is none;
 * - a text as it is, a plural with a mark before each of its forms, in this order, empty where the language has none.
 */
export const BETWEEN_TEXTS = '|';
export const BEFORE_FORM = '^';
export const FORMS = [
  'other',
  'one',
  'two',
  'few',
  'many',
  'zero',
] as const satisfies readonly (keyof Plural)[];

/**
 * Japanese letters and punctuation are written as others that far below them, which no text of ours has: two bytes each
 * in the package, not three.
 */
export const KANA = /[\u3000-\u30ff]/g;
export const PACKED_KANA = /[\u0700-\u07ff]/g;
export const KANA_AT = 0x2900;

/** Names are without regard to case, of letters, digits and `_` alone. */
export const messageName = (part: Part, area: string): string => `${part}_${area}`;

/**
 * Some areas' texts in one language; null: the messages are not to be had.
 *
 * @param messageOf a message by its name
 */
export function readTexts(
  messageOf: (name: string) => string | undefined,
  language: Language,
  areas: readonly Area[],
): Catalog | null {
  const catalog: Record<string, Message> = {};
  for (const area of areas) {
    const ids = messageOf(messageName('ids', area))?.match(/\S+/g) ?? [];
    const texts = messageOf(messageName(language, area));
    // Browsers give '' for what there is none of.
    if (!texts) return null;
    const messages = moved(texts, PACKED_KANA, KANA_AT).split(BETWEEN_TEXTS);
    let words: string[] = [];
    for (const [index, message] of messages.entries()) {
      const id = ids[index];
      if (id) words = id.split('.').map((word, at) => word || words[at]!);
      if (message) catalog[`${area}.${id ? words.join('.') : index - ids.length}`] = read(message);
    }
  }
  return catalog;
}

/** A text whose letters of one kind are others, so far from them. */
export function moved(text: string, letters: RegExp, by: number): string {
  return text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) + by));
}

function read(text: string): Message {
  if (!text.includes(BEFORE_FORM)) return text;
  const [whole, ...forms] = text.split(BEFORE_FORM);
  return whole || (Object.fromEntries(forms.map((form, at) => [FORMS[at], form])) as unknown as Plural);
}
