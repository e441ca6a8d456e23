import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupSnapshot } from '../../../utils/apply/group-snapshot.ts';
import { makePlan } from '../../../utils/apply/plan.ts';
import type { Plan } from '../../../utils/apply/plan-types.ts';
import type { SettingsWish } from '../../../utils/apply/wanted.ts';
import { withWanted } from '../../../utils/apply/wanted-policy.ts';
import { effectiveSettings } from '../../../utils/gate/effective.ts';
import type { GateSettings, Policy, PolicyException } from '../../../utils/gate/policy.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import type { Repo } from '../../../utils/gate/repo.ts';
import { isReportOnly, sameSettings } from '../../../utils/gate/settings.ts';
import { FAIL_ON } from '../../../utils/gate/severity.ts';
import { canonical } from '../../../utils/gate/write-policy.ts';
import { inEnglish } from '../../support/english.ts';
import { enrolledAs, gatedRepo, NOW, repo, snapshot, TODAY } from './snapshots.ts';
import { CRITICAL, HIGH } from './world.ts';

const make = (group: GroupSnapshot, wanted: SettingsWish): Plan =>
  inEnglish(makePlan(group, wanted, { id: 'plan-1', now: NOW }));

const settings: fc.Arbitrary<GateSettings> = fc.record({
  failOn: fc.constantFrom(...FAIL_ON),
  scans: fc.constant<GateSettings['scans']>(['secret_detection']),
  perScan: fc.oneof(
    fc.constant<GateSettings['perScan']>({}),
    fc.record({ secret_detection: fc.constantFrom(...FAIL_ON) }),
  ),
  drafts: fc.boolean(),
});

const ids = [1, 2, 3, 4, 5, 6];

const exceptions: fc.Arbitrary<PolicyException[]> = fc
  .uniqueArray(
    fc.record({
      project: fc.constantFrom(...ids),
      settings,
      until: fc.constantFrom(undefined, '2026-02-01', '2027-01-01'),
    }),
    { selector: (entry) => entry.project },
  )
  .map((entries) =>
    entries.map(({ project, settings: own, until }) => ({
      project,
      path: `acme/shop/repo-${project}`,
      ...own,
      reason: 'because',
      owner: '',
      ...(until !== undefined && { until }),
    })),
  );

const repos: fc.Arbitrary<Repo[]> = fc.tuple(
  ...ids.map((id) =>
    fc
      .record({
        archived: fc.boolean(),
        jobsEnabled: fc.constantFrom(true, true, false),
        canAdminister: fc.constantFrom(true, true, false),
        pipelineMustSucceed: fc.boolean(),
        mergeOnSkippedPipeline: fc.boolean(),
      })
      .map((changes) => repo(id, changes)),
  ),
);

const groups: fc.Arbitrary<GroupSnapshot> = fc
  .record({
    repos,
    standard: fc.option(settings, { nil: null }),
    exceptions,
    enrolled: fc.subarray(ids),
    unfinished: fc.subarray(ids),
  })
  .map(({ repos: listed, standard, exceptions: own, enrolled, unfinished }) =>
    snapshot(
      listed,
      { default: standard, exceptions: own },
      Object.fromEntries(
        enrolled.map((id) => [id, enrolledAs(id, unfinished.includes(id) ? null : id + 1000)]),
      ),
    ),
  );

const wishes: fc.Arbitrary<SettingsWish> = fc.oneof(
  fc.record({ mode: fc.constant('use_default' as const), projects: fc.subarray(ids) }),
  fc.record({ mode: fc.constant('set_default' as const), projects: fc.subarray(ids), settings }),
  fc.record({
    mode: fc.constant('exception' as const),
    projects: fc.subarray(ids),
    settings,
    reason: fc.constantFrom('legacy', 'frozen'),
    owner: fc.constantFrom('', 'anna'),
  }),
);

function policyOf(group: GroupSnapshot): Policy {
  return group.policy?.ok ? group.policy.policy : { version: 1, default: null, exceptions: [], ignores: [] };
}

function policyAfter(group: GroupSnapshot, plan: Plan): Policy {
  if (plan.policyText === null) return policyOf(group);
  const reading = readPolicy(plan.policyText);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

/** The group as it is once the plan was executed. */
function applied(group: GroupSnapshot, plan: Plan): GroupSnapshot {
  const done = new Map(plan.repos.map((entry) => [entry.project, entry]));
  const projects = { ...group.enrolment?.projects };
  for (const entry of plan.repos) {
    if (entry.kind === 'enrol')
      projects[entry.project] = { ...enrolledAs(entry.project), before: entry.before };
  }
  return {
    ...snapshot(
      group.repos.map((one) => {
        const flags = done.get(one.id)?.flags;
        return flags
          ? {
              ...one,
              pipelineMustSucceed: flags.only_allow_merge_if_pipeline_succeeds,
              mergeOnSkippedPipeline: flags.allow_merge_on_skipped_pipeline,
            }
          : one;
      }),
      policyAfter(group, plan),
      projects,
    ),
  };
}

describe('laws', () => {
  test('a plan made again after it was carried out changes nothing and takes no call', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const first = make(group, wanted);
        const again = make(applied(group, first), wanted);
        // What was left out for its flags may go without them, now that the default asks for none.
        const leftOut = first.repos.filter(({ kind }) => kind === 'excluded').map(({ project }) => project);
        const acted = again.repos.filter(({ kind }) => kind === 'enrol' || kind === 'change');
        expect(acted.filter(({ kind, project }) => kind === 'enrol' || !leftOut.includes(project))).toEqual(
          [],
        );
        if (acted.length > 0) return;
        expect(again.counts.enrol + again.counts.change).toBe(0);
        expect(again.policyText).toBeNull();
        expect(again.calls).toBe(0);
      }),
    );
  });

  test('every selected repository is in it once, and the counts add up', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const plan = make(group, wanted);
        const listed = plan.repos.map((entry) => entry.project);
        expect(new Set(listed).size).toBe(listed.length);
        for (const project of wanted.projects) expect(listed).toContain(project);
        const { enrol, change, unchanged, excluded } = plan.counts;
        expect(enrol + change + unchanged + excluded).toBe(plan.repos.length);
      }),
    );
  });

  test('the policy of nobody outside the selection changes, but through the default', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const plan = make(group, wanted);
        const before = policyOf(group);
        const after = policyAfter(group, plan);
        const included = new Set(
          plan.repos.filter((entry) => entry.kind !== 'excluded').map((entry) => entry.project),
        );
        const others = (policy: Policy) =>
          canonical({
            ...policy,
            default: null,
            exceptions: policy.exceptions.filter(
              (entry) => !(included.has(entry.project) && wanted.projects.includes(entry.project)),
            ),
          });
        expect(others(after)).toBe(others(before));
        if (wanted.mode !== 'set_default') expect(after.default).toEqual(before.default);
      }),
    );
  });

  test('every included repository gets what was wished for', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const plan = make(group, wanted);
        const after = policyAfter(group, plan);
        const wished = wanted.mode === 'use_default' ? policyOf(group).default : wanted.settings;
        for (const entry of plan.repos) {
          if (entry.kind === 'excluded' || !wanted.projects.includes(entry.project)) continue;
          const gets = effectiveSettings(after, entry.project, TODAY);
          expect(gets && wished && sameSettings(gets.settings, wished)).toBe(true);
        }
      }),
    );
  });

  test('afterwards whoever is gated by blocking settings has the flags, and report only sets none', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const plan = make(group, wanted);
        const after = policyAfter(group, plan);
        for (const entry of plan.repos) {
          if (entry.kind === 'excluded') {
            expect(entry.flags).toBeUndefined();
            continue;
          }
          const gets = effectiveSettings(after, entry.project, TODAY)!;
          const one = group.repos.find((candidate) => candidate.id === entry.project)!;
          const must = entry.flags?.only_allow_merge_if_pipeline_succeeds ?? one.pipelineMustSucceed;
          if (!isReportOnly(gets.settings)) expect(must).toBe(true);
          else
            expect(entry.flags).not.toEqual({
              only_allow_merge_if_pipeline_succeeds: true,
              allow_merge_on_skipped_pipeline: false,
            });
        }
      }),
    );
  });

  test('a repository is written to only by who may, where merge requests can be gated', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        for (const entry of make(group, wanted).repos) {
          if (entry.kind === 'enrol' || entry.flags) {
            const one = group.repos.find((candidate) => candidate.id === entry.project)!;
            expect(one).toMatchObject({ canAdminister: true, archived: false, jobsEnabled: true });
          }
          if (entry.kind === 'excluded') expect(entry.excluded?.next).not.toBe('');
          if (entry.kind === 'unchanged') expect(entry.changes).toEqual([]);
        }
      }),
    );
  });

  test('the wish carried out twice is the wish carried out once', () => {
    fc.assert(
      fc.property(groups, wishes, (group, wanted) => {
        const targets = wanted.projects.map((project) => ({ project, path: `p${project}` }));
        const once = withWanted(policyOf(group), wanted, targets);
        expect(canonical(withWanted(once, wanted, targets))).toBe(canonical(once));
      }),
    );
  });
});

describe('what a plan says', () => {
  const gated = (count: number) => Object.fromEntries(ids.slice(0, count).map((id) => [id, enrolledAs(id)]));

  test('a new default tells whom else it reaches', () => {
    const group = snapshot(
      [1, 2, 3].map((id) => gatedRepo(id)),
      { default: HIGH },
      gated(3),
    );
    const plan = make(group, { mode: 'set_default', projects: [1], settings: CRITICAL });
    expect(plan).toMatchObject({ alsoAffected: 2, counts: { change: 1 } });
    expect(plan.policyChanges).toEqual([{ field: 'Fails on', before: 'High', after: 'Critical' }]);
  });

  test('an exception equal to the default removes the one that was there', () => {
    const own: PolicyException = {
      ...CRITICAL,
      project: 1,
      path: 'acme/shop/repo-1',
      reason: 'x',
      owner: '',
    };
    const group = snapshot([gatedRepo(1)], { default: HIGH, exceptions: [own] }, gated(1));
    const plan = make(group, { mode: 'exception', projects: [1], settings: HIGH, reason: 'same', owner: '' });
    expect(policyAfter(group, plan).exceptions).toEqual([]);
    expect(plan.repos[0]?.changes).toContainEqual({
      field: 'Settings from',
      before: 'exception',
      after: 'default',
    });
  });

  test('enrolling warns that the repository’s own pipeline counts too', () => {
    const plan = make(snapshot([repo(1)], { default: HIGH }), { mode: 'use_default', projects: [1] });
    expect(plan.repos[0]).toMatchObject({
      kind: 'enrol',
      flags: { only_allow_merge_if_pipeline_succeeds: true },
    });
    expect(plan.repos[0]?.warnings[0]).toContain('own pipeline');
  });

  test.each<[string, SettingsWish, string]>([
    ['no scan', { mode: 'set_default', projects: [1], settings: { ...HIGH, scans: [] } }, 'no_scans'],
    [
      'an end in the past',
      { mode: 'exception', projects: [1], settings: HIGH, reason: 'x', owner: '', until: '2026-02-28' },
      'until_past',
    ],
  ])('refuses %s', (_, wanted, kind) => {
    expect(() => make(snapshot([repo(1)]), wanted)).toThrow(
      expect.objectContaining({ userError: expect.objectContaining({ kind }) }),
    );
  });

  test('without a default, using it is refused per repository, with the way out', () => {
    const plan = make(snapshot([repo(1)]), { mode: 'use_default', projects: [1] });
    expect(plan.repos[0]).toMatchObject({
      kind: 'excluded',
      excluded: { reason: 'The group has no default yet.' },
    });
    expect(plan.calls).toBe(0);
  });

  test('names what is gone, the gate project and the unreachable', () => {
    const group = snapshot([repo(1, { canAdminister: false }), repo(9999)], { default: HIGH });
    const plan = make(group, { mode: 'use_default', projects: [1, 9999, 404] });
    expect(plan.repos.map((entry) => entry.excluded?.reason)).toEqual([
      'Your role is too low to change its settings.',
      'It is the gate project itself.',
      'It is not in this group any more.',
    ]);
  });

  test('5,000 repositories are planned within a second or so', () => {
    const many = Array.from({ length: 5000 }, (_, index) => repo(index + 1));
    const plan = make(snapshot(many, { default: HIGH }), {
      mode: 'use_default',
      projects: many.map((one) => one.id),
    });
    expect(plan.counts.enrol).toBe(5000);
    expect(plan.calls).toBe(2 + 1 + 1 + 3 * 5000 + 2 + 3);
  });
});
