import type { PageRequest } from '../server/context.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { detailedMergeStatus } from '../server/merge-check.ts';
import { userById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { canMerge } from '../world/roles.ts';
import type { MergeRequest, Pipeline, Project } from '../world/types.ts';
import { type Html, html, markup } from './html.ts';
import { icon } from './icons.ts';
import { branchLink, shortSha, statusIcon, statusWord, timeAgo } from './parts.ts';

/** What GitLab's widget says of a merge check that failed. */
const BLOCKED: Record<string, string> = {
  ci_must_pass: 'pipeline must succeed',
  ci_still_running: 'pipeline must succeed',
  draft_status: 'merge request must not be draft',
  discussions_not_resolved: 'all threads must be resolved',
  conflict: 'merge conflicts must be resolved',
};

/**
 * The content of `#widget-state`: pipeline, reports section, and whether it can be merged. Rendered by the
 * server here; GitLab renders the same elements with Vue from the widget's JSON.
 */
export async function mergeWidget(request: PageRequest, project: Project, mr: MergeRequest): Promise<Html> {
  const { world } = request.context;
  const pipeline = headPipeline(world, mr);
  return html`<div class="mr-section-container mr-widget-workflow" data-testid="mr-widget-pipeline-container">${pipelineLine(request, project, pipeline, mr)}</div>
${request.context.layout === 'legacy' ? null : html`<div class="mr-widget-app" data-testid="mr-widget-app"></div>`}
<div class="mr-section-container mr-widget-workflow" data-testid="mr-widget-merge-container">${await mergeSection(request, project, mr)}</div>`;
}

function pipelineLine(
  request: PageRequest,
  project: Project,
  pipeline: Pipeline | null,
  mr: MergeRequest,
): Html {
  const { root, world } = request.context;
  if (pipeline === null) {
    return html`<div class="mr-widget-body media" data-testid="ci-missing">${icon('status_skipped', 'widget-icon')}<div class="media-body">No pipeline for ${shortSha(mr.sha)} yet.</div></div>`;
  }
  const at = `${root}/${project.fullPath}/-`;
  const stages = new Map<string, { name: string; jobs: ReturnType<typeof latestJobs> }>();
  for (const job of latestJobs(world.jobs.filter((candidate) => candidate.pipelineId === pipeline.id))) {
    const stage = stages.get(job.stage) ?? { name: job.stage, jobs: [] };
    stage.jobs.push(job);
    stages.set(job.stage, stage);
  }
  const kind = pipeline.mergeRequestId === null ? 'Pipeline' : 'Merge request pipeline';
  return html`<div class="mr-widget-body media ci-widget" data-testid="pipeline-info-container"><a class="widget-icon" href="${at}/pipelines/${pipeline.id}">${statusIcon(pipeline.status)}</a>
<div class="media-body"><div><strong data-testid="pipeline-info">${kind} <a class="pipeline-id" data-testid="pipeline-id" href="${at}/pipelines/${pipeline.id}">#${pipeline.id}</a> ${statusWord(pipeline.status)}</strong></div>
<div class="subtle" data-testid="pipeline-details-container">${kind} ${statusWord(pipeline.status)} for <a class="commit-sha" href="${at}/commit/${pipeline.sha}">${shortSha(pipeline.sha)}</a>${pipeline.mergeRequestId === null ? html` on ${branchLink(root, project.fullPath, pipeline.ref)}` : null} ${timeAgo(pipeline.finishedAt ?? pipeline.createdAt)}</div></div>
<div class="mini-graph" data-testid="pipeline-mini-graph">${[...stages.values()].flatMap(({ name, jobs }) =>
    jobs.slice(0, 8).map((job) => html`<span title="${name}: ${job.name}">${statusIcon(job.status)}</span>`),
  )}</div></div>`;
}

async function mergeSection(request: PageRequest, project: Project, mr: MergeRequest): Promise<Html> {
  const { world, root } = request.context;
  if (mr.state === 'merged') {
    const by = mr.mergedById ? userById(world, mr.mergedById) : null;
    const sha = mr.mergeCommitSha ?? mr.sha;
    return section(
      'merged',
      'success',
      html`<strong data-testid="merged-status-content">Merged${by ? html` by <a class="author-link" href="${root}/${by.username}"><bdi>${by.name}</bdi></a>` : null}${mr.mergedAt ? html` ${timeAgo(mr.mergedAt)}` : null}</strong>`,
      html`<p class="subtle">Changes merged into ${branchLink(root, project.fullPath, mr.targetBranch)} with <a class="commit-sha" href="${root}/${project.fullPath}/-/commit/${sha}">${shortSha(sha)}</a>.</p>`,
    );
  }
  if (mr.state === 'closed')
    return section(
      'closed',
      'neutral',
      html`<strong>Closed</strong>`,
      html`<p class="subtle">The changes were not merged.</p>`,
    );
  const status = await detailedMergeStatus(request.context, mr);
  if (status === 'checking' || status === 'unchecked')
    return section(
      'checking',
      'loading',
      html`<strong>Checking if merge request can be merged…</strong>`,
      null,
    );
  const may = canMerge(world, request.user, project, mr.targetBranch);
  if (status !== 'mergeable') {
    const why = BLOCKED[status] ?? status.replaceAll('_', ' ');
    return section(
      status,
      'danger',
      html`<strong data-testid="merge-blocked">Merge blocked: ${why}</strong>`,
      html`${status === 'ci_still_running' ? html`<p class="subtle">The pipeline is still running.</p>` : null}${may ? mergeButton(mr, true) : null}`,
    );
  }
  return section(
    'mergeable',
    'success',
    may
      ? html`<strong>Ready to merge!</strong>`
      : html`<strong>Ready to merge by members who can write to the target branch.</strong>`,
    may
      ? html`<div class="merge-controls">${mergeButton(mr, false)}<label class="gl-form-checkbox"><input type="checkbox" data-testid="delete-source-branch-checkbox" class="js-remove-source-branch"> Delete source branch</label></div>`
      : null,
  );
}

function mergeButton(mr: MergeRequest, blocked: boolean): Html {
  return html`<button type="button" class="gl-button btn btn-md btn-confirm accept-merge-request js-merge-button" data-testid="merge-button" data-sha="${mr.sha}"${blocked ? markup(' disabled') : null}>Merge</button>`;
}

function section(
  state: string,
  look: 'success' | 'danger' | 'neutral' | 'loading',
  head: Html,
  body: Html | null,
): Html {
  const mark =
    look === 'loading'
      ? html`<span class="gl-spinner widget-icon" aria-hidden="true"></span>`
      : html`<span class="ci-icon ci-icon-variant-${look} widget-icon">${icon(look === 'success' ? 'status_success' : look === 'danger' ? 'status_failed' : 'status_canceled')}</span>`;
  return html`<div class="mr-widget-body media state-container" data-state="${state}" data-testid="${state}-state-container">${mark}<div class="media-body"><div class="state-head">${head}</div>${body}</div></div>`;
}
