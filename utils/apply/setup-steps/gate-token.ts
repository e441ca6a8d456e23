import { Failure } from '../../failure.ts';
import { readEnrolment } from '../../gate/enrolment.ts';
import { ENROLMENT_FILE } from '../../gate/policy.ts';
import type { GitLabClient } from '../../gitlab/client.ts';
import { readFile } from '../../gitlab/endpoints/files.ts';
import { showUser } from '../../gitlab/endpoints/users.ts';
import { changeVariable, showVariable, type Variable } from '../../gitlab/endpoints/variables.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { GATE_TOKEN_VARIABLE, gateAccountName } from '../gate-project.ts';
import type { Run } from '../run.ts';
import { type GateUser, guardVariable, noteOf, ownerIn, storeToken, tokenIn } from './gate-variable.ts';
import { makeGroupToken, revokeHomelessGroupTokens, userOfGroupToken } from './group-token.ts';
import type { NewGateToken } from './new-gate-token.ts';
import { makeServiceAccount, revokeOthers } from './service-account.ts';

/**
 * Gives the gate project a token of its own, as a masked, hidden, protected variable: of a service account where GitLab
 * lets one be made, else a group access token, else one that a person hands in. Its value is here between two calls
 * and nowhere else: a worker that dies between them leaves a token without a place, which the next attempt revokes by
 * its description.
 */
export async function giveGateToken(run: Run): Promise<Text> {
  const { client } = await run.session();
  const { setup, baseUrl, groupPath } = run.record;
  const project = setup.project!;
  const pasted = await run.deps.takeGateToken(baseUrl, groupPath);
  const variable = await showVariable(client, project.id, GATE_TOKEN_VARIABLE);
  if (pasted !== null) {
    const user = await run.deps.identify(baseUrl, pasted);
    setup.gateUser = user;
    await run.checkpoint();
    if (!variable) await storeToken(client, project.id, pasted, user);
    else
      await changeVariable(client, project.id, GATE_TOKEN_VARIABLE, {
        value: pasted,
        description: noteOf(user),
      });
    return text('apply.done.token_stored', { username: user.username });
  }
  if (!variable) return createToken(run, client);
  await guardVariable(client, project.id, variable);
  const known = await useStored(run, client, variable);
  // This job may have made a token before it was cut off, and another admin stored theirs meanwhile.
  if (setup.tokenBegunAt !== undefined) await revokeHomeless(run, client, variable, known);
  return text('apply.done.token_there', { username: known.username });
}

async function createToken(run: Run, client: GitLabClient): Promise<Text> {
  const { setup, groupPath } = run.record;
  const token = (await makeServiceAccount(run, client)) ?? (await makeGroupToken(run, client));
  if (!token) {
    throw new Failure(tokenNeeded(groupPath, text('apply.error.token_not_offered')));
  }
  setup.gateUser = token.user;
  await run.checkpoint();
  const theirs = await place(run, client, token);
  if (theirs) {
    // Another admin set up at the same time and was faster: theirs stays, ours goes.
    await token.revoke();
    delete setup.gateUser;
    const known = await useStored(run, client, theirs);
    return text('apply.done.token_there', { username: known.username });
  }
  await token.revokeCopies();
  return token.told;
}

/** Stores the token; one that GitLab takes no variable for is worth nothing to anybody, and goes again. */
async function place(run: Run, client: GitLabClient, token: NewGateToken): Promise<Variable | null> {
  const project = run.record.setup.project!.id;
  try {
    return await storeToken(client, project, token.secret, token.user, token.id);
  } catch (error) {
    const refused = error instanceof GitLabError && (error.kind === 'forbidden' || error.kind === 'invalid');
    if (refused && !(await showVariable(client, project, GATE_TOKEN_VARIABLE))) await token.revoke();
    throw error;
  }
}

async function revokeHomeless(
  run: Run,
  client: GitLabClient,
  variable: Variable,
  stored: GateUser,
): Promise<void> {
  await revokeHomelessGroupTokens(run, client, stored.id);
  const kept = tokenIn(variable);
  // Two admins make tokens of one account: only where it is known which is in use, the others may go.
  if (kept !== null && stored.username === gateAccountName(run.record.setup.project!.id))
    await revokeOthers(run, client, stored.id, kept);
}

/** @throws Failure where it is not known whose token the gate has */
async function useStored(run: Run, client: GitLabClient, variable: Variable): Promise<GateUser> {
  const known = await knownGateUser(run, client, variable);
  if (!known) throw new Failure(tokenNeeded(run.record.groupPath, text('apply.error.token_unknown')));
  run.record.setup.gateUser = known;
  return known;
}

/**
 * Who the gate is: the variable says whose token it holds; a GitLab that keeps no descriptions leaves the enrolment
 * file, what this job remembers, and the token's name.
 */
async function knownGateUser(run: Run, client: GitLabClient, variable: Variable): Promise<GateUser | null> {
  const { setup } = run.record;
  const id = ownerIn(variable);
  if (id !== null) return setup.gateUser?.id === id ? setup.gateUser : showUser(client, id);
  const file = await readFile(client, setup.project!.id, ENROLMENT_FILE, 'HEAD');
  const enrolment = file && readEnrolment(file.text);
  if (enrolment?.ok && enrolment.enrolment.gateUser) return enrolment.enrolment.gateUser;
  if (setup.gateUser) return setup.gateUser;
  const only = await userOfGroupToken(run, client);
  return only === null ? null : showUser(client, only);
}

function tokenNeeded(groupPath: string, what: Text) {
  return {
    kind: 'gate_token_needed',
    what,
    next: text('apply.error.token_needed_next', { group: groupPath }),
  };
}
