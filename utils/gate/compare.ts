import type { Finding } from './finding.ts';
import { type FindingIdentity, fingerprint } from './fingerprint.ts';
import { push } from './group.ts';
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
  const renamed = placesBefore(head, renames);
  const placeBefore: Place = (f) => renamed.get(f) ?? f.identity.place;
  const places = renamed.size > 0 ? [place, placeBefore] : [place];
  const match =
    (pass: Pass): Matching =>
    (rest, left) =>
      matchPass(rest, left, pass);
  const passes: Matching[] = [
    ...places.map((key) => match({ head: signed(key), base: signed(place) })),
    (rest, left) => matchCode(rest, left, placeBefore, isSameCode),
    (rest, left) => matchCode(rest, left, placeBefore, isEdited),
    ...places.flatMap((key) => [
      match({ head: unsigned(key), base: any(place) }),
      match({ head: any(key), base: unsigned(place) }),
    ]),
    match({ head: elsewhere, base: elsewhere }),
  ];

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
  const found = { ...finding };
  identities.set(found, identity);
  return Object.defineProperty(found, 'fingerprint', FINGERPRINT) as Finding;
}

const identities = new WeakMap<object, FindingIdentity>();

/** One getter for all: a thousand objects with one of their own each are slow to make and to read. */
const FINGERPRINT: PropertyDescriptor & ThisType<Finding> = {
  enumerable: true,
  configurable: true,
  get() {
    const value = fingerprint(this.scan, identities.get(this)!);
    Object.defineProperty(this, 'fingerprint', { value });
    return value;
  },
};

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

/** Of what is joined, the last part alone can have a zero in it. */
function key({ finding, identity }: ReportedFinding, part: string, last?: string): string {
  const first = `${finding.scan}\0${identity.rule}\0${part}`;
  return last === undefined ? first : `${first}\0${last}`;
}

interface Matched {
  inBoth: ReportedFinding[];
  inHead: readonly ReportedFinding[];
  inBase: readonly ReportedFinding[];
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
  const groups = new Map<string, number[]>();
  base.forEach((finding, at) => {
    if (finding.code) push(groups, key(finding, finding.identity.place), at);
  });
  const known: boolean[] = [];
  const taken: boolean[] = [];
  let pairs = 0;
  head.forEach((finding, at) => {
    const { code } = finding;
    if (!code || pairs > MOST_PAIRS) return;
    const group = groups.get(key(finding, placeBefore(finding))) ?? [];
    pairs += group.length;
    const match = group.find((other) => {
      const then = taken[other] ? undefined : base[other]?.code;
      return then && isLike(code, then);
    });
    if (match === undefined) return;
    taken[match] = true;
    known[at] = true;
  });
  return split(head, base, known, taken);
}

/** @param known which of the head are in both, by index; `taken`: which of the base */
function split(
  head: readonly ReportedFinding[],
  base: readonly ReportedFinding[],
  known: readonly boolean[],
  taken: readonly boolean[],
): Matched {
  return {
    inBoth: head.filter((_, at) => known[at]),
    inHead: head.filter((_, at) => !known[at]),
    inBase: base.filter((_, at) => !taken[at]),
  };
}

function matchPass(head: readonly ReportedFinding[], base: readonly ReportedFinding[], pass: Pass): Matched {
  const known: boolean[] = [];
  const taken: boolean[] = [];
  const numbers = new Map<string, number>();
  const heads = numbered(head, pass.head, numbers);
  // Most passes have nothing to do.
  if (numbers.size === 0) return { inBoth: [], inHead: head, inBase: base };
  const bases = numbered(base, pass.base, numbers);
  // Those that did not move find their own first; then whoever is left.
  for (const lineOf of [(f: ReportedFinding) => (f.finding.startLine ?? 0) % LINES, () => 0]) {
    /** The first of the base with a number and line, and whoever comes after each. */
    const first = new Map<number, number>();
    const next: number[] = [];
    for (let i = base.length - 1; i >= 0; i--) {
      if (taken[i] || bases[i] === NONE) continue;
      const at = bases[i]! * LINES + lineOf(base[i]!);
      next[i] = first.get(at) ?? NONE;
      first.set(at, i);
    }
    for (let i = 0; i < head.length; i++) {
      if (known[i] || heads[i] === NONE) continue;
      const at = heads[i]! * LINES + lineOf(head[i]!);
      const match = first.get(at) ?? NONE;
      if (match === NONE) continue;
      first.set(at, next[match]!);
      taken[match] = true;
      known[i] = true;
    }
  }
  return split(head, base, known, taken);
}

/** More lines than a file has. */
const LINES = 2 ** 30;
const NONE = -1;

/** A number in place of each finding's key, which is long and looked up several times. */
function numbered(findings: readonly ReportedFinding[], keyOf: Key, numbers: Map<string, number>): number[] {
  return findings.map((finding) => {
    const name = keyOf(finding);
    if (name === null) return NONE;
    const number = numbers.get(name) ?? numbers.size;
    if (number === numbers.size) numbers.set(name, number);
    return number;
  });
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
  return places;
}
