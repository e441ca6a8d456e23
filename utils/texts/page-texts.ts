import { format, pieces, template } from './format.ts';
import type { Language } from './language.ts';
import type { Area, Args, Catalog, Message, Text, TextId } from './types.ts';

interface PageTexts {
  language: Language;
  catalog: Record<string, Message>;
}

/**
 * The texts of the document that this script runs in, which has one language. Pages and content scripts alone: the
 * worker serves pages of several languages at once, and hands out texts as data (`text.ts`).
 *
 * Kept in the world of this extension's scripts in the page, which the page cannot reach: what one of them has loaded
 * serves all of them.
 */
const world = globalThis as typeof globalThis & { mrGateTexts?: PageTexts };

function texts(): PageTexts {
  world.mrGateTexts ??= { language: 'en', catalog: {} };
  return world.mrGateTexts;
}

/** Adds to the texts that are known here. To be called before anything is shown. */
export function addTexts(language: Language, catalog: Catalog): void {
  const known = texts();
  const before = language === known.language ? known.catalog : {};
  world.mrGateTexts = { language, catalog: Object.assign(before, catalog) };
}

/** Whether a document's texts of one area are here, in this language. */
export function hasTexts(language: Language, area: Area): boolean {
  const known = texts();
  return known.language === language && Object.keys(known.catalog).some((id) => id.startsWith(`${area}.`));
}

/** The language of what MR Gate shows in this document, for `lang` and for `Intl`. */
export function pageLanguage(): Language {
  return texts().language;
}

/** A text in the page's language. */
export function t<Id extends TextId>(id: Id, ...[params]: Args<Id>): string {
  return say(params === undefined ? { id } : { id, with: params });
}

/** The same for a text that came as data. */
export function say(text: Text): string {
  const { catalog, language } = texts();
  return format(catalog, language, text);
}

/** A text with things in it that are no text: elements, links. Strings and numbers among them are put in as they are. */
export function rich<Id extends TextId, Value>(
  id: Id,
  params: Args<Id, Value>[0] & Readonly<Record<string, Value>>,
): (string | Value)[] {
  const message = texts().catalog[id] ?? id;
  return pieces(template(message, params.count), params);
}
