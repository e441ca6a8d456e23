import type { EnrolledRepo, MergeFlags } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import type { GateProject } from './group-snapshot.ts';
import type { RepoResult } from './job-types.ts';
import type { PolicyEdit } from './policy-edit.ts';
import type { Wanted } from './wanted.ts';

/** What one repository of an apply needs, taken from the plan. */
export interface RepoWork {
  project: number;
  path: string;
  webUrl: string;
  /** `release`: MR Gate goes from it. `flags`: its flags go back, and nothing else. */
  action: 'gate' | 'release' | 'flags';
  /** It gets an entry in the enrolment before it is touched. */
  enrol: boolean;
  /** The flags that it is to have; null: they are not touched. */
  flags: MergeFlags | null;
  /** The flags from before its first gating, for the entry. */
  before: MergeFlags;
  /** The flags when the plan was made: what undo gives back. */
  was: MergeFlags;
  /**
   * Of what is taken back (`release`, `flags`): the flags as they were left. A flag that somebody changed since stays;
   * with `allOrNothing` the whole repository is left alone then.
   */
  left?: MergeFlags;
  allOrNothing?: boolean;
  /** `release`: the webhook was there before the job that is undone. */
  keepHook?: boolean;
  /** `release`, `flags`: its entry when the plan was made, by `markOf`. */
  mark?: string;
  /** The entry as it is to be after a `release`, or the earlier one that `enrol` brings back; absent: none. */
  entry?: EnrolledRepo;
}

/** What came of one repository, with what the record at the end needs, and an undo. */
export interface StoredResult extends RepoResult {
  hook?: number;
  /** Set before the webhook is created: it was not there. */
  hookMade?: boolean;
  /** Set before one that GitLab has paused is deleted, for another to take its place. */
  hookThere?: boolean;
  /** When it was last begun to make it, milliseconds since the epoch, where that may have made one more. */
  hookAt?: number;
  /** The flags as they were found and as they were left, where they were read; `found` is set before they change. */
  found?: MergeFlags;
  left?: MergeFlags;
}

/** The gate itself is taken down after the last repository. */
export interface TakeDown {
  group: { id: number; path: string };
  deleteProject: boolean;
  /** Archived repositories, which stay in the enrolment: GitLab lets nobody change them. */
  leaves: number[];
}

/** What an apply executes: written once, when it starts. */
export interface ApplyWork {
  mode: Wanted['mode'];
  gateProject: GateProject;
  edit: PolicyEdit;
  repos: RepoWork[];
  /** Commit of the policy that is accepted as it was edited by hand. */
  acceptsPolicy?: string;
  /** Flags that are accepted as they are, by project. */
  accepts?: { project: number; flags: MergeFlags }[];
  takeDown?: TakeDown;
  /** The policy that the plan was made on. */
  base: Policy;
  policyChanges: boolean;
  title: string;
  /** Repositories in the enrolment, once its commit was prepared. Not known to a later worker. */
  enrolled?: number[];
}
