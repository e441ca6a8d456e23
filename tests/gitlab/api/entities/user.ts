import { createHash } from 'node:crypto';
import type { ServerContext } from '../../server/context.ts';
import { userById } from '../../world/find.ts';
import type { AccessToken, Member, User } from '../../world/types.ts';
import { isExpired } from '../auth.ts';

export function userBasic(context: ServerContext, user: User) {
  const hash = createHash('sha256').update(user.email).digest('hex');
  return {
    id: user.id,
    username: user.username,
    public_email: null,
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: `${context.baseUrl}/uploads/-/system/user/avatar/${hash.slice(0, 12)}.png`,
    web_url: `${context.baseUrl}/${user.username}`,
  };
}

/** GET /user: the caller's own record. `is_admin` is for admins alone. */
export function currentUser(context: ServerContext, user: User) {
  return {
    ...userBasic(context, user),
    created_at: '2024-01-08T09:00:00.000Z',
    bio: '',
    location: null,
    linkedin: '',
    twitter: '',
    website_url: '',
    organization: null,
    job_title: '',
    pronouns: null,
    bot: user.bot !== null,
    work_information: null,
    local_time: null,
    last_sign_in_at: '2026-01-08T09:00:00.000Z',
    confirmed_at: '2024-01-08T09:00:00.000Z',
    last_activity_on: '2026-01-08',
    email: user.email,
    theme_id: 3,
    color_scheme_id: 1,
    projects_limit: 100000,
    current_sign_in_at: '2026-01-08T09:00:00.000Z',
    identities: [],
    can_create_group: true,
    can_create_project: true,
    two_factor_enabled: false,
    external: false,
    private_profile: false,
    commit_email: user.email,
    preferred_language: 'en',
    ...(user.admin ? { is_admin: true, note: null } : {}),
  };
}

export function member(context: ServerContext, record: Member) {
  return {
    access_level: record.accessLevel,
    created_at: '2024-01-08T09:00:00.000Z',
    expires_at: null,
    ...userBasic(context, userById(context.world, record.userId)),
    membership_state: 'active',
  };
}

export function accessToken(token: AccessToken) {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt,
    description: token.description ?? null,
    scopes: token.scopes,
    user_id: token.userId,
    last_used_at: token.lastUsedAt,
    active: !token.revoked && !isExpired(token),
    expires_at: token.expiresAt,
  };
}
