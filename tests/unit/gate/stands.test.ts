import { describe, expect, it } from 'vitest';
import { identified } from '../../../utils/gate/compare.ts';
import { decide } from '../../../utils/gate/decide.ts';
import type { EffectiveSettings, GateSettings } from '../../../utils/gate/policy.ts';
import type { ReportedFinding } from '../../../utils/gate/read-report.ts';
import { verdictStands } from '../../../utils/gate/stands.ts';
import { make } from './arbitraries.ts';

const SHA = '0'.repeat(40);
const TODAY = '2026-06-01';
const high = make({ rule: 'r', place: 'a.ts', signature: 's' }, 3, 'high');
const second = make({ rule: 'r', place: 'b.ts', signature: 't' }, 3, 'high');

function effective(settings: Partial<GateSettings> = {}, source: 'default' | 'exception' = 'default') {
  const standard: GateSettings = { failOn: 'high', scans: ['sast'], perScan: {}, drafts: true };
  return { source, settings: { ...standard, ...settings } } satisfies EffectiveSettings;
}
const ignore = (finding: ReportedFinding, until?: string) => ({
  project: 7,
  finding: identified(finding).fingerprint,
  reason: 'x',
  by: 'y',
  ...(until && { until }),
});

function verdict(found: ReportedFinding[], ignores: ReturnType<typeof ignore>[] = []) {
  const report = { findings: found };
  return decide({
    project: 7,
    mergeRequest: 1,
    head: SHA,
    base: SHA,
    policyCommit: SHA,
    effective: effective(),
    ignores,
    outcomes: { sast: { head: { state: 'read', report }, base: { state: 'nothing_to_scan' } } },
    evaluatedAt: new Date(`${TODAY}T12:00:00Z`),
    gate: { project: 'acme/mr-gate', pipelineUrl: '', version: '1' },
  });
}

describe('a verdict, under the policy as it is now', () => {
  const failed = verdict([high, second]);

  it('stands while scans, thresholds and their source are the same', () => {
    expect(verdictStands(failed, effective(), [], TODAY)).toBe(true);
    expect(verdictStands(failed, effective({ perScan: { iac: 'low' } }), [], TODAY)).toBe(true);
    expect(verdictStands(failed, effective({}, 'exception'), [], TODAY)).toBe(false);
    expect(verdictStands(failed, effective({ failOn: 'critical' }), [], TODAY)).toBe(false);
    expect(verdictStands(failed, effective({ perScan: { sast: 'low' } }), [], TODAY)).toBe(false);
    expect(verdictStands(failed, effective({ scans: ['sast', 'iac'] }), [], TODAY)).toBe(false);
    expect(verdictStands(failed, effective({ scans: ['iac'] }), [], TODAY)).toBe(false);
    expect(verdictStands(failed, effective({ scans: [] }), [], TODAY)).toBe(false);
  });

  it('never stands where the gate could not tell', () => {
    expect(verdictStands({ ...failed, state: 'error' }, effective(), [], TODAY)).toBe(false);
  });

  it('falls when what blocks is ignored from now on', () => {
    expect(verdictStands(failed, effective(), [ignore(second)], TODAY)).toBe(false);
    expect(verdictStands(failed, effective(), [ignore(second, TODAY)], TODAY)).toBe(false);
    expect(verdictStands(failed, effective(), [ignore(second, '2026-05-31')], TODAY)).toBe(true);
    const other = make({ rule: 'r', place: 'c.ts', signature: 'u' });
    expect(verdictStands(failed, effective(), [ignore(other)], TODAY)).toBe(true);
  });

  it('falls when an ignore is taken back or has ended', () => {
    const passed = verdict([high, second], [ignore(high), ignore(second)]);
    expect(passed.state).toBe('passed');
    expect(verdictStands(passed, effective(), [ignore(high), ignore(second)], TODAY)).toBe(true);
    expect(verdictStands(passed, effective(), [ignore(high)], TODAY)).toBe(false);
    expect(verdictStands(passed, effective(), [ignore(high), ignore(second, '2026-05-31')], TODAY)).toBe(
      false,
    );
  });

  it('falls for any ignore where the note carries its findings in part', () => {
    const cut = {
      ...failed,
      findings: { ...failed.findings, blocking: failed.findings.blocking.slice(0, 1) },
    };
    const other = make({ rule: 'r', place: 'c.ts', signature: 'u' });
    expect(verdictStands(cut, effective(), [], TODAY)).toBe(true);
    expect(verdictStands(cut, effective(), [ignore(other)], TODAY)).toBe(false);
    const ignored = verdict([high, second], [ignore(high), ignore(second)]);
    const cutIgnored = { ...ignored, findings: { ...ignored.findings, ignored: [identified(high)] } };
    expect(verdictStands(cutIgnored, effective(), [], TODAY)).toBe(false);
    expect(verdictStands(cutIgnored, effective(), [ignore(high), ignore(second)], TODAY)).toBe(false);
  });
});
