import type { MergeRequest, Pipeline, World } from '../world/types.ts';

/**
 * All pipelines that belong to a merge request: its own first, then its source branch's, each newest first
 * (app/finders/ci/pipelines_for_merge_request_finder.rb). Child pipelines belong to none.
 */
export function mergeRequestPipelines(world: World, mr: MergeRequest): Pipeline[] {
  const own = world.pipelines.filter((pipeline) => pipeline.mergeRequestId === mr.id);
  const shas = new Set([mr.sha, ...(mr.versions ?? []).map((version) => version.headSha)]);
  const branch = world.pipelines.filter(
    (pipeline) =>
      pipeline.projectId === mr.sourceProjectId &&
      pipeline.ref === mr.sourceBranch &&
      pipeline.mergeRequestId === null &&
      pipeline.source !== 'parent_pipeline' &&
      shas.has(pipeline.sha),
  );
  const newestFirst = (a: Pipeline, b: Pipeline) => b.id - a.id;
  return [
    ...own.filter((pipeline) => pipeline.source !== 'parent_pipeline').sort(newestFirst),
    ...branch.sort(newestFirst),
  ];
}

/**
 * The pipeline that the merge check looks at: of the head commit, a merge request pipeline before a branch's. GitLab
 * attaches it in the background, some seconds after it was made (`headPipelineDelayMs`).
 */
export function headPipeline(world: World, mr: MergeRequest): Pipeline | null {
  const attachedBefore = Date.now() - (world.headPipelineDelayMs ?? 0);
  const attached = mergeRequestPipelines(world, mr).find(
    (pipeline) =>
      (pipeline.sha === mr.sha || pipeline.sourceSha === mr.sha) &&
      Date.parse(pipeline.createdAt) <= attachedBefore,
  );
  return attached ?? null;
}
