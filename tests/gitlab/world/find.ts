import type { Group, MergeRequest, Pipeline, Project, User, World } from './types.ts';

export function nextId(world: World, kind: string): number {
  const id = world.nextId[kind] ?? 1;
  world.nextId[kind] = id + 1;
  return id;
}

export function userById(world: World, id: number): User {
  const user = world.users.find((candidate) => candidate.id === id);
  if (user === undefined) throw new Error(`No user ${id}`);
  return user;
}

export function findUser(world: World, username: string): User | undefined {
  const wanted = username.toLowerCase();
  return world.users.find((user) => user.username.toLowerCase() === wanted);
}

/** By numeric id or full path, as `:id` takes both. Paths compare without case. */
export function findGroup(world: World, id: string | number): Group | undefined {
  if (/^\d+$/.test(String(id))) return world.groups.find((group) => group.id === Number(id));
  const wanted = String(id).toLowerCase();
  return world.groups.find((group) => group.fullPath.toLowerCase() === wanted);
}

export interface FoundProject {
  project: Project;
  /** The path was an earlier one. */
  moved: boolean;
}

export function findProject(world: World, id: string | number): FoundProject | undefined {
  if (/^\d+$/.test(String(id))) {
    const project = indexedProject(world, Number(id));
    return project && { project, moved: false };
  }
  const wanted = String(id).toLowerCase();
  const project = world.projects.find((candidate) => candidate.fullPath.toLowerCase() === wanted);
  if (project !== undefined) return { project, moved: false };
  const former = world.projects.find((candidate) =>
    candidate.formerPaths.some((path) => path.toLowerCase() === wanted),
  );
  return former && { project: former, moved: true };
}

interface ProjectIndex {
  byId: Map<number, Project>;
  /** How often each was forked. */
  forks: Map<number, number>;
}

/** By list, so that a list that was replaced has no stale index. */
const indexes = new WeakMap<Project[], ProjectIndex>();

function indexOf({ projects }: World): ProjectIndex {
  const known = indexes.get(projects);
  if (known?.byId.size === projects.length) return known;
  const index: ProjectIndex = {
    byId: new Map(projects.map((project) => [project.id, project])),
    forks: new Map(),
  };
  for (const { forkedFromId } of projects)
    if (forkedFromId !== null) index.forks.set(forkedFromId, (index.forks.get(forkedFromId) ?? 0) + 1);
  indexes.set(projects, index);
  return index;
}

function indexedProject(world: World, id: number): Project | undefined {
  return indexOf(world).byId.get(id);
}

export function forksCount(world: World, id: number): number {
  return indexOf(world).forks.get(id) ?? 0;
}

export function projectById(world: World, id: number): Project {
  const project = indexedProject(world, id);
  if (project === undefined) throw new Error(`No project ${id}`);
  return project;
}

export function groupById(world: World, id: number): Group {
  const group = world.groups.find((candidate) => candidate.id === id);
  if (group === undefined) throw new Error(`No group ${id}`);
  return group;
}

/** The group itself and its ancestors, nearest first. */
export function selfAndAncestors(world: World, groupId: number): Group[] {
  const chain: Group[] = [];
  for (let id: number | null = groupId; id !== null; ) {
    const group: Group = groupById(world, id);
    chain.push(group);
    id = group.parentId;
  }
  return chain;
}

/** All groups below, at any depth, without the group itself. */
export function descendants(world: World, groupId: number): Group[] {
  const direct = world.groups.filter((group) => group.parentId === groupId);
  return direct.flatMap((group) => [group, ...descendants(world, group.id)]);
}

export function findMergeRequest(world: World, projectId: number, iid: number): MergeRequest | undefined {
  return world.mergeRequests.find((mr) => mr.projectId === projectId && mr.iid === iid);
}

export function findPipeline(world: World, projectId: number, id: number): Pipeline | undefined {
  return world.pipelines.find((pipeline) => pipeline.projectId === projectId && pipeline.id === id);
}

/** `Acme / Shop / Checkout`'s middle: the names of the groups above. */
export function namespaceName(world: World, groupId: number): string {
  return selfAndAncestors(world, groupId)
    .map((group) => group.name)
    .reverse()
    .join(' / ');
}
