import { expect, test } from 'vitest';
import {
  countResults,
  isUnfinished,
  jobError,
  jobStatus,
  jobTitle,
  needsGateToken,
} from '../../../components/panel/job-words.ts';
import { changesAnything, groupPlan } from '../../../components/panel/plan-groups.ts';
import type { RepoResult, StepState } from '../../../utils/apply/job-types.ts';
import { job, planOf, snapshot } from './fixture.ts';

const results = (...states: StepState[]): RepoResult[] =>
  states.map((state, index) => ({ project: index + 1, path: `acme/${index}`, webUrl: '', state }));

test('nothing to do counts as done; running as not done yet', () => {
  expect(countResults(results('done', 'skipped', 'failed', 'running', 'queued'))).toEqual({
    done: 2,
    failed: 1,
    queued: 2,
    total: 5,
  });
});

test('titles and status name the counts', () => {
  expect(jobTitle(job({ repos: results('queued', 'done') }))).toBe('Applying to 2 repositories');
  expect(jobTitle(job({ state: 'done', repos: results('done') }))).toBe('Applied to 1 repository');
  const failed = job({ state: 'done', repos: results('done', 'failed') });
  expect(jobTitle(failed)).toBe('Applied to 1 of 2 repositories');
  expect(isUnfinished(failed)).toBe(true);
  expect(isUnfinished(job({ state: 'done', repos: results('done') }))).toBe(false);
  expect(jobStatus(job({ state: 'stopped', repos: results('done', 'queued') }))).toBe(
    'Stopped: 1 done, 0 failed, 1 not started.',
  );
});

test('a job that waits says what for', () => {
  expect(jobStatus(job({ state: 'waiting', waitingFor: 'GitLab’s rate limit' }))).toBe(
    'GitLab’s rate limit.',
  );
});

test('the error of a failed step is the job’s, and a missing gate token is known as such', () => {
  const error = { kind: 'gate_token_needed', what: 'No token.', next: 'Enter one.' };
  const stuck = job({
    kind: 'setup',
    state: 'failed',
    steps: [{ key: 't', title: 'Token', state: 'failed', error }],
  });
  expect(jobError(stuck)).toBe(error);
  expect(needsGateToken(stuck)).toBe(true);
  expect(needsGateToken(job())).toBe(false);
});

test('a plan is grouped by what happens, new ones first and excluded ones by their reason', () => {
  const plan = planOf(snapshot(), { mode: 'use_default', projects: [11, 12, 13, 14] });
  const [a, b, c] = plan.repos;
  if (a) a.kind = 'unchanged';
  if (b) b.excluded = { reason: 'Archived.', next: '' };
  if (b) b.kind = 'excluded';
  if (c) c.changes = [{ field: 'Fails on', before: 'none', after: 'Low' }];
  expect(groupPlan(plan).map((group) => [group.kind, group.repos.length])).toEqual([
    ['enrol', 1],
    ['enrol', 1],
    ['excluded', 1],
    ['unchanged', 1],
  ]);
});

test('a warning that holds for a whole group is told once', () => {
  const plan = planOf(snapshot(), { mode: 'use_default', projects: [11, 12] });
  plan.repos.forEach((each, index) => {
    each.warnings = ['No runner.', `Only ${index}.`];
  });
  expect(groupPlan(plan)[0]?.warnings).toEqual(['No runner.']);
});

test('a plan that writes only the policy changes something', () => {
  const plan = planOf(snapshot(), { mode: 'use_default', projects: [] });
  expect(changesAnything(plan)).toBe(true);
  expect(changesAnything({ ...plan, policyText: null })).toBe(false);
});
