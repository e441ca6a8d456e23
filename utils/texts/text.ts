import type { Args, Text, TextId, TextOf } from './types.ts';

/** A text as data, for everything that does not know the reader's language: the worker, plans, journals, errors. */
export function text<Id extends TextId>(id: Id, ...[params]: Args<Id>): TextOf {
  return params === undefined ? { id } : { id, with: params };
}

/** Whether two texts say the same in every language: made alike, of parameters that are the same. */
export function sameText(a: Text, b: Text): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
