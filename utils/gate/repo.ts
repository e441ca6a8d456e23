/**
 * A repository (GitLab project) as the group listing gives it, cut down to what gating needs.
 * `runners_token` and everything else of the entity is dropped on reading.
 */
export interface Repo {
  id: number;
  name: string;
  /** `acme/shop/checkout` */
  path: string;
  webUrl: string;
  /** null for an empty repository. */
  defaultBranch: string | null;
  archived: boolean;
  empty: boolean;
  mergeRequestsEnabled: boolean;
  /** CI/CD switched on for the project. */
  jobsEnabled: boolean;
  pipelineMustSucceed: boolean;
  mergeOnSkippedPipeline: boolean;
  /** ISO time. */
  lastActivity: string;
  /** Whether the connected user is Maintainer or more of it. */
  canAdminister: boolean;
}

export type RepoStatus =
  | 'gated'
  | 'exception'
  | 'report_only'
  | 'enrolling'
  | 'not_configured'
  | 'drifted'
  | 'needs_decision'
  | 'cannot_be_gated'
  | 'gate_project';
