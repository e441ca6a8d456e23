import type { PageRequest, RepoCommit } from '../server/context.ts';
import type { Project } from '../world/types.ts';
import { diffFiles } from './diff.ts';
import { cut, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import type { Page } from './page.ts';
import { avatar, clipboard, encodeRef, shortSha, timeAgo } from './parts.ts';
import { type ProjectSection, parentOf, projectSidebar, projectTrail } from './places.ts';
import { fileList } from './project.ts';

/** A ref may hold slashes: the shortest beginning of the path that git knows is the ref. */
export async function splitRef(
  request: PageRequest,
  project: Project,
  refAndPath: string,
): Promise<{ ref: string; sha: string; path: string } | null> {
  const parts = refAndPath.split('/').filter((part) => part !== '');
  for (let length = 1; length <= Math.min(parts.length, 12); length++) {
    const ref = parts.slice(0, length).join('/');
    const sha = await request.context.store.resolve(project.id, ref);
    if (sha !== null) return { ref, sha, path: parts.slice(length).join('/') };
  }
  return null;
}

export async function treePage(
  request: PageRequest,
  project: Project,
  refAndPath: string,
): Promise<Page | null> {
  const found = await splitRef(request, project, refAndPath);
  if (found === null) return null;
  const list = await fileList(request, project, found.ref, found.sha, found.path);
  if (list === null) return null;
  return {
    ...frame(request, project, 'repository', `Files · ${found.ref}`),
    dataPage: 'projects:tree:show',
    dataPageTypeId: refAndPath,
    content: html`<div class="tree-holder" id="tree-holder"><h1 class="gl-sr-only">Files</h1>${pathLine(request, project, found.ref, found.path)}${list}</div>`,
  };
}

export async function blobPage(
  request: PageRequest,
  project: Project,
  refAndPath: string,
): Promise<Page | null> {
  const found = await splitRef(request, project, refAndPath);
  const file =
    found === null ? null : await request.context.store.readFile(project.id, found.sha, found.path);
  if (found === null || file === null) return null;
  const binary = file.content.subarray(0, 8000).includes(0);
  const lines = file.content.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return {
    ...frame(request, project, 'repository', `${found.path} · ${found.ref}`),
    dataPage: 'projects:blob:show',
    dataPageTypeId: refAndPath,
    content: html`<div class="tree-holder" id="tree-holder"><h1 class="gl-sr-only">${found.path}</h1>${pathLine(request, project, found.ref, found.path)}
<div class="blob-content-holder" id="blob-content-holder"><article class="file-holder">
<div class="js-file-title file-title">${icon('doc')}<strong class="file-title-name" data-testid="file-name-content">${found.path.split('/').at(-1)}</strong>${clipboard(found.path, 'Copy file path')}<small class="subtle">${file.size} B</small></div>
<div class="blob-viewer"${binary ? null : html` data-type="simple"`}>${
      binary
        ? html`<p class="empty-line">Binary file</p>`
        : html`<div class="file-content code js-syntax-highlight" data-testid="blob-viewer-file-content"><div class="blob-lines">${lines
            .slice(0, 5000)
            .map(
              (line, index) =>
                html`<div class="blob-line" id="L${index + 1}"><a class="file-line-num diff-line-num" href="#L${index + 1}" data-line-number="${index + 1}">${index + 1}</a><code class="line" id="LC${index + 1}">${cut(line, 5000)}</code></div>`,
            )}</div></div>`
    }</div></article></div></div>`,
  };
}

export async function commitsPage(
  request: PageRequest,
  project: Project,
  refAndPath: string,
): Promise<Page | null> {
  const found = await splitRef(request, project, refAndPath);
  if (found === null) return null;
  const commits = await request.context.store.log(project.id, found.sha, { limit: 40 });
  return {
    ...frame(request, project, 'commits', `Commits · ${found.ref}`),
    dataPage: 'projects:commits:show',
    dataPageTypeId: refAndPath,
    content: html`<h1 class="page-title">Commits</h1>${commitList(request, project, commits)}`,
  };
}

export async function commitPage(request: PageRequest, project: Project, sha: string): Promise<Page | null> {
  const { store } = request.context;
  const commit = await store.getCommit(project.id, sha);
  if (commit === null) return null;
  const parent = commit.parentIds[0];
  const files = parent === undefined ? [] : await store.diff(project.id, parent, commit.id);
  return {
    ...frame(request, project, 'commits', `${commit.title} (${shortSha(commit.id)})`),
    dataPage: 'projects:commit:show',
    dataPageTypeId: commit.id,
    wide: true,
    content: html`<div class="commit-page-head"><span>Commit <code>${shortSha(commit.id)}</code>${clipboard(commit.id, 'Copy commit SHA')}</span>
<span class="subtle">authored ${timeAgo(commit.authoredDate)} by <strong>${commit.author.name}</strong></span></div>
<h1 class="commit-title"><bdi>${cut(commit.title, 500)}</bdi></h1>
${parent === undefined ? html`<p class="empty-line">The first commit of this repository.</p>` : diffFiles(files)}`,
  };
}

/** Commits as a list of cards, by day as GitLab groups them. */
export function commitList(request: PageRequest, project: Project, commits: RepoCommit[]): Html {
  const { root } = request.context;
  if (commits.length === 0) return html`<p class="empty-line">There are no commits yet.</p>`;
  return html`<ol class="list-unstyled content-list commit-list" id="commits-list">
${commits.map(
  (commit) =>
    html`<li class="commit" id="commit-${shortSha(commit.id)}">${avatar(commit.author.name, commit.author.name.length, 's32', true)}
<div class="commit-text"><a class="commit-row-message" href="${root}/${project.fullPath}/-/commit/${commit.id}"><bdi>${cut(commit.title, 300)}</bdi></a>
<span class="subtle">${commit.author.name} authored ${timeAgo(commit.authoredDate)}</span></div>
<div class="commit-sha"><code>${shortSha(commit.id)}</code>${clipboard(commit.id, 'Copy commit SHA')}</div></li>`,
)}
</ol>`;
}

function pathLine(request: PageRequest, project: Project, ref: string, path: string): Html {
  const at = `${request.context.root}/${project.fullPath}/-/tree/${encodeRef(ref)}`;
  const parts = path === '' ? [] : path.split('/');
  return html`<nav class="path-line" aria-label="Files breadcrumb"><span class="ref-selector">${icon('branch')}${cut(ref, 60)}</span><a href="${at}">${cut(project.path, 100)}</a>${parts.map(
    (part, index) =>
      html`<span>/</span><a href="${at}/${encodeRef(parts.slice(0, index + 1).join('/'))}">${cut(part, 100)}</a>`,
  )}</nav>`;
}

function frame(
  request: PageRequest,
  project: Project,
  section: ProjectSection,
  title: string,
): Pick<Page, 'title' | 'group' | 'project' | 'breadcrumbs' | 'sidebar'> {
  const words = { repository: 'Repository', commits: 'Commits' } as Record<string, string>;
  return {
    title: `${title} · ${project.name}`,
    group: parentOf(request, project),
    project,
    breadcrumbs: [...projectTrail(request, project), { text: words[section] ?? '', href: request.path }],
    sidebar: projectSidebar(request, project, section),
  };
}
