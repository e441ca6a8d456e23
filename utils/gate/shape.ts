/**
 * Checks data from outside: a few functions that weigh nothing, for what is loaded on every merge request. Each takes
 * an unknown value and gives it back as what it is, or throws; keys that a shape does not name are dropped.
 */
export type Shape<T> = (value: unknown) => T;

/** The value has another shape. Says nothing of the value, which is outside text. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

function fits<T>(is: boolean, value: unknown): T {
  if (!is) throw new Misfit();
  return value as T;
}

/** A text of at most `max` UTF-16 units, in which `form` is found. */
export function text(max = Number.POSITIVE_INFINITY, form = /(?:)/): Shape<string> {
  return (value) => fits(typeof value === 'string' && value.length <= max && form.test(value), value);
}

/** A whole number that a double holds exactly. */
export function whole(least = Number.MIN_SAFE_INTEGER): Shape<number> {
  return (value) => fits(Number.isSafeInteger(value) && (value as number) >= least, value);
}

export const flag: Shape<boolean> = (value) => fits(typeof value === 'boolean', value);

export function oneOf<const T>(values: readonly T[]): Shape<T> {
  return (value) => fits((values as readonly unknown[]).includes(value), value);
}

/** null for null and for what is not there. */
export function maybe<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null || value === undefined ? null : shape(value));
}

export function list<T>(shape: Shape<T>, most = Number.POSITIVE_INFINITY): Shape<T[]> {
  return (value) =>
    fits<unknown[]>(Array.isArray(value) && value.length <= most, value).map((element) => shape(element));
}

/** A list whose broken elements are left out, so that one odd entry does not hide all others. */
export function fittingOf<T>(shape: Shape<T>): Shape<T[]> {
  return (value) =>
    fits<unknown[]>(Array.isArray(value), value).flatMap((element) => {
      try {
        return [shape(element)];
      } catch {
        return [];
      }
    });
}

/** An object whose keys are ids or names. */
export function record<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value) =>
    Object.fromEntries(
      Object.entries(fits<object>(isObject(value), value)).map(([key, of]) => [key, shape(of)]),
    );
}

type Fields = Record<string, Shape<unknown>>;
type Shaped<F extends Fields, O extends Fields> = { [K in keyof F]: ShapeOf<F[K]> } & {
  [K in keyof O]?: ShapeOf<O[K]>;
};

/** An object with these keys; those of `optional` may be missing. `exact`: with no others. */
export function object<F extends Fields, O extends Fields = Record<never, never>>(
  fields: F,
  optional?: O,
  exact = false,
): Shape<Shaped<F, O>> {
  return (value) => {
    const from = fits<Record<string, unknown>>(isObject(value), value);
    const found: Record<string, unknown> = {};
    for (const key in fields) found[key] = fields[key]?.(from[key]);
    for (const key in optional) if (Object.hasOwn(from, key)) found[key] = optional[key]?.(from[key]);
    return fits(!exact || Object.keys(from).every((key) => Object.hasOwn(found, key)), found);
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
