import type { Job, Pipeline, Project, User } from '../world/types.ts';
import { type ApiCall, now } from './call.ts';

/** What GitLab makes for a status that finds no pipeline: one of source `external`. */
export function createExternalPipeline(
  call: ApiCall,
  project: Project,
  user: User,
  sha: string,
  ref: string,
): Pipeline {
  const { world, context } = call;
  const at = now();
  const pipeline: Pipeline = {
    id: context.newId('pipeline'),
    iid: context.newIid('pipeline', project.id),
    projectId: project.id,
    sha,
    ref,
    status: 'created',
    source: 'external',
    userId: user.id,
    mergeRequestId: null,
    parentPipelineId: null,
    variables: [],
    yamlErrors: null,
    createdAt: at,
    updatedAt: at,
    startedAt: null,
    finishedAt: null,
  };
  world.pipelines.push(pipeline);
  return pipeline;
}

/** A status in `created`, from where the first transition starts. */
export function newExternalStatus(
  call: ApiCall,
  pipeline: Pipeline,
  user: User,
  name: string,
  at: string,
): Job {
  const job: Job = {
    id: call.context.newId('job'),
    kind: 'external',
    pipelineId: pipeline.id,
    projectId: pipeline.projectId,
    name,
    stage: 'external',
    status: 'created',
    allowFailure: false,
    failureReason: null,
    userId: user.id,
    targetUrl: null,
    description: null,
    downstreamPipelineId: null,
    trace: '',
    artifactsDir: null,
    reports: {},
    artifactsExpireAt: null,
    createdAt: at,
    startedAt: null,
    finishedAt: null,
  };
  call.world.jobs.push(job);
  return job;
}
