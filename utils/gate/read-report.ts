import type { Finding, Identifier } from './finding.ts';
import type { FindingIdentity } from './fingerprint.ts';
import type { Code } from './line-identity.ts';
import { type SaidArgs, type SaidId, sayInEnglish } from './said.ts';
import type { ReportKind } from './scans.ts';
import { readSeverity } from './severity.ts';
import { safeBlock, safeLine, safeLink } from './text.ts';

/** A finding with what it is compared by, out of which comes its fingerprint. */
export interface ReportedFinding {
  finding: Omit<Finding, 'fingerprint'>;
  identity: FindingIdentity;
  /** The source that it begins in, where the scanner gave it no mark (`withLines`). */
  code?: Code;
}

export interface Report {
  findings: ReportedFinding[];
  /** What scanned, for people: `Semgrep 6.7.1`. */
  tool?: string;
  /** What the scanner warned of, as one line: "2 files are too large and were not scanned". */
  remark?: string;
}

export type ReportReading = { ok: true; report: Report } | { ok: false; problem: string };

/** Characters of a report's text. Larger ones are a problem and told, never read in part. */
export const MAX_REPORT_SIZE = 50_000_000;
/** A report with more findings is a problem too: dropping some could drop the one that blocks. */
export const MAX_FINDINGS = 50_000;

const MAX_IDENTIFIERS = 10;
const MAX_READ_IDENTIFIERS = 100;

/** GitLab's signature algorithms that do not change when lines move, best first. `location` does. */
const SIGNATURES = ['rule_value', 'scope_offset_compressed', 'scope_offset', 'hash'];

type Bag = Record<string, unknown>;

/**
 * Reads a GitLab security report, schemas 14 to 15.2, and the ones in the wild that fit none: versions 1.3 and
 * 2.3, findings without id, name, severity or location, a bare array at the top, NUL characters in strings
 * (lib/gitlab/ci/parsers/security/common.rb is as lenient). What a finding lacks is filled with what is
 * known; a finding is never dropped for its form. `raw_source_code_extract`, `evidence` and `details` may hold
 * a secret's value and are not read at all.
 *
 * @param scan whose report it is: SAST and IaC reports carry the same type.
 */
export function readReport(scan: ReportKind, text: string): ReportReading {
  if (text.length > MAX_REPORT_SIZE) {
    return problem('gate.report.larger', { size: MAX_REPORT_SIZE / 1_000_000 });
  }
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return problem('gate.report.not_json');
  }
  const top: Bag = Array.isArray(data) ? { vulnerabilities: data } : bag(data);
  const list = top.vulnerabilities;
  if (!Array.isArray(list)) return problem('gate.report.no_list');
  if (list.length > MAX_FINDINGS) return problem('gate.report.too_many', { number: MAX_FINDINGS });

  const run = bag(top.scan);
  if (run.status === 'failure') {
    return problem('gate.report.scan_failed');
  }
  if (!list.every((item) => item !== null && typeof item === 'object' && !Array.isArray(item))) {
    return problem('gate.report.not_objects');
  }
  const tool = toolOf(run, list[0]);
  const links = new Map<unknown, string | undefined>();
  const findings = withoutDoubles(list.map((item) => readFinding(scan, item as Bag, links)));
  const remark = remarkOf(run.messages);
  return { ok: true, report: { findings, ...(tool && { tool }), ...(remark && { remark }) } };
}

function problem<Id extends SaidId>(id: Id, ...params: SaidArgs<Id>): ReportReading {
  return { ok: false, problem: sayInEnglish(id, ...params) };
}

function toolOf(run: Bag, first: unknown): string | undefined {
  for (const candidate of [bag(run.scanner), bag(run.analyzer), bag(bag(first).scanner)]) {
    const name = safeLine(candidate.name, 80) || safeLine(candidate.id, 80);
    if (name) return `${name} ${safeLine(candidate.version, 30)}`.trim();
  }
  return undefined;
}

function remarkOf(messages: unknown): string {
  if (!Array.isArray(messages)) return '';
  const warnings = messages.map(bag).filter(({ level }) => level === 'warn' || level === 'fatal');
  return safeLine(
    warnings
      .slice(0, 3)
      .map(({ value }) => safeLine(value, 200))
      .join('; '),
    400,
  );
}

function readFinding(scan: ReportKind, item: Bag, links: Links): ReportedFinding {
  const location = bag(item.location);
  const identifiers = readIdentifiers(item.identifiers, links);
  const file = safeLine(location.file ?? item.file, 1000) || undefined;
  const startLine = lineNumber(location.start_line);
  const endLine = lineNumber(location.end_line);
  const name = nameOf(item, identifiers, file);
  const identity: FindingIdentity = {
    rule: ruleOf(item, identifiers, name),
    place: placeOf(scan, location, file),
    signature: signatureOf(item),
  };
  const more = Math.max(identifiers.length, lengthOf(item.identifiers)) - MAX_IDENTIFIERS;
  const solution = safeBlock(item.solution, 1000);
  const description = safeBlock(item.description, 1500) || safeBlock(item.message, 1500);
  const finding: ReportedFinding['finding'] = {
    scan,
    severity: readSeverity(item.severity),
    name,
    description: description === name ? '' : description,
    identifiers: more > 0 ? identifiers.slice(0, MAX_IDENTIFIERS) : identifiers,
  };
  // One by one: to spread what may be missing takes as long as all the rest, and there can be thousands.
  if (solution) finding.solution = solution;
  if (file) finding.file = file;
  if (startLine) finding.startLine = startLine;
  if (startLine && endLine && endLine > startLine) finding.endLine = endLine;
  if (more > 0) finding.moreIdentifiers = more;
  if (isLikelyFalsePositive(item)) finding.likelyFalsePositive = true;
  return { identity, finding };
}

/** GitLab's own fallback: name, else message, else the best identifier and the file. */
function nameOf(item: Bag, identifiers: Identifier[], file: string | undefined): string {
  return safeLine(item.name, 255) || safeLine(item.message, 255) || nameByIdentifier(item, identifiers, file);
}

function nameByIdentifier(item: Bag, identifiers: Identifier[], file: string | undefined): string {
  const of = (type: string) => identifiers.find((i) => i.type.toLowerCase() === type);
  const best = of('cve') ?? of('cwe') ?? identifiers[0];
  const what = best?.name || best?.value || safeLine(item.cve, 200) || 'Unnamed finding';
  return safeLine(file ? `${what} in ${file}` : what, 255);
}

function ruleOf(item: Bag, identifiers: Identifier[], name: string): string {
  const first = identifiers[0];
  if (first) return `${first.type.toLowerCase()}:${first.value}`;
  // Reports before schema 14 carry a compare key here. It may hold lines; there is nothing better.
  const key = safeLine(item.cve, 500);
  return key ? `cve-key:${key}` : `name:${name}`;
}

function readIdentifiers(list: unknown, links: Links): Identifier[] {
  if (!Array.isArray(list)) return [];
  const found: Identifier[] = [];
  for (let at = 0; at < list.length && at < MAX_READ_IDENTIFIERS; at++) {
    const item = bag(list[at]);
    const name = safeLine(item.name, 200);
    // They are often the same, and to look at a text is what takes the time.
    const value = item.value === item.name ? name : safeLine(item.value, 200) || name;
    if (!value) continue;
    const identifier: Identifier = { type: safeLine(item.type, 100), name, value };
    if (item.url !== undefined) {
      const link = linkOf(item.url, links);
      if (link) identifier.url = link;
    }
    found.push(identifier);
  }
  return found;
}

/** Few differ, and to read one takes as long as a finding. */
type Links = Map<unknown, string | undefined>;

function linkOf(url: unknown, links: Links): string | undefined {
  if (!links.has(url)) links.set(url, safeLink(url));
  return links.get(url);
}

/**
 * Where, without what changes by itself: no lines, no package version, no image tag
 * (GitLab: lib/gitlab/ci/reports/security/locations/*).
 */
function placeOf(scan: ReportKind, location: Bag, file: string | undefined): string {
  const dependency = location.dependency ? safeLine(bag(bag(location.dependency).package).name, 500) : '';
  if (scan === 'container_scanning') {
    const image = safeLine(location.default_branch_image ?? location.image, 1000);
    return `${imageWithoutTag(image)}:${dependency}`;
  }
  if (dependency) return `${file ?? ''}:${dependency}`;
  if (file) return file;
  const web = [location.path, location.method, location.param].map((part) => safeLine(part, 500));
  return web.some(Boolean) ? web.join(':') : '';
}

function imageWithoutTag(image: string): string {
  return image.replace(/@sha256:[0-9a-f]+$/i, '').replace(/:[^/:]*$/, '');
}

function signatureOf(item: Bag): string {
  const items = item.tracking ? bag(item.tracking).items : null;
  if (!Array.isArray(items)) return '';
  let best = SIGNATURES.length;
  let values: string[] = [];
  for (const entry of items.slice(0, 20)) {
    const { signatures } = bag(entry);
    if (!Array.isArray(signatures)) continue;
    for (const signature of signatures.slice(0, 20)) {
      const { algorithm, value } = bag(signature);
      const rank = SIGNATURES.indexOf(algorithm as string);
      if (rank < 0 || rank > best || typeof value !== 'string' || value === '') continue;
      if (rank < best) values = [];
      best = rank;
      values.push(value.slice(0, 2000));
    }
  }
  return values.length > 0 ? `${SIGNATURES[best]}:${values.join('|')}` : '';
}

function isLikelyFalsePositive(item: Bag): boolean {
  return (
    Array.isArray(item.flags) &&
    item.flags.some((flag) => bag(flag).type === 'flagged-as-likely-false-positive')
  );
}

/** The same finding at the same lines, reported twice (several rules of one analyzer), is one. */
function withoutDoubles(all: ReportedFinding[]): ReportedFinding[] {
  const first = new Map<string, ReportedFinding>();
  const seen = new Set<string>();
  return all.filter((reported) => {
    const { finding, identity } = reported;
    // Without lines and signature nothing tells two apart: then both count.
    if (!finding.startLine && !identity.signature) return true;
    const at = `${finding.startLine} ${identity.place}`;
    const there = first.get(at);
    if (!there) {
      first.set(at, reported);
      return true;
    }
    seen.add(keyOf(there));
    const before = seen.size;
    return seen.add(keyOf(reported)).size > before;
  });
}

function keyOf({ finding, identity }: ReportedFinding): string {
  // The last alone may hold anything.
  const { rule, place, signature } = identity;
  return [rule, place, finding.startLine, finding.endLine, signature].join('\0');
}

/** What is left out for its number is counted, though nobody has looked at its form. */
function lengthOf(value: unknown): number {
  return Array.isArray(value) && value.length > MAX_READ_IDENTIFIERS ? value.length : 0;
}

function lineNumber(value: unknown): number | undefined {
  const line = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof line === 'number' && Number.isSafeInteger(line) && line > 0 ? line : undefined;
}

const EMPTY: Bag = {};

function bag(value: unknown): Bag {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Bag) : EMPTY;
}
