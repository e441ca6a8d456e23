import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../../utils/gate/read-report.ts';
import type { ScanId } from '../../../utils/gate/scans.ts';

/** Versions of GitLab's report schemas, and one before they had any that fits. */
const VERSIONS = [
  ...['2.3', '14.0.0', '14.0.2', '14.0.6', '14.1.0', '14.1.3'],
  ...['15.0.0', '15.0.2', '15.0.7', '15.1.0', '15.1.4', '15.2.0', '15.2.1', '15.2.2', '15.2.4'],
];

const LOCATIONS: Partial<Record<ScanId, object>> = {
  sast: { file: 'src/a.rb', start_line: 4, end_line: 6, class: 'A', method: 'b' },
  secret_detection: { file: '.env', start_line: 1, end_line: 1, commit: { sha: '0'.repeat(40) } },
  dependency_scanning: {
    file: 'package-lock.json',
    dependency: { package: { name: 'lodash' }, version: '4.17.20', iid: 3, direct: true },
  },
  container_scanning: {
    image: 'registry.example.com/shop:1',
    operating_system: 'debian 12',
    dependency: { package: { name: 'openssl' }, version: '3.0.1' },
  },
};

/** One finding as analyzers of that time wrote it: what each version demands, and what it took away. */
function reportOf(version: string, scan: ScanId, location: object) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const tool = { id: 'tool', name: 'Tool', version: '1.0', vendor: { name: 'GitLab' } };
  return {
    version,
    ...(major >= 14 && {
      scan: {
        type: scan,
        status: 'success',
        start_time: '2026-01-01T00:00:00',
        end_time: '2026-01-01T00:01:00',
        scanner: tool,
        ...(major >= 15 && { analyzer: tool }),
      },
    }),
    vulnerabilities: [
      {
        id: 'd0f5f5e2-1e6c-5f0e-9a4b-5f0e9a4b5f0e',
        // Gone in 15: `category`, `message`, `cve`, `confidence` and the finding's own `scanner`.
        ...(major < 15 && {
          category: scan,
          message: 'A finding',
          cve: 'src/a.rb:4:cwe-89',
          confidence: 'High',
          scanner: { id: 'tool', name: 'Tool' },
        }),
        ...(major >= 14 && { name: 'A finding' }),
        description: 'What it is.',
        severity: 'High',
        solution: 'Mend it.',
        location,
        identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/89' }],
        links: [{ url: 'https://example.com' }],
        ...((major > 14 || minor >= 1) && {
          flags: [],
          details: { a: { type: 'text', name: 'x', value: 'y' } },
        }),
        ...((major > 15 || (major === 15 && minor >= 1)) && {
          cvss_vectors: [{ vendor: 'NVD', vector: 'x' }],
        }),
      },
    ],
    remediations: [],
    ...(major < 15 && { dependency_files: [] }),
  };
}

describe.each(Object.entries(LOCATIONS) as [ScanId, object][])('reports of %s', (scan, location) => {
  it.each(VERSIONS)('version %s give the same finding', (version) => {
    const found = (of: string) => {
      const reading = readReport(scan, JSON.stringify(reportOf(of, scan, location)));
      return reading.ok ? reading.report.findings.map(({ finding }) => finding) : reading.problem;
    };
    expect(found(version)).toEqual([
      expect.objectContaining({ name: 'A finding', severity: 'high', solution: 'Mend it.', scan }),
    ]);
    expect(found(version)).toEqual(found('15.2.4'));
  });

  it('are read whole or not at all, whatever is broken in them', () => {
    const whole = reportOf('15.2.4', scan, location);
    const twice = { ...whole, vulnerabilities: [...whole.vulnerabilities, ...whole.vulnerabilities] };
    const paths = pathsOf(twice);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), fc.nat(3000), (path, value, cut) => {
        const broken = structuredClone(twice);
        put(broken, path, value);
        const text = JSON.stringify(broken);
        const reading = readReport(scan, text);
        const list: unknown = broken.vulnerabilities;
        if (reading.ok) {
          // The same at the same lines is one; whatever makes two differ leaves two.
          expect(reading.report.findings.length).toBeGreaterThanOrEqual(Math.min(1, (list as []).length));
          expect(reading.report.findings.length).toBeLessThanOrEqual((list as []).length);
        } else expect(reading.problem).toMatch(/^(the|it) /);
        expect(readReport(scan, text.slice(0, cut)).ok).toBe(cut >= text.length && reading.ok);
      }),
      { numRuns: 300 },
    );
  });
});

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inside] : inside;
}

function put(into: object, path: Path, value: unknown): void {
  let at = into as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
}
