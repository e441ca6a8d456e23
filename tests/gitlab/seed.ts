import { filesFor, SEED_HISTORY } from './seed-content.ts';
import { seedPeople } from './seed-people.ts';
import { seedProjects } from './seed-projects.ts';
import { addGroup, FIRST_FREE_ID, newProject, SEED_DATE } from './seed-records.ts';
import type { RepoStore } from './server/context.ts';
import { emptyWorld } from './world/empty.ts';
import { findUser, userById } from './world/find.ts';
import type { Group, World } from './world/types.ts';

export type SeedKind = 'demo' | 'empty';

/** A world without git: contents are written when a repository is first touched (`seedRepo`). */
export function seedWorld(kind: SeedKind): World {
  const world = emptyWorld();
  seedPeople(world);
  if (kind === 'demo') seedProjects(world);
  for (const name of [
    'user',
    'token',
    'group',
    'project',
    'hook',
    'trigger',
    'mergeRequest',
    'note',
    'pipeline',
    'job',
  ])
    world.nextId[name] = FIRST_FREE_ID;
  return world;
}

/** Makes the repository of a seeded project with its content; the shas are the same at every start. */
export async function seedRepo(world: World, store: RepoStore, projectId: number): Promise<void> {
  const project = world.projects.find((candidate) => candidate.id === projectId);
  await store.createRepo(projectId, project?.defaultBranch ?? 'main');
  if (project === undefined || project.defaultBranch === null) return;
  const dev = findUser(world, 'dev') ?? userById(world, 1);
  const author = { name: dev.name, email: dev.email };
  const commits = SEED_HISTORY[project.fullPath] ?? [{ message: 'Initial commit', files: filesFor(project) }];
  const known = new Set<string>();
  for (const [index, { message, files }] of commits.entries()) {
    const date = new Date(Date.parse(SEED_DATE) + index * 86_400_000).toISOString();
    await store.commit(projectId, {
      branch: project.defaultBranch,
      message,
      author,
      date,
      actions: Object.entries(files).map(([path, content]) => ({
        action: known.has(path) ? ('update' as const) : ('create' as const),
        path,
        content: Buffer.from(content),
      })),
    });
    for (const path of Object.keys(files)) known.add(path);
  }
}

/** Adds a group `acme/bulk` with `count` more projects in ten subgroups: for tests of size. */
export function seedBigGroup(world: World, count: number, parentPath = 'acme'): Group {
  const parent = world.groups.find((group) => group.fullPath === parentPath);
  const group = addGroup(world, { name: 'Bulk', path: 'bulk', parent });
  const subgroups = Array.from({ length: 10 }, (_, index) =>
    addGroup(world, { name: `Team ${index + 1}`, path: `team-${index + 1}`, parent: group }),
  );
  for (let index = 0; index < count; index += 1) {
    const home = subgroups[index % subgroups.length] ?? group;
    world.projects.push(newProject(world, home, `service-${String(index + 1).padStart(5, '0')}`));
  }
  return group;
}
