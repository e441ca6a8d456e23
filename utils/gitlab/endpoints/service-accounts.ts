import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

const account = v.object({ id: v.number(), username: v.string() });
const token = v.pipe(
  v.object({
    id: v.number(),
    name: v.string(),
    description: v.nullish(v.string(), null),
    active: v.optional(v.boolean(), true),
    created_at: v.nullish(v.string(), null),
  }),
  v.transform(({ id, name, description, active, created_at }) => ({
    id,
    name,
    description,
    active,
    /** ISO time. */
    createdAt: created_at,
  })),
);

export type ServiceAccount = v.InferOutput<typeof account>;
export type ServiceAccountToken = v.InferOutput<typeof token>;

/**
 * Service accounts that a group owns. For Owners; Premium before GitLab 19, and on an older self-managed one for
 * administrators alone unless they let Owners (docs.gitlab.com/api/service_accounts). Since 17.1.
 *
 * @throws GitLabError
 */
export function listServiceAccounts(gitlab: Requester, group: number): Promise<ServiceAccount[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/groups/${group}/service_accounts`, query: { per_page: 100, order_by: 'id' } },
    v.array(account),
  );
}

/** Makes one, of a top-level group before GitLab 19. Not repeated by itself: list first. @throws GitLabError */
export function createServiceAccount(
  gitlab: Requester,
  group: number,
  options: { name: string; username: string },
): Promise<ServiceAccount> {
  return readAnswer(
    gitlab,
    { method: 'POST', path: `/groups/${group}/service_accounts`, body: options },
    account,
  );
}

/** Deletes it with its tokens. What it has written stays, as by GitLab's ghost user. @throws GitLabError */
export async function deleteServiceAccount(gitlab: Requester, group: number, id: number): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `/groups/${group}/service_accounts/${id}` });
}

/** Its tokens, without their secrets. Since GitLab 18; an older one answers 404. @throws GitLabError */
export function listServiceAccountTokens(
  gitlab: Requester,
  group: number,
  id: number,
): Promise<ServiceAccountToken[]> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: tokensOf(group, id), query: { per_page: 100 } },
    v.array(token),
  );
}

/** Not repeated by itself: its secret is given once, in this answer. @throws GitLabError */
export async function createServiceAccountToken(
  gitlab: Requester,
  group: number,
  id: number,
  options: { name: string; description: string; scopes: string[]; expiresAt: string },
): Promise<{ id: number; secret: string }> {
  const { name, description, scopes, expiresAt } = options;
  const created = await readAnswer(
    gitlab,
    { method: 'POST', path: tokensOf(group, id), body: { name, description, scopes, expires_at: expiresAt } },
    v.object({ id: v.number(), token: v.string() }),
  );
  return { id: created.id, secret: created.token };
}

/** @throws GitLabError */
export async function revokeServiceAccountToken(
  gitlab: Requester,
  group: number,
  id: number,
  tokenId: number,
): Promise<void> {
  await gitlab.request({ method: 'DELETE', path: `${tokensOf(group, id)}/${tokenId}` });
}

function tokensOf(group: number, id: number): string {
  return `/groups/${group}/service_accounts/${id}/personal_access_tokens`;
}
