/**
 * What gitbeaker's resources call of `qs`, in a tenth of its weight: the build puts this in its place
 * (`scripts/vite-lean-packages.ts`). Nested names in brackets, nothing escaped, as gitbeaker asks for it.
 */
export function stringify(values: Record<string, unknown>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&');
}

function pairs(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return [`${name}=`];
  if (value instanceof Date) return [`${name}=${value.toISOString()}`];
  if (typeof value !== 'object') return [`${name}=${value}`];
  return Object.entries(value).flatMap(([key, item]) => pairs(`${name}[${key}]`, item));
}

/** Of a query as GitLab writes it into its links to the next page: flat, lists as `name[]`. */
export function parse(query: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  const given = new URLSearchParams(query);
  for (const name of new Set(given.keys())) {
    if (name.endsWith('[]')) values[name.slice(0, -2)] = given.getAll(name);
    else values[name] = given.get(name) ?? '';
  }
  return values;
}

export default { parse, stringify };
