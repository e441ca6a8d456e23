import { LANGUAGES, type Language } from './language.ts';
import {
  BEFORE_FORM,
  BETWEEN_TEXTS,
  type BrowserMessages,
  FORMS,
  KANA,
  KANA_AT,
  messageName,
  moved,
  type Part,
} from './packaged-texts.ts';
import type { Catalog, Message } from './types.ts';

/**
 * What no text can have in it: our own marks, `$1` and `$name$`, in the place of which browsers put something, and what
 * Japanese is packed as.
 */
const RESERVED = /[|^$\u0700-\u07ff]/;

/** All texts as the browser's messages, the languages one after the other: what is alike packs well. */
export function packagedTexts(catalogs: Readonly<Record<Language, Catalog>>): BrowserMessages {
  const ids = [...new Set(LANGUAGES.flatMap((language) => Object.keys(catalogs[language])))];
  const areas = [...new Set(ids.map(areaOf))];
  const parts: readonly Part[] = ['ids', ...LANGUAGES];
  const messages = parts.flatMap((part) =>
    areas.map((area): [string, { message: string }] => {
      const all = ids.filter((id) => areaOf(id) === area);
      const numbers = all.flatMap((id) => /\.(\d+)$/.exec(id)?.[1] ?? []).map(Number);
      const named = all.filter((id) => !/\.\d+$/.test(id));
      const numbered = Array.from(
        { length: Math.max(-1, ...numbers) + 1 },
        (_, number) => `${area}.${number}`,
      );
      const own = [...named, ...numbered];
      const message =
        part === 'ids'
          ? shortened(named.map((id) => id.slice(area.length + 1)))
          : moved(own.map((id) => written(id, catalogs[part][id])).join(BETWEEN_TEXTS), KANA, -KANA_AT);
      return [messageName(part, area), { message }];
    }),
  );
  // An area may have numbers alone.
  return Object.fromEntries(messages.filter(([, { message }]) => message !== ''));
}

/** A text, '' where there is none: of a number whose text is no more, or where English needs none. @throws where it could not be read back */
function written(id: string, message: Message | undefined): string {
  if (message === undefined) return '';
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
