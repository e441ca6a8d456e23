import type { UserError } from '../user-error.ts';

/** What a card asks to change something with. Every part is checked again: the page's word counts for nothing. */
export interface Asking {
  /** Path of the gate project, as the card believes it to be. */
  gatePath: string;
  /** The merge request's project. */
  project: number;
  /** Who is signed in on the page; null: nobody, or the page does not say. */
  signedInAs: string | null;
}

/** Whether this person may change the policy and start the gate, and if not, why and what to do. */
export type CardRights = { may: true; username: string } | { may: false; why: UserError };

export interface IgnoreWish extends Asking {
  /** Fingerprint. */
  finding: string;
  reason: string;
  /** Last day that it holds, YYYY-MM-DD; absent: no end. */
  until?: string | undefined;
}

/** What an ignore would write, to be shown before. */
export interface IgnorePlan {
  /** Commit of the policy that this was made for: nothing is written over a newer one. */
  basis: string;
  /** The lines that the policy gets. */
  lines: string;
  /** Reason of an entry that these lines take the place of; null: there is none. */
  replaces: string | null;
  /** Path and branch of what is committed to. */
  gatePath: string;
  branch: string;
  username: string;
}

/** An ignore that was written, and read back. */
export interface IgnoreDone {
  commit: string;
  commitUrl: string;
}

export interface RunStarted {
  pipelineUrl: string;
}
