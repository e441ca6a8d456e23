import * as v from 'valibot';
import type { GitLabClient } from '../client.ts';
import { parseAnswer, type Requester, readAnswer } from './read.ts';

type Client = Pick<GitLabClient, 'groupAccessTokens'>;

const token = v.object({
  id: v.number(),
  name: v.string(),
  description: v.nullish(v.string(), null),
  user_id: v.number(),
  active: v.optional(v.boolean(), true),
  revoked: v.optional(v.boolean(), false),
  created_at: v.nullish(v.string(), null),
});

export interface GroupToken {
  id: number;
  name: string;
  /** null: none, or an instance that does not know it. */
  description: string | null;
  /** The bot that acts with it. */
  userId: number;
  active: boolean;
  /** ISO time. */
  createdAt: string | null;
}

function shape(entity: v.InferOutput<typeof token>): GroupToken {
  return {
    id: entity.id,
    name: entity.name,
    description: entity.description ?? null,
    userId: entity.user_id,
    active: entity.active && !entity.revoked,
    createdAt: entity.created_at ?? null,
  };
}

/** A group's access tokens, without their secrets. For Owners. @throws GitLabError */
export async function listGroupTokens(gitlab: Client, group: number): Promise<GroupToken[]> {
  const rows = await gitlab.groupAccessTokens.all(group, { perPage: 100, maxPages: 1 });
  return parseAnswer(v.array(token), rows, { method: 'GET', path: pathOf(group) }).map(shape);
}

/**
 * Creates a group access token. On gitlab.com a Premium feature. Not repeated by itself: its secret is
 * given once, in this answer. gitbeaker knows no description.
 *
 * @throws GitLabError
 */
export async function createGroupToken(
  gitlab: Requester,
  group: number,
  options: { name: string; description: string; scopes: string[]; accessLevel: number; expiresAt: string },
): Promise<GroupToken & { secret: string }> {
  const created = await readAnswer(
    gitlab,
    {
      method: 'POST',
      path: pathOf(group),
      body: {
        name: options.name,
        description: options.description,
        scopes: options.scopes,
        access_level: options.accessLevel,
        expires_at: options.expiresAt,
      },
    },
    v.object({ ...token.entries, token: v.string() }),
  );
  return { ...shape(created), secret: created.token };
}

/** @throws GitLabError */
export async function revokeGroupToken(gitlab: Client, group: number, id: number): Promise<void> {
  await gitlab.groupAccessTokens.revoke(group, id);
}

function pathOf(group: number): string {
  return `/groups/${group}/access_tokens`;
}
