import type { Connection } from '../connection.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import type { JobStorage } from './job-storage.ts';

/** What the service needs of the worker. */
export interface ApplyDeps {
  client(baseUrl: string): Promise<GitLabClient>;
  connection(baseUrl: string): Promise<Connection>;
  /** The gate's own token, where a person handed one in; taken means gone. */
  takeGateToken(baseUrl: string, groupPath: string): Promise<string | null>;
  storage: JobStorage;
  /** Calls `resumeAll` at that time, worker or no worker. Milliseconds since the epoch. */
  setAlarm(when: number): void | Promise<void>;
  now(): number;
  uuid(): string;
  /** The gate program's text, as it is committed. */
  gateProgram(): Promise<string>;
  /** Whose token it is, by a real call with it. Absent: asked over the network. */
  identify?(baseUrl: string, token: string): Promise<{ id: number; username: string }>;
  sleep?(ms: number): Promise<void>;
}

/** The same with everything in place. */
export type RunDeps = ApplyDeps & Required<Pick<ApplyDeps, 'sleep' | 'identify'>>;
