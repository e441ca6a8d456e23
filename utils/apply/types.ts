import type { Connection } from '../connection.ts';
import type { Enrolment, MergeFlags } from '../gate/enrolment.ts';
import type { GateSettings, Policy, PolicyProblem } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import type { UserError } from '../user-error.ts';

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
  group: { id: number; path: string; name: string; webUrl: string };
  connection: Connection;
  /** Nearest gate project: the group's own, else that of an ancestor; null before the first set-up. */
  gateProject: GateProject | null;
  /** null: no gate project. A broken policy file carries its problems and nothing is written over it. */
  policy:
    | {
        ok: true;
        policy: Policy;
        commit: string;
        /** The file as it stands: a change is written into it, so that comments stay. */
        text?: string;
      }
    | { ok: false; problems: PolicyProblem[] }
    | null;
  enrolment: Enrolment | null;
  repos: Repo[];
  /** ISO time. */
  loadedAt: string;
}

/** What the person chose in the Configure Scans dialog. */
export type Wanted =
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

export interface FieldChange {
  /** For people: "Fails on", "Scans", "Pipelines must succeed". */
  field: string;
  before: string;
  after: string;
}

/** What will happen to one repository. */
export interface RepoPlan {
  project: number;
  path: string;
  webUrl: string;
  kind: 'enrol' | 'change' | 'unchanged' | 'excluded';
  changes: FieldChange[];
  /** Why it is excluded, and the way out. */
  excluded?: { reason: string; next: string };
  /** Worth knowing before pressing Apply. */
  warnings: string[];
  /** The repository's merge flags now: what undo restores. */
  before: MergeFlags;
  /** The merge flags that it will have; absent: they are not touched. */
  flags?: MergeFlags;
}

/** The plan of one apply: shown before any write, executed exactly as it stands. */
export interface Plan {
  id: string;
  baseUrl: string;
  groupPath: string;
  gateProject: GateProject;
  wanted: Wanted;
  repos: RepoPlan[];
  /** The policy text that will be committed; null: the policy does not change. */
  policyText: string | null;
  /** Changes that reach further than the selection: a new default changes every gated repo without exception. */
  policyChanges: FieldChange[];
  counts: { enrol: number; change: number; unchanged: number; excluded: number };
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
  title: string;
  state: StepState;
  detail?: string;
  error?: UserError;
}

export interface RepoResult {
  project: number;
  path: string;
  webUrl: string;
  state: StepState;
  /** What was read back: "webhook 812, pipelines must succeed". */
  detail?: string;
  error?: UserError;
}

/** Where a set-up or an apply stands. Holds no secret. */
export interface JobSnapshot {
  id: string;
  kind: 'setup' | 'apply';
  baseUrl: string;
  groupPath: string;
  /** `waiting`: paused until `waitingUntil` by GitLab's rate limit or the network; goes on by itself. */
  state: 'running' | 'waiting' | 'stopping' | 'stopped' | 'done' | 'failed';
  waitingUntil?: string;
  waitingFor?: string;
  steps: JobStep[];
  repos: RepoResult[];
  startedAt: string;
  finishedAt?: string;
  error?: UserError;
}
