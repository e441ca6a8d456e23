import type { Repo } from '../gate/repo.ts';
import type { Text } from '../texts/types.ts';

/** Why a repository cannot be gated, and the way out. Both are sentences for people. */
export interface Obstacle {
  reason: Text;
  next: Text;
}

/** What the repository itself lacks; null: nothing. */
export function repoObstacle(repo: Repo): Obstacle | null {
  if (repo.archived) {
    return {
      reason: 'Archived: nothing can be merged into it.',
      next: 'Unarchive it first, if it is still in use.',
    };
  }
  if (repo.empty || repo.defaultBranch === null) {
    return {
      reason: 'Empty: there is nothing to merge into yet.',
      next: 'Push a first commit, then gate it.',
    };
  }
  if (!repo.mergeRequestsEnabled) {
    return {
      reason: 'Merge requests are off.',
      next: 'Switch them on in the project’s settings: General, Visibility, Merge requests.',
    };
  }
  if (!repo.jobsEnabled) {
    // A status makes a pipeline only where CI/CD is on: "pipelines must succeed" would lock every merge request.
    return {
      reason: 'CI/CD is off, so no verdict can reach its merge requests and none could be merged.',
      next: 'Switch it on in the project’s settings: General, Visibility, CI/CD. A pipeline file is not needed.',
    };
  }
  return null;
}

/** What the connected user lacks. */
export const ROLE_TOO_LOW: Obstacle = {
  reason: 'Your role is too low to change its settings.',
  next: 'Ask for the Maintainer role in it, or let one of its Maintainers gate it.',
};
