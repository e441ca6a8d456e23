import { isLane, LANE_PREFIX, laneNames, lanesFor } from '../gate/lanes.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { findBranches } from '../gitlab/endpoints/branches.ts';
import { type CommitAction, createCommit } from '../gitlab/endpoints/commits.ts';
import { protectBranch } from '../gitlab/endpoints/protected-branches.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { enrolledNow } from './enrolled-now.ts';
import type { GateProject } from './group-snapshot.ts';
import { inParallel } from './in-parallel.ts';
import { isTaken, isUncertain } from './refused.ts';

const AT_ONCE = 4;
/** Makes a lane's head a commit of its own. */
const MARK = '.mr-gate-lane';

/**
 * The lanes of a gate project, made where its enrolment wants more. They are protected before they are made, since the
 * gate's token is for protected branches. Where one can't be made, the webhooks do with the default branch.
 *
 * @param enrolled repositories in the enrolment; absent: it is read
 */
export async function ensureLanes(
  gitlab: GitLabClient,
  gate: GateProject,
  enrolled?: number,
): Promise<string[]> {
  try {
    const wanted = lanesFor(enrolled ?? (await enrolledNow(gitlab, gate)).length);
    if (wanted === 0) return [];
    const there = await existingLanes(gitlab, gate.id);
    const missing = laneNames(wanted).filter((lane) => !there.includes(lane));
    if (missing.length === 0) return there;
    await protectBranch(gitlab, gate.id, `${LANE_PREFIX}*`).catch(unlessDone);
    // Branches of one project do not wait for one another in GitLab.
    await inParallel(
      missing,
      () => AT_ONCE,
      (lane) => makeLane(gitlab, gate, lane).catch(unlessDone),
    );
    return await existingLanes(gitlab, gate.id);
  } catch (error) {
    if (error instanceof GitLabError && ['forbidden', 'not_found', 'invalid'].includes(error.kind)) return [];
    throw error;
  }
}

/** In the order of their numbers, so that a repository gets the same one each time. */
export async function existingLanes(gitlab: GitLabClient, project: number): Promise<string[]> {
  const number = (lane: string): number => Number(lane.slice(LANE_PREFIX.length));
  const found = (await findBranches(gitlab, project, `^${LANE_PREFIX}`)).filter(isLane);
  return found.sort((a, b) => number(a) - number(b));
}

async function makeLane(gitlab: Requester, gate: GateProject, lane: string): Promise<void> {
  const actions: CommitAction[] = [{ action: 'create', path: MARK, content: `${lane}\n` }];
  const message = `MR Gate: ${lane}\n\nStarts pipelines for a part of the group. Policy and enrolment are those of ${gate.branch}.\n`;
  await createCommit(gitlab, gate.id, { branch: lane, start: gate.branch, message, actions });
}

/** Made by another admin at the same time, or an answer that was lost: what there is is looked at afterwards. */
function unlessDone(error: unknown): void {
  if (!isTaken(error) && !isUncertain(error)) throw error;
}
