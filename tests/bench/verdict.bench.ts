import { decide } from '../../utils/gate/decide.ts';
import { withLines } from '../../utils/gate/line-identity.ts';
import { type ReportedFinding, readReport } from '../../utils/gate/read-report.ts';
import { outcomes } from '../support/mutations.ts';
import { reportOutcomes } from '../support/report-mutations.ts';
import { type Bench, rounded } from './figure.ts';

const FINDINGS = 10_000;
const ROUNDS = 60;

/** How long the verdict on large reports takes, and how often it is wrong on changes that people make. */
const bench: Bench = async (emit) => {
  const base = report(0);
  const head = report(40);
  const times = Array.from({ length: 7 }, () => timed(head, base)).sort((a, b) => a - b);
  emit({
    name: 'verdict.10000x10000',
    value: rounded(times[3] ?? Number.NaN),
    unit: 'ms of the thread’s own time, median',
    budget: 100,
  });

  const lines = Array.from({ length: 7 }, () => timedWithLines()).sort((a, b) => a - b);
  emit({
    name: 'verdict.10000x10000.lines',
    value: rounded(lines[3] ?? Number.NaN),
    unit: 'ms of the thread’s own time, findings without signatures, told apart by their lines, median',
    budget: 100,
  });

  let cases = 0;
  let [falseNew, missedNew] = [0, 0];
  const mutations = new Set<string>();
  const kinds = new Set<string>();
  for (const outcome of [...outcomes(ROUNDS), ...reportOutcomes(ROUNDS)]) {
    cases++;
    mutations.add(outcome.mutation);
    kinds.add(outcome.marks);
    falseNew += outcome.falseNew;
    missedNew += outcome.missedNew;
  }
  const unit = `of ${cases} cases, ${mutations.size} kinds of change (${[...kinds].join(', ')})`;
  emit({ name: 'gate.false-new', value: falseNew, unit, budget: 0 });
  emit({ name: 'gate.missed-new', value: missedNew, unit, budget: 0 });
};
export default bench;

/** Findings of a hundred files; every tenth is another's, and all lines have moved by `shift`. */
function report(shift: number): ReportedFinding[] {
  const vulnerabilities = Array.from({ length: FINDINGS }, (_, i) => ({
    name: `Finding ${i}`,
    severity: 'High',
    location: { file: `src/file-${i % 100}.ts`, start_line: i + 1 + shift },
    identifiers: [{ type: 'cwe', name: `CWE-${i % 50}`, value: String(i % 50) }],
    tracking: {
      items: [
        {
          signatures: [{ algorithm: 'scope_offset', value: `${i % 10 === 0 ? shift : ''}f${i}` }],
        },
      ],
    },
  }));
  const reading = readReport('sast', JSON.stringify({ version: '15.2.1', vulnerabilities }));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report.findings;
}

/** A hundred files of a hundred findings each, moved down; every tenth is edited, and so another. */
function sources(isHead: boolean): Map<string, string> {
  const texts = new Map<string, string>();
  for (let file = 0; file < 100; file++) {
    const lines = Array.from({ length: FINDINGS / 100 }, (_, i) => {
      const input = isHead && i % 10 === 0 ? 'location.hash' : `request.body.f${i}`;
      return `function f${i}(request) {\n  return eval(${input}, ${file});\n}`;
    });
    texts.set(`src/file-${file}.ts`, `${isHead ? '// moved\n'.repeat(40) : ''}${lines.join('\n')}\n`);
  }
  return texts;
}

function unsigned(isHead: boolean): ReportedFinding[] {
  const vulnerabilities = Array.from({ length: FINDINGS }, (_, i) => ({
    name: 'eval of variable text',
    severity: 'High',
    location: { file: `src/file-${i % 100}.ts`, start_line: Math.floor(i / 100) * 3 + 2 + (isHead ? 40 : 0) },
    identifiers: [{ type: 'eslint_rule_id', name: 'eval', value: 'eval' }],
  }));
  const reading = readReport('sast', JSON.stringify({ version: '15.2.1', vulnerabilities }));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report.findings;
}

function timedWithLines(): number {
  const [head, base] = [unsigned(true), unsigned(false)];
  const [now, then] = [sources(true), sources(false)];
  const started = process.threadCpuUsage();
  const texts = {
    head: (file: string) => now.get(file) ?? null,
    base: (file: string) => then.get(file) ?? null,
  };
  const sides = withLines(head, base, texts, {});
  return cpuMs(started) + timed(sides.head, sides.base);
}

function timed(head: ReportedFinding[], base: ReportedFinding[]): number {
  const started = process.threadCpuUsage();
  const verdict = decide({
    project: 1,
    mergeRequest: 1,
    head: '',
    base: '',
    policyCommit: '',
    effective: {
      source: 'default',
      settings: { failOn: 'high', scans: ['sast'], perScan: {}, drafts: true },
    },
    ignores: [],
    outcomes: {
      sast: {
        head: { state: 'read', report: { findings: head } },
        base: { state: 'read', report: { findings: base } },
      },
    },
    evaluatedAt: new Date(0),
    gate: { project: '', pipelineUrl: '', version: '' },
  });
  if (verdict.counts.blocking !== FINDINGS / 10) throw new Error(`${verdict.counts.blocking} block`);
  return cpuMs(started);
}

/** Of this thread, its garbage collection included: what else the machine does meanwhile is not in it. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1000;
}
