import type { PageRequest } from '../server/context.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { projectById, userById } from '../world/find.ts';
import type { Group, MergeRequest, Project } from '../world/types.ts';
import { cut, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import type { Page } from './page.ts';
import { statusIcon, timeAgo } from './parts.ts';
import { groupSidebar, groupTrail, isBelow, parentOf, projectSidebar, projectTrail } from './places.ts';

/**
 * A project's merge requests: server-rendered rows as up to 17, or with `?list=vue` what the flag
 * `vue_merge_request_list` shows since. Those are modelled on GitLab's own component (issuable_item.vue), since no
 * such page could be captured; as there, the page's script puts them in.
 */
export function projectMergeRequestsPage(request: PageRequest, project: Project): Page {
  return {
    title: `Merge requests · ${project.name}`,
    dataPage: 'projects:merge_requests:index',
    dataPageTypeId: project.path,
    group: parentOf(request, project),
    project,
    breadcrumbs: [
      ...projectTrail(request, project),
      { text: 'Merge requests', href: `/${project.fullPath}/-/merge_requests` },
    ],
    sidebar: projectSidebar(request, project, 'merge_requests'),
    content: list(
      request,
      request.context.world.mergeRequests.filter((mr) => mr.projectId === project.id),
      false,
    ),
  };
}

export function groupMergeRequestsPage(request: PageRequest, group: Group): Page {
  const { world } = request.context;
  const all = world.mergeRequests.filter(
    (mr) =>
      isBelow(request, group, projectById(world, mr.projectId)) &&
      request.canSee(request.user, { projectId: mr.projectId }),
  );
  return {
    title: `Merge requests · ${group.name}`,
    dataPage: 'groups:merge_requests',
    group,
    breadcrumbs: [
      ...groupTrail(request, group.id),
      { text: 'Merge requests', href: `/groups/${group.fullPath}/-/merge_requests` },
    ],
    sidebar: groupSidebar(request, group, 'merge_requests'),
    content: list(request, all, true),
  };
}

function list(request: PageRequest, all: MergeRequest[], withProject: boolean): Html {
  const wanted = request.query.get('state') ?? 'opened';
  const states = [
    { id: 'opened', text: 'Open' },
    { id: 'merged', text: 'Merged' },
    { id: 'closed', text: 'Closed' },
    { id: 'all', text: 'All' },
  ];
  const shown = all
    .filter((mr) => wanted === 'all' || mr.state === wanted)
    .toSorted((a, b) => b.id - a.id)
    .slice(0, 100);
  return html`<h1 class="page-title">Merge requests</h1>
<div class="top-area"><ul class="issues-state-filters gl-tabs-nav" role="tablist">${states.map(
    ({ id, text }) =>
      html`<li class="nav-item"><a class="gl-tab-nav-item ${id === wanted ? 'gl-tab-nav-item-active' : ''}" href="?state=${id}">${text} <span class="gl-badge badge-pill badge-neutral">${all.filter((mr) => id === 'all' || mr.state === id).length}</span></a></li>`,
  )}</ul></div>
<div class="merge-requests-holder">${
    shown.length === 0
      ? html`<div class="empty-state"><h2>There are no ${wanted === 'all' ? '' : wanted} merge requests</h2></div>`
      : request.query.get('list') === 'vue'
        ? html`<div class="js-merge-request-list-root"><template>${shown.map((mr) => vueRow(request, mr, withProject))}</template><ul class="content-list issuable-list issues-list"></ul></div>`
        : html`<ul class="content-list mr-list issuable-list">${shown.map((mr) => row(request, mr, withProject))}</ul>`
  }</div>`;
}

function row(request: PageRequest, mr: MergeRequest, withProject: boolean): Html {
  const { root, world } = request.context;
  const project = projectById(world, mr.projectId);
  const author = userById(world, mr.authorId);
  const pipeline = headPipeline(world, mr);
  const at = `${root}/${project.fullPath}/-`;
  const comments = world.notes.filter((note) => note.mergeRequestId === mr.id && !note.system).length;
  return html`<li class="merge-request" id="merge_request_${mr.id}" data-id="${mr.id}" data-labels="[]"><div class="issuable-info-container"><div class="issuable-main-info">
<div class="merge-request-title title"><span class="merge-request-title-text js-onboarding-mr-item"><a class="js-prefetch-document" href="${at}/merge_requests/${mr.iid}"><bdi>${cut(mr.title, 500)}</bdi></a></span></div>
<div class="issuable-info"><span class="issuable-reference">${withProject ? project.fullPath : ''}!${mr.iid}</span> · <span class="issuable-authored">created ${timeAgo(mr.createdAt)} by <a class="author-link js-user-link" href="${root}/${author.username}"><span class="author"><bdi>${cut(author.name, 100)}</bdi></span></a></span>
<span class="project-ref-path">${icon('branch')}<a class="ref-name" href="${at}/commits/${mr.targetBranch}">${cut(mr.targetBranch, 60)}</a></span>
${mr.labels.map((label) => html`<span class="gl-label"><bdi>${cut(label, 60)}</bdi></span>`)}</div></div>
<div class="issuable-meta"><ul class="controls">
${mr.state === 'opened' ? null : html`<li class="issuable-status">${mr.state.toUpperCase()}</li>`}
${pipeline ? html`<li class="issuable-pipeline-status"><a class="ci-status-link" href="${at}/pipelines/${pipeline.id}">${statusIcon(pipeline.status)}</a></li>` : null}
<li class="issuable-comments" title="Comments">${icon('comment')}${comments}</li></ul>
<div class="updated-at">updated ${timeAgo(mr.updatedAt)}</div></div></div></li>`;
}

function vueRow(request: PageRequest, mr: MergeRequest, withProject: boolean): Html {
  const { root, world } = request.context;
  const project = projectById(world, mr.projectId);
  const author = userById(world, mr.authorId);
  const pipeline = headPipeline(world, mr);
  const at = `${root}/${project.fullPath}/-`;
  return html`<li class="issue merge-request" id="issuable_${mr.id}" data-testid="issuable-container" data-labels="[]"><div class="issuable-main-info">
<div class="issue-title title" data-testid="issuable-title"><a class="issue-title-text" data-testid="issuable-title-link" href="${at}/merge_requests/${mr.iid}"><bdi>${cut(mr.title, 500)}</bdi></a></div>
<div class="issuable-info"><span class="issuable-reference" data-testid="issuable-reference">${withProject ? project.fullPath : ''}!${mr.iid}</span> · <span class="issuable-authored" data-testid="issuable-authored">created ${timeAgo(mr.createdAt)} by <a class="author-link js-user-link" data-testid="issuable-author" href="${root}/${author.username}"><span class="author"><bdi>${cut(author.name, 100)}</bdi></span></a></span></div></div>
<div class="issuable-meta"><ul class="controls gl-gap-3">${pipeline ? html`<li class="issuable-pipeline-status"><a href="${at}/pipelines/${pipeline.id}">${statusIcon(pipeline.status)}</a></li>` : null}</ul>
<div class="issuable-timestamp" data-testid="issuable-timestamp">updated ${timeAgo(mr.updatedAt)}</div></div></li>`;
}
