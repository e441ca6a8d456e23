import type { MergeFlags } from '../gate/enrolment.ts';
import type { Text } from '../texts/types.ts';
import type { GateProject } from './group-snapshot.ts';
import type { Wanted } from './wanted.ts';

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
    | 'runners_tagged'
    | 'runners_unknown'
    | 'group_lock'
    | 'already_required'
    | 'verdicts_stay'
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
