import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identified } from '../../../utils/gate/compare.ts';
import { type DecideInput, decide, type ScanOutcome } from '../../../utils/gate/decide.ts';
import type { GateSettings } from '../../../utils/gate/policy.ts';
import type { ReportedFinding } from '../../../utils/gate/read-report.ts';
import { FAIL_ON, reaches } from '../../../utils/gate/severity.ts';
import { statusFor } from '../../../utils/gate/status.ts';
import { make, reported, verdicts } from './arbitraries.ts';

const SHA = '0'.repeat(40);
const read = (findings: ReportedFinding[]): ScanOutcome => ({ state: 'read', report: { findings } });

function verdict(
  head: ScanOutcome,
  base: ScanOutcome = read([]),
  settings: Partial<GateSettings> = {},
  more: Partial<DecideInput> = {},
) {
  return decide({
    project: 7,
    mergeRequest: 1,
    head: SHA,
    base: SHA,
    policyCommit: SHA,
    effective: {
      source: 'default',
      settings: { failOn: 'high', scans: ['sast'], perScan: {}, drafts: true, ...settings },
    },
    ignores: [],
    outcomes: { sast: { head, base } },
    evaluatedAt: new Date('2026-06-01T12:00:00Z'),
    gate: { project: 'acme/mr-gate', pipelineUrl: 'https://gitlab.example/p/1', version: '1' },
    ...more,
  });
}

const high = make({ rule: 'r', place: 'a.ts', signature: 's' }, 3, 'high');
const low = make({ rule: 'l', place: 'a.ts', signature: 't' }, 4, 'low');

describe('the verdict', () => {
  it('fails on a new finding at the threshold and names it', () => {
    const v = verdict(read([high, low]));
    expect(v).toMatchObject({ state: 'failed', counts: { blocking: 1, introduced: 1 } });
    expect(v.cause).toBe('1 new finding blocks: r in a.ts in a.ts.');
    expect(statusFor(v)).toEqual({
      state: 'failed',
      description: '1 new finding at High or worse (1 below the threshold)',
    });
  });

  it('passes what is in the target branch already, and says so', () => {
    const v = verdict(read([high]), read([high]));
    expect(v).toMatchObject({ state: 'passed', counts: { blocking: 0, existing: 1 } });
    expect(v.cause).toBe('No new findings, 1 is already in the target branch. Fails on High or worse.');
    expect(statusFor(v).description).toBe('Nothing new at High or worse (1 already in the target branch)');
  });

  it('lets through what it could not tell only where the policy says so, and never what it found', () => {
    const missing: ScanOutcome = { state: 'missing', cause: 'no report' };
    const through = verdict(missing, read([]), { onError: 'allow' });
    expect(through).toMatchObject({ state: 'error', letThrough: true });
    expect(statusFor(through)).toMatchObject({ state: 'success' });
    expect(statusFor(through).description).toContain('Let through by the policy');
    expect(statusFor(verdict(missing)).state).toBe('failed');
    const found = verdict(read([high]), missing, { onError: 'allow' });
    expect(found.state).toBe('failed');
    expect(found).not.toHaveProperty('letThrough');
    expect(statusFor(found).state).toBe('failed');
  });

  it('is an error where the head has no report', () => {
    const v = verdict({ state: 'missing', cause: 'no report' });
    expect(v).toMatchObject({ state: 'error', scans: [{ state: 'missing' }] });
    expect(v.cause).toBe('The gate could not tell: SAST: no report.');
    expect(statusFor(v).state).toBe('failed');
  });

  it('is an error for a scan that nobody answered for, and for a policy without scans', () => {
    expect(verdict(read([]), read([]), { scans: ['sast', 'iac'] }).state).toBe('error');
    expect(verdict(read([]), read([]), { scans: [] }).state).toBe('error');
  });

  it('takes every finding for new where the base could not be scanned', () => {
    const v = verdict(read([high]), { state: 'failed', cause: 'out of memory' });
    expect(v).toMatchObject({ state: 'failed', scans: [{ state: 'not_compared' }], counts: { blocking: 1 } });
    expect(v.cause).toMatch(/could not be compared/);
  });

  it('fails on findings even where another scan is missing', () => {
    const v = verdict(read([high]), read([]), { scans: ['sast', 'iac'] });
    expect(v.state).toBe('failed');
    expect(v.cause).toMatch(/Not complete: Infrastructure as Code/);
  });

  it('holds a scan to its own threshold', () => {
    expect(verdict(read([low]), read([]), { perScan: { sast: 'low' } }).state).toBe('failed');
    expect(verdict(read([high]), read([]), { perScan: { sast: 'critical' } }).state).toBe('passed');
    expect(verdict(read([low]), read([]), { failOn: 'never', perScan: { sast: 'low' } }).state).toBe(
      'failed',
    );
  });

  it('never blocks in report only, whatever happens', () => {
    const settings = { failOn: 'never' } as const;
    expect(verdict(read([high]), read([]), settings)).toMatchObject({
      state: 'report_only',
      counts: { blocking: 0, introduced: 1 },
    });
    const broken = verdict({ state: 'failed', cause: 'crashed' }, read([]), settings);
    expect(broken.state).toBe('report_only');
    expect(broken.cause).toMatch(/Not complete: SAST: crashed/);
  });

  it('leaves out what the policy ignores, through its last day and in its project', () => {
    const ignore = {
      project: 7,
      finding: identified(high).fingerprint,
      reason: 'x',
      by: 'y',
      until: '2026-06-01',
    };
    const state = (change: object) =>
      verdict(read([high]), read([]), {}, { ignores: [{ ...ignore, ...change }] });
    expect(state({})).toMatchObject({ state: 'passed', counts: { ignored: 1, blocking: 0 } });
    expect(state({ until: '2026-05-31' }).state).toBe('failed');
    expect(state({ project: 8 }).state).toBe('failed');
  });

  it('knows a renamed file, and says nothing of a scan where there is nothing to say', () => {
    const at = (place: string) => make({ rule: 'r', place, signature: '' });
    const sides = { sast: { head: read([at('new.ts')]), base: read([at('old.ts')]) } };
    const renamed = verdict(read([]), read([]), {}, { outcomes: sides, renames: { 'new.ts': 'old.ts' } });
    expect(renamed).toMatchObject({ state: 'passed', counts: { existing: 1, fixed: 0 } });
    expect(renamed.scans).toEqual([{ scan: 'sast', state: 'ok', failOn: 'high' }]);
    expect(verdict(read([]), read([]), {}, { outcomes: sides }).state).toBe('failed');
  });

  it('tells what the scanner warned of, and why nothing was compared', () => {
    const head: ScanOutcome = {
      state: 'read',
      report: { findings: [], tool: 'Semgrep 1.2', remark: 'two files were skipped' },
    };
    expect(verdict(head, { state: 'failed', cause: 'too large' }).scans).toEqual([
      {
        scan: 'sast',
        state: 'not_compared',
        failOn: 'high',
        cause: 'the target branch could not be scanned (too large); two files were skipped',
        tool: 'Semgrep 1.2',
      },
    ]);
  });

  it('puts the worst first, then goes by file, line and fingerprint', () => {
    const at = (place: string, line: number, severity: 'high' | 'critical', signature: string) =>
      make({ rule: 'r', place, signature }, line, severity);
    const [a, b] = ['x', 'y']
      .map((signature) => at('b.ts', 2, 'high', signature))
      .sort((one, two) => (identified(one).fingerprint < identified(two).fingerprint ? -1 : 1));
    const wanted = [
      at('z.ts', 9, 'critical', 's'),
      at('a.ts', 5, 'high', 's'),
      at('b.ts', 1, 'high', 's'),
      a!,
      b!,
      at('c.ts', 1, 'high', 's'),
    ];
    for (const order of [wanted, [...wanted].reverse()]) {
      expect(verdict(read(order)).findings.blocking).toEqual(wanted.map(identified));
    }
  });

  it('blocks exactly the introduced findings that reach the threshold', () => {
    const many = fc.array(reported(), { maxLength: 10 });
    fc.assert(
      fc.property(many, many, fc.constantFrom(...FAIL_ON), (head, base, failOn) => {
        const v = verdict(read(head), read(base), { failOn });
        expect(v.findings.blocking.every((f) => reaches(f.severity, failOn))).toBe(true);
        expect(v.findings.introduced.some((f) => reaches(f.severity, failOn))).toBe(false);
        expect(v.state === 'failed').toBe(v.counts.blocking > 0);
        const { blocking, introduced, existing, ignored, fixed } = v.counts;
        expect(blocking + introduced + existing + ignored).toBe(head.length);
        expect(existing + fixed).toBe(base.length);
      }),
    );
  });

  it('is stricter the lower the threshold', () => {
    const many = fc.array(reported(), { maxLength: 10 });
    fc.assert(
      fc.property(many, many, (head, base) => {
        const blocking = FAIL_ON.map((failOn) => verdict(read(head), read(base), { failOn }).counts.blocking);
        const [critical, hi, medium, lowest, never] = blocking;
        expect(never).toBe(0);
        expect([critical, hi, medium, lowest]).toEqual(
          [critical, hi, medium, lowest].sort((a, b) => a! - b!),
        );
      }),
    );
  });
});

describe('the status', () => {
  it('mentions only what there is', () => {
    expect(statusFor(verdict(read([]))).description).toBe('Nothing new at High or worse');
    expect(statusFor(verdict(read([low]))).description).toBe(
      'Nothing new at High or worse (1 below the threshold)',
    );
    expect(statusFor(verdict(read([high, low]), read([high, low]))).description).toBe(
      'Nothing new at High or worse (2 already in the target branch)',
    );
    expect(statusFor(verdict(read([]), read([]), { failOn: 'critical' })).description).toBe(
      'Nothing new at Critical',
    );
    expect(statusFor(verdict(read([]), read([]), { perScan: { sast: 'low' } })).description).toBe(
      'Nothing new at its threshold',
    );
  });

  it('fits, and is a success only for a verdict that does not block', () => {
    fc.assert(
      fc.property(verdicts(), (v) => {
        const { state, description } = statusFor(v);
        expect(description.length).toBeLessThanOrEqual(255);
        const stops = v.state === 'failed' || (v.state === 'error' && !v.letThrough);
        expect(state).toBe(stops ? 'failed' : 'success');
      }),
    );
  });
});
