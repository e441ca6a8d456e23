import type { ReportedFinding } from './read-report.ts';

/** A file's text; null: there is none, or it can't be read. */
export type FileText = (file: string) => string | null;

/** What a finding without a mark of its scanner begins with in the source, as far as formatters leave it alone. */
export interface Code {
  /** The finding's line, and those after it where it says too little. */
  own: string;
  /** From the finding's line on, over the ends of lines; put together when somebody asks. */
  text: () => string;
  /** Between which unchanged lines of its file it stands, the same in head and base; null: there is nothing to compare. */
  spot: number | null;
  /** How often each word is in its file; counted when somebody asks. */
  words: Words;
}

type Words = () => ReadonlyMap<string, number>;

/** A line with less says too little: the lines after it are taken too. */
const ENOUGH = 24;
const MOST_TEXT = 400;
/** A text in quotes, a word, or any other character, of a line as `essence` leaves it. */
const TOKENS = /'[^']*'|[\w$]+|[\s\S]/g;
const NAME = /^[A-Za-z_$]/;
/** What may become of a value without making the code that yields it another: `const a =`, `this.b =`, `return`. */
const RECEIVER = /^(?:[\w$.:]*=(?![=>])|(?:return|await|yield|throw))+/;

/**
 * Tells findings apart that their scanner gave no mark, by the source that they begin in: it becomes their `signature`,
 * and `code` says what is around it. `compareFindings` gives them a fingerprint of it. Without it, one `eval` in a file would be as good as any other: a fixed one would
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
  const inHead = new Map<string, Around>();
  const inBase = new Map<string, Around>();
  for (const file of new Set(head.flatMap(fileOf))) {
    const old = before.get(file) ?? file;
    const [now, then] = [lines.head(file), lines.base(old)];
    if (!now || !then) continue;
    const spots = spotsOf(then, now);
    inHead.set(file, { spots: spots.head, words: wordsOf(now) });
    inBase.set(old, { spots: spots.base, words: wordsOf(then) });
  }
  return {
    head: head.map((f) => marked(f, lines.head, inHead)),
    base: base.map((f) => marked(f, lines.base, inBase)),
  };
}

/** What is known of a file beside its lines. */
interface Around {
  spots: readonly number[];
  words: Words;
}
const ALONE: Around = { spots: [], words: () => new Map() };

function wordsOf(lines: readonly string[]): Words {
  let words: Map<string, number> | undefined;
  return () => {
    words ??= countWords(lines);
    return words;
  };
}

function countWords(lines: readonly string[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const line of lines) {
    for (const word of line.match(/[\w$]+/g) ?? []) {
      // The space after them is gone.
      const name = word.replace(/^(?:const|let|var|return|await)(?=.)/, '');
      words.set(name, (words.get(name) ?? 0) + 1);
    }
  }
  return words;
}

function fileOf({ finding, identity }: ReportedFinding): string[] {
  return identity.signature === '' && finding.file && finding.startLine ? [finding.file] : [];
}

/** The same code: moved, or only broken into other lines. */
export function isSameCode(a: Code, b: Code): boolean {
  const [shorter, longer] = a.own.length < b.own.length ? [a, b] : [b, a];
  if (!longer.own.startsWith(shorter.own)) return false;
  return longer.own.length === shorter.own.length || shorter.text().startsWith(longer.own);
}

/**
 * Code that was edited where it stands, and does the same to the same: its result goes elsewhere, or a variable got
 * another name in the whole file. Any other edit makes another finding of it, however small: `exec(path)` and
 * `exec(input)` are one word apart, and who edits a line that a scanner warns of is to look at it. (A scanner's own mark
 * names the place in its function: there GitLab, and so the gate, takes edited code for the same.)
 */
export function isEdited(now: Code, then: Code): boolean {
  if (now.spot === null || now.spot !== then.spot) return false;
  const [one, other] = [tokensOf(now), tokensOf(then)];
  if (one.length !== other.length) return false;
  return one.every((token, i) => {
    const old = other[i] ?? '';
    if (token === old) return true;
    const isVariable = one[i - 1] !== '.' && one[i + 1] !== '(' && NAME.test(token) && NAME.test(old);
    return isVariable && isRenamed(old, token, then, now);
  });
}

/** One name for another, that is used elsewhere too: the old one is gone from the file, and the new one was not in it. */
function isRenamed(old: string, name: string, then: Code, now: Code): boolean {
  const uses = (code: Code, word: string) => code.words().get(word) ?? 0;
  return uses(now, old) === 0 && uses(then, name) === 0 && uses(then, old) > 1 && uses(now, name) > 1;
}

function tokensOf({ own }: Code): string[] {
  return own.replace(RECEIVER, '').match(TOKENS) ?? [];
}

function marked(
  reported: ReportedFinding,
  lines: (file: string) => string[] | null,
  around: ReadonlyMap<string, Around>,
): ReportedFinding {
  const { finding, identity } = reported;
  const [file] = fileOf(reported);
  const index = (finding.startLine ?? 0) - 1;
  const source = file === undefined ? null : lines(file);
  if (file === undefined || !source?.[index]) return reported;
  const { spots, words } = around.get(file) ?? ALONE;
  const code = { ...codeAt(source, index), spot: spots[index] ?? null, words };
  const named = { ...identity, signature: `line:${code.own}` };
  return { identity: named, finding, code };
}

function codeAt(lines: readonly string[], index: number): Pick<Code, 'own' | 'text'> {
  const from = (enough: number) => {
    let text = lines[index] ?? '';
    for (let next = index + 1; next < lines.length && text.length < enough; next++) text += lines[next];
    return text.slice(0, MOST_TEXT);
  };
  return { own: from(ENOUGH), text: () => from(MOST_TEXT) };
}

function linesOf(text: FileText): (file: string) => string[] | null {
  const known = new Map<string, string[] | null>();
  return (file) => {
    let found = known.get(file);
    if (found === undefined) {
      const source = text(file);
      found = source === null ? null : essence(source).split('\n');
      known.set(file, found);
    }
    return found;
  };
}

/** A text without what formatters change in its lines. */
function essence(text: string): string {
  return text.replace(/[ \t\r\f\v\u00a0\ufeff\u2028\u2029;,]+/g, '').replace(/["`]/g, "'");
}

/** For each line of both texts, the spot that it is in. Unchanged lines are spots of their own. */
interface Spots {
  base: number[];
  head: number[];
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

/** The number of the unchanged line, and what follows it the same below zero. */
function spotNames(count: number, anchors: readonly number[]): number[] {
  let passed = 0;
  return Array.from({ length: count }, (_, line) => {
    if (anchors[passed] !== line) return -passed;
    passed++;
    return passed;
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
