import type { RepoStore } from '../git/types.ts';
import type { Job, Pipeline, World } from '../world/types.ts';

export interface RunnerDeps {
  world: World;
  repos: RepoStore;
  /** Folder for builds, artifacts and temporary files. */
  dir: string;
  /** Base URL with root, no trailing slash; read when a job starts, since the port may be unknown before. */
  baseUrl: () => string;
  /** false: jobs stay pending, as without a runner. */
  enabled: boolean;
  /** Jobs at the same time; 4 by default. */
  concurrency?: number;
  /** Time source of records; ISO 8601. */
  now?: () => string;
  /** Told after each change of a job's or pipeline's status (merge checks, hooks, pages follow). */
  onPipeline?: (pipeline: Pipeline) => void;
  onJob?: (job: Job) => void;
}

export interface PipelineRequest {
  sha: string;
  /** Branch or tag name, or `refs/merge-requests/N/head`. */
  ref: string;
  source: Pipeline['source'];
  userId: number;
  /** `MergeRequest.id`, for `merge_request_event`. */
  mergeRequestId?: number;
  variables?: { key: string; value: string; file: boolean }[];
}

export type PipelineAnswer =
  | { created: true; pipeline: Pipeline }
  /** `reason` is GitLab's text, which the API gives under `base`. */
  | { created: false; reason: string };

export interface Runner {
  /**
   * Decides whether an event gives a pipeline and records it with its jobs (it is enqueued at once). A broken
   * file gives a failed pipeline with `yamlErrors`, as in GitLab; no file, `[skip ci]`-free rules that all say
   * no, or builds switched off give none.
   */
  pipelineFor(projectId: number, request: PipelineRequest): Promise<PipelineAnswer>;
  /** Looks again at what of a pipeline can run: after an external status, a play of a manual job, a retry. */
  enqueue(pipelineId: number): void;
  cancel(pipelineId: number): void;
  cancelJob(jobId: number): void;
  playJob(jobId: number): void;
  /** The project and job that a CI_JOB_TOKEN speaks for, while the job runs. */
  jobForToken(token: string): Job | null;
  /** Resolves when nothing runs and nothing that could run waits. */
  idle(): Promise<void>;
  /** Kills what runs. */
  close(): Promise<void>;
}
