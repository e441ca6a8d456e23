import { randomBytes } from 'node:crypto';
import { json, noContent } from '../server/answer.ts';
import { badRequest, forbidden, grapeError, notFound } from '../server/errors.ts';
import type { AccessToken, Group, User } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { accessToken } from './entities/user.ts';

const ALL = '/groups/:id/service_accounts';
const TOKENS = `${ALL}/:user_id/personal_access_tokens`;
const SCOPES = ['api', 'read_api', 'read_user', 'read_repository', 'write_repository', 'self_rotate'];

/** docs api/service_accounts.md, "Group service accounts", as 18.5 has it: of top-level groups alone. */
export function addServiceAccountRoutes(router: ApiRouter): void {
  router.add('GET', ALL, (call) => {
    const group = licensed(call);
    return call.page(accountsOf(call, group), entity);
  });

  router.add('POST', ALL, (call) => {
    const group = licensed(call);
    if (group.parentId !== null || (group.serviceAccounts === 'administrators' && call.user?.admin !== true))
      throw badRequest('User does not have permission to create a service account in this namespace.');
    const username =
      call.params.string('username') ??
      `service_account_group_${group.id}_${randomBytes(16).toString('hex')}`;
    if (call.world.users.some((user) => user.username.toLowerCase() === username.toLowerCase()))
      throw badRequest('Username has already been taken');
    const user: User = {
      id: call.context.newId('user'),
      username,
      name: call.params.string('name') ?? 'Service account user',
      email: `${username}@noreply.localhost`,
      password: randomBytes(16).toString('hex'),
      admin: false,
      state: 'active',
      bot: 'service_account',
      ownedByGroupId: group.id,
    };
    call.world.users.push(user);
    return json(entity(user), 201);
  });

  router.add('DELETE', `${ALL}/:user_id`, (call) => {
    const user = account(call, licensed(call));
    // What it wrote becomes the ghost user's; here the user stays, blocked, as it does until the worker has been there.
    user.state = 'blocked';
    delete user.ownedByGroupId;
    call.world.members = call.world.members.filter((record) => record.userId !== user.id);
    for (const token of call.world.tokens) if (token.userId === user.id) token.revoked = true;
    return noContent();
  });

  router.add('GET', TOKENS, (call) => {
    const user = account(call, licensed(call));
    return call.page(
      call.world.tokens.filter((token) => token.userId === user.id),
      accessToken,
    );
  });

  router.add('POST', TOKENS, (call) => {
    const user = account(call, licensed(call));
    call.params.require('name', 'scopes');
    const scopes = call.params.list('scopes') ?? [];
    if (scopes.length === 0 || scopes.some((scope) => !SCOPES.includes(scope)))
      throw grapeError(400, 'scopes does not have a valid value');
    const limit = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
    const expiresAt = call.params.string('expires_at') ?? limit;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(expiresAt)) throw grapeError(400, 'expires_at is invalid');
    if (expiresAt > limit) throw badRequest(`Expiration date must be before ${limit}`);
    const token: AccessToken = {
      id: call.context.newId('token'),
      token: `glpat-${randomBytes(15).toString('base64url')}`,
      name: call.params.requiredString('name'),
      description: call.params.string('description') ?? null,
      kind: 'service_account',
      userId: user.id,
      scopes,
      createdAt: now(),
      expiresAt,
      revoked: false,
      lastUsedAt: null,
    };
    call.world.tokens.push(token);
    return json({ ...accessToken(token), token: token.token }, 201);
  });

  router.add('DELETE', `${TOKENS}/:token_id`, (call) => {
    const user = account(call, licensed(call));
    const id = call.params.requiredInteger('token_id');
    const token = call.world.tokens.find((candidate) => candidate.id === id && candidate.userId === user.id);
    if (token === undefined) throw notFound('Personal Access Token');
    token.revoked = true;
    return noContent();
  });
}

/** 403 without a licence as to anybody who is no Owner. */
function licensed(call: ApiCall): Group {
  const group = call.group();
  call.authorize(group, 'owner');
  if (group.serviceAccounts === undefined) throw forbidden();
  return group;
}

function accountsOf(call: ApiCall, group: Group): User[] {
  return call.world.users.filter(
    (user) => user.bot === 'service_account' && user.ownedByGroupId === group.id,
  );
}

function account(call: ApiCall, group: Group): User {
  const id = call.params.requiredInteger('user_id');
  const user = accountsOf(call, group).find((candidate) => candidate.id === id);
  if (user === undefined) throw notFound('User');
  return user;
}

function entity({ id, username, name }: User) {
  return { id, username, name };
}
