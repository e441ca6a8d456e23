import { CAUSE_WORDS } from './cause-words.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { POLICY_WORDS } from './policy-words.ts';

/**
 * All that the gate may say of what is wrong, and of what it has found. It says it in English: its note, its status and its
 * log are for everybody in the project, whatever their language. Who shows it to one reader knows by the words which text
 * it is.
 */
export const SAID = { ...CAUSE_WORDS, ...POLICY_WORDS, ...FINDING_WORDS } as const;

export type SaidId = keyof typeof SAID;
export type Words = string | { readonly one: string; readonly other: string };
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<Id extends SaidId> = (typeof SAID)[Id] extends infer W
  ? Names<W extends { other: infer Other } ? Other : W>
  : never;
type ParamsOf<Id extends SaidId> = {
  readonly [Name in NamesOf<Id>]: Name extends 'count' ? number : string | number;
};
/** What stands behind an id: its parameters, where it has any. */
export type SaidArgs<Id extends SaidId> = [NamesOf<Id>] extends [never] ? [] : [params: ParamsOf<Id>];

/** What was said, as data: a text of the catalogs too. */
export interface Said {
  readonly id: SaidId;
  readonly with?: Readonly<Record<string, string | number>>;
}

export function said<Id extends SaidId>(id: Id, ...[params]: SaidArgs<Id>): Said {
  return params === undefined ? { id } : { id, with: params };
}

/** In the gate's own words. */
export function inEnglish({ id, with: params = {} }: Said): string {
  const words: Words = SAID[id];
  const template = typeof words === 'string' ? words : (params.count === 1 && words.one) || words.other;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}

/** The same of an id and its parameters. */
export function sayInEnglish<Id extends SaidId>(id: Id, ...params: SaidArgs<Id>): string {
  return inEnglish(said(id, ...params));
}

/** The first of some names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const some = names.slice(0, 3).join(', ');
  return names.length > 3 ? sayInEnglish('gate.more', { names: some, number: names.length - 3 }) : some;
}
