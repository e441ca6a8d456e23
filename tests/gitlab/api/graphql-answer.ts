import type { Field } from './graphql-query.ts';
import { MAX_PAGE } from './graphql-schema.ts';

export type Resolver = (field: Field) => unknown;

/** The selected fields of one object, under their aliases. */
export async function resolve(fields: readonly Field[], of: Resolver): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const value = await of(field);
    if (value === undefined) throw new Error(`The schema has ${field.name}, and nobody answers it`);
    result[field.as] = value;
  }
  return result;
}

/** One page of a list: `first` nodes, a hundred at most, from behind `after` on. */
export function connection<Item>(
  { args, fields }: Field,
  items: readonly Item[],
  of: (item: Item, field: Field) => unknown,
) {
  const first = typeof args.first === 'number' ? Math.min(args.first, MAX_PAGE) : MAX_PAGE;
  const start = typeof args.after === 'string' ? positionOf(args.after) : 0;
  const shown = items.slice(start, start + first);
  return resolve(fields, ({ name, fields: inner }) => {
    if (name === 'nodes') return Promise.all(shown.map((item) => resolve(inner, (field) => of(item, field))));
    if (name === 'count') return items.length;
    return resolve(inner, (field) => {
      if (field.name === 'hasNextPage') return items.length > start + first;
      return shown.length > 0 ? cursorOf(start + shown.length) : null;
    });
  });
}

/** Opaque, as GitLab's are; theirs name the last row's sort keys. */
function cursorOf(position: number): string {
  return Buffer.from(JSON.stringify({ position })).toString('base64');
}

function positionOf(cursor: string): number {
  return Number((JSON.parse(Buffer.from(cursor, 'base64').toString()) as { position: number }).position);
}
