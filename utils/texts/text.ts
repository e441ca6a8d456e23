import type { Args, TextId, TextOf } from './types.ts';

/** A text as data, for everything that does not know the reader's language: the worker, plans, journals, errors. */
export function text<Id extends TextId>(id: Id, ...[params]: Args<Id>): TextOf {
  return params === undefined ? { id } : { id, with: params };
}
