import type { GitLabClient } from '../../gitlab/client.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import type { Text } from '../../texts/types.ts';
import { gateProjectMark } from '../gate-project.ts';
import type { Run } from '../run.ts';
import type { GateUser } from './gate-variable.ts';

const DAY_MS = 86_400_000;
/** GitLab's longest is 365 days; one less, so that time zones cannot make it too long. */
const LIFETIME_DAYS = 364;
/** A token of an unfinished set-up that old belongs to nobody who still works on it. */
const ORPHANED_AFTER_MS = 5 * 60_000;

/** A token that the set-up has just made, before it has a place. */
export interface NewGateToken {
  id: number;
  /** Given once, and kept nowhere but in the variable. */
  secret: string;
  user: GateUser;
  /** What was made, as a whole sentence. */
  told: Text;
  revoke(): Promise<void>;
  /** A browser may have sent the request for it twice by itself: then there is one that nobody was shown. */
  revokeCopies(): Promise<void>;
}

/** As GitLab lists a token, of a group or of a service account. */
interface Listed {
  active: boolean;
  description: string | null;
  /** ISO time. */
  createdAt: string | null;
}

/** YYYY-MM-DD */
export function expiryOf(run: Run): string {
  return new Date(run.deps.now() + LIFETIME_DAYS * DAY_MS).toISOString().slice(0, 10);
}

/** What a token that this job makes is known again by. */
export function descriptionOf(run: Run): string {
  return `${markOf(run)} Set up in ${run.record.id}.`;
}

export function markOf(run: Run): string {
  return gateProjectMark(run.record.setup.project!.id);
}

export function isOrphaned(run: Run, token: Listed): boolean {
  return run.deps.now() - createdAt(token) > ORPHANED_AFTER_MS;
}

/** NaN: GitLab does not say. */
export function createdAt(token: Listed): number {
  return token.createdAt === null ? Number.NaN : Date.parse(token.createdAt);
}

/** Written down before a token is asked for: an answer may be lost, and the token with it. */
export async function beginToken(run: Run): Promise<void> {
  run.record.setup.tokenBegunAt ??= new Date(run.deps.now()).toISOString();
  await run.checkpoint();
}

/** Refused, unknown, not of this tier: all of them mean that it can't be made here. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'invalid']);

export function isNotOffered(error: unknown): boolean {
  return error instanceof GitLabError && NOT_OFFERED.has(error.kind);
}

/** null: GitLab does not offer it here. */
export async function whereOffered<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isNotOffered(error)) return null;
    throw error;
  }
}

export type MakeToken = (run: Run, client: GitLabClient) => Promise<NewGateToken | null>;
