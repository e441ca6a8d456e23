import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from '../../../utils/gitlab/small-qs.ts';

/** The package that it stands in for, which gitbeaker brings. */
const qs = createRequire(import.meta.url)('qs') as {
  stringify(values: object, options: { encode: false }): string;
  parse(query: string): Record<string, unknown>;
};

const name = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'abcxyz_') });
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const nested = fc.dictionary(name, fc.oneof(scalar, fc.array(scalar), fc.dictionary(name, scalar)));

test('writes what qs writes', () => {
  fc.assert(
    fc.property(nested, (values) => {
      expect(stringify({ position: values })).toBe(qs.stringify({ position: values }, { encode: false }));
    }),
  );
  const at = { at: new Date(0) };
  expect(stringify(at)).toBe(qs.stringify(at, { encode: false }));
});

test('reads the links of GitLab as qs does', () => {
  for (const query of [
    'page=2&per_page=100&order_by=id',
    'id_after=42&scopes[]=api&scopes[]=read_api',
    'search=a%20b%2Bc&empty=',
    'iids%5B%5D=7&iids%5B%5D=8',
    '',
  ]) {
    expect(parse(query)).toEqual(qs.parse(query));
  }
});
