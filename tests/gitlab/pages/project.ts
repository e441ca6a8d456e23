import type { PageRequest, TreeEntry } from '../server/context.ts';
import { canReadCode } from '../world/roles.ts';
import type { Project } from '../world/types.ts';
import { VISIBILITY_ICONS } from './group.ts';
import { cut, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { renderMarkdown } from './markdown.ts';
import type { Page } from './page.ts';
import { avatar, clipboard, encodeRef, shortSha, timeAgo } from './parts.ts';
import { parentOf, projectSidebar, projectTrail } from './places.ts';

/** A project's overview: files, README, clone address. `projects:show`. */
export async function projectPage(request: PageRequest, project: Project): Promise<Page> {
  const { baseUrl, store } = request.context;
  const branch = project.defaultBranch;
  const readable = canReadCode(request.context.world, request.user, project);
  const sha = branch !== null && readable ? await store.resolve(project.id, branch) : null;
  const files = branch !== null && sha !== null ? await fileList(request, project, branch, sha, '') : null;
  const readme = sha === null ? null : await store.readFile(project.id, sha, 'README.md');
  return {
    title: project.name,
    dataPage: 'projects:show',
    dataPageTypeId: project.path,
    group: parentOf(request, project),
    project,
    breadcrumbs: projectTrail(request, project),
    sidebar: projectSidebar(request, project, 'overview'),
    content: html`<div class="project-home-panel js-show-on-project-root">
<div class="home-panel-row"><div class="home-panel-title-row">${avatar(project.name, project.id, 's48')}
<h1 class="home-panel-title" itemprop="name" data-testid="project-name-content"><bdi>${cut(project.name, 300)}</bdi>
<span class="visibility-icon" title="${project.visibility}">${icon(VISIBILITY_ICONS[project.visibility])}</span></h1></div>
<div class="home-panel-buttons" data-testid="project-buttons">${
      readable
        ? html`<details class="gl-new-dropdown clone-dropdown"><summary class="gl-button btn btn-md btn-confirm" data-testid="code-dropdown">Code ${icon('chevron-down')}</summary><div class="gl-new-dropdown-panel"><label class="clone-line">Clone with HTTP<span><input class="gl-form-input" readonly value="${baseUrl}/${project.fullPath}.git">${clipboard(`${baseUrl}/${project.fullPath}.git`, 'Copy URL')}</span></label></div></details>`
        : null
    }</div></div>
${project.description ? html`<div class="home-panel-description"><p>${cut(project.description, 500)}</p></div>` : null}
</div>
${project.archived ? html`<div class="gl-alert gl-alert-warning" role="alert">This is an archived project. Repository and other project resources are read-only.</div>` : null}
${
  files ??
  (readable
    ? html`<div class="empty-state"><h2>The repository for this project is empty</h2><p>You can get started by cloning the repository or start adding files to it with one of the following options.</p></div>`
    : html`<p class="empty-line">You have no access to this project's repository.</p>`)
}
${readme === null ? null : html`<article class="file-holder readme-holder"><div class="js-file-title file-title">${icon('doc')}<strong>README.md</strong></div><div class="file-content md">${renderMarkdown(readme.content.toString('utf8'))}</div></article>`}`,
  };
}

/** The last commit and the entries of one folder. */
export async function fileList(
  request: PageRequest,
  project: Project,
  ref: string,
  sha: string,
  path: string,
): Promise<Html | null> {
  const { root, store } = request.context;
  const entries = await store.tree(project.id, sha, { path });
  if (entries === null) return null;
  const [last] = await store.log(project.id, sha, { limit: 1, ...(path !== '' && { path }) });
  const at = `${root}/${project.fullPath}/-`;
  const up = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  return html`${last ? commitLine(`${at}/commit/${last.id}`, last) : null}
<div class="tree-content-holder"><table class="tree-table" aria-label="Files, directories, and submodules in the path ${path === '' ? '/' : path}"><tbody>
${path === '' ? null : html`<tr class="tree-item"><td><a href="${at}/tree/${encodeRef(ref)}/${encodeRef(up)}" aria-label="Go to parent">..</a></td></tr>`}
${byKind(entries).map(
  (entry) =>
    html`<tr class="tree-item" data-testid="file-tree-table-row"><td class="tree-item-file-name">${icon(entry.type === 'tree' ? 'folder' : 'doc')}<a class="tree-item-link" href="${at}/${entry.type === 'tree' ? 'tree' : 'blob'}/${encodeRef(ref)}/${encodeRef(entry.path)}">${cut(entry.name, 300)}</a></td></tr>`,
)}
</tbody></table></div>`;
}

function byKind(entries: TreeEntry[]): TreeEntry[] {
  return [
    ...entries.filter((entry) => entry.type === 'tree'),
    ...entries.filter((entry) => entry.type !== 'tree'),
  ];
}

function commitLine(
  href: string,
  commit: { id: string; title: string; author: { name: string }; authoredDate: string },
): Html {
  return html`<div class="info-well"><div class="commit-row">${avatar(commit.author.name, commit.author.name.length, 's32', true)}
<div class="commit-text"><a class="commit-row-message" href="${href}"><bdi>${cut(commit.title, 300)}</bdi></a>
<span class="subtle">${commit.author.name} authored ${timeAgo(commit.authoredDate)}</span></div>
<div class="commit-sha"><code>${shortSha(commit.id)}</code>${clipboard(commit.id, 'Copy commit SHA')}</div></div></div>`;
}
