import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprint } from './fingerprint.ts';
import type { ReportedFinding } from './read-report.ts';

/** A file's text; null: there is none, or it can't be read. */
export type FileText = (file: string) => string | null;

/** What a finding without a mark of its scanner begins with in the source, as far as formatters leave it alone. */
export interface Code {
  /** From the finding's line on, over the ends of lines. */
  text: string;
  /** How much of `text` is the finding's own; the rest is what follows. */
  own: number;
  /** Between which unchanged lines of its file it stands, the same in head and base; null: there is nothing to compare. */
  spot: string | null;
}

/** A line with less says too little: the lines after it are taken too. */
const ENOUGH = 24;
const MOST_TEXT = 400;
/** Part of two texts that begins and ends alike, from which on one is taken for the other, edited. */
const ALIKE = 0.7;

/**
 * Tells findings apart that their scanner gave no mark, by the source that they begin in: `signature` becomes a digest
 * of it, and `code` says what it was. Without it, one `eval` in a file would be as good as any other: a fixed one would
 * hide a new one, and one ignore would hold for all.
 *
 * @param renames new path → old path
 */
export function withLines(
  head: readonly ReportedFinding[],
  base: readonly ReportedFinding[],
  texts: { head: FileText; base: FileText },
  renames: Readonly<Record<string, string>>,
): { head: ReportedFinding[]; base: ReportedFinding[] } {
  const before = new Map(Object.entries(renames));
  const lines = { head: linesOf(texts.head), base: linesOf(texts.base) };
  const inHead = new Map<string, string[]>();
  const inBase = new Map<string, string[]>();
  for (const file of new Set(head.flatMap(fileOf))) {
    const old = before.get(file) ?? file;
    const [now, then] = [lines.head(file), lines.base(old)];
    if (!now || !then) continue;
    const spots = spotsOf(then, now);
    inHead.set(file, spots.head);
    inBase.set(old, spots.base);
  }
  return {
    head: head.map((f) => marked(f, lines.head, inHead)),
    base: base.map((f) => marked(f, lines.base, inBase)),
  };
}

function fileOf({ finding, identity }: ReportedFinding): string[] {
  return identity.signature === '' && finding.file && finding.startLine ? [finding.file] : [];
}

/** The same code: moved, or only broken into other lines. */
export function isSameCode(a: Code, b: Code): boolean {
  const length = Math.max(a.own, b.own);
  return a.text.slice(0, length) === b.text.slice(0, length);
}

/** Code that was edited where it stands. */
export function isEdited(a: Code, b: Code): boolean {
  if (a.spot === null || a.spot !== b.spot) return false;
  const [one, other] = [a.text.slice(0, a.own), b.text.slice(0, b.own)];
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  let start = 0;
  while (start < shorter.length && shorter[start] === longer[start]) start++;
  let end = 0;
  while (end < shorter.length - start && shorter.at(-1 - end) === longer.at(-1 - end)) end++;
  return start + end >= ALIKE * longer.length;
}

function marked(
  reported: ReportedFinding,
  lines: (file: string) => string[] | null,
  spots: ReadonlyMap<string, readonly string[]>,
): ReportedFinding {
  const { finding, identity } = reported;
  const [file] = fileOf(reported);
  const index = (finding.startLine ?? 0) - 1;
  const source = file === undefined ? null : lines(file);
  if (file === undefined || !source?.[index]) return reported;
  const code = { ...codeAt(source, index), spot: spots.get(file)?.[index] ?? null };
  const digest = bytesToHex(sha256(utf8ToBytes(code.text.slice(0, code.own)))).slice(0, 32);
  const named = { ...identity, signature: `line:${digest}` };
  return {
    identity: named,
    finding: { ...finding, fingerprint: fingerprint(finding.scan, named) },
    code,
  };
}

function codeAt(lines: readonly string[], index: number): { text: string; own: number } {
  let text = lines[index]?.slice(0, MOST_TEXT) ?? '';
  let own = text.length;
  for (let next = index + 1; next < lines.length && text.length < MOST_TEXT; next++) {
    text = (text + lines[next]).slice(0, MOST_TEXT);
    if (own < ENOUGH) own = text.length;
  }
  return { text, own };
}

function linesOf(text: FileText): (file: string) => string[] | null {
  const known = new Map<string, string[] | null>();
  return (file) => {
    let found = known.get(file);
    if (found === undefined) {
      found = text(file)?.split('\n').map(essence) ?? null;
      known.set(file, found);
    }
    return found;
  };
}

/** A line without what formatters change. */
function essence(line: string): string {
  return line.replace(/[\s;,]+/g, '').replace(/["`]/g, "'");
}

/** For each line of both texts, the spot that it is in. Unchanged lines are spots of their own. */
interface Spots {
  base: string[];
  head: string[];
}

function spotsOf(base: readonly string[], head: readonly string[]): Spots {
  const pairs = unchanged(base, head);
  return {
    base: spotNames(
      base.length,
      pairs.map(([line]) => line),
    ),
    head: spotNames(
      head.length,
      pairs.map(([, line]) => line),
    ),
  };
}

function spotNames(count: number, anchors: readonly number[]): string[] {
  let passed = 0;
  return Array.from({ length: count }, (_, line) => {
    if (anchors[passed] !== line) return `after ${passed}`;
    passed++;
    return `at ${passed}`;
  });
}

/** Pairs of lines that both texts have once, in the longest run that keeps their order (as patience diff finds them). */
function unchanged(base: readonly string[], head: readonly string[]): [number, number][] {
  const inBase = onlyOnce(base);
  const pairs: [number, number][] = [];
  for (const [line, at] of onlyOnce(head)) {
    const then = inBase.get(line);
    if (then !== undefined) pairs.push([then, at]);
  }
  pairs.sort((a, b) => a[1] - b[1]);
  return longestRising(pairs);
}

function onlyOnce(lines: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  lines.forEach((line, at) => {
    if (line === '') return;
    if (found.has(line)) twice.add(line);
    found.set(line, at);
  });
  for (const line of twice) found.delete(line);
  return found;
}

function longestRising(pairs: readonly [number, number][]): [number, number][] {
  /** Index of the pair that ends the best run of each length, and of each pair's predecessor. */
  const ends: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([value], i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle] ?? 0]![0] < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = i;
  });
  const run: [number, number][] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) run.push(pairs[i]!);
  return run.reverse();
}
