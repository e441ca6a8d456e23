import type { JobVariable } from './variables.ts';

/** `artifacts:` of a job. */
export interface ArtifactsPlan {
  /** Globs below the project folder; variables are expanded when the job has run. */
  paths: string[];
  exclude: string[];
  /** Report type → globs. */
  reports: Record<string, string[]>;
  when: 'on_success' | 'on_failure' | 'always';
  /** Seconds; null: never. */
  expireIn: number | null;
}

/** One entry of `needs:`. */
export interface Need {
  job: string;
  artifacts: boolean;
  optional: boolean;
  /** Another pipeline's id, mostly a variable (`$PARENT_PIPELINE_ID`); null: this pipeline. */
  pipeline: string | null;
}

/** Where a bridge takes the child pipeline's file from. */
export type ChildSource = { artifact: string; job: string } | { local: string };

export interface TriggerPlan {
  include: ChildSource;
  /** The bridge follows the child's status. */
  depend: boolean;
  /** The parent's own pipeline variables go along. */
  forwardPipelineVariables: boolean;
  /** `variables:` of file and job go along. */
  forwardYamlVariables: boolean;
}

/** `retry:`; `when` holds GitLab's failure reasons, `always` all of them. */
export interface RetryPlan {
  max: number;
  when: string[];
}

/** One `cache:` of a job. */
export interface CachePlan {
  key: string;
  /** Globs below the project folder. */
  paths: string[];
  pull: boolean;
  push: boolean;
}

/** What a job shall do, after its file, `extends`, `default` and rules have been worked out. */
export interface JobPlan {
  name: string;
  stage: string;
  /** Position among the file's stages, `.pre` first. */
  stageIndex: number;
  when: 'on_success' | 'on_failure' | 'always' | 'manual';
  allowFailure: boolean;
  /** `allow_failure:exit_codes`. */
  allowedExitCodes: number[];
  /** `null`: no `needs` at all, the job waits for the stages before. */
  needs: Need[] | null;
  /** `null`: artifacts of all jobs of earlier stages. */
  dependencies: string[] | null;
  /** Of file, job and matched rule, in this order. */
  variables: JobVariable[];
  beforeScript: string[];
  script: string[];
  afterScript: string[];
  timeoutSeconds: number | null;
  artifacts: ArtifactsPlan | null;
  trigger: TriggerPlan | null;
  retry: RetryPlan;
  image: string | null;
  /** `environment:name`, variables not yet expanded; null: none. */
  environment: string | null;
  /** `cache:`, one at most; null: none. */
  cache: CachePlan | null;
}
