import { describe, expect, test } from 'vitest';
import { DE } from '../../../assets/locales/de.ts';
import { EN } from '../../../assets/locales/en.ts';
import { JA } from '../../../assets/locales/ja.ts';
import { AREAS } from '../../../utils/texts/areas.ts';
import type { Catalog, Message } from '../../../utils/texts/types.ts';

const english: Catalog = EN;
const forms = (message: Message) =>
  typeof message === 'string' ? { other: message } : (message as Readonly<Record<string, string>>);
const names = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

test('every text belongs to an area that pages can ask for, and every area has texts', () => {
  const found = new Set(Object.keys(english).map((id) => id.split('.')[0]!));
  expect([...found].sort()).toEqual([...AREAS].sort());
});

describe.each([
  ['de', DE as Catalog],
  ['ja', JA as Catalog],
] as const)('%s', (language, catalog) => {
  test('has the same texts as English, and no other', () => {
    expect(Object.keys(catalog).sort()).toEqual(Object.keys(english).sort());
  });

  test('has a form for every plural category of its language', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const lacking = Object.entries(catalog).filter(
      ([, message]) => typeof message !== 'string' && !categories.every((category) => message[category]),
    );
    expect(lacking).toEqual([]);
  });

  test('uses the parameters of the English text, each at least once', () => {
    const odd = Object.entries(catalog).filter(([id, message]) => {
      const wanted = new Set(Object.values(forms(english[id]!)).flatMap(names));
      const every = Object.values(forms(message)).map((template) => new Set(names(template)));
      const known = every.every((used) => [...used].every((name) => wanted.has(name)));
      const all = [...wanted].every((name) => forms(message).other && every.some((used) => used.has(name)));
      return !known || !all;
    });
    expect(odd).toEqual([]);
  });

  test('is translated: what is the same as in English is a name or a word of both languages', () => {
    const same = Object.entries(catalog)
      .filter(([id, message]) => JSON.stringify(message) === JSON.stringify(english[id]))
      .map(([id]) => id);
    expect(same).toMatchSnapshot();
  });
});

test('Japanese sets Latin words and digits apart by a space, and a day, which ends in 日, by none', () => {
  const letter = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]';
  const apart = new RegExp(
    `${letter}[A-Za-z0-9@]|[A-Za-z0-9]${letter}|\\{day\\} ${letter}|${letter} \\{day\\}`,
    'u',
  );
  const odd = Object.entries(JA as Catalog).filter(([, message]) =>
    Object.values(forms(message)).some((template) => apart.test(template)),
  );
  expect(odd).toEqual([]);
});

test('Japanese calls roles by GitLab’s own words for them', () => {
  const roles = /\b(?:Guest|Planner|Reporter|Developer|Maintainer|Owner)s?\b/;
  const odd = Object.entries(JA as Catalog).filter(([, message]) =>
    Object.values(forms(message)).some((template) => roles.test(template)),
  );
  expect(odd).toEqual([]);
});

test('English has a form for every plural category of its own', () => {
  const lacking = Object.values(english).filter(
    (message) => typeof message !== 'string' && !(message.one && message.other),
  );
  expect(lacking).toEqual([]);
});
