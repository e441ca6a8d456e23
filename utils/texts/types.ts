import type { EN } from '../../assets/locales/en.ts';

/**
 * One text of a catalog (`assets/locales`). `{name}` stands for a parameter. Where a number decides the form, one text
 * for each of the language's plural categories, chosen by the parameter `count`.
 */
export type Message = string | Plural;
export type Plural = { readonly other: string } & {
  readonly [category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
};

/** A language's texts by id. */
export type Catalog = Readonly<Record<string, Message>>;

export type English = typeof EN;
export type TextId = keyof English;
/** The first word of an id: which part of the product the text belongs to, and what a page asks the worker for. */
export type Area = TextId extends infer Id ? (Id extends `${infer First}.${string}` ? First : never) : never;

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<M> = M extends string
  ? Names<M>
  : M extends { other: infer Other }
    ? Names<Other> | 'count'
    : never;

/** What a text's parameters may be. Strings are from outside or proper names: they are put in as they are. */
export type Param = string | number | Text;
/** The parameters of one text, each with its name; none for most. */
export type ParamsOf<Id extends TextId, Value = Param> = {
  readonly [Name in NamesOf<English[Id]>]: Name extends 'count' ? number : Value;
};
/** For functions that take a text's id and its parameters, where it has any. */
export type Args<Id extends TextId, Value = Param> = [NamesOf<English[Id]>] extends [never]
  ? []
  : [params: ParamsOf<Id, Value>];

/**
 * A text that is to be put into the reader's language where it is shown: plain data, fit for messages and storage.
 * A mere string is shown as it is: a name, or what GitLab, the gate or an older version of MR Gate said.
 */
export type Text = string | TextOf;
export interface TextOf {
  readonly id: TextId;
  readonly with?: Readonly<Record<string, Param>>;
}

/** What a translation must have: every text of the English part, plural where English is. */
export type Translation<Part> = {
  readonly [Id in keyof Part]: Part[Id] extends string ? string : Plural;
};
