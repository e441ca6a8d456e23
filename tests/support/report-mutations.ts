import { compareFindings } from '../../utils/gate/compare.ts';
import { withLines } from '../../utils/gate/line-identity.ts';
import { readReport } from '../../utils/gate/read-report.ts';
import type { ScanId } from '../../utils/gate/scans.ts';
import { type Outcome, type Random, randomFrom, wrongIn } from './mutations.ts';

/** A finding as a scanner of its kind reports it; `what` says in the test which one it is. */
interface Made {
  what: string;
  location: object;
  rule: string;
  signature?: string;
}

interface Side {
  found: Made[];
  /** Source, where findings are told apart by their line. */
  files?: Record<string, string[]>;
}

interface Case {
  base: Side;
  head: Side;
  renames?: Record<string, string>;
  added: string[];
}

const some = (random: Random) => Array.from({ length: 3 + random(6) }, (_, i) => i);

const inLock = (i: number, version: number, file = 'package-lock.json', rule = `CVE-2024-${i}`): Made => ({
  what: `${file} ${rule} of p${i}`,
  location: { file, dependency: { package: { name: `p${i}` }, version: `${version}.0.0` } },
  rule,
});

const inImage = (i: number, image: string, rule = `CVE-2023-${i}`): Made => ({
  what: `${rule} of lib${i}`,
  location: {
    image,
    operating_system: 'debian 12',
    dependency: { package: { name: `lib${i}` }, version: '1' },
  },
  rule,
});

const secret = (value: string, file: string, line: number): Made => ({
  what: `${value} in ${file}`,
  location: { file, start_line: line },
  rule: 'aws/AWSSecretAccessKey',
  signature: value,
});

/** Terraform with rules that are open to the world, found at the line that says so. */
function terraform(lines: string[], file = 'main.tf'): Side {
  const found = lines.flatMap((line, i) => {
    const name = /# (\w+)$/.exec(line)?.[1];
    return name ? [{ what: name, location: { file, start_line: i + 1 }, rule: 'AVD-AWS-0107' }] : [];
  });
  // The name in the comment is the test's alone: the scanner's line does not have it.
  return { found, files: { [file]: lines.map((line) => line.replace(/ # \w+$/, '')) } };
}

const rules = (count: readonly number[]) =>
  count.flatMap((i) => [
    `resource "aws_security_group_rule" "r${i}" {`,
    `  from_port = ${8000 + i}`,
    `  cidr_blocks = ["0.0.0.0/0", "10.${i}.0.0/16"] # r${i}`,
    '}',
  ]);

/** What happens in merge requests to findings that are not in source code. */
const CASES: [string, ScanId, (random: Random) => Case][] = [
  [
    'a package updated, and still vulnerable',
    'dependency_scanning',
    (random) => {
      const all = some(random);
      return {
        base: { found: all.map((i) => inLock(i, 1)) },
        head: { found: all.map((i) => inLock(i, 2)) },
        added: [],
      };
    },
  ],
  [
    'a package updated to a version with another vulnerability',
    'dependency_scanning',
    (random) => {
      const base = some(random).map((i) => inLock(i, 1));
      const worse = inLock(0, 2, undefined, 'CVE-2025-1');
      return { base: { found: base }, head: { found: [worse, ...base.slice(1)] }, added: [worse.what] };
    },
  ],
  [
    'a lock file moved, and a second one with the same package',
    'dependency_scanning',
    (random) => {
      const all = some(random);
      const moved = all.map((i) => inLock(i, 1, 'web/package-lock.json'));
      const copy = inLock(1, 1, 'api/package-lock.json');
      return {
        base: { found: all.map((i) => inLock(i, 1)) },
        head: { found: [copy, ...moved] },
        renames: { 'web/package-lock.json': 'package-lock.json' },
        added: [copy.what],
      };
    },
  ],
  [
    'a base image of a newer tag, and a new vulnerability in it',
    'container_scanning',
    (random) => {
      const all = some(random);
      const fresh = inImage(1, 'registry.example.com:5000/node:24', 'CVE-2025-2');
      return {
        base: { found: all.map((i) => inImage(i, 'registry.example.com:5000/node:22')) },
        head: { found: [...all.map((i) => inImage(i, 'registry.example.com:5000/node:24')), fresh] },
        added: [fresh.what],
      };
    },
  ],
  [
    'another base image',
    'container_scanning',
    (random) => {
      const all = some(random);
      const head = all.map((i) => inImage(i, 'alpine:3.22'));
      return {
        base: { found: all.map((i) => inImage(i, 'debian:12')) },
        head: { found: head },
        added: head.map(({ what }) => what),
      };
    },
  ],
  [
    'secrets moved within and between files',
    'secret_detection',
    (random) => {
      const all = some(random);
      const head = all.map((i) => secret(`s${i}`, i % 2 ? '.env' : 'conf/app.env', i + random(50)));
      return {
        base: { found: all.map((i) => secret(`s${i}`, '.env', i + 1)) },
        head: { found: head },
        added: [],
      };
    },
  ],
  [
    'a secret replaced by another at the same line, and one copied',
    'secret_detection',
    (random) => {
      const base = some(random).map((i) => secret(`s${i}`, '.env', i + 1));
      const [other, copy] = [secret('rotated', '.env', 1), secret('s1', 'docs/a.md', 1)];
      return {
        base: { found: base },
        head: { found: [other, ...base.slice(1), copy] },
        added: [other.what, copy.what],
      };
    },
  ],
  [
    'infrastructure code shifted and reformatted, and one more open rule',
    'iac',
    (random) => {
      const all = some(random);
      const shifted = rules(all).flatMap((line) => (random(3) === 0 ? ['', line] : [line]));
      const more = rules([99]);
      return {
        base: terraform(rules(all)),
        head: terraform([...shifted, ...more].map((line) => line.replace(/^ {2}/, '    '))),
        added: ['r99'],
      };
    },
  ],
  [
    'an open rule closed and another opened instead',
    'iac',
    (random) => {
      const all = some(random);
      const closed = rules(all).filter((line) => !line.endsWith('# r0'));
      return { base: terraform(rules(all)), head: terraform([...closed, ...rules([98])]), added: ['r98'] };
    },
  ],
  [
    'an open rule edited into another open rule',
    'iac',
    (random) => {
      const all = some(random);
      const edited = rules(all).map((line) => line.replace('"0.0.0.0/0", "10.0.', '"::/0", "10.0.'));
      return { base: terraform(rules(all)), head: terraform(edited), added: ['r0'] };
    },
  ],
  [
    'a package updated under another licence',
    'licenses',
    (random) => {
      const base = some(random).map((i) => inLock(i, 1, undefined, 'MPL-2.0'));
      const stricter = inLock(0, 2, undefined, 'AGPL-3.0-only');
      const updated = base.slice(1).map((_, i) => inLock(i + 1, 2, undefined, 'MPL-2.0'));
      return { base: { found: base }, head: { found: [stricter, ...updated] }, added: [stricter.what] };
    },
  ],
];

/** Compares each case several times, with other numbers of findings in another order. */
export function* reportOutcomes(rounds: number): Generator<Outcome> {
  for (let round = 0; round < rounds; round++) {
    for (const [mutation, scan, make] of CASES) {
      const random = randomFrom(round * 1000 + mutation.length);
      const { base, head, renames = {}, added } = make(random);
      const text = (side: Side) => (file: string) => side.files?.[file]?.join('\n') ?? null;
      const sides = withLines(
        reported(
          scan,
          head.found.toSorted(() => random(3) - 1),
        ),
        reported(scan, base.found),
        { head: text(head), base: text(base) },
        renames,
      );
      const { introduced } = compareFindings(sides.head, sides.base, renames);
      yield { mutation, marks: scan, ...wrongIn(introduced, added) };
    }
  }
}

function reported(scan: ScanId, found: readonly Made[]) {
  const vulnerabilities = found.map(({ what, location, rule, signature }) => ({
    name: `A finding of ${scan}`,
    description: what,
    severity: 'High',
    location,
    identifiers: [{ type: 'rule', name: rule, value: rule }],
    ...(signature && {
      tracking: { items: [{ signatures: [{ algorithm: 'rule_value', value: signature }] }] },
    }),
  }));
  const reading = readReport(scan, JSON.stringify({ version: '15.2.1', vulnerabilities }));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report.findings;
}
