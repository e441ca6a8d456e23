/** Readers of values in an expanded CI file, whose shapes GitLab's schema allows in several forms. */
export type Yaml = Record<string, unknown>;

export function isMap(value: unknown): value is Yaml {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function strings(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return [value].flat(9).map(String);
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** `variables:` whose values are plain or `{value, description, expand}`. */
export function variableMap(value: unknown): { values: Record<string, string>; raw: Set<string> } {
  const values: Record<string, string> = {};
  const raw = new Set<string>();
  for (const [key, entry] of Object.entries(isMap(value) ? value : {})) {
    values[key] = isMap(entry) ? String(entry.value ?? '') : String(entry ?? '');
    if (isMap(entry) && entry.expand === false) raw.add(key);
  }
  return { values, raw };
}
