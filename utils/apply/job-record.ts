import type { JobSnapshot } from './job-types.ts';

/** What a set-up learns on its way. No secret is ever among it. */
export interface SetupNotes {
  group?: { id: number; path: string };
  project?: { id: number; path: string; webUrl: string; branch: string };
  /** When the creation of a token was first begun: one that has no place to live yet may exist since. */
  tokenBegunAt?: string;
  /** GitLab lets no service account be made here, or not be put to use: it is not tried again. */
  noServiceAccount?: boolean;
  gateUser?: { id: number; username: string };
  pipeline?: number;
  /** An earlier test run, which failed. */
  failedPipeline?: number;
  /** This GitLab takes the event of a webhook for a variable, so that the gate project had to be opened for it. */
  payloadIsVariable?: boolean;
  /** ISO time of the test run's start. */
  firedAt?: string;
}

export interface JobRecord extends Omit<JobSnapshot, 'repos'> {
  /** Path of the gate project that it works on: one job at a time for each. */
  gatePath: string;
  planId: string | null;
  userId: number;
  username: string;
  /** Pauses in a row without any progress. */
  waits: number;
  setup: SetupNotes;
  /** A commit was begun: look for it before making it. */
  committing: boolean;
  /** A pipeline was about to be started: look for it before starting one. */
  firing?: boolean;
  /** How often an ended job was gone on with: what each round gates is looked at by sweeps of its own. */
  round?: number;
  sweeps?: Sweeps;
}

/** The sweeps of one round. */
export interface Sweeps {
  /** Open merge requests of gated repositories, when they were counted. */
  open: number;
  /** So many sweeps share them out. */
  of: number;
  /** The pipelines that were started. */
  pipelines: number[];
  /** A pause was made when so many were started. */
  pausedAt: number;
}

export function isActive(state: JobSnapshot['state']): boolean {
  return state === 'running' || state === 'waiting' || state === 'stopping';
}
