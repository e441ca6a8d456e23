import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';
import { Masker } from './mask.ts';
import { instances } from './parallel.ts';
import { slug } from './predefined.ts';
import { expandVariables, type JobVariable, mergeVariables, plainVariables } from './variables.ts';

describe('Masker', () => {
  const secret = fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom('a', 'b', 'c') });

  it('hides every secret, however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n') })),
        fc.integer({ min: 1, max: 7 }),
        (secrets, noise, size) => {
          const text = noise.flatMap((part, index) => [part, secrets[index % secrets.length]!]).join('');
          const masker = new Masker(secrets);
          const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const shown = pieces.map((piece) => masker.push(piece)).join('') + masker.end();
          for (const hidden of secrets) expect(shown).not.toContain(hidden);
        },
      ),
    );
  });

  it('changes nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const masker = new Masker(['never-in-there-\u0000']);
        expect(pieces.map((piece) => masker.push(piece)).join('') + masker.end()).toBe(pieces.join(''));
      }),
    );
  });
});

describe('parseDuration', () => {
  it.each([
    ['42', 42],
    ['10 minutes', 600],
    ['1h 30m', 5400],
    ['3 hrs 4 min', 11_040],
    ['1 week and 2 days', 777_600],
    ['2 mos', 5_184_000],
    ['soon', null],
    ['', null],
  ])('%s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));
});

describe('expandVariables', () => {
  const expand = (values: Record<string, string>, more: JobVariable[] = []) =>
    Object.fromEntries(expandVariables(mergeVariables([plainVariables(values), more])));

  it('follows references in any order', () => {
    expect(expand({ A: '$B-x', B: `\${C}`, C: 'c' })).toEqual({ A: 'c-x', B: 'c', C: 'c' });
  });

  it('ends on circles, keeps $$ and raw values, and gives nothing for the unknown', () => {
    expect(expand({ A: '$B', B: '$A' }).A).toContain('$');
    expect(expand({ A: '$$B [$NONE]' }).A).toBe('$B []');
    const raw = { key: 'A', value: '$B', file: false, masked: false, raw: true };
    expect(expand({ B: 'b' }, [raw]).A).toBe('$B');
  });
});

describe('instances', () => {
  it('numbers parallel jobs and names those of a matrix', () => {
    expect(instances('test', { parallel: 2 }).map(({ name }) => name)).toEqual(['test 1/2', 'test 2/2']);
    const matrix = [{ OS: ['linux', 'mac'], NODE: '24' }];
    expect(instances('test', { parallel: { matrix } })).toEqual([
      { name: 'test: [linux, 24]', variables: { OS: 'linux', NODE: '24' } },
      { name: 'test: [mac, 24]', variables: { OS: 'mac', NODE: '24' } },
    ]);
  });
});

it('slugs as CI_COMMIT_REF_SLUG does', () => {
  expect(slug('Feature/ÄB_1--')).toBe('feature--b-1');
  expect(slug('x'.repeat(80))).toHaveLength(63);
});
