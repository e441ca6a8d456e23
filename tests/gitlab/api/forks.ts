import { json } from '../server/answer.ts';
import { apiError, forbidden, notFound } from '../server/errors.ts';
import { findGroup } from '../world/find.ts';
import { ACCESS, canSeeGroup } from '../world/roles.ts';
import type { Project } from '../world/types.ts';
import { type ApiRouter, now } from './call.ts';
import { projectBasic, projectEntity } from './entities/project.ts';

export function addForkRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/forks', (call) => {
    const project = call.project();
    const forks = call.world.projects.filter((fork) => fork.forkedFromId === project.id);
    return call.page(forks, (fork) => projectBasic(call.context, fork));
  });

  /** Into a group: this instance has no personal namespaces. GitLab copies in the background; here it is done at once. */
  router.add('POST', '/projects/:id/fork', async (call) => {
    const origin = call.codeProject();
    const user = call.requireUser();
    const wanted = call.params.string('namespace_id') ?? call.params.string('namespace_path');
    if (wanted === undefined) throw apiError(409, { namespace: ['is not valid'] });
    const group = findGroup(call.world, wanted);
    if (group === undefined || !canSeeGroup(call.world, user, group)) throw notFound('Namespace');
    if (call.level(group) < ACCESS.developer) throw forbidden();
    const path = call.params.string('path') ?? origin.path;
    const fullPath = `${group.fullPath}/${path}`;
    if (call.world.projects.some((other) => other.fullPath.toLowerCase() === fullPath.toLowerCase()))
      throw apiError(409, { name: ['has already been taken'], path: ['has already been taken'] });
    const fork: Project = {
      ...origin,
      id: call.context.newId('project'),
      name: call.params.string('name') ?? origin.name,
      path,
      fullPath,
      namespaceId: group.id,
      onlyAllowMergeIfPipelineSucceeds: false,
      protectedBranches: origin.protectedBranches.map((rule) => ({ ...rule })),
      formerPaths: [],
      forkedFromId: origin.id,
      createdAt: now(),
      lastActivityAt: now(),
      creatorId: user.id,
      settings: {},
    };
    await call.context.store.forkRepo(origin.id, fork.id);
    call.world.projects.push(fork);
    return json(projectEntity(call.context, fork, user), 201);
  });
}
