import type { Repo } from '../gate/repo.ts';
import { text } from '../texts/text.ts';
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
      reason: text('apply.obstacle.archived'),
      next: text('apply.obstacle.archived_next'),
    };
  }
  if (repo.empty || repo.defaultBranch === null) {
    return {
      reason: text('apply.obstacle.empty'),
      next: text('apply.obstacle.empty_next'),
    };
  }
  if (!repo.mergeRequestsEnabled) {
    return {
      reason: text('apply.obstacle.no_merge_requests'),
      next: text('apply.obstacle.no_merge_requests_next'),
    };
  }
  if (!repo.jobsEnabled) {
    // A status makes a pipeline only where CI/CD is on: "pipelines must succeed" would lock every merge request.
    return {
      reason: text('apply.obstacle.no_ci'),
      next: text('apply.obstacle.no_ci_next'),
    };
  }
  return null;
}

/** What the connected user lacks. */
export const ROLE_TOO_LOW: Obstacle = {
  reason: text('apply.obstacle.role'),
  next: text('apply.obstacle.role_next'),
};
