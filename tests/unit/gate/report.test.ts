import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identified } from '../../../utils/gate/compare.ts';
import { type Report, readReport } from '../../../utils/gate/read-report.ts';
import type { ScanId } from '../../../utils/gate/scans.ts';

function read(data: unknown, scan: ScanId = 'sast'): Report {
  const reading = readReport(scan, typeof data === 'string' ? data : JSON.stringify(data));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report;
}

const one = (vulnerability: object, scan: ScanId = 'sast') =>
  read({ version: '15.0.0', vulnerabilities: [vulnerability] }, scan).findings[0]!;

const secret = {
  id: '1',
  category: 'secret_detection',
  name: 'AWS key',
  severity: 'Critical',
  raw_source_code_extract: 'the-secret-value',
  details: { x: { value: 'the-secret-value' } },
  evidence: { summary: 'the-secret-value' },
  location: { file: 'a.py', start_line: 3, end_line: 3, commit: { sha: '0' } },
  identifiers: [{ type: 'gitleaks_rule_id', name: 'Gitleaks rule ID AWS', value: 'AWS' }],
};

describe('reading a security report', () => {
  it('reads a finding of schema 15', () => {
    const { findings, tool } = read({
      version: '15.2.1',
      scan: {
        type: 'sast',
        status: 'success',
        scanner: { id: 'semgrep', name: 'Semgrep', version: '6.7.1' },
        messages: [
          { level: 'info', value: 'quiet' },
          { level: 'warn', value: '2 files were skipped' },
        ],
      },
      vulnerabilities: [
        {
          id: 'a',
          name: 'Weak hash',
          description: 'MD5 is\nbroken',
          severity: 'Medium',
          solution: 'Use SHA-256',
          location: { file: 'src/a.ts', start_line: 4, end_line: 6 },
          identifiers: [{ type: 'CWE', name: 'CWE-328', value: '328', url: 'https://cwe.mitre.org/328' }],
          flags: [{ type: 'flagged-as-likely-false-positive', origin: 'x', description: 'y' }],
        },
      ],
    });
    expect(tool).toBe('Semgrep 6.7.1');
    expect(findings.map(identified)).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        scan: 'sast',
        severity: 'medium',
        name: 'Weak hash',
        description: 'MD5 is\nbroken',
        solution: 'Use SHA-256',
        file: 'src/a.ts',
        startLine: 4,
        endLine: 6,
        identifiers: [{ type: 'CWE', name: 'CWE-328', value: '328', url: 'https://cwe.mitre.org/328' }],
        likelyFalsePositive: true,
      },
    ]);
  });

  it('tells warnings of the scanner', () => {
    const messages = [
      { level: 'info', value: 'quiet' },
      { level: 'warn', value: '2 files were skipped' },
    ];
    expect(read({ scan: { messages }, vulnerabilities: [] }).remark).toBe('2 files were skipped');
  });

  it('reads old and odd ones', () => {
    expect(read([{ cve: 'key', message: 'old' }]).findings[0]?.finding.name).toBe('old');
    expect(read({ version: '2.3', vulnerabilities: [{}] }).findings[0]?.finding).toMatchObject({
      name: 'Unnamed finding',
      severity: 'unknown',
      identifiers: [],
    });
    expect(one({ location: {}, identifiers: [{ type: 'cve', value: 'CVE-1' }] }).finding.name).toBe('CVE-1');
    expect(one({ name: 'a\u0000b', severity: 'HIGH' }).finding).toMatchObject({
      name: 'ab',
      severity: 'high',
    });
    expect(one({ name: 'x', severity: 'Experimental' }).finding.severity).toBe('unknown');
    expect(one({ name: 5, location: 'no', identifiers: 'none', tracking: 7 }).finding.name).toBe(
      'Unnamed finding',
    );
    expect(read('\ufeff{"vulnerabilities":[]}').findings).toEqual([]);
  });

  it.each([
    ['{"vulnerabilities":', /not valid JSON/],
    ['{}', /no list/],
    ['null', /no list/],
    ['{"vulnerabilities":[1]}', /not objects/],
    ['{"scan":{"status":"failure"},"vulnerabilities":[]}', /scan failed/],
    [JSON.stringify({ vulnerabilities: Array(50_001).fill({}) }), /more than/],
  ])('names the problem of %.40s', (text, problem) => {
    const reading = readReport('sast', text);
    expect(reading.ok ? '' : reading.problem).toMatch(problem);
  });

  it('never keeps a secret', () => {
    expect(JSON.stringify(one(secret, 'secret_detection'))).not.toContain('the-secret-value');
  });

  it('keeps https links alone', () => {
    const identifiers = [
      'http://a.example',
      'javascript:alert(1)',
      'https://u:p@a.example',
      'https://a.example/x',
    ].map((url, i) => ({ type: 't', name: `n${i}`, value: `${i}`, url }));
    expect(one({ identifiers }).finding.identifiers.map((i) => i.url)).toEqual([
      undefined,
      undefined,
      undefined,
      'https://a.example/x',
    ]);
  });

  it('counts the identifiers beyond the first ten', () => {
    const named = (number: number) =>
      one({
        ...secret,
        identifiers: Array.from({ length: number }, (_, at) => ({
          type: 'cve',
          name: `${at}`,
          value: `${at}`,
        })),
      }).finding;
    expect(named(10).moreIdentifiers).toBeUndefined();
    expect(named(13)).toMatchObject({ identifiers: { length: 10 }, moreIdentifiers: 3 });
    expect(named(250).moreIdentifiers).toBe(240);
  });

  it('takes a double for one, but not two that nothing tells apart', () => {
    expect(read([secret, secret]).findings).toHaveLength(1);
    const { location: _location, ...placeless } = secret;
    expect(read([placeless, placeless]).findings).toHaveLength(2);
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const reading = readReport(
          'sast',
          JSON.stringify({ vulnerabilities: [{ location: value, ...Object(value) }] }),
        );
        expect(typeof reading.ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof readReport('sast', text).ok).toBe('boolean');
      }),
    );
  });
});

describe('a fingerprint', () => {
  const at = (line: number, more: object = {}) => ({
    ...secret,
    location: { file: 'a.py', start_line: line, end_line: line },
    ...more,
  });
  const print = (v: object, scan: ScanId = 'secret_detection') => identified(one(v, scan)).fingerprint;
  const signed = (value: string, algorithm = 'scope_offset') => ({
    tracking: { type: 'source', items: [{ file: 'a.py', signatures: [{ algorithm, value }] }] },
  });

  it('does not change when lines move', () => {
    expect(print(at(3))).toBe(print(at(300)));
    expect(print(at(3, signed('x')))).toBe(print(at(9, signed('x'))));
    expect(print(at(3, signed('a.py:3', 'location')))).toBe(print(at(9, signed('a.py:9', 'location'))));
  });
  it('changes with file, rule, scan and signature', () => {
    const all = [
      print(at(3)),
      print(at(3), 'sast'),
      print({ ...at(3), location: { file: 'b.py' } }),
      print({ ...at(3), identifiers: [{ type: 'x', name: 'x', value: 'x' }] }),
      print(at(3, signed('x'))),
      print(at(3, signed('y'))),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
  it('knows the same rule in whatever case its type is written', () => {
    const cwe = (type: string) => print({ ...at(3), identifiers: [{ type, name: 'n', value: '79' }] });
    expect(cwe('CWE')).toBe(cwe('cwe'));
  });
  it('leaves out versions of packages and tags of images', () => {
    const dependency = (version: string) => ({
      identifiers: [{ type: 'cve', name: 'CVE-1', value: 'CVE-1' }],
      location: { file: 'package-lock.json', dependency: { package: { name: 'lodash' }, version } },
    });
    expect(print(dependency('1'), 'dependency_scanning')).toBe(print(dependency('2'), 'dependency_scanning'));
    const image = (name: string) => ({
      identifiers: [{ type: 'cve', name: 'CVE-1', value: 'CVE-1' }],
      location: { image: name, dependency: { package: { name: 'glibc' } } },
    });
    const of = (name: string) => print(image(name), 'container_scanning');
    expect(of('registry:5000/a/b:1')).toBe(of('registry:5000/a/b:2'));
    expect(of('a/b@sha256:00ff')).toBe(of('a/b'));
    expect(of('a/b')).not.toBe(of('a/c'));
  });
});
