import type { Said } from './said.ts';
import type { ScanId } from './scans.ts';
import type { FailOn } from './severity.ts';

/** What one repository is gated with. */
export interface GateSettings {
  failOn: FailOn;
  scans: ScanId[];
  /** Another threshold for single scans. */
  perScan: Partial<Record<ScanId, FailOn>>;
  /** Whether draft merge requests are gated too. */
  drafts: boolean;
  /** Where the gate could not tell, the merge request gets through. Absent: it is blocked. */
  onError?: 'allow';
}

/** A repository that differs from the default, on purpose. */
export interface PolicyException extends GateSettings {
  /** Project id: survives renames. */
  project: number;
  /** Path when it was written, for people. */
  path: string;
  reason: string;
  owner: string;
  /** Last day it holds, YYYY-MM-DD; absent: no end. After it the default holds again. */
  until?: string;
}

export interface PolicyIgnore {
  project: number;
  finding: string;
  reason: string;
  by: string;
  until?: string;
}

/** An image that container scanning looks at, in place of what the repository's Dockerfiles build on. */
export interface PolicyImage {
  project: number;
  /** `{commit}` in its tag stands for the scanned commit's id. */
  image: string;
}

/** `mr-gate.yml` in the gate project's default branch, read. */
export interface Policy {
  version: 1;
  /** What every gated repository without an exception gets; null until first chosen. */
  default: GateSettings | null;
  exceptions: PolicyException[];
  ignores: PolicyIgnore[];
  /** New repositories of the group are gated by the sweep. Absent: it only tells of them. */
  enrolNew?: true;
  /** Usernames that may ignore findings in any repository; its Maintainers always may. */
  mayIgnore?: string[];
  /** Threads that the gate opens on the lines of what blocks, at most. Absent: none. */
  threads?: number;
  /** Absent: none. */
  images?: PolicyImage[];
}

/** One thing that is wrong with a policy file. */
export interface PolicyProblem {
  /** 1-based line in the file. */
  line: number;
  /** Where, as a path of keys: `exceptions[2].fail_on`. Empty for a YAML syntax error. */
  key: string;
  /** In English. */
  message: string;
  /** The same as data. */
  said: Said;
}

export type PolicyReading = { ok: true; policy: Policy } | { ok: false; problems: PolicyProblem[] };

/** What a repository gets and where from, on a given day. */
export interface EffectiveSettings {
  source: 'default' | 'exception';
  settings: GateSettings;
  /** Set where an exception ended: the default holds, and a person must decide. */
  ended?: PolicyException;
  exception?: PolicyException;
}

export const POLICY_FILE = 'mr-gate.yml';
export const ENROLMENT_FILE = 'enrolled.json';
