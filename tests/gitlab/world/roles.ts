import { descendants, groupById, projectById, selfAndAncestors } from './find.ts';
import type { Group, Project, User, World } from './types.ts';

export const ACCESS = {
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
} as const;

export type Target = { projectId: number } | { groupId: number };

/** Where memberships count for a target: itself and every group above it. */
function sources(world: World, target: Target): { type: 'group' | 'project'; id: number }[] {
  const groupId = 'groupId' in target ? target.groupId : projectById(world, target.projectId).namespaceId;
  const groups = selfAndAncestors(world, groupId).map((group) => ({ type: 'group' as const, id: group.id }));
  return 'projectId' in target ? [{ type: 'project', id: target.projectId }, ...groups] : groups;
}

/** The highest of the direct and inherited roles, 0 without one. What `max_member_access` gives: no admin mode. */
export function memberLevel(world: World, user: User | null, target: Target): number {
  if (user === null) return 0;
  const places = sources(world, target);
  const levels = world.members
    .filter(
      (member) =>
        member.userId === user.id &&
        places.some((place) => place.type === member.source.type && place.id === member.source.id),
    )
    .map((member) => member.accessLevel);
  return Math.max(0, ...levels);
}

/** `memberLevel` of many projects for one person: memberships are gathered once and per group. */
export function memberLevels(world: World, user: User | null): (project: Project) => number {
  const mine = world.members.filter((member) => member.userId === user?.id);
  const groupLevels = new Map<number, number>();
  const direct = new Map<number, number>();
  for (const member of mine)
    if (member.source.type === 'project') direct.set(member.source.id, member.accessLevel);
  return (project) => {
    let inherited = groupLevels.get(project.namespaceId);
    if (inherited === undefined) {
      const above = new Set(selfAndAncestors(world, project.namespaceId).map((group) => group.id));
      inherited = Math.max(
        0,
        ...mine
          .filter((member) => member.source.type === 'group' && above.has(member.source.id))
          .map((member) => member.accessLevel),
      );
      groupLevels.set(project.namespaceId, inherited);
    }
    return Math.max(inherited, direct.get(project.id) ?? 0);
  };
}

/** The effective role: admins may do what an Owner may. */
export function accessLevel(world: World, user: User | null, target: Target): number {
  return user?.admin === true ? ACCESS.owner : memberLevel(world, user, target);
}

export function canSeeProject(world: World, user: User | null, project: Project): boolean {
  if (project.visibility === 'public') return true;
  if (user === null) return false;
  return project.visibility === 'internal' || accessLevel(world, user, { projectId: project.id }) > 0;
}

/** A private group is also seen by those who belong to something below it. */
export function canSeeGroup(world: World, user: User | null, group: Group): boolean {
  if (group.visibility === 'public') return true;
  if (user === null) return false;
  if (group.visibility === 'internal' || accessLevel(world, user, { groupId: group.id }) > 0) return true;
  const below = new Set([group.id, ...descendants(world, group.id).map((child) => child.id)]);
  return world.members.some((member) => {
    if (member.userId !== user.id) return false;
    if (member.source.type === 'group') return below.has(member.source.id);
    const project = world.projects.find((candidate) => candidate.id === member.source.id);
    return project !== undefined && below.has(project.namespaceId);
  });
}

export function canSee(world: World, user: User | null, target: Target): boolean {
  return 'groupId' in target
    ? canSeeGroup(world, user, groupById(world, target.groupId))
    : canSeeProject(world, user, projectById(world, target.projectId));
}

/** `read_code`: Reporter in a private project; everyone who sees an internal or public one. */
export function canReadCode(world: World, user: User | null, project: Project): boolean {
  if (!canSeeProject(world, user, project)) return false;
  return (
    project.visibility !== 'private' || accessLevel(world, user, { projectId: project.id }) >= ACCESS.reporter
  );
}

/** `read_pipeline`: Reporter, or anyone who sees a project with public pipelines. */
export function canReadPipelines(world: World, user: User | null, project: Project): boolean {
  const open = (project.settings.public_jobs ?? true) === true;
  const minimum = open && project.visibility !== 'private' ? 0 : open ? ACCESS.guest : ACCESS.reporter;
  return project.jobsEnabled && accessLevel(world, user, { projectId: project.id }) >= minimum;
}

/** Pushing, with the branch's protection. `empty`: the very first push of a Developer is let through. */
export function canPush(
  world: World,
  user: User | null,
  project: Project,
  branch: string,
  empty = false,
): boolean {
  if (user === null || project.archived) return false;
  const level = accessLevel(world, user, { projectId: project.id });
  if (level < ACCESS.developer) return false;
  const rule = protection(project, branch);
  if (rule === undefined || empty) return true;
  return rule.pushLevel > 0 && level >= rule.pushLevel;
}

export function canMerge(world: World, user: User | null, project: Project, branch: string): boolean {
  if (user === null || project.archived) return false;
  const level = accessLevel(world, user, { projectId: project.id });
  if (level < ACCESS.developer) return false;
  const rule = protection(project, branch);
  return rule === undefined || level >= Math.min(rule.mergeLevel || 99, rule.pushLevel || 99);
}

/** `release-*` and the like match as GitLab's wildcards do. */
export function protection(
  project: Project,
  branch: string,
): Project['protectedBranches'][number] | undefined {
  return project.protectedBranches.find((rule) => {
    if (!rule.name.includes('*')) return rule.name === branch;
    const pattern = rule.name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('.*')}$`).test(branch);
  });
}
