import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApplyWork, RepoWork } from '../../../utils/apply/apply-work-types.ts';
import { packWork, unpackWork } from '../../../utils/apply/pack-work.ts';

const BASE = 'https://gitlab.example/git';

const flags = fc.record({
  only_allow_merge_if_pipeline_succeeds: fc.boolean(),
  allow_merge_on_skipped_pipeline: fc.boolean(),
});
/** Stands for the address that follows from the path. */
const BELOW = ':below';
const repo: fc.Arbitrary<RepoWork> = fc.record(
  {
    project: fc.nat(),
    path: fc.string(),
    webUrl: fc.oneof(fc.string(), fc.constant(BELOW)),
    action: fc.constantFrom('gate', 'release', 'flags'),
    enrol: fc.boolean(),
    flags: fc.option(flags),
    before: flags,
    was: flags,
    left: flags,
    allOrNothing: fc.boolean(),
  },
  { requiredKeys: ['project', 'path', 'webUrl', 'action', 'enrol', 'flags', 'before', 'was'] },
);

const workOf = (repos: RepoWork[]): ApplyWork => ({
  mode: 'use_default',
  gateProject: {
    id: 1,
    path: 'acme/mr-gate',
    webUrl: `${BASE}/acme/mr-gate`,
    branch: 'main',
    groupPath: 'acme',
  },
  edit: { kind: 'none' },
  base: { version: 1, default: null, exceptions: [], ignores: [] },
  policyChanges: false,
  title: 'x',
  repos,
});

test('work is the same after storing it', () => {
  fc.assert(
    fc.property(fc.array(repo), (drawn) => {
      const repos = drawn.map((one) =>
        one.webUrl === BELOW ? { ...one, webUrl: `${BASE}/${one.path}` } : one,
      );
      const work = workOf(repos);
      expect(unpackWork(JSON.parse(JSON.stringify(packWork(work))))).toEqual(work);
    }),
  );
});

test('of 5,000 repositories it stays below 1 MB', () => {
  const off = { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: false };
  const repos = Array.from(
    { length: 5000 },
    (_, at): RepoWork => ({
      project: 10_000_000 + at,
      path: `acme/some/subgroup/repository-${at}`,
      webUrl: `${BASE}/acme/some/subgroup/repository-${at}`,
      action: 'release',
      enrol: false,
      flags: off,
      before: off,
      was: off,
      left: off,
      allOrNothing: true,
    }),
  );
  expect(JSON.stringify(packWork(workOf(repos))).length).toBeLessThan(1_000_000);
});
