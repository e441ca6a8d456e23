import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import type { Wanted } from '../../../utils/apply/wanted.ts';
import { type Desk, deskOf, secondDesk } from './desk.ts';
import { setUpWorld, type TestWorld, workerOf } from './world.ts';

export interface Meeting {
  world: TestWorld;
  first: JobSnapshot;
  second: JobSnapshot;
}

/**
 * The first admin has planned; in the middle of applying, before the nth request, the second plans and applies from
 * beginning to end. null: the first one's apply has fewer requests.
 */
async function meetAt(
  n: number,
  prepare: (world: TestWorld, desk: Desk) => Promise<{ first: Wanted; second: Wanted }>,
): Promise<Meeting | null> {
  const made = await setUpWorld(4);
  const world: TestWorld = made;
  const { first, second } = await prepare(world, deskOf(world, made.worker, world.browser));
  const otto = secondDesk(world);
  let count = -1;
  let other: JobSnapshot | null = null;
  const interrupted = workerOf(world, world.olga, {
    fetch: async (input, init) => {
      if (count >= 0 && count++ === n) other = await otto.apply(second);
      return world.gitlab.fetch(input, init);
    },
  });
  const olga = deskOf(world, interrupted, world.browser);
  const plan = await olga.plan(first);
  count = 0;
  const job = await olga.run(plan);
  return other && { world, first: job, second: other };
}

/** Two admins who meet at every request in turn. */
export async function everywhere(
  prepare: Parameters<typeof meetAt>[1],
  check: (meeting: Meeting) => void,
): Promise<Meeting[]> {
  const meetings: Meeting[] = [];
  for (let n = 0; ; n++) {
    const meeting = await meetAt(n, prepare);
    if (!meeting) return meetings;
    try {
      check(meeting);
    } catch (error) {
      throw new Error(`Met at request ${n}`, { cause: error });
    }
    meetings.push(meeting);
  }
}
