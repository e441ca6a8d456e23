import { randomBytes } from 'node:crypto';
import type { User } from '../world/types.ts';
import { type Answer, json } from './answer.ts';
import type { ServerContext } from './context.ts';

const YEAR_MS = 365 * 86_400_000;

/** POST /-/user_settings/personal_access_tokens: the form's answer holds the token, once. */
export function createPersonalToken(
  context: ServerContext,
  user: User | null,
  body: Record<string, unknown>,
): Answer {
  if (user === null) return json({ errors: ['You need to sign in.'] }, 401);
  const form = (body.personal_access_token ?? {}) as Record<string, unknown>;
  const name = String(form.name ?? '').trim();
  const scopes = Array.isArray(form.scopes) ? form.scopes.map(String) : [];
  const limit = new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10);
  const expiresAt = /^\d{4}-\d{2}-\d{2}$/.test(String(form.expires_at)) ? String(form.expires_at) : limit;
  const errors = [
    ...(name === '' ? ["Name can't be blank"] : []),
    ...(scopes.length === 0 ? ["Scopes can't be blank"] : []),
    ...(expiresAt > limit ? [`Expiration date must be before ${limit}`] : []),
  ];
  if (errors.length > 0) return json({ errors }, 422);
  const id = context.newId('token');
  const secret = `glpat-${randomBytes(15).toString('base64url')}`;
  context.world.tokens.push({
    id,
    token: secret,
    name,
    kind: 'personal',
    userId: user.id,
    scopes,
    createdAt: new Date().toISOString(),
    expiresAt,
    revoked: false,
    lastUsedAt: null,
  });
  return json({ new_token: secret, token: secret, active_access_tokens: [], total: 1 });
}
