import type { FieldChange } from './plan-types.ts';

/** One commit of the gate project: who changed what is gated, and when. */
export interface HistoryEntry {
  commit: string;
  /** First line of the message. */
  title: string;
  /**
   * By the trailers that MR Gate writes. `by_hand`: a commit without them. `record`: the webhook ids that an
   * apply writes after its work.
   */
  kind: 'setup' | 'apply' | 'record' | 'by_hand';
  /** GitLab's name of the commit's author. */
  author: string;
  /** Username that the trailer names; null where there is none. It says who applied; GitLab vouches for `author`. */
  by: string | null;
  /** ISO time. */
  at: string;
  webUrl: string;
  /** The job that made it; null: by hand. */
  jobId: string | null;
  undoable: boolean;
}

export interface HistoryPage {
  entries: HistoryEntry[];
  /** null: the last page. */
  nextPage: number | null;
}

/** What one commit changed, before and after. */
export interface HistoryDetail {
  commit: string;
  /** The default, and the number of ignored findings. */
  policyChanges: FieldChange[];
  repos: { project: number; path: string; changes: FieldChange[] }[];
  /** The policy file; null: there was none, or it could not be read. */
  before: string | null;
  after: string | null;
}

/** A page of the history with what each of its commits changed. */
export interface HistoryRecords {
  records: HistoryRecord[];
  /** null: the last page. */
  nextPage: number | null;
}

export interface HistoryRecord {
  entry: HistoryEntry;
  detail: HistoryDetail;
}

/** The policy is not as MR Gate's last apply left it. */
export interface PolicyByHand extends Pick<HistoryDetail, 'policyChanges' | 'repos'> {
  /** Commits since then that are not MR Gate's, newest first. */
  since: HistoryEntry[];
  applied: HistoryEntry;
  /** The policy file as that apply left it: what putting back brings in. */
  before: string;
}
