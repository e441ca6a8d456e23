import { isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import { isDay } from './day.ts';
import type { PolicyProblem } from './policy.ts';
import type { POLICY_WORDS } from './policy-words.ts';
import { inEnglish, type Said, type SaidArgs, said } from './said.ts';

/** What can be wrong with a policy file. */
export type PolicyWord = keyof typeof POLICY_WORDS;
/** What to say where something that must be there is not. */
type Lack =
  | 'gate.policy.no_image'
  | 'gate.policy.no_reason'
  | 'gate.policy.no_finding'
  | 'gate.policy.ignore_reason';

const MAX_TEXT = 1000;

/** Collects problems with the lines of the nodes they are about. */
export class Reader {
  readonly problems: PolicyProblem[] = [];
  private readonly lines: LineCounter;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  syntax(offset: number, message: string): void {
    const problem = message.split('\n')[0] ?? '';
    this.problems.push(
      policyProblem(this.lines.linePos(offset).line, '', said('gate.policy.not_yaml', { problem })),
    );
  }

  at<Id extends PolicyWord>(node: unknown, key: string, id: Id, ...params: SaidArgs<Id>): void {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    const line = Math.max(1, this.lines.linePos(offset).line);
    this.problems.push(policyProblem(line, key, said(id, ...params)));
  }
}

/** @param line 1-based */
export function policyProblem(line: number, key: string, what: Said): PolicyProblem {
  return { line, key, message: inEnglish(what), said: what };
}

/** The keys of a mapping, with a problem for each that is not known. null: it is no mapping. */
export function fields(
  node: unknown,
  key: string,
  known: readonly string[],
  reader: Reader,
): Map<string, Node | null> | null {
  if (!isMap(node)) {
    reader.at(node, key, key === '' ? 'gate.policy.empty' : 'gate.policy.no_keys');
    return null;
  }
  const found = new Map<string, Node | null>();
  for (const pair of node.items) {
    const name = String(value(pair.key));
    if (known.includes(name)) found.set(name, isNode(pair.value) ? pair.value : null);
    else {
      const shown = name.slice(0, 60);
      const path = key === '' ? shown : `${key}.${shown}`;
      reader.at(pair.key, path, 'gate.policy.unknown_key', { keys: known.join(', ') });
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
    reader.at(node, key, 'gate.policy.list');
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
    else reader.at(node.items[i], `${key}[${i}]`, 'gate.policy.double', { other: `${key}[${first}]` });
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
  reader.at(node ?? parent, key, 'gate.policy.project');
  return 0;
}

export function required(
  node: Node | null | undefined,
  parent: unknown,
  key: string,
  lack: Lack,
  reader: Reader,
): string {
  if (!node || value(node) === null || value(node) === '') {
    reader.at(node ?? parent, key, lack);
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
  if (text === null) reader.at(node, key, 'gate.policy.text');
  else if (text.length > MAX_TEXT) reader.at(node, key, 'gate.policy.long', { number: MAX_TEXT });
  return text ?? '';
}

export function day(node: Node | null | undefined, key: string, reader: Reader): string | undefined {
  if (!node || value(node) === null) return undefined;
  const text = value(node);
  if (typeof text === 'string' && isDay(text)) return text;
  reader.at(node, key, 'gate.policy.day');
  return undefined;
}

/** A scalar's value; undefined for everything that is not one. */
export function value(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}
