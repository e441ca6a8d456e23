import { json, noContent } from '../server/answer.ts';
import { apiError, notFound } from '../server/errors.ts';
import { canSeeGroup, memberLevel } from '../world/roles.ts';
import { type ApiRouter, now } from './call.ts';
import { accessToken, currentUser, userBasic } from './entities/user.ts';

export function addUserRoutes(router: ApiRouter): void {
  router.add('GET', '/version', (call) => {
    call.requireUser();
    return json({ version: call.world.version, revision: 'e5b6d4c0a1f' });
  });

  router.add('GET', '/metadata', (call) => {
    call.requireUser();
    return json({
      version: call.world.version,
      revision: 'e5b6d4c0a1f',
      kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
      enterprise: true,
    });
  });

  router.add('GET', '/user', (call) => json(currentUser(call.context, call.requireUser())));

  router.add('GET', '/users', (call) => {
    const username = call.params.string('username')?.toLowerCase();
    const search = call.params.string('search')?.toLowerCase();
    // Without an account only an exact username is answered.
    if (call.user === null && username === undefined)
      throw apiError(403, '403 Forbidden - Not authorized to access /api/v4/users');
    const users = call.world.users.filter(
      (user) =>
        (username === undefined || user.username.toLowerCase() === username) &&
        (search === undefined || `${user.username} ${user.name}`.toLowerCase().includes(search)),
    );
    return call.page(users, (user) => userBasic(call.context, user));
  });

  router.add('GET', '/users/:id', (call) => {
    const id = call.params.requiredInteger('id');
    const user = call.world.users.find((candidate) => candidate.id === id);
    if (call.user === null || user === undefined) throw notFound('User');
    return json({ ...userBasic(call.context, user), bot: user.bot !== null });
  });

  router.add('GET', '/personal_access_tokens/self', (call) => {
    call.requireUser();
    // Of a session there is no token to tell about.
    if (call.auth.token === null) throw apiError(400, '400 Bad request');
    return json({ ...accessToken(call.auth.token), last_used_ips: ['127.0.0.1'] });
  });

  router.add('GET', '/personal_access_tokens/self/associations', (call) => {
    const user = call.requireUser();
    if (call.auth.token === null) throw apiError(400, '400 Bad request');
    const minimum = call.params.integer('min_access_level') ?? 10;
    const groups = call.world.groups
      .map((group) => ({ group, level: memberLevel(call.world, user, { groupId: group.id }) }))
      .filter(({ group, level }) => level >= minimum && canSeeGroup(call.world, user, group));
    const projects = call.world.projects
      .map((project) => ({ project, level: memberLevel(call.world, user, { projectId: project.id }) }))
      .filter(({ level }) => level >= minimum);
    return json({
      groups: groups.slice(0, 100).map(({ group, level }) => ({
        id: group.id,
        web_url: `${call.context.baseUrl}/groups/${group.fullPath}`,
        name: group.name,
        parent_id: group.parentId,
        organization_id: 1,
        access_levels: level,
        visibility: group.visibility,
      })),
      projects: projects.slice(0, 100).map(({ project, level }) => ({
        id: project.id,
        description: project.description,
        name: project.name,
        name_with_namespace: project.fullPath,
        path: project.path,
        path_with_namespace: project.fullPath,
        created_at: project.createdAt,
        access_levels: level,
        visibility: project.visibility,
        web_url: `${call.context.baseUrl}/${project.fullPath}`,
        namespace: { id: project.namespaceId },
      })),
    });
  });

  router.add('DELETE', '/personal_access_tokens/self', (call) => {
    call.requireUser();
    if (call.auth.token === null) throw apiError(400, '400 Bad request');
    call.auth.token.revoked = true;
    return noContent();
  });

  router.add('POST', '/personal_access_tokens/self/rotate', (call) => {
    call.requireUser();
    const old = call.auth.token;
    if (old === null) throw apiError(405, '405 Method Not Allowed');
    const expiresAt =
      call.params.string('expires_at') ?? new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    old.revoked = true;
    const id = call.context.newId('token');
    const token = {
      ...old,
      id,
      token: `glpat-Rotated${String(id).padStart(13, '0')}`,
      revoked: false,
      expiresAt,
      createdAt: now(),
      lastUsedAt: null,
    };
    call.world.tokens.push(token);
    return json({ ...accessToken(token), token: token.token });
  });
}
