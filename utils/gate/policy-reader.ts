import { isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import { isDay } from './day.ts';
import type { PolicyProblem } from './policy.ts';

const MAX_TEXT = 1000;

/** Collects problems with the lines of the nodes they are about. */
export class Reader {
  readonly problems: PolicyProblem[] = [];
  private readonly lines: LineCounter;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  syntax(offset: number, message: string): void {
    const first = message.split('\n')[0] ?? '';
    this.problems.push({
      line: this.lines.linePos(offset).line,
      key: '',
      message: `Not valid YAML: ${first}`,
    });
  }

  at(node: unknown, key: string, message: string): void {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    this.problems.push({ line: Math.max(1, this.lines.linePos(offset).line), key, message });
  }
}

/** The keys of a mapping, with a problem for each that is not known. null: it is no mapping. */
export function fields(
  node: unknown,
  key: string,
  known: readonly string[],
  reader: Reader,
): Map<string, Node | null> | null {
  if (!isMap(node)) {
    reader.at(
      node,
      key,
      key === '' ? 'The file must hold keys such as "version: 1".' : 'Must hold keys and values.',
    );
    return null;
  }
  const found = new Map<string, Node | null>();
  for (const pair of node.items) {
    const name = String(value(pair.key));
    if (known.includes(name)) found.set(name, isNode(pair.value) ? pair.value : null);
    else {
      const shown = name.slice(0, 60);
      const path = key === '' ? shown : `${key}.${shown}`;
      reader.at(pair.key, path, `Unknown key. Known here are ${known.join(', ')}.`);
    }
  }
  return found;
}

export function items<T>(
  node: Node | null | undefined,
  key: string,
  reader: Reader,
  read: (item: Node, key: string, reader: Reader) => T | null,
): T[] {
  if (!node || value(node) === null) return [];
  if (!isSeq(node)) {
    reader.at(node, key, 'Must be a list.');
    return [];
  }
  const found: T[] = [];
  node.items.forEach((item, i) => {
    const entry = read(item as Node, `${key}[${i}]`, reader);
    if (entry) found.push(entry);
  });
  return found;
}

export function refuseDoubles<T>(
  node: Node | null | undefined,
  key: string,
  entries: T[],
  identity: (entry: T) => string,
  reader: Reader,
): void {
  // Entries and nodes run in step only where every entry could be read; otherwise there are problems already.
  if (!isSeq(node) || node.items.length !== entries.length) return;
  const seen = new Map<string, number>();
  entries.forEach((entry, i) => {
    const first = seen.get(identity(entry));
    if (first === undefined) seen.set(identity(entry), i);
    else reader.at(node.items[i], `${key}[${i}]`, `The same as ${key}[${first}]. Keep one of them.`);
  });
}

export function projectId(
  node: Node | null | undefined,
  parent: unknown,
  key: string,
  reader: Reader,
): number {
  const id = value(node);
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  reader.at(node ?? parent, key, "Must be the project's id, a number such as 4711.");
  return 0;
}

export function required(
  node: Node | null | undefined,
  parent: unknown,
  key: string,
  why: string,
  reader: Reader,
): string {
  if (!node || value(node) === null || value(node) === '') {
    reader.at(node ?? parent, key, `Missing. ${why}`);
    return '';
  }
  return line(node, key, reader);
}

/** Text; absent is empty. A bare number or word such as `true` is taken as it was written. */
export function line(node: Node | null | undefined, key: string, reader: Reader): string {
  if (!node) return '';
  const found = value(node);
  if (found === null) return '';
  const text = typeof found === 'string' ? found : isScalar(node) ? (node.source ?? String(found)) : null;
  if (text === null) reader.at(node, key, 'Must be text.');
  else if (text.length > MAX_TEXT) reader.at(node, key, `Longer than ${MAX_TEXT} characters.`);
  return text ?? '';
}

export function day(node: Node | null | undefined, key: string, reader: Reader): string | undefined {
  if (!node || value(node) === null) return undefined;
  const text = value(node);
  if (typeof text === 'string' && isDay(text)) return text;
  reader.at(node, key, 'Must be a day written YYYY-MM-DD.');
  return undefined;
}

/** A scalar's value; undefined for everything that is not one. */
export function value(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}
