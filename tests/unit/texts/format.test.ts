import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format, pieces } from '../../../utils/texts/format.ts';
import { chooseLanguage, LANGUAGES } from '../../../utils/texts/language.ts';
import { text } from '../../../utils/texts/text.ts';
import type { Catalog, TextOf } from '../../../utils/texts/types.ts';

const CATALOG: Catalog = {
  'common.close': 'Close',
  'errors.conflict.what': 'Changed ({status}): {reason}',
  'common.seconds': { one: '{count} second', other: '{count} seconds' },
  'errors.rate_limited.next': 'Wait {duration}.',
};

describe('a text', () => {
  test('takes its parameters by name', () => {
    expect(format(CATALOG, 'en', text('errors.conflict.what', { status: '409', reason: 'stale' }))).toBe(
      'Changed (409): stale',
    );
  });

  test('takes the form that fits its count, with the number as the language writes it', () => {
    const seconds = (count: number) => format(CATALOG, 'en', text('common.seconds', { count }));
    expect([seconds(1), seconds(0), seconds(1200)]).toEqual(['1 second', '0 seconds', '1,200 seconds']);
    expect(format(CATALOG, 'de', text('common.seconds', { count: 1200 }))).toBe('1.200 seconds');
  });

  test.each(LANGUAGES)('in %s has the form and the digits that the browser has for a count', (language) => {
    const rules = new Intl.PluralRules(language);
    const forms = rules.resolvedOptions().pluralCategories.map((form) => [form, `{count} ${form}`]);
    const catalog = { 'common.seconds': Object.fromEntries(forms) } as Catalog;
    const counts = [...Array(1100).keys(), 1.5, 12_345, 1_000_000];
    expect(counts.map((count) => format(catalog, language, text('common.seconds', { count })))).toEqual(
      counts.map((count) => `${count.toLocaleString(language)} ${rules.select(count)}`),
    );
  });

  test('writes a day as the language does, and what is none as it is', () => {
    const catalog: Catalog = { 'apply.value.day': 'until {day}' };
    const until = (day: string) => text('apply.value.day', { day });
    expect(format(catalog, 'en', until('2099-03-31'))).toBe('until 31 March 2099');
    expect(format(catalog, 'de', until('2099-03-31'))).toBe('until 31. März 2099');
    expect(format(catalog, 'ja', until('2099-03-31'))).toBe('until 2099年3月31日');
    expect(format(catalog, 'en', until('2099-13-31'))).toBe('until 2099-13-31');
    expect(format(catalog, 'en', until('soon'))).toBe('until soon');
  });

  test('may stand in another one', () => {
    const duration = text('common.seconds', { count: 2 });
    expect(format(CATALOG, 'en', text('errors.rate_limited.next', { duration }))).toBe('Wait 2 seconds.');
  });

  test('that is a mere string, or has no entry, is shown as it is', () => {
    expect(format(CATALOG, 'en', 'acme/{shop}')).toBe('acme/{shop}');
    expect(format(CATALOG, 'en', { id: 'gone.id' } as unknown as TextOf)).toBe('gone.id');
    expect(format(CATALOG, 'en', { id: '__proto__' } as unknown as TextOf)).toBe('__proto__');
  });

  test('never looks for parameters in what a parameter holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (status, reason) => {
        expect(format(CATALOG, 'en', text('errors.conflict.what', { status, reason }))).toBe(
          `Changed (${status}): ${reason}`,
        );
      }),
    );
    expect(format(CATALOG, 'en', text('errors.conflict.what', { status: '{reason}', reason: 'x' }))).toBe(
      'Changed ({reason}): x',
    );
  });
});

test('pieces keep order, values, and parameters that have no value', () => {
  expect(pieces('a {x} b {y}{z}', { x: 1, y: null })).toEqual(['a ', 1, ' b ', null, '{z}']);
});

describe('the language', () => {
  test.each([
    [['de', 'en-US'], 'de'],
    [['de-AT'], 'de'],
    [['ja_JP'], 'ja'],
    [['fr', 'ja', 'de'], 'ja'],
    [['', null, undefined, 'DE'], 'de'],
    [['fr'], 'en'],
    [[], 'en'],
    [['english'], 'en'],
  ])('of %j is %s', (wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language);
  });
});
