import * as v from 'valibot';
import type { Connection } from '../connection.ts';

const text = v.pipe(v.string(), v.maxLength(1000));

/** `GET /personal_access_tokens/self`, cut down. Works for personal, group, project and service account tokens. */
export const TokenSelf = v.object({
  scopes: v.array(text),
  revoked: v.fallback(v.boolean(), false),
  active: v.fallback(v.boolean(), true),
  expires_at: v.fallback(v.nullable(v.pipe(v.string(), v.isoDate())), null),
});
export type TokenSelf = v.InferOutput<typeof TokenSelf>;

/** `GET /user`, cut down. */
export const CurrentUser = v.object({
  id: v.pipe(v.number(), v.integer()),
  username: text,
  name: text,
  bot: v.fallback(v.boolean(), false),
});
export type CurrentUser = v.InferOutput<typeof CurrentUser>;

/** `GET /metadata`, cut down. */
export const Metadata = v.object({ version: v.pipe(v.string(), v.maxLength(100)) });

/**
 * Whose token it is, by what GitLab names its bots (`group_{id}_bot_{hex}`, `project_{id}_bot_{hex}`,
 * `service_account_…`); a service account may have a name of its own, then `bot` tells it.
 */
export function kindOfUser({ username, bot }: CurrentUser): Connection['user']['kind'] {
  if (/^group_\d+_bot/.test(username)) return 'group_bot';
  if (/^project_\d+_bot/.test(username)) return 'project_bot';
  return bot || username.startsWith('service_account_') ? 'service_account' : 'person';
}
