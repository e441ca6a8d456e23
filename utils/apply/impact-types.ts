import type { GateSettings } from '../gate/policy.ts';
import type { Text } from '../texts/types.ts';

/** An open merge request under the wanted settings. */
export interface ImpactMergeRequest {
  project: number;
  path: string;
  iid: number;
  title: string;
  webUrl: string;
  draft: boolean;
  /** Under the wanted settings. `unknown`: what the last verdict knows is not enough. */
  outcome: 'blocked' | 'open' | 'unknown';
  /** What the gate says of it today; null: it has not looked at its newest commit. */
  today: 'blocked' | 'open' | null;
  /** Why, one sentence for people. */
  reason: Text;
  /** `unknown` for want of a verdict: reports that its own pipeline left can be judged by these. */
  settings?: GateSettings;
}

/** One page of open merge requests: ask page after page, add up, and stop asking to cancel. */
export interface ImpactPreview {
  page: number;
  nextPage: number | null;
  /** Of all open merge requests of the group; null: GitLab does not say. For the progress. */
  pages: number | null;
  /** Those of this page whose repository the wish would gate. */
  mergeRequests: ImpactMergeRequest[];
}
