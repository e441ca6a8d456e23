import { Failure } from '../../failure.ts';
import { TOKEN_ENVIRONMENT } from '../../gate/token-environment.ts';
import type { GitLabClient } from '../../gitlab/client.ts';
import {
  changeVariable,
  createVariable,
  showVariable,
  type Variable,
} from '../../gitlab/endpoints/variables.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import { GATE_TOKEN_VARIABLE } from '../gate-project.ts';
import type { SetupNotes } from '../job-record.ts';
import { isTaken, isUncertain } from '../refused.ts';

export type GateUser = NonNullable<SetupNotes['gateUser']>;

/** In the variable's description: whose token it holds, and which, where the set-up made it. */
const NOTE = /of user (\d+)\b/;
const WHICH = /\. Token (\d+)\.$/;

export function noteOf(user: GateUser, tokenId?: number): string {
  const note = `The gate’s own token, of user ${user.id} (@${user.username.slice(0, 150)}). Kept nowhere else.`;
  return tokenId === undefined ? note : `${note} Token ${tokenId}.`;
}

/** Id of the user whose token it is, as its description says; null: it says nothing. */
export function ownerIn({ description }: Variable): number | null {
  const id = Number(NOTE.exec(description ?? '')?.[1]);
  return id > 0 ? id : null;
}

/** Id of the token that it was made with, as its description says; null: it says nothing. */
export function tokenIn({ description }: Variable): number | null {
  const id = Number(WHICH.exec(description ?? '')?.[1]);
  return id > 0 ? id : null;
}

/**
 * Stores the value in a variable that nobody can read again; on GitLab before 17.4, masked in logs.
 *
 * @returns the variable that another admin has made meanwhile; null: ours stands
 */
export async function storeToken(
  client: GitLabClient,
  project: number,
  value: string,
  user: GateUser,
  tokenId?: number,
): Promise<Variable | null> {
  const settings = {
    key: GATE_TOKEN_VARIABLE,
    value,
    description: noteOf(user, tokenId),
    environment: TOKEN_ENVIRONMENT,
  };
  try {
    await guardVariable(
      client,
      project,
      await createVariable(client, project, { ...settings, hidden: true }),
    );
    return null;
  } catch (error) {
    if (isTaken(error) || isUncertain(error)) return settle(client, project, settings, error);
    const unknownHidden =
      error instanceof GitLabError && error.kind === 'invalid' && /hidden|masked/i.test(error.message);
    if (!unknownHidden) throw error;
    await guardVariable(
      client,
      project,
      await createVariable(client, project, { ...settings, hidden: false }),
    );
    return null;
  }
}

/** The variable was not there and now it is: by this job, whose answer came late or never, or by another admin. */
async function settle(
  client: GitLabClient,
  project: number,
  { value, description }: { value: string; description: string },
  error: unknown,
): Promise<Variable | null> {
  const found = await showVariable(client, project, GATE_TOKEN_VARIABLE);
  if (!found) throw error;
  if (found.description && found.description !== description) return found;
  // A GitLab that keeps no descriptions cannot tell whose it is: then it is ours from now on.
  if (!found.description) await changeVariable(client, project, GATE_TOKEN_VARIABLE, { value });
  await guardVariable(client, project, found);
  return null;
}

/** Sees to it that job logs do not show the value, and that other branches do not get it: read back, not believed. */
export async function guardVariable(
  client: GitLabClient,
  project: number,
  variable: Variable,
): Promise<void> {
  const masked = (found: Variable) => (found.masked || found.hidden) && found.protected;
  if (masked(variable) || masked(await changeVariable(client, project, GATE_TOKEN_VARIABLE))) return;
  throw new Failure({
    kind: 'variable_not_masked',
    what: text('apply.error.variable_not_masked', { key: GATE_TOKEN_VARIABLE }),
    next: text('apply.error.variable_not_masked_next'),
  });
}
