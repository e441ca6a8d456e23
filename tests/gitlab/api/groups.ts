import { json } from '../server/answer.ts';
import { notFound } from '../server/errors.ts';
import { descendants, selfAndAncestors } from '../world/find.ts';
import { ACCESS, canSeeGroup, canSeeProject, memberLevel, memberLevels } from '../world/roles.ts';
import type { Group, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { groupDetail, groupEntity } from './entities/group.ts';
import { projectBasic, projectEntity } from './entities/project.ts';
import { ACCESS_LEVELS, sorted } from './sort.ts';

export function addGroupRoutes(router: ApiRouter): void {
  router.add('GET', '/groups', (call) => {
    const minimum = call.params.integerOf('min_access_level', ACCESS_LEVELS) ?? 0;
    const owned = call.params.boolean('owned') ?? false;
    const search = call.params.string('search')?.toLowerCase();
    const top = call.params.boolean('top_level_only') ?? false;
    const groups = call.world.groups.filter((group) => {
      const level = memberLevel(call.world, call.user, { groupId: group.id });
      return (
        canSeeGroup(call.world, call.user, group) &&
        (!top || group.parentId === null) &&
        (!owned || level >= ACCESS.owner) &&
        level >= minimum &&
        (search === undefined || `${group.name} ${group.path}`.toLowerCase().includes(search))
      );
    });
    return groupPage(call, groups);
  });

  router.add('GET', '/groups/:id', (call) => {
    const group = call.group();
    const withProjects = call.params.boolean('with_projects') ?? true;
    const projects = call.world.projects
      .filter((project) => project.namespaceId === group.id && canSeeProject(call.world, call.user, project))
      .slice(0, 100)
      .map((project) => projectEntity(call.context, project, call.user));
    return json(
      groupDetail(call.context, group, call.level(group) >= ACCESS.owner, withProjects ? projects : null),
    );
  });

  router.add('GET', '/groups/:id/subgroups', (call) => {
    const group = call.group();
    return groupPage(
      call,
      call.world.groups.filter(
        (child) => child.parentId === group.id && canSeeGroup(call.world, call.user, child),
      ),
    );
  });

  router.add('GET', '/groups/:id/descendant_groups', (call) => {
    const below = descendants(call.world, call.group().id);
    return groupPage(
      call,
      below.filter((child) => canSeeGroup(call.world, call.user, child)),
    );
  });

  router.add('GET', '/groups/:id/projects', (call) => {
    const group = call.group();
    const simple = call.params.boolean('simple') ?? false;
    const projects = sortProjects(call, filterProjects(call, groupProjects(call, group)));
    return call.page(projects, (project) =>
      simple || call.user === null
        ? projectBasic(call.context, project)
        : projectEntity(call.context, project, call.user),
    );
  });

  router.add('GET', '/namespaces/:id', (call) => {
    call.requireUser();
    const group = findNamespace(call);
    return json(namespaceEntity(call, group));
  });
}

function findNamespace(call: ApiCall): Group {
  try {
    return call.group();
  } catch {
    throw notFound('Namespace');
  }
}

function namespaceEntity(call: ApiCall, group: Group) {
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    kind: 'group',
    full_path: group.fullPath,
    parent_id: group.parentId,
    avatar_url: null,
    web_url: `${call.context.baseUrl}/groups/${group.fullPath}`,
    ...(call.level(group) >= ACCESS.owner ? { members_count_with_descendants: call.world.users.length } : {}),
  };
}

function groupPage(call: ApiCall, groups: Group[]) {
  const key = call.params.oneOf('order_by', ['name', 'path', 'id', 'similarity']) ?? 'name';
  const list = sorted(
    groups,
    (group) => (key === 'id' ? group.id : key === 'path' ? group.path : group.name),
    call.params.oneOf('sort', ['asc', 'desc']) ?? 'asc',
  );
  return call.page(list, (group) => groupEntity(call.context, group));
}

function groupProjects(call: ApiCall, group: Group): Project[] {
  const namespaces = new Set([group.id]);
  if (call.params.boolean('include_subgroups') ?? false)
    for (const child of descendants(call.world, group.id)) namespaces.add(child.id);
  if (call.params.boolean('include_ancestor_groups') ?? false)
    for (const parent of selfAndAncestors(call.world, group.id)) namespaces.add(parent.id);
  return call.world.projects.filter((project) => namespaces.has(project.namespaceId));
}

/** The filters that the lists of projects share. */
export function filterProjects(call: ApiCall, projects: Project[]): Project[] {
  const { params, world, user } = call;
  const archived = params.boolean('archived');
  const active = params.boolean('active');
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  const search = params.string('search')?.toLowerCase();
  const owned = params.boolean('owned') ?? false;
  const minimum = params.integerOf('min_access_level', ACCESS_LEVELS) ?? 0;
  const withMergeRequests = params.boolean('with_merge_requests_enabled') ?? false;
  // Nothing is shared into a group here; the parameter is still checked.
  params.boolean('with_shared');
  const levelOf = memberLevels(world, user);
  return projects.filter((project) => {
    // `min_access_level` counts memberships; being an admin is none.
    const level = levelOf(project);
    const seen =
      level > 0 ||
      project.visibility === 'public' ||
      (user !== null && (user.admin || project.visibility === 'internal'));
    return (
      seen &&
      (archived === undefined || project.archived === archived) &&
      (active === undefined || (project.archived || project.markedForDeletionOn !== undefined) !== active) &&
      (visibility === undefined || project.visibility === visibility) &&
      (search === undefined ||
        `${project.name} ${project.path} ${project.description}`.toLowerCase().includes(search)) &&
      (!owned || level >= ACCESS.owner) &&
      level >= minimum &&
      (!withMergeRequests || project.mergeRequestsEnabled)
    );
  });
}

const ORDERS = [
  'id',
  'name',
  'path',
  'created_at',
  'updated_at',
  'last_activity_at',
  'similarity',
  'star_count',
] as const;

export function sortProjects(call: ApiCall, projects: Project[]): Project[] {
  const order = call.params.oneOf('order_by', ORDERS) ?? 'created_at';
  const direction = call.params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  const keys: Record<(typeof ORDERS)[number], (project: Project) => string | number> = {
    id: (project) => project.id,
    name: (project) => project.name.toLowerCase(),
    path: (project) => project.path,
    created_at: (project) => project.createdAt,
    updated_at: (project) => project.lastActivityAt,
    last_activity_at: (project) => project.lastActivityAt,
    similarity: (project) => project.name,
    star_count: () => 0,
  };
  return sorted(projects, keys[order], direction);
}
