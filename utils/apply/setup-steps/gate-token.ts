import { Failure } from '../../failure.ts';
import { readEnrolment } from '../../gate/enrolment.ts';
import { ENROLMENT_FILE } from '../../gate/policy.ts';
import type { GitLabClient } from '../../gitlab/client.ts';
import { readFile } from '../../gitlab/endpoints/files.ts';
import {
  createGroupToken,
  type GroupToken,
  listGroupTokens,
  revokeGroupToken,
} from '../../gitlab/endpoints/group-tokens.ts';
import { DEVELOPER } from '../../gitlab/endpoints/members.ts';
import { showUser } from '../../gitlab/endpoints/users.ts';
import { changeVariable, showVariable, type Variable } from '../../gitlab/endpoints/variables.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { GATE_TOKEN_NAME, GATE_TOKEN_VARIABLE, gateProjectMark } from '../gate-project.ts';
import type { Run } from '../run.ts';
import { type GateUser, guardVariable, noteOf, ownerIn, storeToken } from './gate-variable.ts';

const DAY_MS = 86_400_000;
/** GitLab's longest is 365 days; one less, so that time zones cannot make it too long. */
const LIFETIME_DAYS = 364;
/** A token of an unfinished set-up that old belongs to nobody who still works on it. */
const ORPHANED_AFTER_MS = 5 * 60_000;

/**
 * Gives the gate project a token of its own, as a masked, hidden, protected variable. Its value is here between
 * two calls and nowhere else: a worker that dies between them leaves a token without a place, which the
 * next attempt revokes by its description.
 */
export async function giveGateToken(run: Run): Promise<string> {
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
    return `Stored the token of @${user.username}.`;
  }
  if (!variable) return createToken(run, client);
  await guardVariable(client, project.id, variable);
  const known = await knownGateUser(run, client, variable);
  if (!known) throw new Failure(tokenNeeded(groupPath, 'Whose token the gate has is not known.'));
  // This job may have made a token before it was cut off, and another admin stored theirs meanwhile.
  if (setup.tokenBegunAt !== undefined) await revokeHomeless(run, client, known.id);
  setup.gateUser = known;
  return `Already there: the token of @${known.username}.`;
}

async function createToken(run: Run, client: GitLabClient): Promise<string> {
  const { setup } = run.record;
  const group = setup.group!;
  await revokeHomeless(run, client);
  setup.tokenBegunAt ??= new Date(run.deps.now()).toISOString();
  await run.checkpoint();

  const token = await whereNotOffered(
    run,
    createGroupToken(client, group.id, {
      name: GATE_TOKEN_NAME,
      description: descriptionOf(run),
      scopes: ['api'],
      accessLevel: DEVELOPER,
      expiresAt: expiryOf(run),
    }),
  );
  const user = await showUser(client, token.userId);
  setup.gateUser = { id: user.id, username: user.username };
  await run.checkpoint();
  const theirs = await storeToken(client, setup.project!.id, token.secret, user);
  if (theirs) {
    // Another admin set up at the same time and was faster: theirs stays, ours goes.
    await revokeGroupToken(client, group.id, token.id);
    delete setup.gateUser;
    const known = await knownGateUser(run, client, theirs);
    if (!known)
      throw new Failure(tokenNeeded(run.record.groupPath, 'Whose token the gate has is not known.'));
    setup.gateUser = known;
    return `Already there: the token of @${known.username}.`;
  }
  await revokeCopies(run, client, token);
  return `Created the group access token “${GATE_TOKEN_NAME}” (Developer), which ends on ${expiryOf(run)}.`;
}

/** YYYY-MM-DD */
function expiryOf(run: Run): string {
  return new Date(run.deps.now() + LIFETIME_DAYS * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Revokes tokens that an unfinished set-up created and could not store.
 *
 * @param keep the user whose token is stored
 */
async function revokeHomeless(run: Run, client: GitLabClient, keep?: number): Promise<void> {
  const { setup } = run.record;
  const tokens = await whereNotOffered(run, listGroupTokens(client, setup.group!.id));
  const now = run.deps.now();
  for (const token of tokens.filter((candidate) => candidate.active && candidate.name === GATE_TOKEN_NAME)) {
    const created = token.createdAt === null ? Number.NaN : Date.parse(token.createdAt);
    const ofThisJob =
      token.description === null
        ? // An older GitLab drops the description: then by the time.
          setup.tokenBegunAt !== undefined && !(created < Date.parse(setup.tokenBegunAt) - 60_000)
        : token.description === descriptionOf(run);
    const orphaned = isOfProject(run, token) && now - created > ORPHANED_AFTER_MS;
    if ((ofThisJob || orphaned) && token.userId !== keep)
      await revokeGroupToken(client, setup.group!.id, token.id);
  }
}

/** A browser may have sent the request for the token twice by itself: then there is one that nobody was shown. */
async function revokeCopies(run: Run, client: GitLabClient, kept: GroupToken): Promise<void> {
  const { group } = run.record.setup;
  const copies = (await listGroupTokens(client, group!.id)).filter(
    (token) => token.active && token.id !== kept.id && token.description === descriptionOf(run),
  );
  for (const { id } of copies) await revokeGroupToken(client, group!.id, id);
}

function descriptionOf(run: Run): string {
  return `${projectMark(run)} Set up in ${run.record.id}.`;
}

function projectMark(run: Run): string {
  return gateProjectMark(run.record.setup.project!.id);
}

/** By its description; where GitLab keeps none, its name has to do. */
function isOfProject(run: Run, token: GroupToken): boolean {
  return token.description === null || token.description.startsWith(projectMark(run));
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
  const tokens = await listGroupTokens(client, setup.group!.id).catch((error: unknown) => {
    if (error instanceof GitLabError && NOT_OFFERED.has(error.kind)) return [];
    throw error;
  });
  const ours = tokens.filter(
    (token) => token.active && token.name === GATE_TOKEN_NAME && isOfProject(run, token),
  );
  const only = ours.length === 1 ? ours[0] : undefined;
  return only ? showUser(client, only.userId) : null;
}

/** Refused, unknown, not of this tier: all of them mean that the set-up cannot create a token here. */
const NOT_OFFERED: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'invalid']);

async function whereNotOffered<T>(run: Run, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof GitLabError) || !NOT_OFFERED.has(error.kind)) throw error;
    const why =
      'GitLab does not let you create a group access token: it takes an Owner, and on gitlab.com Premium.';
    throw new Failure(tokenNeeded(run.record.groupPath, why));
  }
}

function tokenNeeded(groupPath: string, why: string) {
  return {
    kind: 'gate_token_needed',
    what: `${why} The gate needs one of its own, to read merge requests and to post verdicts.`,
    next: `Create a token for a user or service account that is Developer of ${groupPath}, with the scope “api”, and paste it on MR Gate’s page.`,
  };
}
