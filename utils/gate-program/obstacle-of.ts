import { repoObstacle } from '../apply/obstacle.ts';
import type { ListedProject } from '../gitlab/endpoints/group-projects.ts';

/** Why a repository cannot be gated, whoever asks; null: it can. What the gate's user may do is another question. */
export function obstacleOf(repo: ListedProject): ReturnType<typeof repoObstacle> {
  return repoObstacle({ ...repo, canAdminister: true });
}
