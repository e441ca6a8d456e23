import { grapeError } from './errors.ts';

/**
 * A request's parameters (path over body over query) with Grape's coercions and Grape's error sentences:
 * `{"error":"ref is missing"}`, `{"error":"page is invalid"}`, `{"error":"state does not have a valid value"}`.
 */
export class Params {
  readonly values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** All the missing ones in one sentence, as Grape writes it. */
  require(...names: string[]): void {
    const missing = names.filter((name) => !this.has(name)).map((name) => `${name} is missing`);
    if (missing.length > 0) throw grapeError(400, missing.join(', '));
  }

  /** `at_least_one_of` */
  requireOneOf(...names: string[]): void {
    if (names.some((name) => this.has(name))) return;
    throw grapeError(400, `${names.join(', ')} are missing, at least one parameter must be provided`);
  }

  /** null counts as absent. */
  string(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw grapeError(400, `${name} is invalid`);
  }

  requiredString(name: string): string {
    this.require(name);
    return this.string(name) ?? '';
  }

  integer(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    throw grapeError(400, `${name} is invalid`);
  }

  requiredInteger(name: string): number {
    this.require(name);
    const value = this.integer(name);
    if (value === undefined) throw grapeError(400, `${name} is invalid`);
    return value;
  }

  /** dry-types' coercion, which Grape uses: `True`, `yes` and `1` too. */
  boolean(name: string): boolean | undefined {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    const text = String(value).toLowerCase();
    if (['true', 't', 'yes', 'y', 'on', '1'].includes(text)) return true;
    if (['false', 'f', 'no', 'n', 'off', '0'].includes(text)) return false;
    throw grapeError(400, `${name} is invalid`);
  }

  oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
    const value = this.string(name);
    if (value === undefined) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw grapeError(400, `${name} does not have a valid value`);
    return found;
  }

  integerOf(name: string, allowed: readonly number[]): number | undefined {
    const value = this.integer(name);
    if (value !== undefined && !allowed.includes(value))
      throw grapeError(400, `${name} does not have a valid value`);
    return value;
  }

  /** An array, or GitLab's comma-separated string. */
  list(name: string): string[] | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value === '' ? [] : value.split(',').map((item) => item.trim());
    if (Array.isArray(value)) return value.map(String);
    throw grapeError(400, `${name} is invalid`);
  }

  records(name: string): Record<string, unknown>[] | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null))
      return value as Record<string, unknown>[];
    throw grapeError(400, `${name} is invalid`);
  }

  record(name: string): Record<string, unknown> | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
    throw grapeError(400, `${name} is invalid`);
  }

  date(name: string): Date | undefined {
    const value = this.string(name);
    if (value === undefined || value === '') return undefined;
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) throw grapeError(400, `${name} is invalid`);
    return date;
  }
}
