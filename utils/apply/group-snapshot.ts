import type { Connection } from '../connection.ts';
import type { Enrolment } from '../gate/enrolment.ts';
import type { Policy, PolicyProblem } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import type { Text } from '../texts/types.ts';

/** Where in a file something is wrong, and what. */
export interface FileProblem extends Pick<PolicyProblem, 'line' | 'key'> {
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
    /** The group itself makes pipelines succeed before merging, in all of its projects; null: not told, absent: not asked. */
    pipelineMustSucceed?: boolean | null;
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
