import { describe, expect, test } from 'vitest';
import { effectiveSettings } from '../../../utils/gate/effective.ts';
import { type Desk, entriesIn, policyIn } from './desk.ts';
import { everywhere, type Meeting } from './meeting.ts';
import { CRITICAL, gatedIds, HIGH, REPORT_ONLY, type TestWorld } from './world.ts';

const first = (world: TestWorld): number => gatedIds(world)[0]!;
const repoOf = ({ gitlab }: TestWorld) => gitlab.repo('acme/shop/repo-1');

async function gateAll(world: TestWorld, desk: Desk, settings = HIGH): Promise<void> {
  const job = await desk.apply({ mode: 'set_default', projects: gatedIds(world), settings });
  expect(job.state).toBe('done');
}

/** The flags are off again. */
function drifts(world: TestWorld): void {
  repoOf(world).flags.only_allow_merge_if_pipeline_succeeds = false;
}

/**
 * Whatever came of both, the repository is gated, or it is not: never locked without a gate, never with a webhook
 * that nothing speaks of. (An exception of a repository that is not gated does nothing.)
 */
function expectGatedOrNot({ world }: Meeting): 'gated' | 'not gated' {
  const repo = repoOf(world);
  const entry = entriesIn(world)[String(repo.id)];
  const policy = policyIn(world);
  const locks = repo.flags.only_allow_merge_if_pipeline_succeeds;
  expect(repo.hooks.length).toBeLessThan(2);
  if (!entry) {
    expect({ locks, hooks: repo.hooks.length }).toEqual({ locks: false, hooks: 0 });
    return 'not gated';
  }
  expect(effectiveSettings(policy, repo.id, '2026-03-01')).not.toBeNull();
  expect(repo.hooks.map(({ id }) => id)).toEqual([entry.hook]);
  return 'gated';
}

/** Each of these ends is reached. */
function expectEnds(ends: Set<string>, ...wanted: string[]): void {
  expect([...ends].toSorted()).toEqual(wanted.toSorted());
}

describe('two admins at the same repository, meeting at every request', () => {
  test('one lets it go, the other repairs its flags', async () => {
    const ends = new Set<string>();
    const meetings = await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        drifts(world);
        return {
          first: { mode: 'remove', projects: [first(world)] },
          second: { mode: 'use_default', projects: [first(world)] },
        };
      },
      (meeting) => void ends.add(expectGatedOrNot(meeting)),
    );
    expect(meetings.length).toBeGreaterThan(8);
    expectEnds(ends, 'gated', 'not gated');
  });

  test('one lets it go that only reports, the other lets it block', async () => {
    const ends = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await gateAll(world, desk, REPORT_ONLY);
        return {
          first: { mode: 'remove', projects: [first(world)] },
          second: { mode: 'set_default', projects: [gatedIds(world)[1]!], settings: HIGH },
        };
      },
      (meeting) => void ends.add(expectGatedOrNot(meeting)),
    );
    expect(ends).toContain('not gated');
  });

  test('one lets it go, the other gives it settings of its own: those are never lost, and it is named', async () => {
    const said = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        const settings = CRITICAL;
        return {
          first: { mode: 'remove', projects: [first(world), gatedIds(world)[1]!] },
          second: { mode: 'exception', projects: [first(world)], settings, reason: 'Kept', owner: 'otto' },
        };
      },
      (meeting) => {
        expect(expectGatedOrNot(meeting)).toBe('gated');
        const { world } = meeting;
        expect(meeting.second.state).toBe('done');
        expect(policyIn(world).exceptions.map(({ reason }) => reason)).toEqual(['Kept']);
        expect(repoOf(world).flags.only_allow_merge_if_pipeline_succeeds).toBe(true);
        const [one, other] = meeting.first.repos;
        said.add(`${one?.state}: ${one?.detail ?? one?.error?.kind}`);
        expect(other?.state).toBe('done');
        expect(entriesIn(world)).not.toHaveProperty(String(gatedIds(world)[1]));
      },
    );
    // Met before it was touched, in the middle, right after the webhook was deleted, and when all was done.
    expect([...said].map((text) => text.slice(0, 90)).toSorted()).toEqual([
      expect.stringMatching(/^done: Webhook deleted/),
      'failed: hook_not_deleted',
      expect.stringMatching(/^skipped: Somebody changed its settings or its webhook since this plan/),
      expect.stringMatching(/^skipped: Somebody changed its settings or its webhook while/),
    ]);
  });

  test('one repairs its flags, the other lets it go', async () => {
    const ends = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        drifts(world);
        return {
          first: { mode: 'use_default', projects: [first(world)] },
          second: { mode: 'remove', projects: [first(world)] },
        };
      },
      (meeting) => void ends.add(expectGatedOrNot(meeting)),
    );
    expect(ends).toContain('not gated');
  });

  test('one gives it settings of its own, the other lets it go', async () => {
    const ends = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await gateAll(world, desk);
        const settings = CRITICAL;
        return {
          first: { mode: 'exception', projects: [first(world)], settings, reason: 'Kept', owner: 'olga' },
          second: { mode: 'remove', projects: [first(world)] },
        };
      },
      (meeting) => {
        ends.add(expectGatedOrNot(meeting));
        if (meeting.first.state === 'failed') expect(meeting.first.error?.kind).toBe('plan_outdated');
      },
    );
    expectEnds(ends, 'not gated');
  });

  test('one gates it, the other lets it go', async () => {
    const ends = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await desk.apply({ mode: 'set_default', projects: [gatedIds(world)[3]!], settings: HIGH });
        return {
          first: { mode: 'use_default', projects: [first(world)] },
          second: { mode: 'remove', projects: [first(world)] },
        };
      },
      (meeting) => void ends.add(expectGatedOrNot(meeting)),
    );
    expectEnds(ends, 'gated', 'not gated');
  });

  test('one undoes its gating, the other repairs its flags', async () => {
    const ends = new Set<string>();
    await everywhere(
      async (world, desk) => {
        await desk.apply({ mode: 'set_default', projects: [gatedIds(world)[3]!], settings: HIGH });
        const job = await desk.apply({ mode: 'use_default', projects: [first(world)] });
        return {
          first: { mode: 'undo', jobId: job.id },
          second: { mode: 'use_default', projects: [first(world)] },
        };
      },
      (meeting) => void ends.add(expectGatedOrNot(meeting)),
    );
    expect(ends).toContain('not gated');
  });
});

test('the gate is not taken down over a repository that was gated meanwhile', async () => {
  const states = new Set<string>();
  await everywhere(
    async (world, desk) => {
      await desk.apply({ mode: 'set_default', projects: [gatedIds(world)[3]!], settings: HIGH });
      return {
        first: { mode: 'remove_all', deleteProject: false },
        second: { mode: 'use_default', projects: [first(world)] },
      };
    },
    (meeting) => {
      const { world, first: removal, second } = meeting;
      const gate = world.gitlab.repo('acme/mr-gate');
      const gated = second.state === 'done' && entriesIn(world)[String(first(world))] !== undefined;
      states.add(`${removal.state} ${gated}`);
      if (removal.error?.kind === 'not_all_released') expect(gate.triggers.length).toBeGreaterThan(0);
      if (removal.steps.every(({ key, state }) => !key.startsWith('gate-') || state !== 'done'))
        expect(gate.variables.has('MR_GATE_TOKEN')).toBe(true);
    },
  );
  expect(states).toContain('failed true');
});
