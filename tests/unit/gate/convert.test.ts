// @vitest-environment node
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertBandit } from '../../../utils/gate/convert/bandit.ts';
import { convertEslint } from '../../../utils/gate/convert/eslint.ts';
import { type Conversion, repositoryPath } from '../../../utils/gate/convert/gitlab-report.ts';
import { licenceRisk } from '../../../utils/gate/convert/licence-risk.ts';
import { convertOsvLicences } from '../../../utils/gate/convert/osv-licences.ts';
import { convertTrivy } from '../../../utils/gate/convert/trivy.ts';
import { readReport } from '../../../utils/gate/read-report.ts';
import type { ScanId } from '../../../utils/gate/scans.ts';

const report = (name: string) => readFileSync(new URL(`reports/${name}`, import.meta.url), 'utf8');

/** As the gate sees it in the end. */
function findings(scan: ScanId, conversion: Conversion) {
  if (!conversion.ok) throw new Error(conversion.problem);
  const reading = readReport(scan, JSON.stringify(conversion.report));
  if (!reading.ok) throw new Error(reading.problem);
  return reading.report.findings.map(({ finding, identity }) => ({ ...finding, identity }));
}

function ok(conversion: Conversion) {
  if (!conversion.ok) throw new Error(conversion.problem);
  return conversion;
}

describe('ESLint, as recorded', () => {
  const conversion = ok(convertEslint(report('recorded/eslint-10.15.0.json')));

  it('becomes findings with a severity and a weakness', () => {
    const found = findings('sast', conversion);
    expect(found).toHaveLength(4);
    expect(found[0]).toMatchObject({
      name: 'Command built from variable text',
      severity: 'high',
      file: 'a.js',
      startLine: 1,
      identifiers: [{ type: 'eslint_rule_id', value: 'security/detect-child-process' }, { value: '78' }],
    });
  });

  it('tells what was read and what could not be', () => {
    expect([...conversion.read]).toEqual(['a.js', 'node_modules/x/i.js']);
    expect([...conversion.unparsed]).toEqual(['c.mjs']);
    expect(conversion.report.scan.messages?.[0]?.value).toBe('could not be parsed: c.mjs');
  });
});

describe('Bandit, as recorded', () => {
  const conversion = ok(convertBandit(report('recorded/bandit-1.6.2.json')));

  it('becomes findings', () => {
    expect(findings('sast', conversion)).toMatchObject([
      { severity: 'low', file: 'app/report.py', startLine: 1, identity: { rule: 'bandit_test_id:B404' } },
      {
        name: 'subprocess call with shell=True identified, security issue.',
        severity: 'high',
        file: 'app/report.py',
        startLine: 4,
      },
    ]);
  });

  it('tells what was read and what could not be', () => {
    expect([...conversion.read]).toEqual(['app/fine.py', 'app/report.py']);
    expect([...conversion.unparsed]).toEqual(['app/broken.py']);
  });
});

describe('Trivy', () => {
  it('names vulnerable packages of a lock file, without their version in the identity', () => {
    const conversion = ok(convertTrivy('dependency_scanning', report('written/trivy-filesystem.json')));
    const [lodash, minimist] = findings('dependency_scanning', conversion);
    expect(lodash).toMatchObject({
      name: 'lodash 4.17.20: Command injection through the template function',
      severity: 'high',
      file: 'package-lock.json',
      solution: 'Update lodash to 4.17.21.',
      identifiers: [
        { type: 'cve', value: 'CVE-2021-23337', url: 'https://avd.aquasec.com/nvd/cve-2021-23337' },
        { type: 'cwe', value: '94' },
      ],
      identity: { rule: 'cve:CVE-2021-23337', place: 'package-lock.json:lodash' },
    });
    expect(minimist).toMatchObject({ severity: 'unknown', identity: { rule: 'ghsa:GHSA-0000-0000-0000' } });
    expect(minimist?.solution).toBeUndefined();
    expect([...conversion.read]).toEqual(['package-lock.json', 'services/api/go.mod']);
  });

  it('finds unsafe settings, and leaves out what passed', () => {
    expect(findings('iac', convertTrivy('iac', report('written/trivy-config.json')))).toMatchObject([
      { file: 'Dockerfile', severity: 'high', identity: { rule: 'trivy_check:DS-0002' } },
      {
        file: 'terraform/main.tf',
        startLine: 10,
        solution: 'Set a more restrictive CIDR range',
        identity: { rule: 'trivy_check:AVD-AWS-0107' },
      },
    ]);
  });

  it('names vulnerable packages of an image, whatever its tag', () => {
    const text = report('written/trivy-image.json');
    const identities = [text, text.replaceAll('node:22-alpine', 'node:24-alpine')].map(
      (each) => findings('container_scanning', convertTrivy('container_scanning', each))[0]?.identity,
    );
    expect(identities[0]).toEqual({ rule: 'cve:CVE-2024-12797', place: 'node:libssl3', signature: '' });
    expect(identities[1]).toEqual(identities[0]);
  });
});

describe('osv-scanner', () => {
  it('finds licences with strong conditions and unknown ones, and no others', () => {
    const found = findings('licenses', convertOsvLicences(report('written/osv-licenses.json')));
    expect(found.map(({ name, severity, file }) => [name, severity, file])).toEqual([
      ['ghostscript4js 3.2.1 is under AGPL-3.0-only', 'critical', 'package-lock.json'],
      ['left-pad-acme 1.0.0: its licence is not known', 'unknown', 'package-lock.json'],
      ['lightningcss 1.29.0 is under MPL-2.0', 'medium', 'package-lock.json'],
    ]);
  });
});

describe('what the tools publish of themselves', () => {
  it('Trivy on a lock file', () => {
    const conversion = ok(convertTrivy('dependency_scanning', report('published/trivy-npm.json')));
    expect([...conversion.read]).toEqual(['package-lock.json']);
    expect(findings('dependency_scanning', conversion)).toMatchObject([
      {
        name: expect.stringMatching(/^jquery 3\.3\.9: jquery: Prototype pollution/),
        severity: 'medium',
        file: 'package-lock.json',
        solution: 'Update jquery to 3.4.0.',
        identifiers: [
          { type: 'cve', value: 'CVE-2019-11358', url: 'https://avd.aquasec.com/nvd/cve-2019-11358' },
          { type: 'cwe', value: '79' },
        ],
        identity: { rule: 'cve:CVE-2019-11358', place: 'package-lock.json:jquery', signature: '' },
      },
    ]);
  });

  it('Trivy on a Dockerfile', () => {
    const conversion = ok(convertTrivy('iac', report('published/trivy-dockerfile.json')));
    expect([...conversion.read]).toEqual(['Dockerfile']);
    expect(findings('iac', conversion)).toMatchObject([
      {
        name: "Image user should not be 'root'",
        severity: 'high',
        file: 'Dockerfile',
        solution: "Add 'USER <non root user name>' line to the Dockerfile",
        identity: { rule: 'trivy_check:AVD-DS-0002', place: 'Dockerfile' },
      },
    ]);
  });

  it('Trivy on an image, with packages of the system and of a program in it', () => {
    const found = findings(
      'container_scanning',
      convertTrivy('container_scanning', report('published/trivy-image.json')),
    );
    expect(found.map(({ name, severity, identity }) => [name, severity, identity.place])).toEqual([
      [
        'git 2.35.1-r2: Git for Windows is a fork of Git containing Windows-specific patches. ...',
        'medium',
        'testdata/fixtures/images/alpine-distroless.tar.gz:git',
      ],
      [
        'golang.org/x/text v0.3.5: CVE-2021-38561',
        'unknown',
        'testdata/fixtures/images/alpine-distroless.tar.gz:golang.org/x/text',
      ],
    ]);
  });

  it('osv-scanner on licences, of which none has conditions', () => {
    const conversion = ok(convertOsvLicences(report('published/osv-licenses.json')));
    expect([...conversion.read]).toEqual(['<rootdir>/testdata/locks-licenses/package-lock.json']);
    expect(findings('licenses', conversion)).toEqual([]);
  });
});

describe('licences', () => {
  it.each([
    ['MIT', null],
    ['Apache-2.0 AND BSD-3-Clause', null],
    ['(MIT OR GPL-3.0-only)', null],
    ['MIT AND GPL-3.0-only', 'High'],
    ['GPL-2.0-only', 'High'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'Medium'],
    ['LGPL-2.1-or-later', 'Medium'],
    ['AGPL-3.0', 'Critical'],
    ['CC-BY-NC-4.0 OR AGPL-3.0', 'Critical'],
    ['non-standard', 'Unknown'],
    ['UNKNOWN', 'Unknown'],
    ['', 'Unknown'],
  ])('%s: %s', (expression, risk) => {
    expect(licenceRisk(expression)).toBe(risk);
  });
});

describe('whatever a file holds', () => {
  const converters: [string, (text: string) => Conversion][] = [
    ['trivy', (text) => convertTrivy('dependency_scanning', text)],
    ['trivy config', (text) => convertTrivy('iac', text)],
    ['trivy image', (text) => convertTrivy('container_scanning', text)],
    ['osv', convertOsvLicences],
    ['eslint', convertEslint],
    ['bandit', convertBandit],
  ];
  const seeds = [
    'written/trivy-filesystem.json',
    'written/trivy-config.json',
    'written/trivy-image.json',
    'written/osv-licenses.json',
    'published/trivy-npm.json',
    'published/trivy-dockerfile.json',
    'published/trivy-image.json',
    'published/osv-licenses.json',
    'recorded/eslint-10.15.0.json',
    'recorded/bandit-1.6.2.json',
  ].map((name) => JSON.parse(report(name)));

  it.each(converters)('%s never throws, and what it makes of it can be read', (_, convert) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.jsonValue())),
        (seed, changes) => {
          const conversion = convert(JSON.stringify(broken(seed, changes)));
          if (conversion.ok) expect(readReport('sast', JSON.stringify(conversion.report)).ok).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
    for (const text of [
      '',
      '[]',
      '{}',
      'null',
      '"a"',
      '\u0000',
      '{"results":{}}',
      '{"Results":5,"SchemaVersion":2}',
    ]) {
      expect(() => convert(text)).not.toThrow();
    }
    expect(convert('{').ok).toBe(false);
  });
});

/** Values of a report replaced by others, one after the other, wherever the numbers point. */
function broken(seed: unknown, changes: [number, unknown][]): unknown {
  const copy = { root: structuredClone(seed) };
  for (const [at, value] of changes) {
    const places: [Record<string, unknown>, string][] = [];
    const visit = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        visit((node as Record<string, unknown>)[key]);
      }
    };
    visit(copy);
    const place = places[at % places.length];
    if (place) place[0][place[1]] = value;
  }
  return copy.root;
}

describe('paths', () => {
  it.each([
    ['/builds/a/b/.mr-gate/head/src/a.ts', 'src/a.ts'],
    ['.mr-gate/base/a', 'a'],
    ['./src/a.ts', 'src/a.ts'],
    ['/builds/a/.mr-gate/head/x/.mr-gate/head/y', 'x/.mr-gate/head/y'],
    ['package-lock.json', 'package-lock.json'],
  ])('%s is %s', (printed, file) => {
    expect(repositoryPath(printed)).toBe(file);
  });
});
