import { LANGUAGES, type Language } from './language.ts';
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
type Part = 'ids' | Language;

/**
 * An area's part is one message, in which its ids or texts follow each other:
 *
 * - an id without the area, and without the words that it begins with as the one before does, a dot for each:
 *   `title.passed .failed sentence.passed` are `title.passed`, `title.failed` and `sentence.passed`. Those that are
 *   numbers are left out: their texts come after the others, from 0;
 * - a text as it is, a plural with a mark before each of its forms, in this order, empty where the language has none.
 */
const BETWEEN_TEXTS = '|';
const BEFORE_FORM = '^';
const FORMS = ['other', 'one', 'two', 'few', 'many', 'zero'] as const satisfies readonly (keyof Plural)[];

/**
 * Japanese letters and punctuation are written as others that far below them, which no text of ours has: two bytes each
 * in the package, not three.
 */
const KANA = /[\u3000-\u30ff]/g;
const PACKED_KANA = /[\u0700-\u07ff]/g;
const KANA_AT = 0x2900;

/**
 * What no text can have in it: our own marks, `$1` and `$name$`, in the place of which browsers put something, and what
 * Japanese is packed as.
 */
const RESERVED = /[|^$\u0700-\u07ff]/;

/** Names are without regard to case, of letters, digits and `_` alone. */
const messageName = (part: Part, area: string): string => `${part}_${area}`;

/** All texts as the browser's messages, the languages one after the other: what is alike packs well. */
export function packagedTexts(catalogs: Readonly<Record<Language, Catalog>>): BrowserMessages {
  const ids = Object.keys(catalogs.en);
  const areas = [...new Set(ids.map(areaOf))];
  const parts: readonly Part[] = ['ids', ...LANGUAGES];
  const messages = parts.flatMap((part) =>
    areas.map((area): [string, { message: string }] => {
      const all = ids.filter((id) => areaOf(id) === area);
      const named = all.filter((id) => !/\.\d+$/.test(id));
      const own = [...named, ...all.slice(named.length).map((_, number) => `${area}.${number}`)];
      const message =
        part === 'ids'
          ? shortened(named.map((id) => id.slice(area.length + 1)))
          : moved(own.map((id) => written(id, catalogs[part][id]!)).join(BETWEEN_TEXTS), KANA, -KANA_AT);
      return [messageName(part, area), { message }];
    }),
  );
  // An area may have numbers alone.
  return Object.fromEntries(messages.filter(([, { message }]) => message !== ''));
}

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
      words = (ids[index] ?? `${index - ids.length}`).split('.').map((word, at) => word || words[at]!);
      catalog[`${area}.${words.join('.')}`] = read(message);
    }
  }
  return catalog;
}

/** A text whose letters of one kind are others, so far from them. */
function moved(text: string, letters: RegExp, by: number): string {
  return text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) + by));
}

function read(text: string): Message {
  const [whole, ...forms] = text.split(BEFORE_FORM);
  return whole || (Object.fromEntries(forms.map((form, at) => [FORMS[at], form])) as unknown as Plural);
}

/** @throws where a text could not be read back */
function written(id: string, message: Message): string {
  const forms = typeof message === 'string' ? [message] : FORMS.map((form) => message[form] ?? '');
  if (forms.some((form) => RESERVED.test(form)) || !forms[0])
    throw new Error(`The text ${id} is empty, or has |, ^, $ or a letter of U+0700 to U+07FF in it`);
  return typeof message === 'string'
    ? message
    : `${BEFORE_FORM}${forms.join(BEFORE_FORM)}`.replace(/\^+$/, '');
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

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
