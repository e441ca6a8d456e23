import type { Connection } from '../connection.ts';
import type { Enrolment, MergeFlags } from '../gate/enrolment.ts';
import type { GateSettings, Policy, PolicyProblem } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import type { Text } from '../texts/types.ts';
import type { UserError } from '../user-error.ts';

/** Where in a file something is wrong, and what. */
export interface FileProblem extends Omit<PolicyProblem, 'message'> {
  message: Text;
}

/** A file of the gate project that cannot be read. */
export interface BrokenFile {
  ok: false;
  /** Its path in the gate project: that of the policy, or of the enrolment. */
  file: string;
  /** Where and why, at least one. */
  problems: FileProblem[];
}

export interface GateProject {
  id: number;
  path: string;
  webUrl: string;
  branch: string;
  /** Full path of the group that it gates: its own parent. */
  groupPath: string;
}

/** Everything the panel shows of a group, as the token sees it at one moment. */
export interface GroupSnapshot {
  group: {
    id: number;
    path: string;
    name: string;
    webUrl: string;
    /** The group itself makes pipelines succeed before merging, in all of its projects; absent: not told. */
    pipelineMustSucceed?: boolean;
  };
  connection: Connection;
  /** Nearest gate project: the group's own, else that of an ancestor; null before the first set-up. */
  gateProject: GateProject | null;
  /** null: no gate project. A file of it that cannot be read carries its problems, and nothing is written over it. */
  policy:
    | {
        ok: true;
        policy: Policy;
        commit: string;
        /** The file as it stands: a change is written into it, so that comments stay. */
        text?: string;
      }
    | BrokenFile
    | null;
  enrolment: Enrolment | null;
  repos: Repo[];
  /** Repositories that were not there at the last visit of this browser and are not gated; empty on the first. */
  newSince?: number[];
  /** ISO time. */
  loadedAt: string;
}

/** What an update of the gate project's own files would change: those that differ from what this extension brings. */
export interface GateUpdate {
  files: {
    path: string;
    /** Changed by hand: it stays as it is. */
    kept: boolean;
    /** null: a built program, which nobody reads. */
    text: { before: string; after: string } | null;
  }[];
}

/** What the person chose in the Configure Scans dialog. */
export type SettingsWish =
  /** Gate these repositories with the group default as it stands. */
  | { mode: 'use_default'; projects: number[] }
  /** Make these settings the group default, and gate these repositories with it. */
  | { mode: 'set_default'; projects: number[]; settings: GateSettings }
  /** Give these repositories settings of their own. */
  | {
      mode: 'exception';
      projects: number[];
      settings: GateSettings;
      reason: string;
      owner: string;
      until?: string;
    };

/** Everything that can be planned: each goes through the same plan, apply, journal and results. */
export type Wanted =
  | SettingsWish
  /** Give back what an earlier apply changed, by its job's id: of this browser's journal, or of the history. */
  | { mode: 'undo'; jobId: string }
  /** Take MR Gate off these repositories: webhook, flags as they were, settings and ignores of their own. */
  | { mode: 'remove'; projects: number[] }
  /** Take MR Gate off every repository of the group, then take the gate itself down. */
  | { mode: 'remove_all'; deleteProject: boolean }
  /** Put back what drifted: flags that were switched, webhooks that were deleted or paused. */
  | { mode: 'restore_drift'; projects: number[] }
  /** Leave the flags that drifted as they are, and stop calling it drift. */
  | { mode: 'accept_drift'; projects: number[] }
  /** Keep exceptions, ended or not, through another day; absent: for good. (To drop them: `use_default`.) */
  | { mode: 'prolong'; projects: number[]; until?: string }
  /** Take the policy as somebody edited it by hand: gated repositories get what follows from it. */
  | { mode: 'accept_policy' }
  /** Take a policy file, as it is written. */
  | { mode: 'import'; text: string };

export interface FieldChange {
  /** "Fails on", "Scans", "Pipelines must succeed". */
  field: Text;
  before: Text;
  after: Text;
}

/**
 * `restore`: gets back what it had (undo), or what gating set (drift). `remove`: MR Gate goes from it.
 * `excluded`: nothing is done to it, and `excluded` says why.
 */
export type RepoPlanKind = 'enrol' | 'change' | 'restore' | 'remove' | 'unchanged' | 'excluded';

/** What will happen to one repository. */
export interface RepoPlan {
  project: number;
  path: string;
  webUrl: string;
  kind: RepoPlanKind;
  changes: FieldChange[];
  /** Why it is excluded, and the way out. */
  excluded?: { reason: Text; next: Text };
  /** Worth knowing before pressing Apply. */
  warnings: Text[];
  /** The repository's merge flags from before its first gating: what removal restores. */
  before: MergeFlags;
  /** Its merge flags now: what undo restores. */
  now: MergeFlags;
  /** The merge flags that it will have; absent: they are not touched. */
  flags?: MergeFlags;
}

/** Something about the whole plan to know before applying it. */
export interface PlanNote {
  kind:
    | 'no_runner'
    | 'runners_offline'
    | 'runners_unknown'
    | 'group_lock'
    | 'already_required'
    | 'hooks_unseen'
    | 'default_kept'
    | 'policy_kept'
    | 'other_groups_gate'
    | 'not_all_released';
  /** `stop`: applying is refused until it is put right. */
  severity: 'stop' | 'warning' | 'info';
  what: Text;
  next: Text;
  /** https, or inside the user's own GitLab. */
  link?: { href: string; text: Text };
}

/** The plan of one apply: shown before any write, executed exactly as it stands. */
export interface Plan {
  id: string;
  baseUrl: string;
  groupPath: string;
  gateProject: GateProject;
  wanted: Wanted;
  /** First line of the commit, English as all that everybody in the project reads: "MR Gate: undo “gate 12 repositories”". */
  title: string;
  /** Preflight and what else holds for the whole plan, the gravest first. */
  notes: PlanNote[];
  repos: RepoPlan[];
  /** The policy text that will be committed; null: the policy does not change. */
  policyText: string | null;
  /** Changes that reach further than the selection: a new default changes every gated repo without exception. */
  policyChanges: FieldChange[];
  /** What happens to the gate itself (`remove_all`): project, token, variable, triggers, schedules. */
  gateChanges: FieldChange[];
  counts: Record<RepoPlanKind, number>;
  /** Repos gated by the default that were not selected, but get the new default too. */
  alsoAffected: number;
  /** API calls that applying takes. */
  calls: number;
  /** ISO time. */
  madeAt: string;
}

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

/** The policy is not as MR Gate's last apply left it. */
export interface PolicyByHand extends Pick<HistoryDetail, 'policyChanges' | 'repos'> {
  /** Commits since then that are not MR Gate's, newest first. */
  since: HistoryEntry[];
  applied: HistoryEntry;
  /** The policy file as that apply left it: what putting back brings in. */
  before: string;
}

export interface PolicyCheck {
  ok: boolean;
  /** Each with line and key: such a file is not taken. */
  problems: FileProblem[];
  /** Worth knowing, but no obstacle: an exception of a repository that is not in this group. */
  warnings: FileProblem[];
}

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

/** How the webhook of a gated repository stands, as GitLab says now. */
export interface HookCheck {
  project: number;
  state: 'ok' | 'missing' | 'paused' | 'changed' | 'not_seen';
  /** `before`: as gating made it; `after`: as it is. */
  changes: FieldChange[];
  /** Why it could not be seen, or what is wrong, one sentence for people; empty: nothing. */
  reason: Text;
}

export interface DriftCheck {
  hooks: HookCheck[];
  /** ISO time. */
  checkedAt: string;
}
