import type { GitLabClient } from '../../gitlab/client.ts';
import {
  createGroupToken,
  type GroupToken,
  listGroupTokens,
  revokeGroupToken,
} from '../../gitlab/endpoints/group-tokens.ts';
import { DEVELOPER } from '../../gitlab/endpoints/members.ts';
import { showUser } from '../../gitlab/endpoints/users.ts';
import { text } from '../../texts/text.ts';
import { GATE_TOKEN_NAME } from '../gate-project.ts';
import type { Run } from '../run.ts';
import {
  beginToken,
  createdAt,
  descriptionOf,
  expiryOf,
  isOrphaned,
  type MakeToken,
  markOf,
  whereOffered,
} from './new-gate-token.ts';

/** Makes a group access token for the gate; null: GitLab does not offer them here, or not to this person. */
export const makeGroupToken: MakeToken = async (run, client) => {
  const group = run.record.setup.group!;
  if (!(await revokeHomelessGroupTokens(run, client))) return null;
  await beginToken(run);
  const expiresAt = expiryOf(run);
  const token = await whereOffered(
    createGroupToken(client, group.id, {
      name: GATE_TOKEN_NAME,
      description: descriptionOf(run),
      scopes: ['api'],
      accessLevel: DEVELOPER,
      expiresAt,
    }),
  );
  if (!token) return null;
  const { id, secret, userId } = token;
  const user = await showUser(client, userId);
  return {
    id,
    secret,
    user: { id: user.id, username: user.username },
    told: text('apply.done.group_token_created', { name: GATE_TOKEN_NAME, day: expiresAt }),
    revoke: () => revokeGroupToken(client, group.id, id),
    async revokeCopies() {
      const copies = (await listGroupTokens(client, group.id)).filter(
        (other) => other.active && other.id !== id && other.description === descriptionOf(run),
      );
      for (const copy of copies) await revokeGroupToken(client, group.id, copy.id);
    },
  };
};

/**
 * Revokes tokens that an unfinished set-up created and could not store.
 *
 * @param keep the user whose token is stored
 * @returns false where GitLab does not show a group's tokens to this person
 */
export async function revokeHomelessGroupTokens(
  run: Run,
  client: GitLabClient,
  keep?: number,
): Promise<boolean> {
  const { setup } = run.record;
  const tokens = await whereOffered(listGroupTokens(client, setup.group!.id));
  for (const token of tokens ?? []) {
    if (!token.active || token.name !== GATE_TOKEN_NAME || token.userId === keep) continue;
    const ofThisJob =
      token.description === null
        ? // An older GitLab drops the description: then by the time.
          setup.tokenBegunAt !== undefined && !(createdAt(token) < Date.parse(setup.tokenBegunAt) - 60_000)
        : token.description === descriptionOf(run);
    if (ofThisJob || (isOfProject(run, token) && isOrphaned(run, token)))
      await revokeGroupToken(client, setup.group!.id, token.id);
  }
  return tokens !== null;
}

/** The user of the one token of this gate project; null: there is none, or more than one. */
export async function userOfGroupToken(run: Run, client: GitLabClient): Promise<number | null> {
  const tokens = (await whereOffered(listGroupTokens(client, run.record.setup.group!.id))) ?? [];
  const ours = tokens.filter(
    (token) => token.active && token.name === GATE_TOKEN_NAME && isOfProject(run, token),
  );
  return ours.length === 1 ? ours[0]!.userId : null;
}

/** By its description; where GitLab keeps none, its name has to do. */
function isOfProject(run: Run, token: GroupToken): boolean {
  return token.description === null || token.description.startsWith(markOf(run));
}
