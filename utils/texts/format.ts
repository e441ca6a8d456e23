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
  const { id, with: params = {} } = text;
  const message = Object.hasOwn(catalog, id) ? catalog[id]! : id;
  const { count, day } = params;
  const shown = typeof day === 'string' ? { ...params, day: dayText(day, language, 'long') } : params;
  return pieces(template(message, count), shown)
    .map((piece) => (typeof piece === 'object' ? format(catalog, language, piece) : plain(piece, language)))
    .join('');
}

/** A template cut at its parameters, each with its value in its place. A parameter without a value stays as it is. */
export function pieces<Value>(template: string, params: Readonly<Record<string, Value>>): (string | Value)[] {
  return template
    .split(/\{(\w+)\}/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      return Object.hasOwn(params, piece) ? params[piece]! : `{${piece}}`;
    })
    .filter((piece) => piece !== '');
}

/**
 * The form of a message that fits `count`, as `Intl.PluralRules` has it for each of our languages. That takes
 * milliseconds to make, in a page that is just being drawn.
 */
export function template(message: Message, count: unknown): string {
  if (typeof message === 'string') return message;
  if (typeof count !== 'number') return message.other;
  return (count === 1 && message.one) || message.other;
}

function plain(value: Exclude<Param, object>, language: Language): string {
  if (typeof value === 'string') return value;
  // Most are small, and are written the same in each of our languages.
  return Number.isInteger(value) && value >= 0 && value < 1000 ? `${value}` : value.toLocaleString(language);
}
