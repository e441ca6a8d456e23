import type { GitLabClient } from '../../gitlab/client.ts';
import { addGroupMember, DEVELOPER, groupRole } from '../../gitlab/endpoints/members.ts';
import { orNull } from '../../gitlab/endpoints/read.ts';
import {
  createServiceAccount,
  createServiceAccountToken,
  deleteServiceAccount,
  listServiceAccounts,
  listServiceAccountTokens,
  revokeServiceAccountToken,
  type ServiceAccount,
} from '../../gitlab/endpoints/service-accounts.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import { GATE_TOKEN_NAME, gateAccountName } from '../gate-project.ts';
import { isTaken, isUncertain } from '../refused.ts';
import type { Run } from '../run.ts';
import type { GateUser } from './gate-variable.ts';
import {
  beginToken,
  descriptionOf,
  expiryOf,
  isNotOffered,
  isOrphaned,
  type MakeToken,
  markOf,
  type NewGateToken,
  whereOffered,
} from './new-gate-token.ts';

/**
 * Makes a service account of the group, Developer of it, and a token for it; null: GitLab does not offer that here, or
 * not to this person. An account that can't be put to use is deleted again. It is known again by its name, so that
 * there is one, however often and by however many it is made.
 */
export const makeServiceAccount: MakeToken = async (run, client) => {
  const { setup } = run.record;
  const group = setup.group!.id;
  if (setup.noServiceAccount) return null;
  const account = await findOrMake(client, group, gateAccountName(setup.project!.id));
  if (account) {
    const token = await equip(run, client, account);
    if (token) return token;
    await whereOffered(deleteServiceAccount(client, group, account.id));
  }
  setup.noServiceAccount = true;
  await run.checkpoint();
  return null;
};

async function findOrMake(
  client: GitLabClient,
  group: number,
  username: string,
): Promise<ServiceAccount | null> {
  const find = async () => {
    const all = await whereOffered(listServiceAccounts(client, group));
    return all && { account: all.find((candidate) => candidate.username === username) ?? null };
  };
  const found = await find();
  if (!found || found.account) return found?.account ?? null;
  try {
    return await createServiceAccount(client, group, { name: GATE_TOKEN_NAME, username });
  } catch (error) {
    if (!isTaken(error) && !isUncertain(error)) {
      if (isNotOffered(error)) return null;
      throw error;
    }
    // By this job, whose answer came late or never, or by another admin. Of a name that a stranger took there is none.
    const there = await find();
    if (!there?.account && isUncertain(error)) throw error;
    return there?.account ?? null;
  }
}

async function equip(run: Run, client: GitLabClient, account: ServiceAccount): Promise<NewGateToken | null> {
  const { id: group, path } = run.record.setup.group!;
  try {
    await addGroupMember(client, group, account.id, DEVELOPER);
  } catch (error) {
    if (!(error instanceof GitLabError) || error.kind === 'unauthorized') throw error;
    // A member already, or not: what counts is read.
  }
  if ((await groupRole(client, path, account.id)) < DEVELOPER) return null;

  await revokeHomelessAccountTokens(run, client, account);
  await beginToken(run);
  const expiresAt = expiryOf(run);
  const token = await whereOffered(
    createServiceAccountToken(client, group, account.id, {
      name: GATE_TOKEN_NAME,
      description: descriptionOf(run),
      scopes: ['api'],
      expiresAt,
    }),
  );
  if (!token) return null;
  return {
    ...token,
    user: { id: account.id, username: account.username },
    told: text('apply.done.account_created', { username: account.username, day: expiresAt }),
    revoke: () => revoke(client, group, account.id, token.id),
    revokeCopies: () => revokeOthers(run, client, account.id, token.id),
  };
}

/** Revokes tokens of an unfinished set-up, while none is stored. A GitLab that does not list them keeps them: nobody was shown one. */
async function revokeHomelessAccountTokens(run: Run, client: GitLabClient, account: GateUser): Promise<void> {
  const group = run.record.setup.group!.id;
  for (const token of (await whereOffered(listServiceAccountTokens(client, group, account.id))) ?? []) {
    const ours = token.description === descriptionOf(run);
    const left = token.description?.startsWith(markOf(run)) && isOrphaned(run, token);
    if (token.active && (ours || left)) await revoke(client, group, account.id, token.id);
  }
}

/** Revokes this job's tokens of an account, but for one. */
export async function revokeOthers(run: Run, client: GitLabClient, id: number, keep: number): Promise<void> {
  const group = run.record.setup.group!.id;
  for (const token of (await whereOffered(listServiceAccountTokens(client, group, id))) ?? []) {
    if (token.active && token.id !== keep && token.description === descriptionOf(run))
      await revoke(client, group, id, token.id);
  }
}

async function revoke(client: GitLabClient, group: number, id: number, token: number): Promise<void> {
  await orNull(revokeServiceAccountToken(client, group, id, token));
}
