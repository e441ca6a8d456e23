import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { findMergeRequest, findProject } from '../world/find.ts';
import { ACCESS, accessLevel, canMerge, canReadCode, canSeeProject } from '../world/roles.ts';
import type { MergeRequest, Project, User } from '../world/types.ts';
import { type Answer, bytes, json } from './answer.ts';
import type { ServerContext } from './context.ts';
import { HttpError } from './errors.ts';
import { headPipeline } from './head-pipeline.ts';
import { merge } from './merge.ts';
import { detailedMergeStatus } from './merge-check.ts';
import type { WebRequest } from './web-request.ts';
import { zipFolder } from './zip.ts';

/** `/-/jobs/:id/artifacts/download`, the merge request's JSON and its merge button. */
export async function projectRoute(web: WebRequest): Promise<Answer | null> {
  const match = /^\/(.+?)\/-\/(jobs|merge_requests)\/(\d+)(.*)$/.exec(web.path);
  if (match === null) return null;
  const [, fullPath = '', kind, id, rest = ''] = match;
  const project = findProject(web.context.world, fullPath)?.project;
  if (project === undefined || !canSeeProject(web.context.world, web.user, project)) return null;
  if (kind === 'jobs')
    return rest === '/artifacts/download' ? downloadArtifact(web, project, Number(id)) : null;
  const mr = findMergeRequest(web.context.world, project.id, Number(id));
  if (mr === undefined || !canReadCode(web.context.world, web.user, project)) return null;
  if (
    rest === '/cached_widget.json' ||
    (rest === '.json' && web.url.searchParams.get('serializer') === 'widget')
  )
    return json(await widget(web.context, project, mr, web.user));
  if (rest === '/merge' && web.method === 'POST') return mergeButton(web, project, mr);
  return null;
}

/** The one place that serves `artifacts:reports`: `file_type=sast`, gzipped as GitLab stores them. */
async function downloadArtifact(web: WebRequest, project: Project, id: number): Promise<Answer> {
  const missing: Answer = {
    status: 404,
    headers: { 'Content-Type': 'text/html' },
    body: '<h1>404: Page not found</h1>',
  };
  const job = web.context.world.jobs.find(
    (candidate) => candidate.id === id && candidate.projectId === project.id,
  );
  const level = accessLevel(web.context.world, web.user, { projectId: project.id });
  if (job === undefined || (project.visibility === 'private' && level < ACCESS.reporter)) return missing;
  const type = web.url.searchParams.get('file_type') ?? 'archive';
  const expired = job.artifactsExpireAt !== null && Date.parse(job.artifactsExpireAt) < Date.now();
  if (expired) return missing;
  if (type === 'archive')
    return job.artifactsDir === null ? missing : bytes(await zipFolder(job.artifactsDir), 'application/zip');
  const report = job.reports[type];
  if (report === undefined) return missing;
  return bytes(gzipSync(await readFile(report)), 'application/gzip', {
    'Content-Disposition': `attachment; filename="gl-${type}-report.json.gz"`,
  });
}

async function widget(context: ServerContext, project: Project, mr: MergeRequest, user: User | null) {
  const pipeline = headPipeline(context.world, mr);
  return {
    id: mr.id,
    iid: mr.iid,
    title: mr.title,
    state: mr.state,
    draft: mr.draft,
    diff_head_sha: mr.sha,
    source_branch: mr.sourceBranch,
    target_branch: mr.targetBranch,
    source_project_id: mr.sourceProjectId,
    target_project_id: mr.projectId,
    target_project_full_path: project.fullPath,
    source_project_full_path: project.fullPath,
    pipeline:
      pipeline === null
        ? null
        : {
            id: pipeline.id,
            path: `${context.root}/${project.fullPath}/-/pipelines/${pipeline.id}`,
            details: { status: { text: pipeline.status } },
          },
    detailed_merge_status: await detailedMergeStatus(context, mr),
    only_allow_merge_if_pipeline_succeeds: project.onlyAllowMergeIfPipelineSucceeds,
    current_user: { can_merge: canMerge(context.world, user, project, mr.targetBranch) },
    enabled_reports: {},
  };
}

async function mergeButton(web: WebRequest, project: Project, mr: MergeRequest): Promise<Answer> {
  if (web.user === null || !canMerge(web.context.world, web.user, project, mr.targetBranch))
    return json({}, 404);
  try {
    await merge(web.context, mr, web.user, {
      sha: typeof web.body.sha === 'string' ? web.body.sha : undefined,
      autoMerge: web.body.auto_merge_strategy !== undefined,
      squash: web.body.squash === true || web.body.squash === '1',
      removeSourceBranch: web.body.should_remove_source_branch === true,
    });
    return json({ status: mr.state === 'merged' ? 'success' : 'merge_when_checks_pass' });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return json({ status: error.status === 409 ? 'sha_mismatch' : 'failed' });
  }
}
