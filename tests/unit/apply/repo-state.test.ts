import { describe, expect, test } from 'vitest';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import { repoState, repoStates } from '../../../utils/apply/repo-state.ts';
import type { PolicyException } from '../../../utils/gate/policy.ts';
import type { Repo } from '../../../utils/gate/repo.ts';
import { inEnglish } from '../../support/english.ts';
import { enrolledAs, gatedRepo, repo, snapshot, TODAY } from './snapshots.ts';
import { CRITICAL, HIGH, REPORT_ONLY } from './world.ts';

const DEFAULT = { default: HIGH };
const exception = (until?: string): PolicyException => ({
  ...CRITICAL,
  project: 1,
  path: 'acme/shop/repo-1',
  reason: 'legacy',
  owner: 'anna',
  ...(until !== undefined && { until }),
});

function stateOf(one: Repo, rest: Parameters<typeof snapshot>[1] = DEFAULT, enrolled = true) {
  const group = snapshot([one], rest, enrolled ? { '1': enrolledAs(1) } : {});
  return inEnglish(repoState(group, one, TODAY));
}

describe('not gated', () => {
  test('a new repository', () => {
    expect(stateOf(repo(1), DEFAULT, false).status).toBe('not_configured');
  });

  test.each<[string, Partial<Repo>]>([
    ['Archived', { archived: true }],
    ['Empty', { empty: true, defaultBranch: null }],
    ['Merge requests are off', { mergeRequestsEnabled: false }],
    ['CI/CD is off', { jobsEnabled: false }],
    ['Your role is too low', { canAdminister: false }],
  ])('%s: says so, and the way out', (reason, changes) => {
    const state = stateOf(repo(1, changes), DEFAULT, false);
    expect(state.status).toBe('cannot_be_gated');
    expect(state.reason).toContain(reason);
    expect(state.next).not.toBe('');
  });

  test('begun and not finished', () => {
    const one = repo(1);
    expect(repoState(snapshot([one], DEFAULT, { '1': enrolledAs(1, null) }), one, TODAY).status).toBe(
      'enrolling',
    );
  });

  test('the gate project itself', () => {
    expect(stateOf(repo(9999)).status).toBe('gate_project');
  });
});

describe('gated', () => {
  test('by the default, with an exception, report only', () => {
    expect(stateOf(gatedRepo(1))).toMatchObject({ status: 'gated', settings: { source: 'default' } });
    expect(stateOf(gatedRepo(1), { ...DEFAULT, exceptions: [exception()] })).toMatchObject({
      status: 'exception',
      settings: { source: 'exception', settings: CRITICAL },
    });
    expect(stateOf(repo(1), { default: REPORT_ONLY }).status).toBe('report_only');
  });

  test('also where this user’s role is too low to change it', () => {
    expect(stateOf(gatedRepo(1, { canAdminister: false })).status).toBe('gated');
  });

  test('drifted names the field and both values', () => {
    const state = stateOf(gatedRepo(1, { pipelineMustSucceed: false }));
    expect(state.status).toBe('drifted');
    expect(state.drift).toEqual([{ field: 'Pipelines must succeed', before: 'on', after: 'off' }]);
    expect(state.reason).toContain('“Pipelines must succeed” is off, gating needs it on');
  });

  test('report only does not drift: it asks nothing of the settings', () => {
    expect(stateOf(repo(1), { default: REPORT_ONLY }).drift).toEqual([]);
  });

  test('an exception holds through its last day; after it somebody must decide', () => {
    const on = (until: string) => stateOf(gatedRepo(1), { ...DEFAULT, exceptions: [exception(until)] });
    expect(on(TODAY).status).toBe('exception');
    expect(on('2026-02-28')).toMatchObject({ status: 'needs_decision', settings: { settings: HIGH } });
    expect(on('2026-02-28').reason).toContain('28 February 2026');
  });

  test('enrolled without anything in the policy, or with a broken one', () => {
    expect(stateOf(gatedRepo(1), { default: null }).status).toBe('needs_decision');
    const one = gatedRepo(1);
    const broken: GroupSnapshot = {
      ...snapshot([one], {}, { '1': enrolledAs(1) }),
      policy: { ok: false, file: 'mr-gate.yml', problems: [{ line: 3, key: '', message: 'x' }] },
    };
    expect(repoStates(broken).get(1)).toMatchObject({ status: 'needs_decision', settings: null });
  });
});
