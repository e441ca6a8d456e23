import { compareFindings } from '../../utils/gate/compare.ts';
import type { Finding } from '../../utils/gate/finding.ts';
import { withLines } from '../../utils/gate/line-identity.ts';
import { type ReportedFinding, readReport } from '../../utils/gate/read-report.ts';
import type { ScanId } from '../../utils/gate/scans.ts';

/** A repository at one commit, small: path → lines. */
type Files = Record<string, string[]>;

interface Case {
  base: Files;
  head: Files;
  /** new path → old path, as git tells it. */
  renames: Record<string, string>;
  /** The calls that are new, by the name that stands in them. */
  added: string[];
}

/** Whether the scanner of a case marks what it found, as GitLab's analyzers do, or names lines alone, as others. */
type Marks = 'signatures' | 'lines';

export type Random = (below: number) => number;
type Mutation = (files: Files, random: Random, renames: Record<string, string>) => Files;

export interface Outcome {
  mutation: string;
  /** For code; else the scan. */
  marks: Marks | ScanId;
  falseNew: number;
  missedNew: number;
}

/** What people do to a file that changes none of its findings. */
export const MUTATIONS: Record<string, Mutation> = {
  nothing: (files) => files,
  'shifted lines': (files, random) =>
    each(files, (lines) =>
      lines.flatMap((line, i) => (random(3) === 0 ? [`// note ${i} ${random(1e6)}`, '', line] : [line])),
    ),
  'removed lines': (files) => each(files, (lines) => lines.filter((line) => !line.startsWith('// about'))),
  'renamed files': (files, _, renames) => {
    const named = Object.entries(files).map(([path, lines]) => {
      const next = `lib/${path}`;
      renames[next] = path;
      return [next, lines] as const;
    });
    return Object.fromEntries(named);
  },
  'files moved and not known as renamed': (files) =>
    Object.fromEntries(Object.entries(files).map(([path, lines]) => [`moved/${path}`, lines])),
  'other indentation and quotes': (files) =>
    each(files, (lines) => lines.map((line) => `\t\t${line.trim().replaceAll("'", '"').replace(/;$/, '')} `)),
  'broken lines': (files) =>
    each(files, (lines) =>
      lines.flatMap((line) => {
        const at = line.indexOf('(request');
        return at < 0 ? [line] : [line.slice(0, at + 1), `    ${line.slice(at + 1, -2)},`, '  );'];
      }),
    ),
  'renamed names': (files) =>
    each(files, (lines) => lines.map((line) => line.replaceAll('request', 'input'))),
  'results used otherwise': (files) =>
    each(files, (lines) => lines.map((line) => line.replace('return eval', 'this.result = await eval'))),
  'functions in another order': (files, random) =>
    each(files, (lines) => {
      const functions = chunks(lines);
      const start = random(functions.length);
      return [...functions.slice(start), ...functions.slice(0, start)].flat();
    }),
  'deleted functions': (files) => each(files, (lines) => chunks(lines).slice(2).flat()),
};

/** What the calls of the made-up repository evaluate. */
const EVALUATED = /(request|input)\.body/;

/** Mutations that are common in one merge request. */
const TOGETHER: [string, string][] = [
  ['shifted lines', 'renamed files'],
  ['other indentation and quotes', 'renamed files'],
  ['shifted lines', 'broken lines'],
  ['broken lines', 'renamed files'],
  ['renamed names', 'shifted lines'],
  ['results used otherwise', 'removed lines'],
  ['deleted functions', 'shifted lines'],
  ['functions in another order', 'shifted lines'],
];

/**
 * Compares each mutation of a made-up repository with the original, a new finding put into every second one. The report
 * of the head comes in another order, from a scanner of another version and a job of another name.
 */
export function* outcomes(rounds: number): Generator<Outcome> {
  for (let round = 0; round < rounds; round++) {
    for (const [name, chain] of chains()) {
      for (const marks of ['signatures', 'lines'] as const) {
        const random = randomFrom(round * 1000 + name.length * 31 + marks.length);
        const made = makeCase(chain, marks, random, round % 2 === 1);
        const { falseNew, missedNew } = judge(made, marks, random);
        yield { mutation: name, marks, falseNew, missedNew };
      }
    }
  }
}

function chains(): [string, Mutation[]][] {
  const of = (name: string): Mutation => MUTATIONS[name] ?? ((files) => files);
  return [
    ...Object.keys(MUTATIONS).map((name): [string, Mutation[]] => [name, [of(name)]]),
    ...TOGETHER.map((names): [string, Mutation[]] => [names.join(' + '), names.map(of)]),
  ];
}

function makeCase(chain: readonly Mutation[], marks: Marks, random: Random, withNew: boolean): Case {
  const base = repository(random);
  const renames: Record<string, string> = {};
  let head = structuredClone(base);
  for (const mutate of chain) head = mutate(head, random, renames);
  const added: string[] = [];
  if (!withNew) return { base, head, renames, added };
  const paths = Object.keys(head);
  const path = paths[random(paths.length)] ?? '';
  const lines = head[path] ?? [];
  const kind = random(4);
  const edited = kind === 3 && marks === 'lines' ? editCall(lines) : null;
  if (edited !== null) return { base, head, renames, added: [edited] };
  // Whoever renames a variable calls it by its new name from then on.
  const name = lines.some((line) => line.includes('input.body')) ? 'input' : 'request';
  switch (kind % 3) {
    case 0: {
      // A call of its own.
      const at = boundaries(lines)[random(boundaries(lines).length)] ?? 0;
      lines.splice(at, 0, `function fresh(${name}) {`, `  return eval(${name}.fresh, 'fresh');`, '}');
      added.push('fresh');
      break;
    }
    case 1:
      // A copy of an old one, in a new file.
      head['src/copy.js'] = ['// a copy', ...(chunks(lines)[0] ?? [])];
      added.push(...callsIn(head['src/copy.js']).map(({ name }) => name));
      break;
    default: {
      // An old one fixed, and one of the same kind put elsewhere in the file: not the same one.
      const old = callsIn(lines)[0];
      if (old) lines[old.line] = '  return 1;';
      lines.push(`function elsewhere(${name}) {`, `  return eval(${name}.other, 'elsewhere');`, '}');
      added.push('elsewhere');
    }
  }
  return { base, head, renames, added };
}

/** Makes an old call do the same to something else: another vulnerability. A scanner's own mark takes it for the old one. */
function editCall(lines: string[]): string | null {
  const old = callsIn(lines)[0];
  const at = old ? lines.findIndex((line, i) => i >= old.line && EVALUATED.test(line)) : -1;
  if (!old || at < 0) return null;
  lines[at] = (lines[at] ?? '').replace(EVALUATED, 'location.hash');
  return old.name;
}

function judge({ base, head, renames, added }: Case, marks: Marks, random: Random) {
  const before = report(base, marks, 'scan-job 1.0', random);
  const after = report(head, marks, 'renamed-job 2.1', random);
  const text = (files: Files) => (file: string) => files[file]?.join('\n') ?? null;
  const sides = withLines(after, before, { head: text(head), base: text(base) }, renames);
  const { introduced } = compareFindings(sides.head, sides.base, renames);
  return wrongIn(introduced, added);
}

/** Findings that were taken for new and are not, and new ones that were not: their description names them. */
export function wrongIn(introduced: readonly Finding[], added: readonly string[]) {
  const wanted = [...added];
  let falseNew = 0;
  for (const finding of introduced) {
    const at = wanted.indexOf(finding.description);
    if (at < 0) falseNew++;
    else wanted.splice(at, 1);
  }
  return { falseNew, missedNew: wanted.length };
}

/** Several files of functions that each hold a call which the made-up scanner finds. */
function repository(random: Random): Files {
  const files: Files = {};
  for (let file = 0; file < 3; file++) {
    const lines: string[] = [];
    for (let i = 0; i < 4 + random(6); i++) {
      const name = `f${file}x${i}`;
      lines.push(`// about ${name}`, `function ${name}(request) {`, `  const id${name} = ${random(1e6)};`);
      lines.push(`  return eval(request.body, '${name}');`, '}');
    }
    files[`src/${file}.js`] = lines;
  }
  return files;
}

function report(files: Files, marks: Marks, scanner: string, random: Random): ReportedFinding[] {
  const vulnerabilities = Object.entries(files).flatMap(([file, lines]) =>
    callsIn(lines).map(({ name, line }) => ({
      id: `${random(1e9)}`,
      name: 'eval of variable text',
      description: name,
      severity: 'High',
      location: { file, start_line: line + 1 },
      identifiers: [{ type: 'semgrep_id', name: 'eval', value: 'eval' }],
      ...(marks === 'signatures' && {
        tracking: {
          type: 'source',
          items: [{ signatures: [{ algorithm: 'scope_offset_compressed', value: `${name}|eval[0]:1` }] }],
        },
      }),
    })),
  );
  for (let i = vulnerabilities.length - 1; i > 0; i--) {
    const j = random(i + 1);
    const [a, b] = [vulnerabilities[i], vulnerabilities[j]];
    if (a && b) [vulnerabilities[i], vulnerabilities[j]] = [b, a];
  }
  const [name = '', version = ''] = scanner.split(' ');
  const scan = { type: 'sast', status: 'success', scanner: { id: name, name, version } };
  const reading = readReport('sast', JSON.stringify({ version: '15.2.1', scan, vulnerabilities }));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report.findings;
}

function callsIn(lines: readonly string[]): { name: string; line: number }[] {
  return lines.flatMap((line, i) => {
    if (!line.includes('eval(')) return [];
    const [, , name = ''] =
      /(["'])(\w+)\1\)?,?;?\s*$/.exec(`${line}${line.trim().endsWith('(') ? lines[i + 1] : ''}`) ?? [];
    return [{ name, line: i }];
  });
}

function each(files: Files, change: (lines: string[]) => string[]): Files {
  return Object.fromEntries(Object.entries(files).map(([path, lines]) => [path, change(lines)]));
}

/** A file's functions. */
function chunks(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    found.at(-1)?.push(line);
    if (line === '}') found.push([]);
  }
  return found.filter((chunk) => chunk.length > 0);
}

function boundaries(lines: readonly string[]): number[] {
  return [0, ...lines.flatMap((line, i) => (line.trim() === '}' ? [i + 1] : []))];
}

/** The same numbers each time (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}
