import type { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import { type Code, isEdited, isSameCode } from './line-identity.ts';
import type { ReportedFinding } from './read-report.ts';

export interface Comparison {
  /** In the head alone. */
  introduced: Finding[];
  /** In both, as the head shows them. */
  existing: Finding[];
  /** In the base alone, as the base shows them. */
  fixed: Finding[];
}

/**
 * Tells the findings of a merge request's head from those that its base had already.
 *
 * Each finding of the base explains at most one of the head (a multiset match), so a second copy of an old
 * secret is introduced. Matched are, one after the other: the same place with the same signature; the same
 * place, where a side has no signature to tell by; the same signature elsewhere (code that was moved to
 * another file); and, through `renames`, the old name of a file. Line numbers never identify: they only choose which
 * of several like findings belong together. Code that was broken into
 * other lines, or whose result or names alone were edited where it stands, is known by its text and by the unchanged
 * lines around it.
 *
 * @param renames new path → old path of files that git calls renamed.
 */
export function compareFindings(
  head: readonly ReportedFinding[],
  base: readonly ReportedFinding[],
  renames: Readonly<Record<string, string>> = {},
): Comparison {
  const place: Place = (f) => f.identity.place;
  const placeBefore = placesBefore(head, renames);
  const match =
    (pass: Pass): Matching =>
    (rest, left) =>
      matchPass(rest, left, pass);
  const passes: Matching[] = [
    match({ head: signed(place), base: signed(place) }),
    match({ head: signed(placeBefore), base: signed(place) }),
    (rest, left) => matchCode(rest, left, placeBefore, isSameCode),
    (rest, left) => matchCode(rest, left, placeBefore, isEdited),
  ];
  for (const key of [place, placeBefore]) {
    passes.push(
      match({ head: unsigned(key), base: any(place) }),
      match({ head: any(key), base: unsigned(place) }),
    );
  }
  passes.push(match({ head: elsewhere, base: elsewhere }));

  const existing: Finding[] = [];
  let rest: readonly ReportedFinding[] = head;
  let left: readonly ReportedFinding[] = base;
  for (const pass of passes) {
    // After the first passes a side often has none left to match.
    if (rest.length === 0 || left.length === 0) break;
    const { inBoth, inHead, inBase } = pass(rest, left);
    for (const found of inBoth) existing.push(identified(found));
    rest = inHead;
    left = inBase;
  }
  return { introduced: rest.map(identified), existing, fixed: left.map(identified) };
}

/** A finding with its fingerprint, which is worked out when somebody asks: hashing is slow, and of most findings nobody does. */
export function identified({ finding, identity }: ReportedFinding): Finding {
  let known: string | undefined;
  return {
    ...finding,
    get fingerprint() {
      known ??= fingerprint(finding.scan, identity);
      return known;
    },
  };
}

type Place = (finding: ReportedFinding) => string;
/** What a finding is matched by in one pass; null: not in this pass. */
type Key = (finding: ReportedFinding) => string | null;

interface Pass {
  head: Key;
  base: Key;
}

const signed =
  (place: Place): Key =>
  (f) =>
    f.identity.signature ? key(f, place(f), f.identity.signature) : null;
const unsigned =
  (place: Place): Key =>
  (f) =>
    f.identity.signature ? null : key(f, place(f));
const any =
  (place: Place): Key =>
  (f) =>
    key(f, place(f));
const elsewhere: Key = (f) => (f.identity.signature ? key(f, f.identity.signature) : null);

function key(finding: ReportedFinding, ...parts: string[]): string {
  // Of what is joined, the last part alone can have a zero in it.
  return [finding.finding.scan, finding.identity.rule, ...parts].join('\0');
}

interface Matched {
  inBoth: ReportedFinding[];
  inHead: ReportedFinding[];
  inBase: ReportedFinding[];
}
type Matching = (head: readonly ReportedFinding[], base: readonly ReportedFinding[]) => Matched;

/** Pairs of one rule in one file that are looked at; what is left beyond counts as introduced. */
const MOST_PAIRS = 250_000;

/** Pairs of findings in the same place whose code `isLike`. */
function matchCode(
  head: readonly ReportedFinding[],
  base: readonly ReportedFinding[],
  placeBefore: Place,
  isLike: (a: Code, b: Code) => boolean,
): Matched {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of base) {
    if (!finding.code) continue;
    const name = key(finding, finding.identity.place);
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  }
  const known = new Set<ReportedFinding>();
  const taken = new Set<ReportedFinding>();
  let pairs = 0;
  for (const finding of head) {
    const { code } = finding;
    if (!code || pairs > MOST_PAIRS) continue;
    const group = groups.get(key(finding, placeBefore(finding))) ?? [];
    pairs += group.length;
    const match = group.find((other) => !taken.has(other) && other.code && isLike(code, other.code));
    if (!match) continue;
    taken.add(match);
    known.add(finding);
  }
  return split(head, base, known, taken);
}

function split(
  head: readonly ReportedFinding[],
  base: readonly ReportedFinding[],
  known: ReadonlySet<ReportedFinding>,
  taken: ReadonlySet<ReportedFinding>,
): Matched {
  return {
    inBoth: head.filter((f) => known.has(f)),
    inHead: head.filter((f) => !known.has(f)),
    inBase: base.filter((f) => !taken.has(f)),
  };
}

function matchPass(head: readonly ReportedFinding[], base: readonly ReportedFinding[], pass: Pass): Matched {
  const known = new Set<ReportedFinding>();
  const taken = new Set<ReportedFinding>();
  const numbers = new Map<string, number>();
  const heads = keyed(head, pass.head, numbers);
  // Most passes have nothing to do.
  const bases = heads.length > 0 ? keyed(base, pass.base, numbers) : [];
  if (bases.length === 0) return { inBoth: [], inHead: [...head], inBase: [...base] };
  // Those that did not move find their own first; then whoever is left.
  for (const line of [(f: ReportedFinding) => (f.finding.startLine ?? 0) % LINES, () => 0]) {
    const queues = new Map<number, ReportedFinding[]>();
    for (const [finding, number] of bases) {
      if (taken.has(finding)) continue;
      const at = number * LINES + line(finding);
      const queue = queues.get(at);
      if (queue) queue.push(finding);
      else queues.set(at, [finding]);
    }
    for (const queue of queues.values()) queue.reverse();
    for (const [finding, number] of heads) {
      const match = known.has(finding) ? undefined : queues.get(number * LINES + line(finding))?.pop();
      if (!match) continue;
      taken.add(match);
      known.add(finding);
    }
  }
  return split(head, base, known, taken);
}

/** More lines than a file has. */
const LINES = 2 ** 30;

/** Findings with a key, and a number in place of it: keys are long, and are looked up several times. */
function keyed(findings: readonly ReportedFinding[], key: Key, numbers: Map<string, number>) {
  const found: [ReportedFinding, number][] = [];
  for (const finding of findings) {
    const name = key(finding);
    if (name === null) continue;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    found.push([finding, number]);
  }
  return found;
}

function placesBefore(head: readonly ReportedFinding[], renames: Readonly<Record<string, string>>) {
  const before = new Map(Object.entries(renames));
  const places = new Map<ReportedFinding, string>();
  for (const f of before.size > 0 ? head : []) {
    const old = f.finding.file === undefined ? undefined : before.get(f.finding.file);
    if (old === undefined || !f.finding.file) continue;
    // A place is the file, or begins with it (`package-lock.json:lodash`).
    if (f.identity.place.startsWith(f.finding.file)) {
      places.set(f, old + f.identity.place.slice(f.finding.file.length));
    }
  }
  return (f: ReportedFinding) => places.get(f) ?? f.identity.place;
}
