import { json } from '../server/answer.ts';
import { apiError } from '../server/errors.ts';
import { since } from '../server/since.ts';
import type { Project } from '../world/types.ts';
import { type ApiCall, now } from './call.ts';
import { moveProject } from './project-attributes.ts';

/**
 * docs api/projects.md, "Delete a project": since 18.0 a project is first marked for deletion on every tier, and is
 * deleted for good some days later, or by a second request that says so and names its path.
 */
export function deleteProject(call: ApiCall) {
  const project = call.project();
  call.authorize(project, 'owner');
  if (!since(call.world, '18.0')) removeProject(call, project);
  else if (call.params.boolean('permanently_remove') ?? false) removeMarked(call, project);
  else markProject(call, project);
  return json({ message: '202 Accepted' }, 202);
}

/** app/services/projects/mark_for_deletion_service.rb: name and path are free again at once. */
function markProject(call: ApiCall, project: Project): void {
  if (project.markedForDeletionOn !== undefined)
    throw apiError(400, 'Project has been already marked for deletion');
  const suffix = `-deletion_scheduled-${project.id}`;
  project.name += suffix;
  moveProject(call, project, `${project.path}${suffix}`);
  project.markedForDeletionOn = now().slice(0, 10);
}

function removeMarked(call: ApiCall, project: Project): void {
  if (project.markedForDeletionOn === undefined)
    throw apiError(400, 'Project must be marked for deletion first.');
  if (call.params.string('full_path') !== project.fullPath)
    throw apiError(400, '`full_path` is incorrect. You must enter the complete path for the project.');
  removeProject(call, project);
}

function removeProject(call: ApiCall, project: Project): void {
  const { world } = call;
  world.projects = world.projects.filter((candidate) => candidate !== project);
  for (const key of ['hooks', 'triggers', 'pipelines', 'jobs', 'mergeRequests'] as const)
    removeWhere(world[key], (record: { projectId: number }) => record.projectId === project.id);
  removeWhere(
    world.variables,
    (variable) => variable.source.type === 'project' && variable.source.id === project.id,
  );
  removeWhere(world.members, (record) => record.source.type === 'project' && record.source.id === project.id);
  void call.context.track(call.context.store.deleteRepo(project.id));
}

function removeWhere<Item>(list: Item[], gone: (item: Item) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !gone(item)));
}
