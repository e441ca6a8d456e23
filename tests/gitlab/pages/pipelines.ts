import type { PageRequest } from '../server/context.ts';
import { projectById, userById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import type { Job, Pipeline, Project } from '../world/types.ts';
import { cut, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import type { Page } from './page.ts';
import { avatar, clipboard, duration, shortSha, statusBadge, statusIcon, timeAgo } from './parts.ts';
import { type ProjectSection, parentOf, projectSidebar, projectTrail } from './places.ts';

export function pipelinesPage(request: PageRequest, project: Project): Page {
  const pipelines = request.context.world.pipelines
    .filter((pipeline) => pipeline.projectId === project.id && pipeline.parentPipelineId === null)
    .toSorted((a, b) => b.id - a.id)
    .slice(0, 50);
  return {
    ...frame(request, project, 'pipelines', 'Pipelines', '/-/pipelines'),
    dataPage: 'projects:pipelines:index',
    content: html`<h1 class="page-title">Pipelines</h1>${pipelineTable(request, project, pipelines)}`,
  };
}

export function pipelinePage(request: PageRequest, project: Project, pipeline: Pipeline): Page {
  const { root, world } = request.context;
  const user = userById(world, pipeline.userId);
  const parent = world.pipelines.find((candidate) => candidate.id === pipeline.parentPipelineId);
  const children = world.pipelines.filter((candidate) => candidate.parentPipelineId === pipeline.id);
  const stages = byStage(latestJobs(world.jobs.filter((job) => job.pipelineId === pipeline.id)));
  return {
    ...frame(request, project, 'pipelines', 'Pipelines', '/-/pipelines'),
    title: `Pipeline #${pipeline.id} · ${project.name}`,
    dataPage: 'projects:pipelines:show',
    dataPageTypeId: String(pipeline.id),
    wide: true,
    content: html`<div class="js-pipeline-container" data-controller-action="show" data-testid="pipeline-header"><h1 class="page-title">Pipeline #${pipeline.id}</h1>
<p class="pipeline-head">${statusBadge(pipeline.status, pipelinePath(request, pipeline))}
<span>${avatar(user.name, user.id, 's24', true)} <strong><bdi>${cut(user.name, 100)}</bdi></strong> created pipeline for commit <a class="commit-sha" href="${root}/${project.fullPath}/-/commit/${pipeline.sha}">${shortSha(pipeline.sha)}</a>${clipboard(pipeline.sha, 'Copy commit SHA')} ${timeAgo(pipeline.createdAt)}</span></p>
<p class="pipeline-head subtle">For <span class="ref-container">${cut(pipeline.ref, 200)}</span> ${source(pipeline)} ${duration(pipeline) === '' ? null : html`<span>${icon('history')} ${duration(pipeline)}</span>`}
${parent ? html`<span>Child pipeline of <a href="${pipelinePath(request, parent)}">#${parent.id}</a></span>` : null}
${children.map((child) => html`<span>Child pipeline <a href="${pipelinePath(request, child)}">#${child.id}</a> ${statusIcon(child.status)}</span>`)}</p>
${pipeline.yamlErrors === null ? null : html`<div class="gl-alert gl-alert-danger" role="alert"><strong>Found errors in your .gitlab-ci.yml:</strong> ${cut(pipeline.yamlErrors, 2000)}</div>`}</div>
<div class="pipeline-graph" data-testid="pipeline-container">${
      stages.length === 0
        ? html`<p class="empty-line">This pipeline has no jobs.</p>`
        : stages.map(
            ({ name, jobs }) =>
              html`<section class="stage-column" data-testid="stage-column"><h2>${cut(name, 100)}</h2><ul>${jobs.map((job) => html`<li>${jobPill(request, project, job)}</li>`)}</ul></section>`,
          )
    }</div>`,
  };
}

export function jobsPage(request: PageRequest, project: Project): Page {
  const jobs = request.context.world.jobs
    .filter((job) => job.projectId === project.id && job.kind === 'build')
    .toSorted((a, b) => b.id - a.id)
    .slice(0, 50);
  const { root } = request.context;
  return {
    ...frame(request, project, 'jobs', 'Jobs', '/-/jobs'),
    dataPage: 'projects:jobs:index',
    content: html`<h1 class="page-title">Jobs</h1>${
      jobs.length === 0
        ? html`<p class="empty-line">There are no jobs yet.</p>`
        : html`<table class="gl-table"><thead><tr><th>Status</th><th>Job</th><th>Pipeline</th><th>Stage</th></tr></thead><tbody>${jobs.map(
            (job) =>
              html`<tr><td>${statusBadge(job.status, `${root}/${project.fullPath}/-/jobs/${job.id}`)}</td><td><a href="${root}/${project.fullPath}/-/jobs/${job.id}">#${job.id}: <bdi>${cut(job.name, 200)}</bdi></a></td><td><a href="${root}/${project.fullPath}/-/pipelines/${job.pipelineId}">#${job.pipelineId}</a></td><td>${cut(job.stage, 100)}</td></tr>`,
          )}</tbody></table>`
    }`,
  };
}

/** A job with its log, as it stands when the page is asked for. */
export function jobPage(request: PageRequest, project: Project, job: Job): Page {
  const { root } = request.context;
  const lines = stripAnsi(job.trace).split('\n').slice(-5000);
  return {
    ...frame(request, project, 'jobs', 'Jobs', '/-/jobs'),
    title: `${job.name} (#${job.id}) · Jobs · ${project.name}`,
    dataPage: 'projects:jobs:show',
    dataPageTypeId: String(job.id),
    wide: true,
    content: html`<div class="js-job-page" id="js-job-page"><header class="job-head" data-testid="job-header-content"><h1 class="page-title">${cut(job.name, 300)}</h1>
<p class="pipeline-head">${statusBadge(job.status, `${root}/${project.fullPath}/-/jobs/${job.id}`)} <span>Started ${job.startedAt === null ? 'never' : timeAgo(job.startedAt)} in stage <strong>${cut(job.stage, 100)}</strong> of pipeline <a href="${root}/${project.fullPath}/-/pipelines/${job.pipelineId}">#${job.pipelineId}</a></span> ${duration(job) === '' ? null : html`<span>${icon('history')} ${duration(job)}</span>`}</p>
${job.failureReason === null ? null : html`<p class="subtle">${cut(job.failureReason.replaceAll('_', ' '), 300)}</p>`}</header>
${
  job.trace === ''
    ? html`<div class="empty-state"><h2>${job.status === 'created' || job.status === 'pending' ? 'This job has not started yet' : 'This job has no log'}</h2></div>`
    : html`<code class="job-log" data-testid="job-log-content">${lines.map((line, index) => html`<span class="job-log-line"><a class="job-log-line-number" id="L${index + 1}" href="#L${index + 1}">${index + 1}</a><span>${cut(line, 5000)}</span></span>`)}</code>`
}</div>`,
  };
}

/** Pipelines as a table, newest first. */
export function pipelineTable(request: PageRequest, project: Project, pipelines: Pipeline[]): Html {
  const { root, world } = request.context;
  if (pipelines.length === 0)
    return html`<div class="empty-state"><h2>There are currently no pipelines.</h2></div>`;
  return html`<table class="gl-table ci-table" data-testid="pipeline-table"><thead><tr><th>Status</th><th>Pipeline</th><th class="only-wide">Created by</th><th>Stages</th></tr></thead><tbody>${pipelines.map(
    (pipeline) => {
      const user = userById(world, pipeline.userId);
      const jobs = latestJobs(world.jobs.filter((job) => job.pipelineId === pipeline.id));
      const href = pipelinePath(request, pipeline);
      return html`<tr class="commit" data-testid="pipeline-table-row"><td>${statusBadge(pipeline.status, href)}<div class="subtle">${duration(pipeline)} ${timeAgo(pipeline.createdAt)}</div></td>
<td><a href="${href}" data-testid="pipeline-url-link">#${pipeline.id}</a> <a class="commit-sha" href="${root}/${project.fullPath}/-/commit/${pipeline.sha}">${shortSha(pipeline.sha)}</a><div class="subtle">${cut(pipeline.ref, 100)} ${source(pipeline)}</div></td>
<td class="only-wide">${avatar(user.name, user.id, 's24', true)}</td><td><span class="mini-graph">${jobs.slice(0, 12).map((job) => html`<a href="${jobPath(request, project, job)}" title="${job.stage}: ${job.name}">${statusIcon(job.status)}</a>`)}</span></td></tr>`;
    },
  )}</tbody></table>`;
}

function jobPill(request: PageRequest, project: Project, job: Job): Html {
  return html`<a class="job-pill" data-testid="job-item" href="${jobPath(request, project, job)}" title="${job.description ?? job.name}">${statusIcon(job.status)}<span class="job-name"><bdi>${cut(job.name, 200)}</bdi></span>${job.kind === 'external' ? icon('external') : job.kind === 'bridge' ? icon('chevron-right') : null}</a>`;
}

/** A job's own page; a bridge's child pipeline; an external status's target, where that is a web address. */
function jobPath(request: PageRequest, project: Project, job: Job): string {
  const { root, world } = request.context;
  const child = world.pipelines.find((candidate) => candidate.id === job.downstreamPipelineId);
  if (child) return pipelinePath(request, child);
  if (job.kind === 'external')
    return job.targetUrl && /^https?:\/\//.test(job.targetUrl) ? job.targetUrl : '#';
  return `${root}/${project.fullPath}/-/jobs/${job.id}`;
}

function pipelinePath(request: PageRequest, pipeline: Pipeline): string {
  const { root, world } = request.context;
  return `${root}/${projectById(world, pipeline.projectId).fullPath}/-/pipelines/${pipeline.id}`;
}

function source(pipeline: Pipeline): Html | null {
  const words: Partial<Record<Pipeline['source'], string>> = {
    merge_request_event: 'merge request',
    trigger: 'triggered',
    parent_pipeline: 'child pipeline',
    external: 'external',
    schedule: 'scheduled',
  };
  const word = words[pipeline.source];
  return word === undefined ? null : html`<span class="gl-badge badge-pill badge-info">${word}</span>`;
}

function byStage(jobs: Job[]): { name: string; jobs: Job[] }[] {
  const stages = new Map<string, Job[]>();
  for (const job of jobs) stages.set(job.stage, [...(stages.get(job.stage) ?? []), job]);
  return [...stages].map(([name, list]) => ({ name, jobs: list }));
}

function stripAnsi(text: string): string {
  return text.replace(ANSI, '').replace(SECTION, '').replaceAll('\r', '');
}
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');
const SECTION = /section_(?:start|end):\d+:[^\r\n]*\r?/g;

function frame(
  request: PageRequest,
  project: Project,
  section: ProjectSection,
  text: string,
  path: string,
): Pick<Page, 'title' | 'dataPageTypeId' | 'group' | 'project' | 'breadcrumbs' | 'sidebar'> {
  return {
    title: `${text} · ${project.name}`,
    dataPageTypeId: project.path,
    group: parentOf(request, project),
    project,
    breadcrumbs: [...projectTrail(request, project), { text, href: `/${project.fullPath}${path}` }],
    sidebar: projectSidebar(request, project, section),
  };
}
