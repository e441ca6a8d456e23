// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareFindings, identified } from '../../../utils/gate/compare.ts';
import { type Report, readReport } from '../../../utils/gate/read-report.ts';
import type { ScanId } from '../../../utils/gate/scans.ts';
import { SEVERITIES } from '../../../utils/gate/severity.ts';

/** Reports of real GitLab analyzers, schemas 1.3 to 15.x, beside the project where somebody has put them. */
const FOLDER = path.join(import.meta.dirname, '../../../../shared/gitlab/reports');
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

const text = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');

/** By the file's name, as GitLab tells reports apart by the job's keyword. DAST is no scan of ours, and is read all the same. */
function scanOf(name: string): ScanId {
  const kind = /^gl-([a-z-]+)-report/.exec(name)?.[1]?.replaceAll('-', '_') ?? '';
  const own: ScanId[] = ['sast', 'secret_detection', 'dependency_scanning', 'container_scanning'];
  return own.find((scan) => scan === kind) ?? 'sast';
}

function read(name: string): Report {
  const reading = readReport(scanOf(name), text(name));
  if (!reading.ok) throw new Error(`${name}: ${reading.problem}`);
  return reading.report;
}

describe.skipIf(files.length === 0)('real reports', () => {
  it('are there of every kind that GitLab has a schema for', () => {
    const kinds = new Set(files.map((name) => name.replace(/-report.*/, '')));
    for (const kind of ['sast', 'secret-detection', 'dependency-scanning', 'container-scanning', 'dast']) {
      expect([...kinds]).toContain(`gl-${kind}`);
    }
  });

  it.each(files)('%s: as many findings as it has vulnerabilities', (name) => {
    const raw = JSON.parse(text(name)) as { vulnerabilities: { identifiers?: unknown[] }[] };
    const { findings } = read(name);
    expect(findings).toHaveLength(raw.vulnerabilities.length);
    for (const reported of findings) {
      const { finding, identity } = reported;
      expect(finding.name).not.toBe('');
      expect(SEVERITIES).toContain(finding.severity);
      expect(identified(reported).fingerprint).toMatch(/^[0-9a-f]{32}$/);
      expect(identity.rule).not.toBe('');
    }
    expect(findings.map(({ finding }) => finding.identifiers.length)).toEqual(
      raw.vulnerabilities.map(({ identifiers }) => Math.min(10, identifiers?.length ?? 0)),
    );
    // Compared with itself nothing is new, and with nothing everything is.
    expect(compareFindings(findings, findings)).toMatchObject({ introduced: [], fixed: [] });
    expect(compareFindings(findings, []).introduced).toHaveLength(findings.length);
  });

  it.each(files)('%s: broken off anywhere, refused with a reason', (name) => {
    const whole = text(name).trimEnd();
    for (let cut = 0; cut < whole.length; cut += Math.ceil(whole.length / 200)) {
      const reading = readReport(scanOf(name), whole.slice(0, cut));
      expect(reading).toEqual({ ok: false, problem: 'the report is not valid JSON' });
    }
  });

  it('tell what a feature branch brought into GitLab’s own example', () => {
    const [head, base] = ['feature-branch', 'master'].map((name) => `gl-sast-report.${name}.json`);
    if (!head || !base || !files.includes(head) || !files.includes(base))
      throw new Error('the pair is missing');
    const { introduced, existing, fixed } = compareFindings(read(head).findings, read(base).findings);
    expect([introduced.length, existing.length, fixed.length]).toEqual([1, 4, 1]);
    expect(JSON.stringify(introduced)).toContain('ECB_MODE');
    expect(JSON.stringify(fixed)).toContain('CIPHER_INTEGRITY');
  });
});
