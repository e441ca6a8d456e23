import { projectById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { canReadPipelines } from '../world/roles.ts';
import type { Job, Pipeline, Project } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { artifactFiles } from './entities/pipeline.ts';
import { connection, resolve } from './graphql-answer.ts';
import type { Field } from './graphql-query.ts';

/** `projectField`, which this one's fields lead back to. */
type OfProject = (call: ApiCall, project: Project, field: Field) => unknown;

/** A pipeline, or null for who may not read it (`authorize :read_pipeline` of Types::Ci::PipelineType). */
export function pipelineAnswer(
  call: ApiCall,
  pipeline: Pipeline | null,
  field: Field,
  ofProject: OfProject,
): unknown {
  if (pipeline === null || !isReadable(call, pipeline)) return null;
  return resolve(field.fields, (inner) => pipelineField(call, pipeline, inner, ofProject));
}

/** Resolvers::ProjectPipelinesResolver: none for who may not read them, newest first, no children. */
export function pipelinesAnswer(
  call: ApiCall,
  project: Project,
  field: Field,
  ofProject: OfProject,
): unknown {
  const { sha, ref, status, scope } = field.args;
  const found = call.world.pipelines
    .filter((pipeline) => pipeline.projectId === project.id && pipeline.source !== 'parent_pipeline')
    .filter((pipeline) => isReadable(call, pipeline))
    .filter((pipeline) => sha === undefined || pipeline.sha === sha)
    .filter((pipeline) => ref === undefined || pipeline.ref === ref)
    .filter((pipeline) => status === undefined || pipeline.status.toUpperCase() === status)
    .filter((pipeline) => scope !== 'FINISHED' || /^(success|failed|canceled)$/.test(pipeline.status))
    .toSorted((a, b) => b.id - a.id);
  return connection(field, found, (pipeline, inner) => pipelineField(call, pipeline, inner, ofProject));
}

function isReadable({ world, user }: ApiCall, pipeline: Pipeline): boolean {
  return canReadPipelines(world, user, projectById(world, pipeline.projectId));
}

function pipelineField(call: ApiCall, pipeline: Pipeline, field: Field, ofProject: OfProject): unknown {
  const { world } = call;
  const project = projectById(world, pipeline.projectId);
  switch (field.name) {
    case 'id':
      return `gid://gitlab/Ci::Pipeline/${pipeline.id}`;
    case 'sha':
      return pipeline.sha;
    case 'status':
      return pipeline.status.toUpperCase();
    case 'path':
      return `${call.context.root}/${project.fullPath}/-/pipelines/${pipeline.id}`;
    case 'project':
      return resolve(field.fields, (inner) => ofProject(call, project, inner));
    case 'jobs': {
      // Builds, bridges and external statuses alike, newest first, retried ones too (Resolvers::Ci::JobsResolver).
      const all = world.jobs.filter((job) => job.pipelineId === pipeline.id);
      const list = field.args.retried === false ? latestJobs(all) : all;
      return connection(
        field,
        list.toSorted((a, b) => b.id - a.id),
        (job, inner) => jobField(call, job, inner),
      );
    }
    case 'downstream': {
      // Of retried bridges too, and of other projects (Ci::Pipeline#triggered_pipelines); what may not be read is left out.
      const triggered = world.jobs
        .filter((job) => job.pipelineId === pipeline.id)
        .flatMap(({ downstreamPipelineId: id }) => world.pipelines.filter((other) => other.id === id))
        .filter((other) => isReadable(call, other))
        .toSorted((a, b) => b.id - a.id);
      return connection(field, triggered, (other, inner) => pipelineField(call, other, inner, ofProject));
    }
    case 'sourceJob': {
      const job = world.jobs.find(({ downstreamPipelineId }) => downstreamPipelineId === pipeline.id);
      return job ? resolve(field.fields, (inner) => jobField(call, job, inner)) : null;
    }
    default:
      return undefined;
  }
}

function jobField(call: ApiCall, job: Job, field: Field): unknown {
  switch (field.name) {
    case 'id':
      return `gid://gitlab/CommitStatus/${job.id}`;
    case 'name':
      return job.name;
    case 'status':
      return job.status.toUpperCase();
    case 'finishedAt':
      return job.finishedAt;
    case 'retried':
      return !latestJobs(call.world.jobs.filter(({ pipelineId }) => pipelineId === job.pipelineId)).includes(
        job,
      );
    case 'webPath': {
      const { fullPath } = projectById(call.world, job.projectId);
      return job.kind === 'bridge' ? null : `${call.context.root}/${fullPath}/-/jobs/${job.id}`;
    }
    case 'artifacts':
      return job.kind === 'build' ? artifacts(job, field) : null;
    default:
      return undefined;
  }
}

/** Names and places of artifacts are there for whoever sees the job, with those that may be downloaded. */
function artifacts(job: Job, field: Field): unknown {
  return connection(field, artifactFiles(job), ({ file_type: type }, { name }) => {
    if (name === 'fileType') return type.toUpperCase();
    return type === 'trace' ? null : job.artifactsExpireAt;
  });
}
