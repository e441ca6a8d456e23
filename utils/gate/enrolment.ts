/** The project settings that gating changes, as GitLab's API names them. */
export interface MergeFlags {
  only_allow_merge_if_pipeline_succeeds: boolean;
  allow_merge_on_skipped_pipeline: boolean;
}

/** One gated repository in `enrolled.json`. */
export interface EnrolledRepo {
  path: string;
  /** Webhook id; null while enrolling has been begun but not finished. */
  hook: number | null;
  /** The settings as they were before gating, for undo and clean removal. */
  before: MergeFlags;
  /** ISO time and username of who enrolled it. */
  since: string;
  by: string;
}

/** `enrolled.json` in the gate project's default branch: machine-written, keyed by project id. */
export interface Enrolment {
  version: 1;
  /** The user that evaluates: author of every verdict's status and note. */
  gateUser: { id: number; username: string } | null;
  projects: Record<string, EnrolledRepo>;
}
