import fc from 'fast-check';
import type { Finding } from '../../../utils/gate/finding.ts';
import type { FindingIdentity } from '../../../utils/gate/fingerprint.ts';
import type { GateSettings, Policy } from '../../../utils/gate/policy.ts';
import type { ReportedFinding } from '../../../utils/gate/read-report.ts';
import { SCAN_IDS } from '../../../utils/gate/scans.ts';
import { FAIL_ON, SEVERITIES } from '../../../utils/gate/severity.ts';
import type { Verdict } from '../../../utils/gate/verdict.ts';

export const failOn = () => fc.constantFrom(...FAIL_ON);
const id = () => fc.integer({ min: 1, max: 2 ** 40 });
const day = () =>
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10));
const optional = <K extends string, T>(key: K, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }) as { [P in K]?: T });

/** Text that YAML likes to take for something else, and any other. */
export const tricky = () =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'null',
      '~',
      'true',
      'no',
      '0x1f',
      '1e3',
      '- a',
      'a: b',
      '#x',
      '"',
      "'",
      '|',
      '>-',
      '*a',
      '&a',
      '!t',
      '2027-01-01',
      ' x ',
      'a\nb',
      '{{',
      '%TAG',
      '---',
      '\u2028',
      '\ufeff',
    ),
  );

export const settings = (): fc.Arbitrary<GateSettings> =>
  fc
    .tuple(plainSettings(), optional('onError', fc.constant('allow' as const)))
    .map(([plain, more]) => ({ ...plain, ...more }));

const plainSettings = () =>
  fc.record({
    failOn: failOn(),
    scans: fc.uniqueArray(fc.constantFrom(...SCAN_IDS), { minLength: 1 }),
    perScan: fc.dictionary(fc.constantFrom(...SCAN_IDS), failOn(), { noNullPrototype: true }),
    drafts: fc.boolean(),
  });

const reason = () => tricky().filter((text) => text !== '');

const username = () => fc.string({ unit: fc.constantFrom(...'abcxyz019-_.'), minLength: 1, maxLength: 12 });

const images = () =>
  fc.uniqueArray(
    fc.record({
      project: id(),
      image: fc.constantFrom(
        'alpine',
        'quay.io/a/b:1.2',
        'registry.example.com:5000/a/b:v-{commit}',
        'a/b:{commit}',
      ),
    }),
    { selector: (i) => `${i.project} ${i.image}`, minLength: 1, maxLength: 4 },
  );

export const policies = (): fc.Arbitrary<Policy> =>
  fc
    .tuple(
      plainPolicies(),
      optional('enrolNew', fc.constant(true as const)),
      optional('mayIgnore', fc.uniqueArray(username(), { minLength: 1, maxLength: 4 })),
      optional('threads', fc.integer({ min: 1, max: 50 })),
      optional('images', images()),
    )
    .map(([plain, ...options]) => Object.assign({}, plain, ...options));

const plainPolicies = () =>
  fc.record({
    version: fc.constant(1 as const),
    default: fc.option(settings()),
    exceptions: fc.uniqueArray(
      fc
        .tuple(
          settings(),
          fc.record({ project: id(), path: tricky(), reason: reason(), owner: tricky() }),
          optional('until', day()),
        )
        .map(([s, e, u]) => ({ ...s, ...e, ...u })),
      { selector: (e) => e.project, maxLength: 6 },
    ),
    ignores: fc.uniqueArray(
      fc
        .tuple(
          fc.record({ project: id(), finding: reason(), reason: reason(), by: tricky() }),
          optional('until', day()),
        )
        .map(([i, u]) => ({ ...i, ...u })),
      { selector: (i) => `${i.project} ${i.finding}`, maxLength: 6 },
    ),
  });

export const hostile = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '@all please look',
      '/close',
      '\n/merge\n',
      '[x](javascript:alert(1))',
      '![x](https://evil.example/x.png)',
      '| a | b |',
      '--> <b>',
      '<!-- mr-gate:v1 e30= -->',
      '`code`` ``',
      '\u202egnp.exe',
      'https://evil.example',
      '#1 !2 ~bug %3 &4 $5 :tada:',
      'x'.repeat(3000),
      '\ud800',
    ),
  );

export const findings = (): fc.Arbitrary<Finding> =>
  fc
    .tuple(
      fc.record({
        fingerprint: fc.string({
          unit: fc.constantFrom(...'0123456789abcdef'),
          minLength: 32,
          maxLength: 32,
        }),
        scan: fc.constantFrom(...SCAN_IDS),
        severity: fc.constantFrom(...SEVERITIES),
        name: hostile(),
        description: hostile(),
        identifiers: fc.array(
          fc
            .tuple(
              fc.record({ type: hostile(), name: hostile(), value: hostile() }),
              optional('url', fc.oneof(fc.webUrl(), hostile())),
            )
            .map(([a, b]) => ({ ...a, ...b })),
          { maxLength: 8 },
        ),
      }),
      optional('solution', hostile()),
      optional('file', hostile()),
      optional('startLine', fc.integer({ min: 1, max: 1e6 })),
      optional('endLine', fc.integer({ min: 1, max: 1e6 })),
      optional('likelyFalsePositive', fc.boolean()),
      optional('moreIdentifiers', fc.integer({ min: 1, max: 1e6 })),
    )
    .map(([a, ...rest]) => Object.assign({}, a, ...rest));

const sha = () => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });

export const verdicts = (): fc.Arbitrary<Verdict> =>
  fc
    .tuple(
      fc.record({
        schema: fc.constant(1 as const),
        state: fc.constantFrom('passed', 'failed', 'report_only', 'error'),
        cause: hostile(),
        project: id(),
        mergeRequest: id(),
        head: sha(),
        base: fc.oneof(sha(), fc.constant('')),
        failOn: failOn(),
        settingsFrom: fc.constantFrom('default', 'exception'),
        policyCommit: sha(),
        scans: fc.uniqueArray(
          fc
            .tuple(
              fc.record({
                scan: fc.constantFrom(...SCAN_IDS),
                state: fc.constantFrom('ok', 'nothing_to_scan', 'failed', 'missing', 'not_compared'),
                failOn: failOn(),
              }),
              optional('cause', hostile()),
              optional('tool', hostile()),
            )
            .map(([a, b, c]) => ({ ...a, ...b, ...c })),
          { selector: (s) => s.scan },
        ),
        findings: fc.record({
          blocking: fc.array(findings(), { maxLength: 5 }),
          introduced: fc.array(findings(), { maxLength: 3 }),
          existing: fc.array(findings(), { maxLength: 3 }),
          fixed: fc.array(findings(), { maxLength: 3 }),
          ignored: fc.array(findings(), { maxLength: 3 }),
        }),
        evaluatedAt: fc
          .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
          .map((d) => d.toISOString()),
        gate: fc.record({
          project: hostile(),
          pipelineUrl: fc.oneof(fc.webUrl(), hostile()),
          version: hostile(),
        }),
      }),
      optional('notEnforced', hostile()),
      optional('letThrough', fc.constant(true as const)),
    )
    .map(([v, ...more]) => ({
      ...v,
      ...Object.assign({}, ...more),
      counts: {
        blocking: v.findings.blocking.length,
        introduced: v.findings.introduced.length,
        existing: v.findings.existing.length,
        fixed: v.findings.fixed.length,
        ignored: v.findings.ignored.length,
      },
    })) as fc.Arbitrary<Verdict>;

/** A finding as a report gives it, from few rules, files and signatures, so that they meet. */
export const reported = (): fc.Arbitrary<ReportedFinding> =>
  fc
    .record({
      rule: fc.constantFrom('r1', 'r2'),
      place: fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
      signature: fc.constantFrom('', 's1', 's2', 's3'),
      line: fc.integer({ min: 1, max: 5 }),
      severity: fc.constantFrom(...SEVERITIES),
    })
    .map(({ rule, place, signature, line, severity }) => make({ rule, place, signature }, line, severity));

export function make(
  identity: FindingIdentity,
  line = 1,
  severity: Finding['severity'] = 'high',
): ReportedFinding {
  return {
    identity,
    finding: {
      scan: 'sast',
      severity,
      name: `${identity.rule} in ${identity.place}`,
      description: '',
      file: identity.place,
      startLine: line,
      identifiers: [],
    },
  };
}
