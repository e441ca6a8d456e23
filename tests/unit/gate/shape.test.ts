import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fittingOf,
  flag,
  list,
  Misfit,
  maybe,
  object,
  oneOf,
  record,
  type Shape,
  text,
  whole,
} from '../../../utils/gate/shape.ts';

const fits = <T>(shape: Shape<T>, value: unknown): boolean => {
  try {
    shape(value);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Misfit);
    return false;
  }
};

describe('a shape', () => {
  const user = object({ id: whole(1), name: text(5) }, { bot: flag });

  it('gives the value as what it is, without keys that it does not name', () => {
    expect(user({ id: 1, name: 'olga', email: 'x' })).toEqual({ id: 1, name: 'olga' });
    expect(user({ id: 1, name: 'olga', bot: false })).toEqual({ id: 1, name: 'olga', bot: false });
  });

  it.each([
    [user, { name: 'olga' }],
    [user, { id: 0, name: 'olga' }],
    [user, { id: 1, name: 'longer' }],
    [user, { id: 1, name: 'olga', bot: undefined }],
    [user, null],
    [user, [1, 'olga']],
    [object({}, {}, true), { more: 1 }],
    [whole(), 1.5],
    [whole(), '1'],
    [whole(), Number.NaN],
    [whole(), 2 ** 53],
    [text(), 1],
    [text(9, /^a$/), 'ab'],
    [oneOf(['a', 'b']), 'c'],
    [flag, 'true'],
    [list(flag, 1), [true, false]],
    [list(flag), [1]],
    [list(flag), { length: 0 }],
    [record(flag), []],
    [record(flag), { a: 1 }],
    [maybe(flag), 0],
  ])('refuses what it is not: %#', (shape, value) => {
    expect(fits(shape as Shape<unknown>, value)).toBe(false);
  });

  it('takes null and nothing alike where a value may be missing', () => {
    const shape = object({ sha: maybe(text()) });
    expect(shape({})).toEqual({ sha: null });
    expect(shape({ sha: null })).toEqual({ sha: null });
    expect(shape({ sha: 'a' })).toEqual({ sha: 'a' });
  });

  it('leaves out what does not fit from a list of which the rest is wanted', () => {
    expect(fittingOf(user)([{ id: 1, name: 'a' }, null, { id: 'x' }])).toEqual([{ id: 1, name: 'a' }]);
  });

  it('is never anything but a Misfit, whatever the value, and gives own data alone', () => {
    const deep = object({ a: list(record(user)), b: maybe(oneOf([1])) }, { c: fittingOf(user) }, true);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fits(deep, value);
        fits(list(deep), [value]);
      }),
    );
    const hostile: unknown = JSON.parse('{"__proto__": {"id": 1, "name": "a"}, "constructor": 1}');
    expect(fits(user, hostile)).toBe(false);
    expect(Object.getPrototypeOf(record(maybe(user))(JSON.parse('{"__proto__": null}')))).toBe(
      Object.prototype,
    );
  });
});
