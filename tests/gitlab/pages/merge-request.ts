import type { DiffFile, PageRequest } from '../server/context.ts';
import { mergeRequestPipelines } from '../server/head-pipeline.ts';
import { since } from '../server/since.ts';
import { currentVersion } from '../server/versions.ts';
import { userById } from '../world/find.ts';
import type { MergeRequest, Note, Project } from '../world/types.ts';
import { commitList } from './code.ts';
import { contextLines, type DiffView, diffFiles, diffRows } from './diff.ts';
import { cut, type Html, html, markup } from './html.ts';
import { icon } from './icons.ts';
import { renderMarkdown } from './markdown.ts';
import { mergeWidget } from './merge-widget.ts';
import type { Page } from './page.ts';
import { avatar, branchLink, clipboard, timeAgo } from './parts.ts';
import { pipelineTable } from './pipelines.ts';
import { parentOf, projectSidebar, projectTrail } from './places.ts';
import { rapidDiffs, rapidRows } from './rapid-diffs.ts';

export type MergeRequestTab = 'show' | 'commits' | 'pipelines' | 'diffs';

const STATE = {
  opened: { text: 'Open', badge: 'success', icon: 'merge-request' },
  merged: { text: 'Merged', badge: 'info', icon: 'merge' },
  closed: { text: 'Closed', badge: 'danger', icon: 'status_failed' },
} as const;

/** A merge request with its tabs: app/views/projects/merge_requests/_page.html.haml. */
export async function mergeRequestPage(
  request: PageRequest,
  project: Project,
  mr: MergeRequest,
  tab: MergeRequestTab,
): Promise<Page> {
  const { root, world } = request.context;
  const author = userById(world, mr.authorId);
  const at = `${root}/${project.fullPath}/-/merge_requests/${mr.iid}`;
  const counts = await tabCounts(request, project, mr);
  const tabs = [
    { id: 'show', name: 'notes', text: 'Overview', href: at, count: counts.notes },
    { id: 'commits', name: 'commits', text: 'Commits', href: `${at}/commits`, count: counts.commits },
    {
      id: 'pipelines',
      name: 'pipelines',
      text: 'Pipelines',
      href: `${at}/pipelines`,
      count: counts.pipelines,
    },
    { id: 'diffs', name: 'diffs', text: 'Changes', href: `${at}/diffs`, count: counts.files },
  ] as const;
  const content = tab === 'show' ? null : await mergeRequestPane(request, project, mr, tab, true);
  const pane = (id: 'commits' | 'pipelines' | 'diffs') =>
    html`<div class="${id} tab-pane ${id === 'diffs' ? 'diffs' : ''} ${id === tab ? 'active' : ''}" id="${id}" data-pane-url="${at}/${id}?fragment=pane${id === 'diffs' ? diffQuery(request) : ''}"${id === tab ? null : markup(' hidden')}>${id === 'diffs' ? html`<div id="js-diffs-app">${id === tab ? content : null}</div>` : id === tab ? content : null}</div>`;
  const legacy = request.context.layout === 'legacy';
  const side = html`<aside class="right-sidebar right-sidebar-expanded" aria-label="Merge request details">${details(request, project, mr)}</aside>`;
  return {
    title: `${mr.title} (!${mr.iid}) · Merge requests · ${project.name}`,
    dataPage: 'projects:merge_requests:show',
    dataPageTypeId: String(mr.iid),
    group: parentOf(request, project),
    project,
    breadcrumbs: [
      ...projectTrail(request, project),
      { text: 'Merge requests', href: `/${project.fullPath}/-/merge_requests` },
      { text: `!${mr.iid}`, href: `/${project.fullPath}/-/merge_requests/${mr.iid}` },
    ],
    sidebar: projectSidebar(request, project, 'merge_requests'),
    wide: tab === 'diffs',
    content: html`<div class="merge-request" data-mr-action="${tab}" data-url="${at}.json" data-project-path="${root}/${project.fullPath}" data-live-url="${at}?fragment=live" data-merge-url="${at}/merge">
<div class="detail-page-header" data-testid="detail-page-header">
<div class="mr-title-row"><h1 class="title" data-testid="title-content"><bdi>${cut(mr.title, 1000)}</bdi></h1></div>
<div class="detail-page-header-body" data-live="status">${statusLine(request, project, mr, author)}</div>
</div>
<div id="js-merge-sticky-header"></div>
<div class="merge-request-details issuable-details" data-id="${project.id}">
<div class="merge-request-tabs-holder js-tabs-affix"><div class="merge-request-tabs-container">
<ul class="merge-request-tabs nav-tabs nav nav-links gl-tabs-nav">${tabs.map(
      ({ id, name, text, href, count }) =>
        html`<li class="${name}-tab ${id === tab ? 'active' : ''}"${name === 'diffs' ? markup(' id="diffs-tab"') : null} data-testid="${name}-tab"><a class="gl-tab-nav-item ${id === tab ? 'gl-tab-nav-item-active' : ''}" data-action="${id}" data-target="#${name}" data-toggle="tabvue" href="${href}">${text} <span class="gl-badge badge-pill badge-neutral" data-testid="${name}-count">${count}</span></a></li>`,
    )}</ul></div></div>
<div class="tab-content" id="diff-notes-app">
<div class="notes tab-pane ${tab === 'show' ? 'active' : ''}" id="notes" data-pane="show"${tab === 'show' ? null : markup(' hidden')}>
${legacy ? markup('<div class="row"><section class="col-md-12">') : markup('<div class="merge-request-overview"><section>')}<div class="issuable-discussion js-vue-notes-event">
<div class="detail-page-description"><div class="description" data-testid="description-content"><div class="md">${
      mr.description.trim() === ''
        ? html`<p class="subtle">No description</p>`
        : renderMarkdown(mr.description)
    }</div></div></div>
<div class="emoji-block"></div>
<div id="js-verification-alert"></div>
${legacy ? null : html`<h2 class="gl-sr-only" id="merge-request-widgets-heading">Merge request reports</h2>`}
<div id="js-vue-mr-widget" class="mr-widget"><div class="mr-section-container widget-loading"><span class="gl-skeleton"></span></div></div>
<div id="js-vue-mr-discussions"><div id="notes" class="notes-app">
<h2 class="activity-title">Activity</h2>
<ul id="notes-list" class="notes main-notes-list timeline" data-live="notes">${noteList(request, mr)}</ul>
${commentForm(request, project, mr)}
</div></div>
</div></section>
${legacy ? null : side}
</div></div>
${pane('commits')}${pane('pipelines')}${pane('diffs')}
</div></div></div>
${legacy ? side : null}`,
  };
}

/** What changes while one looks: the widget, the notes, the state. */
export async function liveParts(request: PageRequest, project: Project, mr: MergeRequest): Promise<Html> {
  const author = userById(request.context.world, mr.authorId);
  const counts = await tabCounts(request, project, mr);
  const part = (name: string, content: Html | number) => html`<div data-part="${name}">${content}</div>`;
  return html`${part('widget', await mergeWidget(request, project, mr))}
${part('status', statusLine(request, project, mr, author))}
${part('notes', noteList(request, mr))}
${part('count-notes', counts.notes)}${part('count-commits', counts.commits)}${part('count-pipelines', counts.pipelines)}${part('count-diffs', counts.files)}`;
}

/**
 * The content of a tab other than the overview.
 *
 * @param begun as a new page has it before its scripts have asked for more
 */
export async function mergeRequestPane(
  request: PageRequest,
  project: Project,
  mr: MergeRequest,
  tab: 'commits' | 'pipelines' | 'diffs',
  begun = false,
): Promise<Html> {
  const { store, world } = request.context;
  if (tab === 'pipelines') return pipelineTable(request, project, mergeRequestPipelines(world, mr));
  const version = await currentVersion(request.context, mr);
  if (version === null) return html`<p class="empty-line">The target branch does not exist.</p>`;
  // Vue asks for all of the changes; of Rapid Diffs a page comes with the first files.
  if (tab === 'diffs' && begun && !isRapid(request)) return html``;
  if (tab === 'diffs')
    return changes(
      request,
      await store.diff(project.id, version.baseSha, mr.sha),
      begun ? FIRST_FILES : null,
    );
  return commitList(
    request,
    project,
    await store.log(project.id, `${version.baseSha}..${mr.sha}`, { limit: 100 }),
  );
}

/** Lines between two hunks, as the engine that shows the changes renders them. */
export async function hiddenLines(request: PageRequest, project: Project, mr: MergeRequest): Promise<Html> {
  const { query, context } = request;
  const path = query.get('path') ?? '';
  const number = (name: string) => Number(query.get(name));
  const file = await context.store.readFile(project.id, mr.sha, path);
  const range = { since: number('since'), to: number('to'), offset: number('offset') };
  const lines = contextLines(file?.content.toString() ?? '', range);
  return isRapid(request) ? rapidRows(path, lines, viewOf(request)) : diffRows(path, lines, viewOf(request));
}

function viewOf({ query }: PageRequest): DiffView {
  return query.get('view') === 'parallel' ? 'parallel' : 'inline';
}

/** Both engines, as one instance serves them: Rapid Diffs came with 19, and either can be asked for in the address. */
function changes(request: PageRequest, files: DiffFile[], first: number | null): Html {
  const view = viewOf(request);
  return html`<div class="diff-view-switch" role="group" aria-label="View">${(
    ['inline', 'parallel'] as const
  ).map(
    (name) =>
      html`<button type="button" class="gl-button btn btn-sm btn-default ${name === view ? 'selected' : ''} js-diff-view" data-view="${name}" data-testid="${name}-diff-button">${name === 'inline' ? 'Inline' : 'Side-by-side'}</button>`,
  )}</div>
${isRapid(request) ? rapidDiffs(files, view, first ?? files.length) : diffFiles(files, view)}`;
}

/** How many a page of Rapid Diffs comes with; the others are streamed. */
const FIRST_FILES = 5;

function isRapid({ query, context }: PageRequest): boolean {
  if (query.get('rapid_diffs_disabled') === 'true' || !since(context.world, '18.0')) return false;
  return query.get('rapid_diffs') === 'true' || since(context.world, '19.0');
}

/** What of the page's address the changes depend on. */
function diffQuery({ query }: PageRequest): string {
  return ['view', 'rapid_diffs', 'rapid_diffs_disabled']
    .flatMap((name) => (query.has(name) ? [`&${name}=${encodeURIComponent(query.get(name) ?? '')}`] : []))
    .join('');
}

async function tabCounts(request: PageRequest, project: Project, mr: MergeRequest) {
  return {
    notes: visibleNotes(request, mr).filter((note) => !note.system).length,
    pipelines: mergeRequestPipelines(request.context.world, mr).length,
    ...(await gitCounts(request, project, mr)),
  };
}

/** The page asks every few seconds; git is asked once per head. */
const knownCounts = new WeakMap<MergeRequest, { sha: string; commits: number; files: number }>();

async function gitCounts(request: PageRequest, project: Project, mr: MergeRequest) {
  const known = knownCounts.get(mr);
  if (known?.sha === mr.sha) return known;
  const { store } = request.context;
  const version = await currentVersion(request.context, mr);
  if (version === null) return { commits: 0, files: 0 };
  const { baseSha, headSha } = version;
  const [commits, files] = await Promise.all([
    store.log(project.id, `${baseSha}..${headSha}`, { limit: 100 }),
    store.diff(project.id, baseSha, headSha),
  ]);
  const counts = { sha: headSha, commits: commits.length, files: files.length };
  knownCounts.set(mr, counts);
  return counts;
}

function statusLine(
  request: PageRequest,
  project: Project,
  mr: MergeRequest,
  author: { id: number; name: string; username: string },
): Html {
  const { root } = request.context;
  const state = STATE[mr.state];
  return html`<span class="gl-badge badge-pill badge-${state.badge} issuable-status-badge" data-testid="issuable-status-badge">${icon(state.icon)}<span>${state.text}</span></span>
${mr.draft && mr.state === 'opened' ? html`<span class="gl-badge badge-pill badge-warning">Draft</span>` : null}
<span class="mr-meta"><a class="author-link js-user-link" href="${root}/${author.username}">${avatar(author.name, author.id, 's24', true)}<span class="author"><bdi>${cut(author.name, 100)}</bdi></span></a> requested to merge ${branchLink(root, project.fullPath, mr.sourceBranch)}${clipboard(mr.sourceBranch, 'Copy branch name')} into ${branchLink(root, project.fullPath, mr.targetBranch)} ${timeAgo(mr.createdAt)}</span>`;
}

function visibleNotes(request: PageRequest, mr: MergeRequest): Note[] {
  const inner = request.accessLevel(request.user, { projectId: mr.projectId }) >= 20;
  return request.context.world.notes
    .filter((note) => note.mergeRequestId === mr.id && (inner || !note.internal))
    .toSorted((a, b) => a.id - b.id);
}

function noteList(request: PageRequest, mr: MergeRequest): Html {
  const { root, world } = request.context;
  return html`${visibleNotes(request, mr).map((note) => {
    const author = userById(world, note.authorId);
    const head = html`<a class="author-link js-user-link" href="${root}/${author.username}" data-user-id="${author.id}" data-username="${author.username}"><strong class="note-header-author-name"><bdi>${cut(author.name, 100)}</bdi></strong> <span class="note-headline-light">@${author.username}</span></a>`;
    if (note.system) {
      return html`<li class="note system-note note-wrapper timeline-entry" id="note_${note.id}" data-testid="system-note-content"><div class="timeline-icon">${icon('commit')}</div><div class="note-header-info">${head} <span class="system-note-message">${cut(note.body, 500)}</span> · <a class="subtle" href="#note_${note.id}">${timeAgo(note.createdAt)}</a></div></li>`;
    }
    return html`<li class="note note-wrapper note-comment timeline-entry" id="note_${note.id}" data-note-id="${note.id}" data-testid="noteable-note-container"><div class="timeline-avatar">${avatar(author.name, author.id, 's32', true)}</div>
<div class="timeline-entry-inner"><div class="timeline-content"><div class="note-header"><div class="note-header-info">${head} · <a class="subtle note-timestamp" href="#note_${note.id}">${timeAgo(note.createdAt)}</a></div>${author.bot === null ? null : html`<span class="gl-badge badge-pill badge-neutral">Bot</span>`}</div>
<div class="note-body" data-testid="note-content"><div class="note-text md">${renderMarkdown(note.body)}</div></div></div></div></li>`;
  })}`;
}

function commentForm(request: PageRequest, project: Project, mr: MergeRequest): Html | null {
  const { root } = request.context;
  if (!request.user)
    return html`<p class="empty-line">Please <a href="${root}/users/sign_in">sign in</a> to comment.</p>`;
  if (project.archived) return null;
  return html`<form class="comment-form js-comment-form" data-url="${root}/api/v4/projects/${project.id}/merge_requests/${mr.iid}/notes"><label class="gl-sr-only" for="note-body">Comment</label><textarea class="gl-form-input" id="note-body" name="body" rows="3" placeholder="Write a comment…" required></textarea><button type="submit" class="gl-button btn btn-md btn-confirm" data-testid="comment-button">Comment</button></form>`;
}

function details(request: PageRequest, project: Project, mr: MergeRequest): Html {
  const { world } = request.context;
  const people = [...new Set([mr.authorId, ...visibleNotes(request, mr).map((note) => note.authorId)])].map(
    (id) => userById(world, id),
  );
  const block = (title: string, body: Html) => html`<div class="block"><h3>${title}</h3>${body}</div>`;
  return html`${block('Assignee', html`<span class="subtle">None</span>`)}${block('Reviewers', html`<span class="subtle">None</span>`)}
${block('Labels', mr.labels.length > 0 ? html`${mr.labels.map((label) => html`<span class="gl-label"><bdi>${cut(label, 60)}</bdi></span>`)}` : html`<span class="subtle">None</span>`)}
${block('Milestone', html`<span class="subtle">None</span>`)}
${block(`${people.length} ${people.length === 1 ? 'Participant' : 'Participants'}`, html`<div class="participants">${people.map((person) => avatar(person.name, person.id, 's24', true))}</div>`)}
${block('Reference', html`<span class="subtle ref-line">${cut(project.fullPath, 200)}!${mr.iid}</span>`)}`;
}
