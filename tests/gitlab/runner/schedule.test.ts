import { describe, expect, it } from 'vitest';
import type { CiStatus, Job } from '../world/types.ts';
import type { JobPlan } from './job-plan.ts';
import { decide } from './schedule.ts';

const SCAN = { name: 'scan', stageIndex: 1, needs: null, when: 'on_success' } as JobPlan;

function scan(status: CiStatus, allowFailure = false): Job {
  return { id: 1, name: 'scan', status, allowFailure } as Job;
}

function decideAfter(job: Job, plan: Partial<JobPlan>) {
  const gate = { name: 'gate', stageIndex: 2, needs: null, when: 'on_success', ...plan } as JobPlan;
  const jobs = [job, { id: 2, name: 'gate', status: 'created' } as Job];
  return decide(
    gate,
    jobs,
    new Map([
      [1, SCAN],
      [2, gate],
    ]),
  );
}

const NEEDS_SCAN = [{ job: 'scan', artifacts: true, optional: false, pipeline: null }];

describe('decide', () => {
  it.each<[CiStatus, JobPlan['when'], string]>([
    ['running', 'on_success', 'wait'],
    ['running', 'always', 'wait'],
    ['success', 'on_success', 'start'],
    ['failed', 'on_success', 'skip'],
    ['failed', 'on_failure', 'start'],
    ['success', 'on_failure', 'skip'],
    ['failed', 'always', 'start'],
    ['skipped', 'on_success', 'start'],
    ['success', 'manual', 'offer'],
    ['manual', 'on_success', 'wait'],
    ['canceled', 'on_success', 'skip'],
  ])('stage before %s, when %s: %s', (status, when, decision) => {
    expect(decideAfter(scan(status), { when })).toBe(decision);
  });

  it('goes on after a failure that was allowed', () => {
    expect(decideAfter(scan('failed', true), {})).toBe('start');
    expect(decideAfter(scan('failed', true), { needs: NEEDS_SCAN })).toBe('start');
  });

  it('skips by needs what it would start by stage', () => {
    expect(decideAfter(scan('skipped'), { needs: NEEDS_SCAN })).toBe('skip');
    expect(decideAfter(scan('skipped'), { needs: NEEDS_SCAN, when: 'always' })).toBe('start');
    expect(decideAfter(scan('manual', true), {})).toBe('start');
    expect(decideAfter(scan('manual', true), { needs: NEEDS_SCAN })).toBe('skip');
  });

  it('waits for nothing where it needs nothing', () => {
    expect(decideAfter(scan('running'), { needs: [] })).toBe('start');
  });
});
