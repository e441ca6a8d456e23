/**
 * Lanes: branches of the gate project that share the webhooks of a large group. gitlab.com creates at most 25
 * pipelines a minute for the same project, user and commit (lib/gitlab/ci/pipeline/chain/limit/rate_limit.rb; child
 * pipelines do not count) and refuses the event that would be the next. Each lane's head is a commit of its own.
 * A lane only starts the pipeline: policy and enrolment are those of the default branch.
 */
export const LANE_PREFIX = 'mr-gate-lane-';

/** 250 repositories with an event in ten minutes each are 25 pipelines a minute. */
const REPOSITORIES = 250;
const MOST_LANES = 20;

/** How many lanes, beside the default branch, this many gated repositories want. */
export function lanesFor(repositories: number): number {
  return Math.min(MOST_LANES, Math.floor(repositories / REPOSITORIES));
}

export function laneNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${LANE_PREFIX}${i + 1}`);
}

export function isLane(branch: string): boolean {
  return branch.startsWith(LANE_PREFIX) && /^[1-9]\d?$/.test(branch.slice(LANE_PREFIX.length));
}

/** The branch that a repository's webhook starts: the same each time for the same lanes. */
export function laneOf(project: number, branch: string, lanes: readonly string[]): string {
  return [branch, ...lanes][project % (lanes.length + 1)] ?? branch;
}
