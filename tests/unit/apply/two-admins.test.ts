import { describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { type Desk, entriesIn, policyIn } from './desk.ts';
import { everywhere } from './meeting.ts';
import { CRITICAL, gatedIds, HIGH, REPORT_ONLY, type TestWorld } from './world.ts';

const all = (world: TestWorld) => gatedIds(world) as [number, number, number, number];
const gateAll = (world: TestWorld, desk: Desk) =>
  desk.apply({ mode: 'set_default', projects: all(world), settings: HIGH });

function expectWell(...jobs: JobSnapshot[]): void {
  for (const job of jobs) {
    expect(job.error).toBeUndefined();
    expect(job.state).toBe('done');
    expect(job.repos.filter((repo) => repo.state !== 'done')).toEqual([]);
  }
}

describe('two admins at once, meeting at every request', () => {
  test('a new default and an exception elsewhere both survive', async () => {
    const meetings = await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        const [one, two] = all(world);
        return {
          first: { mode: 'set_default', projects: [one], settings: CRITICAL },
          second: { mode: 'exception', projects: [two], settings: REPORT_ONLY, reason: 'Old', owner: '' },
        };
      },
      ({ world, first, second }) => {
        expectWell(first, second);
        expect(policyIn(world).default).toEqual(CRITICAL);
        expect(policyIn(world).exceptions.map(({ project }) => project)).toEqual([all(world)[1]]);
      },
    );
    expect(meetings.length).toBeGreaterThan(3);
  });

  test('two new defaults: the later one wins, or its plan is outdated, and none is lost unseen', async () => {
    const meetings = await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        return {
          first: { mode: 'set_default', projects: [all(world)[0]], settings: CRITICAL },
          second: { mode: 'set_default', projects: [all(world)[1]], settings: { ...HIGH, failOn: 'low' } },
        };
      },
      ({ world, first, second }) => {
        expectWell(second);
        // Where the first plan came too late, it says so; else the second one was made on what the first had done.
        if (first.state === 'failed') expect(first.error?.kind).toBe('plan_outdated');
        else expectWell(first);
        expect(policyIn(world).default?.failOn).toBe('low');
      },
    );
    expect(new Set(meetings.map(({ first }) => first.state))).toEqual(new Set(['failed', 'done']));
  });

  test('an exception of one repository by both: the second sees that its plan is outdated', async () => {
    await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        const exception = { mode: 'exception', projects: [all(world)[0]], owner: '' } as const;
        return {
          first: { ...exception, projects: [all(world)[0]], settings: CRITICAL, reason: 'First' },
          second: { ...exception, projects: [all(world)[0]], settings: REPORT_ONLY, reason: 'Second' },
        };
      },
      ({ world, first, second }) => {
        expectWell(second);
        expect(policyIn(world).exceptions.map(({ reason }) => reason)).toEqual(['Second']);
        if (first.state === 'failed') expect(first.error?.kind).toBe('plan_outdated');
        else expectWell(first);
      },
    );
  });

  test('repositories gated by both are all recorded, with one webhook each', async () => {
    const meetings = await everywhere(
      async (world, desk) => {
        const [one, two, three, four] = all(world);
        await desk.apply({ mode: 'set_default', projects: [four], settings: HIGH });
        return {
          first: { mode: 'use_default', projects: [one, two] },
          second: { mode: 'use_default', projects: [two, three] },
        };
      },
      ({ world, first, second }) => {
        expectWell(first, second);
        const entries = entriesIn(world);
        for (const repo of world.gitlab.repos.filter((one) => one.path.startsWith('repo-'))) {
          expect(repo.hooks).toHaveLength(1);
          expect(entries[String(repo.id)]?.hook).toBe(repo.hooks[0]?.id);
          expect(entries[String(repo.id)]?.before.only_allow_merge_if_pipeline_succeeds).toBe(false);
        }
      },
    );
    expect(meetings.length).toBeGreaterThan(8);
  });

  test('a removal and a gating elsewhere both survive', async () => {
    await everywhere(
      async (world, desk) => {
        const [one, two, three] = all(world);
        await desk.apply({ mode: 'set_default', projects: [one, two], settings: HIGH });
        return {
          first: { mode: 'remove', projects: [one, two] },
          second: { mode: 'use_default', projects: [three] },
        };
      },
      ({ world, first, second }) => {
        expectWell(first, second);
        expect(Object.keys(entriesIn(world))).toEqual([String(all(world)[2])]);
        const hooks = world.gitlab.repos
          .filter((repo) => repo.path.startsWith('repo-'))
          .map((r) => r.hooks.length);
        expect(hooks).toEqual([0, 0, 1, 0]);
      },
    );
  });

  test('an undo leaves what the other has changed meanwhile', async () => {
    await everywhere(
      async (world, desk) => {
        const [one, two, three] = all(world);
        await desk.apply({ mode: 'set_default', projects: [three], settings: HIGH });
        const job = await desk.apply({ mode: 'use_default', projects: [one, two] });
        return {
          first: { mode: 'undo', jobId: job.id },
          second: { mode: 'exception', projects: [three], settings: CRITICAL, reason: 'Old', owner: '' },
        };
      },
      ({ world, first, second }) => {
        expectWell(first, second);
        expect(Object.keys(entriesIn(world))).toEqual([String(all(world)[2])]);
        expect(policyIn(world)).toMatchObject({ default: HIGH, exceptions: [{ reason: 'Old' }] });
      },
    );
  });
});
