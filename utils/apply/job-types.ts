import type { Text } from '../texts/types.ts';
import type { UserError } from '../user-error.ts';
import type { Wanted } from './wanted.ts';

export type StepState = 'queued' | 'running' | 'done' | 'failed' | 'skipped';

export interface JobStep {
  key: string;
  title: Text;
  state: StepState;
  detail?: Text;
  /** It came to its end, but not as it should: `detail` says how. */
  warning?: true;
  error?: UserError;
}

export interface RepoResult {
  project: number;
  path: string;
  webUrl: string;
  state: StepState;
  /** What was read back: "webhook 812, pipelines must succeed". */
  detail?: Text;
  error?: UserError;
}

/** Where a set-up or an apply stands. Holds no secret. */
export interface JobSnapshot {
  id: string;
  kind: 'setup' | 'apply';
  /** What it carries out; absent for a set-up. */
  mode?: Wanted['mode'];
  /** First line of its commit; absent for a set-up. */
  title?: string;
  /** Whether `{mode: 'undo', jobId: id}` can be planned. */
  undoable?: boolean;
  baseUrl: string;
  groupPath: string;
  /** `waiting`: paused until `waitingUntil` by GitLab's rate limit or the network; goes on by itself. */
  state: 'running' | 'waiting' | 'stopping' | 'stopped' | 'done' | 'failed';
  waitingUntil?: string;
  waitingFor?: Text;
  steps: JobStep[];
  repos: RepoResult[];
  startedAt: string;
  finishedAt?: string;
  error?: UserError;
}
