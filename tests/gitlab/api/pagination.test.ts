import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paginate } from '../server/pagination.ts';
import { Params } from '../server/params.ts';

const url = new URL('http://gitlab.test/api/v4/things?per_page=2&search=a%20b');
const of = (count: number) => Array.from({ length: count }, (_, index) => index);

test('following X-Next-Page gives every item once, in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 150 }), (count, perPage) => {
      const seen: number[] = [];
      for (let page = '1'; page !== ''; ) {
        const { items, headers } = paginate(of(count), new Params({ page, per_page: perPage }), url);
        expect(items.length).toBeLessThanOrEqual(100);
        seen.push(...items);
        expect(headers.Link?.includes('rel="next"')).toBe(headers['X-Next-Page'] !== '');
        page = headers['X-Next-Page'] ?? '';
      }
      expect(seen).toEqual(of(count));
    }),
  );
});

test('links keep the other parameters', () => {
  const { headers } = paginate(of(5), new Params({ per_page: '2' }), url);
  expect(headers.Link).toContain(
    '<http://gitlab.test/api/v4/things?per_page=2&search=a+b&page=2>; rel="next"',
  );
  expect(headers).toMatchObject({ 'X-Total': '5', 'X-Total-Pages': '3', 'X-Per-Page': '2' });
});

test('above 10,000 rows nothing is counted', () => {
  const few = paginate(of(10_000), new Params({}), url).headers;
  expect(few['X-Total']).toBe('10000');
  const many = paginate(of(10_001), new Params({}), url).headers;
  expect(many['X-Total']).toBeUndefined();
  expect(many['X-Total-Pages']).toBeUndefined();
  expect(many.Link).not.toContain('rel="last"');
  expect(many['X-Next-Page']).toBe('2');
});
