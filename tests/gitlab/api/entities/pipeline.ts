import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerContext } from '../../server/context.ts';
import { projectById, userById } from '../../world/find.ts';
import type { Job, Pipeline } from '../../world/types.ts';
import { commitEntity } from './commit.ts';
import { userBasic } from './user.ts';

export function pipelineUrl(context: ServerContext, pipeline: Pipeline): string {
  return `${context.baseUrl}/${projectById(context.world, pipeline.projectId).fullPath}/-/pipelines/${pipeline.id}`;
}

export function pipelineBasic(context: ServerContext, pipeline: Pipeline) {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: pipeline.projectId,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    created_at: pipeline.createdAt,
    updated_at: pipeline.updatedAt,
    web_url: pipelineUrl(context, pipeline),
  };
}

function seconds(from: string | null, to: string | null): number | null {
  return from === null ? null : (Date.parse(to ?? new Date().toISOString()) - Date.parse(from)) / 1000;
}

/** Of a pipeline: whole seconds, and none at all where it did not wait (app/models/ci/pipeline.rb). */
function queuedSeconds({ createdAt, startedAt }: Pipeline): number | null {
  return startedAt === null ? null : Math.trunc(seconds(createdAt, startedAt) ?? 0) || null;
}

const TEXTS: Record<string, string> = {
  created: 'Created',
  pending: 'Pending',
  running: 'Running',
  success: 'Passed',
  failed: 'Failed',
  canceled: 'Canceled',
  skipped: 'Skipped',
  manual: 'Manual',
};

export function detailedStatus(context: ServerContext, pipeline: Pipeline) {
  const { status } = pipeline;
  const warned =
    status === 'success' &&
    context.world.jobs.some(
      (job) => job.pipelineId === pipeline.id && job.status === 'failed' && job.allowFailure,
    );
  const group = warned ? 'success-with-warnings' : status;
  return {
    icon: `status_${warned ? 'warning' : status}`,
    text: warned ? 'Warning' : (TEXTS[status] ?? status),
    label: warned ? 'passed with warnings' : (TEXTS[status] ?? status).toLowerCase(),
    group,
    tooltip: warned ? 'passed with warnings' : (TEXTS[status] ?? status).toLowerCase(),
    has_details: true,
    details_path: `${context.root}/${projectById(context.world, pipeline.projectId).fullPath}/-/pipelines/${pipeline.id}`,
    illustration: null,
    favicon: `${context.root}/assets/ci_favicons/favicon_status_${status}.png`,
  };
}

export function pipelineEntity(context: ServerContext, pipeline: Pipeline) {
  const duration = seconds(pipeline.startedAt, pipeline.finishedAt);
  return {
    ...pipelineBasic(context, pipeline),
    before_sha: '0000000000000000000000000000000000000000',
    tag: false,
    yaml_errors: pipeline.yamlErrors,
    user: userBasic(context, userById(context.world, pipeline.userId)),
    started_at: pipeline.startedAt,
    finished_at: pipeline.finishedAt,
    committed_at: null,
    duration: pipeline.finishedAt === null || duration === null ? null : Math.round(duration),
    queued_duration: queuedSeconds(pipeline),
    coverage: null,
    detailed_status: detailedStatus(context, pipeline),
  };
}

/** A build or a bridge, in the order of GitLab's fields. */
export async function jobEntity(context: ServerContext, job: Job) {
  const project = projectById(context.world, job.projectId);
  const pipeline = context.world.pipelines.find((candidate) => candidate.id === job.pipelineId);
  const commit = pipeline === undefined ? null : await context.store.getCommit(project.id, pipeline.sha);
  const basic = {
    id: job.id,
    status: job.status,
    stage: job.stage,
    name: job.name,
    ref: pipeline?.ref ?? null,
    tag: false,
    coverage: null,
    allow_failure: job.allowFailure,
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    erased_at: null,
    duration: seconds(job.startedAt, job.finishedAt),
    queued_duration: job.startedAt === null ? null : seconds(job.createdAt, job.startedAt),
    user: userBasic(context, userById(context.world, job.userId)),
    commit: commit === null ? null : commitEntity(context, project, commit),
    pipeline: pipeline === undefined ? null : pipelineBasic(context, pipeline),
    ...(job.failureReason === null ? {} : { failure_reason: job.failureReason }),
    web_url: `${context.baseUrl}/${project.fullPath}/-/jobs/${job.id}`,
    project: { ci_job_token_scope_enabled: false },
  };
  if (job.kind === 'bridge') {
    const downstream = context.world.pipelines.find((candidate) => candidate.id === job.downstreamPipelineId);
    return {
      ...basic,
      downstream_pipeline: downstream === undefined ? null : pipelineBasic(context, downstream),
    };
  }
  const artifacts = artifactFiles(job);
  const archive = artifacts.find((artifact) => artifact.file_type === 'archive');
  return {
    ...basic,
    ...(archive === undefined ? {} : { artifacts_file: { filename: archive.filename, size: archive.size } }),
    artifacts,
    runner:
      job.startedAt === null
        ? null
        : {
            id: 1,
            description: 'embedded',
            ip_address: null,
            active: true,
            paused: false,
            is_shared: true,
            runner_type: 'instance_type',
            name: 'gitlab-runner',
            online: true,
            status: 'online',
          },
    runner_manager: null,
    artifacts_expire_at: job.artifactsExpireAt,
    tag_list: [],
  };
}

/** Which artifacts exist; the reports' names too, though REST serves none of them. */
export function artifactFiles(job: Job) {
  const files: { file_type: string; size: number; filename: string; file_format: string | null }[] = [];
  if (job.artifactsDir !== null)
    files.push({
      file_type: 'archive',
      size: folderSize(job.artifactsDir),
      filename: 'artifacts.zip',
      file_format: 'zip',
    });
  for (const [type, file] of Object.entries(job.reports))
    files.push({
      file_type: type,
      size: sizeOf(file),
      filename: `gl-${type.replaceAll('_', '-')}-report.json`,
      file_format: 'gzip',
    });
  if (job.trace !== '')
    files.push({
      file_type: 'trace',
      size: Buffer.byteLength(job.trace),
      filename: 'job.log',
      file_format: null,
    });
  return files;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function folderSize(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + sizeOf(join(entry.parentPath, entry.name)), 0);
}
