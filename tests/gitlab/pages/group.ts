import type { PageRequest } from '../server/context.ts';
import { descendants } from '../world/find.ts';
import type { Group, Project } from '../world/types.ts';
import { cut, type Html, html, markup } from './html.ts';
import { icon } from './icons.ts';
import type { Page } from './page.ts';
import { avatar, clipboard, timeAgo } from './parts.ts';
import { groupSidebar, groupTrail, isBelow } from './places.ts';

const ROLES: Record<number, string> = {
  10: 'Guest',
  15: 'Planner',
  20: 'Reporter',
  30: 'Developer',
  40: 'Maintainer',
  50: 'Owner',
};

export const VISIBILITY_ICONS = { private: 'lock', internal: 'shield', public: 'earth' } as const;

/** A group's overview: `groups:show`. */
export function groupPage(request: PageRequest, group: Group): Page {
  const { root, world, layout } = request.context;
  const level = request.accessLevel(request.user, { groupId: group.id });
  const tab = /^\/groups\/.*\/-\/(shared|inactive)$/.exec(request.path)?.[1] ?? 'all';
  const inactive = world.projects.filter(
    (project) =>
      project.archived &&
      isBelow(request, group, project) &&
      request.canSee(request.user, { projectId: project.id }),
  );
  return {
    title: group.name,
    dataPage: 'groups:show',
    group,
    breadcrumbs: groupTrail(request, group.id),
    sidebar: groupSidebar(request, group, 'overview'),
    content: html`<div class="group-home-panel">
<div class="home-panel-row">
<div class="home-panel-title-row">
${avatar(group.name, group.id, 's48')}
<h1 class="home-panel-title" itemprop="name"><bdi>${cut(group.name, 300)}</bdi>
<span class="visibility-icon" title="${group.visibility}">${icon(VISIBILITY_ICONS[group.visibility])}</span></h1>
</div>
<div class="home-panel-buttons" data-testid="group-buttons">
${request.user ? html`<div class="notification-dropdown" data-testid="notification-dropdown"><button type="button" class="gl-button btn btn-icon btn-md btn-default" aria-label="Notification setting - Global">${icon('bell')}</button></div>` : null}
${level >= 40 ? html`<a class="gl-button btn btn-md btn-default" data-testid="new-subgroup-button" href="${root}/groups/new?parent_id=${group.id}#create-group-pane">New subgroup</a>` : null}
${level >= 30 ? html`<a class="gl-button btn btn-md btn-default" data-testid="new-project-button" href="${root}/projects/new?namespace_id=${group.id}">New project</a>` : null}
<details class="js-groups-more-actions-dropdown gl-new-dropdown" data-testid="groups-projects-more-actions-dropdown"><summary class="gl-button btn btn-icon btn-md btn-default-tertiary" aria-label="More actions">${icon('ellipsis')}</summary>
<div class="gl-new-dropdown-panel"><div class="menu-line">Group ID: ${group.id} ${clipboard(String(group.id), 'Copy group ID')}</div></div></details>
</div>
</div>
${group.description ? html`<div class="home-panel-description"><p>${cut(group.description, 500)}</p></div>` : null}
</div>
<div${layout === 'legacy' ? null : html` id="${layout === 'panels' ? 'js-groups-show-app' : 'js-group-overview-tabs'}"`} data-app-data="${JSON.stringify({ full_path: group.fullPath, initial_sort: 'created_desc', subgroups_and_projects_endpoint: `${root}/groups/${group.fullPath}/-/children.json` })}">
<div class="tabs gl-tabs">
<ul class="nav gl-tabs-nav" role="tablist">
${[
  { id: 'all', text: 'Subgroups and projects', href: `/${group.fullPath}` },
  { id: 'shared', text: 'Shared projects', href: `/groups/${group.fullPath}/-/shared` },
  { id: 'inactive', text: 'Inactive', href: `/groups/${group.fullPath}/-/inactive` },
].map(
  ({ id, text, href }) =>
    html`<li class="nav-item" role="presentation"><a class="nav-link gl-tab-nav-item js-group-tab ${id === tab ? 'active gl-tab-nav-item-active' : ''}" role="tab" aria-selected="${id === tab ? 'true' : 'false'}" data-tab="${id}" href="${root}${href}">${text}</a></li>`,
)}
</ul>
<div class="list-controls"><div class="search-field">${icon('search')}<input class="gl-form-input js-list-filter" type="search" placeholder="Search (3 character minimum)" aria-label="Filter subgroups and projects"></div></div>
${pane('all', tab, nestedList(request, group, 0))}
${pane('shared', tab, html`<p class="empty-line">This group has no shared projects.</p>`)}
${pane('inactive', tab, inactive.length > 0 ? html`<ul class="groups-list content-list">${inactive.map((project) => projectRow(request, project))}</ul>` : html`<p class="empty-line">This group has no inactive subgroups or projects.</p>`)}
</div>
</div>`,
  };
}

function pane(id: string, active: string, content: Html): Html {
  return html`<div class="tab-pane js-group-pane" data-pane="${id}"${id === active ? null : markup(' hidden')}>${content}</div>`;
}

function nestedList(request: PageRequest, group: Group, depth: number): Html {
  const { world } = request.context;
  const groups = world.groups.filter(
    (child) => child.parentId === group.id && request.canSee(request.user, { groupId: child.id }),
  );
  const projects = world.projects.filter(
    (project) =>
      project.namespaceId === group.id &&
      !project.archived &&
      request.canSee(request.user, { projectId: project.id }),
  );
  if (groups.length + projects.length === 0)
    return html`<p class="empty-line">There are no subgroups or projects here yet.</p>`;
  return html`<ul class="groups-list content-list" data-testid="nested-groups-projects-list">
${groups.map((child) => groupRow(request, child, depth))}
${projects.map((project) => projectRow(request, project))}
</ul>`;
}

function groupRow(request: PageRequest, group: Group, depth: number): Html {
  const { root, world } = request.context;
  const level = request.accessLevel(request.user, { groupId: group.id });
  const subgroups = descendants(world, group.id).filter((child) => child.parentId === group.id).length;
  const projects = world.projects.filter((project) => project.namespaceId === group.id).length;
  return html`<li class="group-row-wrap" data-testid="nested-groups-projects-list-item-${group.id}">
<div class="group-row has-children">
<button type="button" class="gl-button btn btn-icon btn-sm btn-default-tertiary js-toggle-children" aria-expanded="false" aria-label="Expand ${group.name}">${icon('chevron-right')}</button>
${icon('subgroup')}${avatar(group.name, group.id, 's32')}
<div class="group-text"><a class="title" href="${root}/${group.fullPath}"><bdi>${cut(group.name, 300)}</bdi></a>
<span class="visibility-icon" title="${group.visibility}">${icon(VISIBILITY_ICONS[group.visibility])}</span>
${level > 0 ? html`<span class="user-access-role gl-badge badge-pill badge-neutral">${ROLES[level] ?? ''}</span>` : null}
${group.description ? html`<p class="description">${cut(group.description, 300)}</p>` : null}</div>
<div class="stats"><span title="Subgroups">${icon('subgroup')}${subgroups}</span><span title="Projects">${icon('project')}${projects}</span></div>
</div>
<div class="children" hidden>${nestedList(request, group, depth + 1)}</div>
</li>`;
}

function projectRow(request: PageRequest, project: Project): Html {
  const { root } = request.context;
  return html`<li class="group-row-wrap" data-testid="nested-groups-projects-list-item-${project.id}">
<div class="group-row">
${icon('project')}${avatar(project.name, project.id, 's32')}
<div class="group-text"><a class="title" href="${root}/${project.fullPath}"><bdi>${cut(project.name, 300)}</bdi></a>
<span class="visibility-icon" title="${project.visibility}">${icon(VISIBILITY_ICONS[project.visibility])}</span>
${project.archived ? html`<span class="gl-badge badge-pill badge-info">Archived</span>` : null}
${project.description ? html`<p class="description">${cut(project.description, 300)}</p>` : null}</div>
<div class="stats">${timeAgo(project.lastActivityAt)}</div>
</div>
</li>`;
}

/** `/dashboard/groups`: where a signed-in person begins. */
export function dashboardPage(request: PageRequest): Page {
  const groups = request.context.world.groups.filter(
    (group) => group.parentId === null && request.canSee(request.user, { groupId: group.id }),
  );
  return {
    title: 'Groups',
    dataPage: 'dashboard:groups:index',
    dataPageTypeId: '',
    breadcrumbs: [
      { text: 'Your work', href: '/' },
      { text: 'Groups', href: '/dashboard/groups' },
    ],
    sidebar: [{ title: 'Groups', icon: 'group', href: '/dashboard/groups', active: true }],
    content: html`<h1 class="page-title">Groups</h1>
${groups.length > 0 ? html`<ul class="groups-list content-list">${groups.map((group) => groupRow(request, group, 0))}</ul>` : html`<p class="empty-line">You are not a member of any group yet.</p>`}`,
  };
}
