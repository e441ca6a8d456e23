import type { Group, Project, World } from './world/types.ts';

/** Ids of the seed are the same at every start; ids of what is made later begin here. */
export const FIRST_FREE_ID = 1000;

export const SEED_DATE = '2026-01-12T09:00:00Z';

export function addGroup(
  world: World,
  {
    id,
    name,
    path,
    parent,
    description = '',
  }: { id?: number; name: string; path: string; parent?: Group | undefined; description?: string },
): Group {
  const group: Group = {
    id: id ?? takeId(world, 'group'),
    name,
    path,
    fullPath: parent === undefined ? path : `${parent.fullPath}/${path}`,
    parentId: parent?.id ?? null,
    description,
    visibility: 'private',
    groupAccessTokensAllowed: true,
  };
  world.groups.push(group);
  return group;
}

export function newProject(world: World, group: Group, path: string, fields: Partial<Project> = {}): Project {
  const name = path
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  return {
    id: fields.id ?? takeId(world, 'project'),
    name,
    path,
    fullPath: `${group.fullPath}/${path}`,
    namespaceId: group.id,
    description: '',
    visibility: 'private',
    defaultBranch: 'main',
    archived: false,
    mergeRequestsEnabled: true,
    jobsEnabled: true,
    onlyAllowMergeIfPipelineSucceeds: false,
    allowMergeOnSkippedPipeline: false,
    onlyAllowMergeIfAllDiscussionsAreResolved: false,
    ciConfigPath: '',
    // Self-managed default; new projects of new namespaces on gitlab.com: no_one_allowed.
    pipelineVariablesMinimumRole: 'maintainer',
    protectedBranches: [{ name: 'main', pushLevel: 40, mergeLevel: 40 }],
    formerPaths: [],
    forkedFromId: null,
    createdAt: SEED_DATE,
    lastActivityAt: SEED_DATE,
    settings: {},
    ...fields,
  };
}

function takeId(world: World, kind: string): number {
  const id = world.nextId[kind] ?? FIRST_FREE_ID;
  world.nextId[kind] = id + 1;
  return id;
}
