import { randomBytes } from 'node:crypto';
import { json, noContent } from '../server/answer.ts';
import { apiError, badRequest, grapeError, notFound } from '../server/errors.ts';
import type { AccessLevel, AccessToken, Group } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { accessToken } from './entities/user.ts';
import { ACCESS_LEVELS } from './sort.ts';

const SCOPES = [
  'api',
  'read_api',
  'read_user',
  'read_repository',
  'write_repository',
  'self_rotate',
  'create_runner',
  'manage_runner',
  'k8s_proxy',
  'ai_features',
  'read_registry',
  'write_registry',
];

/** docs api/group_access_tokens.md: Owner; makes a bot user that is a member of the group. */
export function addGroupAccessTokenRoutes(router: ApiRouter): void {
  router.add('GET', '/groups/:id/access_tokens', (call) => {
    const group = call.group();
    call.authorize(group, 'owner');
    return call.page(tokensOf(call, group), (token) => withLevel(call, group, token));
  });

  router.add('POST', '/groups/:id/access_tokens', (call) => {
    const group = call.group();
    const creator = call.authorize(group, 'owner');
    call.params.require('name', 'scopes');
    const name = call.params.requiredString('name');
    const scopes = call.params.list('scopes') ?? [];
    if (scopes.some((scope) => !SCOPES.includes(scope)))
      throw grapeError(400, 'scopes does not have a valid value');
    const level = call.params.integerOf('access_level', ACCESS_LEVELS) ?? 40;
    if (!group.groupAccessTokensAllowed)
      throw badRequest('User does not have permission to create group access token');
    if (scopes.length === 0) throw badRequest("Scopes can't be blank");
    return json(
      create(call, group, { name, scopes, level: level as AccessLevel, creatorId: creator.id }),
      201,
    );
  });

  router.add('DELETE', '/groups/:id/access_tokens/:token_id', (call) => {
    const group = call.group();
    call.authorize(group, 'owner');
    const id = call.params.requiredInteger('token_id');
    const token = tokensOf(call, group).find((candidate) => candidate.id === id);
    if (token === undefined) throw notFound(`Could not find group access token with token_id: ${id}`);
    token.revoked = true;
    return noContent();
  });
}

function tokensOf(call: ApiCall, group: Group): AccessToken[] {
  const members = new Set(
    call.world.members
      .filter((record) => record.source.type === 'group' && record.source.id === group.id)
      .map((record) => record.userId),
  );
  return call.world.tokens.filter(
    (token) => token.kind === 'group' && members.has(token.userId) && !token.revoked,
  );
}

function withLevel(call: ApiCall, group: Group, token: AccessToken) {
  const record = call.world.members.find(
    (candidate) =>
      candidate.userId === token.userId &&
      candidate.source.type === 'group' &&
      candidate.source.id === group.id,
  );
  return {
    ...accessToken(token),
    access_level: record?.accessLevel ?? null,
    resource_type: 'group',
    resource_id: group.id,
  };
}

function create(
  call: ApiCall,
  group: Group,
  wish: { name: string; scopes: string[]; level: AccessLevel; creatorId: number },
) {
  const { world, context } = call;
  const requested = call.params.string('expires_at');
  const limit = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  const expiresAt = requested ?? limit;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expiresAt)) throw grapeError(400, 'expires_at is invalid');
  if (expiresAt > limit) throw apiError(400, `400 Bad request - Expiration date must be before ${limit}`);
  const hex = randomBytes(16).toString('hex');
  const user = {
    id: context.newId('user'),
    username: `group_${group.id}_bot_${hex}`,
    name: wish.name,
    email: `group_${group.id}_bot_${hex}@noreply.localhost`,
    password: hex,
    admin: false,
    state: 'active' as const,
    bot: 'group' as const,
  };
  world.users.push(user);
  world.members.push({ userId: user.id, source: { type: 'group', id: group.id }, accessLevel: wish.level });
  const token: AccessToken = {
    id: context.newId('token'),
    token: `glpat-${randomBytes(15).toString('base64url')}`,
    name: wish.name,
    description: call.params.string('description') ?? null,
    kind: 'group',
    userId: user.id,
    scopes: wish.scopes,
    createdAt: now(),
    expiresAt,
    revoked: false,
    lastUsedAt: null,
  };
  world.tokens.push(token);
  return { ...withLevel(call, group, token), token: token.token };
}
