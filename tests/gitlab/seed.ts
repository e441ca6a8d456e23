import { filesFor, SEED_HISTORY } from './seed-content.ts';
import { USERS } from './seed-names.ts';
import { seedPeople } from './seed-people.ts';
import { seedProjects } from './seed-projects.ts';
import { addGroup, FIRST_FREE_ID, newProject, SEED_DATE } from './seed-records.ts';
import type { RepoStore } from './server/context.ts';
import { emptyWorld } from './world/empty.ts';
import { findUser, userById } from './world/find.ts';
import { ACCESS } from './world/roles.ts';
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

/**
 * Adds a top-level group of `count` projects in ten subgroups, owned by olga and otto: for tests of size. Their
 * repositories come into being when they are first touched.
 */
export function seedBigGroup(world: World, count: number, path = 'bulk'): Group {
  const group = addGroup(world, { name: path.charAt(0).toUpperCase() + path.slice(1), path });
  for (const username of [USERS.olga, USERS.otto]) {
    const user = findUser(world, username);
    if (user === undefined) throw new Error(`No user ${username}`);
    const source = { type: 'group' as const, id: group.id };
    world.members.push({ userId: user.id, source, accessLevel: ACCESS.owner });
  }
  const subgroups = Array.from({ length: Math.min(10, count) }, (_, index) =>
    addGroup(world, { name: `Team ${index + 1}`, path: `team-${index + 1}`, parent: group }),
  );
  for (let index = 0; index < count; index += 1) {
    const home = subgroups[index % subgroups.length] ?? group;
    world.projects.push(newProject(world, home, `service-${String(index + 1).padStart(5, '0')}`));
  }
  return group;
}
