import { dayText } from './day.ts';
import type { Language } from './language.ts';
import type { Catalog, Message, Param, Text } from './types.ts';

/**
 * A text in one language. What a parameter holds is never looked at for parameters again. A parameter `day` is a day
 * (YYYY-MM-DD), and is written as the language writes it.
 *
 * @param catalog the texts of `language`; an id that is not in it is shown as it is, so that nothing is hidden
 */
export function format(catalog: Catalog, language: Language, text: Text): string {
  if (typeof text === 'string') return text;
  const { id, with: params } = text;
  const message = Object.hasOwn(catalog, id) ? catalog[id]! : id;
  if (!params) return template(message, language, undefined);
  const { count, day } = params;
  const shown = typeof day === 'string' ? { ...params, day: dayText(day, language, 'long') } : params;
  let said = '';
  for (const piece of pieces(template(message, language, count), shown))
    said += typeof piece === 'object' ? format(catalog, language, piece) : plain(piece, language);
  return said;
}

/** A template cut at its parameters, each with its value in its place. A parameter without a value stays as it is. */
export function pieces<Value>(template: string, params: Readonly<Record<string, Value>>): (string | Value)[] {
  const found: (string | Value)[] = [];
  cut(template).forEach((piece, index) => {
    if (index % 2 === 1) found.push(Object.hasOwn(params, piece) ? params[piece]! : `{${piece}}`);
    else if (piece !== '') found.push(piece);
  });
  return found;
}

/** Templates are few, and some are filled a thousand times in a row. */
const CUT = new Map<string, readonly string[]>();

/** What stands between a template's parameters, and their names in between. */
function cut(template: string): readonly string[] {
  const known = CUT.get(template);
  if (known) return known;
  const made = template.split(/\{(\w+)\}/);
  CUT.set(template, made);
  return made;
}

/** The form of a message that fits `count`. */
export function template(message: Message, language: Language, count: unknown): string {
  if (typeof message === 'string') return message;
  if (typeof count !== 'number') return message.other;
  return message[rules(language).plural.select(count)] ?? message.other;
}

function plain(value: Exclude<Param, object>, language: Language): string {
  return typeof value === 'number' ? rules(language).number.format(value) : value;
}

interface Rules {
  plural: Intl.PluralRules;
  number: Intl.NumberFormat;
}
const RULES = new Map<Language, Rules>();

/** A language's rules, made once: making them takes longer than a hundred texts. */
function rules(language: Language): Rules {
  const known = RULES.get(language);
  if (known) return known;
  const made = { plural: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) };
  RULES.set(language, made);
  return made;
}
