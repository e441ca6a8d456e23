/** Rack's nested parameters: `variables[KEY]=v`, `iids[]=1`, `actions[][action]=create`. */
export function parseForm(pairs: Iterable<[string, string]>): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null);
  for (const [name, value] of pairs) {
    const head = /^[^[\]]+/.exec(name)?.[0];
    if (head === undefined) continue;
    const rest = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
    assign(result, head, rest, value);
  }
  return result;
}

function assign(target: Record<string, unknown>, key: string, rest: string[], value: unknown): void {
  const next = rest[0];
  if (next === undefined) {
    target[key] = value;
    return;
  }
  if (next !== '') {
    const inner = isRecord(target[key]) ? target[key] : Object.create(null);
    target[key] = inner;
    assign(inner, next, rest.slice(1), value);
    return;
  }
  const list: unknown[] = Array.isArray(target[key]) ? target[key] : [];
  target[key] = list;
  const field = rest[1];
  if (field === undefined) {
    list.push(value);
    return;
  }
  // A repeated field begins the next element, as in Rack.
  const last = list.at(-1);
  const record: Record<string, unknown> = isRecord(last) && !(field in last) ? last : Object.create(null);
  if (record !== last) list.push(record);
  assign(record, field, rest.slice(2), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text fields of a `multipart/form-data` body, as `curl --form` sends them; a file's content counts as text. */
export function parseMultipart(body: Buffer, boundary: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const part of body.toString('utf8').split(`--${boundary}`)) {
    const split = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(part.slice(0, split))?.[1];
    if (split < 0 || name === undefined) continue;
    pairs.push([name, part.slice(split + 4).replace(/\r\n$/, '')]);
  }
  return pairs;
}
