import type { ServerContext } from '../../server/context.ts';
import { since } from '../../server/since.ts';
import { userById } from '../../world/find.ts';
import type { Job, Pipeline } from '../../world/types.ts';
import { userBasic } from './user.ts';

/** A commit status; builds of a pipeline are listed as statuses too. */
export function commitStatus(context: ServerContext, job: Job, pipeline: Pipeline, projectPath: string) {
  return {
    id: job.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: job.status,
    name: job.name,
    target_url:
      job.kind === 'external' ? job.targetUrl : `${context.baseUrl}/${projectPath}/-/jobs/${job.id}`,
    description: job.description,
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    allow_failure: job.allowFailure,
    coverage: null,
    ...(since(context.world, '16.3') && { pipeline_id: pipeline.id }),
    author: userBasic(context, userById(context.world, job.userId)),
  };
}
