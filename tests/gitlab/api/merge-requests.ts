import { json } from '../server/answer.ts';
import { apiError, forbidden, invalid, notFound, unauthorized } from '../server/errors.ts';
import { mergeRequestPipelines } from '../server/head-pipeline.ts';
import { merge } from '../server/merge.ts';
import { createMergeRequestPipeline } from '../server/merge-request-events.ts';
import { createMergeRequest, updateMergeRequest } from '../server/merge-request-life.ts';
import { currentVersion } from '../server/versions.ts';
import { descendants, findMergeRequest, projectById } from '../world/find.ts';
import { ACCESS, canMerge, canReadCode, canSeeProject } from '../world/roles.ts';
import type { MergeRequest, Project } from '../world/types.ts';
import type { ApiCall, ApiRouter } from './call.ts';
import { commitEntity, diffEntity } from './entities/commit.ts';
import { mergeRequestBasic, mergeRequestEntity } from './entities/merge-request.ts';
import { pipelineBasic, pipelineEntity } from './entities/pipeline.ts';
import { filterMergeRequests } from './merge-request-filter.ts';

const ONE = '/projects/:id/merge_requests/:merge_request_iid';

export function addMergeRequestRoutes(router: ApiRouter): void {
  router.add('GET', '/projects/:id/merge_requests', (call) => {
    const project = mergeRequestProject(call);
    return list(
      call,
      call.world.mergeRequests.filter((mr) => mr.projectId === project.id),
    );
  });

  router.add('GET', '/groups/:id/merge_requests', (call) => {
    const group = call.group();
    const ids = new Set([group.id, ...descendants(call.world, group.id).map((child) => child.id)]);
    const projects = call.world.projects.filter(
      (project) =>
        ids.has(project.namespaceId) &&
        project.mergeRequestsEnabled &&
        canReadCode(call.world, call.user, project),
    );
    const known = new Set(projects.map((project) => project.id));
    return list(
      call,
      call.world.mergeRequests.filter((mr) => known.has(mr.projectId)),
    );
  });

  router.add('POST', '/projects/:id/merge_requests', async (call) => {
    const project = mergeRequestProject(call);
    call.params.require('title', 'source_branch', 'target_branch');
    const user = call.requireUser();
    if (!canReadCode(call.world, user, project)) throw forbidden();
    const mr = await createMergeRequest(call, project, user);
    return json(await mergeRequestEntity(call.context, mr, user), 201);
  });

  router.add('GET', ONE, async (call) =>
    json(await mergeRequestEntity(call.context, findOne(call), call.user)),
  );

  router.add('PUT', ONE, async (call) => {
    const mr = findOne(call);
    const user = call.requireUser();
    const project = projectById(call.world, mr.projectId);
    if (project.archived || (mr.authorId !== user.id && call.level(project) < ACCESS.developer))
      throw forbidden();
    await updateMergeRequest(call, mr, user);
    return json(await mergeRequestEntity(call.context, mr, user));
  });

  router.add('PUT', `${ONE}/merge`, async (call) => {
    const mr = findOne(call);
    const user = call.requireUser();
    if (!canMerge(call.world, user, projectById(call.world, mr.projectId), mr.targetBranch))
      throw unauthorized();
    await merge(call.context, mr, user, {
      sha: call.params.string('sha'),
      squash: call.params.boolean('squash'),
      message: call.params.string('merge_commit_message'),
      squashMessage: call.params.string('squash_commit_message'),
      autoMerge: call.params.boolean('auto_merge') ?? call.params.boolean('merge_when_pipeline_succeeds'),
      removeSourceBranch: call.params.boolean('should_remove_source_branch'),
    });
    return json(await mergeRequestEntity(call.context, mr, user));
  });

  router.add('GET', `${ONE}/versions`, async (call) => {
    const mr = findOne(call);
    await currentVersion(call.context, mr);
    return call.page(mr.versions ?? [], (version) => ({
      id: version.id,
      head_commit_sha: version.headSha,
      base_commit_sha: version.baseSha,
      start_commit_sha: version.startSha,
      created_at: version.createdAt,
      merge_request_id: mr.id,
      state: 'collected',
      real_size: '1',
      patch_id_sha: null,
    }));
  });

  router.add('GET', `${ONE}/diffs`, async (call) => call.page(await diffs(call, findOne(call)), diffEntity));

  router.add('GET', `${ONE}/changes`, async (call) => {
    const mr = findOne(call);
    return json({
      ...(await mergeRequestEntity(call.context, mr, call.user)),
      changes: (await diffs(call, mr)).map(diffEntity),
      overflow: false,
    });
  });

  router.add('GET', `${ONE}/commits`, async (call) => {
    const mr = findOne(call);
    const version = await currentVersion(call.context, mr);
    const project = projectById(call.world, mr.projectId);
    const commits =
      version === null
        ? []
        : await call.context.store.log(mr.projectId, `${version.baseSha}..${version.headSha}`);
    return call.page(commits, (commit) => commitEntity(call.context, project, commit));
  });

  router.add('GET', `${ONE}/pipelines`, (call) => {
    const mr = findOne(call);
    return call.page(mergeRequestPipelines(call.world, mr), (pipeline) =>
      pipelineBasic(call.context, pipeline),
    );
  });

  router.add('POST', `${ONE}/pipelines`, async (call) => {
    const mr = findOne(call);
    const source = projectById(call.world, mr.sourceProjectId);
    const user = call.authorizeWrite(source, 'developer');
    const answer = await createMergeRequestPipeline(call.context, mr, user);
    if (answer.kind === 'none') throw apiError(400, { base: [answer.reason] });
    return json(pipelineEntity(call.context, answer.pipeline), 201);
  });
}

/** `find_merge_request_with_access`: one answer for what is not there and what may not be seen. */
export function findOne(call: ApiCall): MergeRequest {
  const project = mergeRequestProject(call);
  const mr = findMergeRequest(call.world, project.id, call.params.requiredInteger('merge_request_iid'));
  if (mr === undefined) throw notFound();
  return mr;
}

/** Merge requests show code: a Guest of a private project does not see them. */
function mergeRequestProject(call: ApiCall): Project {
  const project = call.project();
  if (
    !project.mergeRequestsEnabled ||
    !canSeeProject(call.world, call.user, project) ||
    !canReadCode(call.world, call.user, project)
  )
    throw forbidden();
  return project;
}

function list(call: ApiCall, mergeRequests: MergeRequest[]) {
  const recheck = call.params.boolean('with_merge_status_recheck') ?? false;
  return call.pageAsync(filterMergeRequests(call, mergeRequests), (mr) =>
    mergeRequestBasic(call.context, mr, recheck),
  );
}

async function diffs(call: ApiCall, mr: MergeRequest) {
  const version = await currentVersion(call.context, mr);
  if (version === null) throw invalid({ base: ['The target branch does not exist'] });
  return call.context.store.diff(mr.projectId, version.baseSha, version.headSha);
}
