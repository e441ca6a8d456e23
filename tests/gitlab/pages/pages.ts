import { readFile } from 'node:fs/promises';
import type { PageAnswer, PageRequest, ServePage } from '../server/context.ts';
import { since } from '../server/since.ts';
import { findGroup, findMergeRequest, findPipeline, findProject } from '../world/find.ts';
import { canReadCode } from '../world/roles.ts';
import type { Project } from '../world/types.ts';
import { accessTokensPage } from './access-tokens.ts';
import { blobPage, commitPage, commitsPage, treePage } from './code.ts';
import { dashboardPage, groupPage } from './group.ts';
import { LOGO } from './icons.ts';
import {
  hiddenLines,
  liveParts,
  type MergeRequestTab,
  mergeRequestPage,
  mergeRequestPane,
} from './merge-request.ts';
import { groupMergeRequestsPage, projectMergeRequestsPage } from './merge-requests.ts';
import { notFoundPage } from './not-found.ts';
import { answerFragment, answerPage, type Page, redirectTo } from './page.ts';
import { jobPage, jobsPage, pipelinePage, pipelinesPage } from './pipelines.ts';
import { projectPage } from './project.ts';
import { signInPage } from './sign-in.ts';

/** The embedded GitLab's HTML: every page, fragment and asset that a browser asks for. */
export const servePage: ServePage = async (request) => {
  const asset = ASSETS[request.path];
  if (asset) return await asset();
  if (request.path.startsWith('/assets/') || request.path === '/favicon.ico') return null;
  if (request.method !== 'GET' && request.method !== 'HEAD') return null;
  const answer = await route(request);
  if (answer === 'hidden') return request.user ? notFound(request) : toSignIn(request);
  return 'body' in answer ? answer : answerPage(request, answer);
};

/** The page moved in 16.9; the old address still leads there. */
const TOKENS_BEFORE_16_9 = '/-/profile/personal_access_tokens';
const TOKENS = '/-/user_settings/personal_access_tokens';

/** `hidden`: nothing there for this person, which GitLab does not tell from nothing there at all. */
type Routed = Page | PageAnswer | 'hidden';

async function route(request: PageRequest): Promise<Routed> {
  const { root } = request.context;
  const path = request.path.replace(/(?<=.)\/$/, '');
  if (path === '' || path === '/')
    return request.user ? redirectTo(`${root}/dashboard/groups`) : redirectTo(`${root}/users/sign_in`);
  if (path === '/users/sign_in') return request.user ? redirectTo(`${root}/`) : signInPage(request);
  if (path === '/dashboard/groups') return request.user ? dashboardPage(request) : 'hidden';
  if (path === TOKENS_BEFORE_16_9 || (path === TOKENS && since(request.context.world, '16.9')))
    return request.user ? accessTokensPage(request) : 'hidden';

  const inGroup = /^\/groups\/(.+?)(?:\/-\/(.*))?$/.exec(path);
  if (inGroup) return groupRoute(request, inGroup[1] ?? '', inGroup[2] ?? '');
  const inProject = /^\/(.+?)\/-\/(.*)$/.exec(path);
  if (inProject) {
    const project = visibleProject(request, inProject[1] ?? '');
    return typeof project === 'string' || 'body' in project
      ? project
      : await projectRoute(request, project, inProject[2] ?? '');
  }
  const group = groupRoute(request, path.slice(1), '');
  if (group !== 'hidden') return group;
  const project = visibleProject(request, path.slice(1));
  return typeof project === 'string' || 'body' in project ? project : await projectPage(request, project);
}

function groupRoute(request: PageRequest, fullPath: string, rest: string): Page | 'hidden' {
  const group = /^\d+$/.test(fullPath) ? undefined : findGroup(request.context.world, fullPath);
  if (!group || !request.canSee(request.user, { groupId: group.id })) return 'hidden';
  if (rest === '' || rest === 'shared' || rest === 'inactive') return groupPage(request, group);
  return rest === 'merge_requests' ? groupMergeRequestsPage(request, group) : 'hidden';
}

function visibleProject(request: PageRequest, fullPath: string): Project | PageAnswer | 'hidden' {
  const found = /^\d+$/.test(fullPath) ? undefined : findProject(request.context.world, fullPath);
  if (!found || !request.canSee(request.user, { projectId: found.project.id })) return 'hidden';
  if (!found.moved) return found.project;
  const rest = request.path.slice(fullPath.length + 1);
  return redirectTo(`${request.context.root}/${found.project.fullPath}${encodeURI(rest)}`);
}

async function projectRoute(request: PageRequest, project: Project, rest: string): Promise<Routed> {
  const { world } = request.context;
  const [section = '', ...more] = rest.split('/');
  const id = Number(more[0]);
  if (section === 'merge_requests' && project.mergeRequestsEnabled)
    return mergeRequestRoute(request, project, more);
  if (section === 'pipelines' && project.jobsEnabled) {
    if (more.length === 0) return pipelinesPage(request, project);
    const pipeline = findPipeline(world, project.id, id);
    return pipeline ? pipelinePage(request, project, pipeline) : 'hidden';
  }
  if (section === 'jobs' && project.jobsEnabled) {
    if (more.length === 0) return jobsPage(request, project);
    const job = world.jobs.find((candidate) => candidate.id === id && candidate.projectId === project.id);
    return job && more.length === 1 ? jobPage(request, project, job) : 'hidden';
  }
  if (!canReadCode(world, request.user, project)) return 'hidden';
  const below = more.join('/');
  if (section === 'tree') return (await treePage(request, project, below)) ?? 'hidden';
  if (section === 'blob') return (await blobPage(request, project, below)) ?? 'hidden';
  if (section === 'commits') return (await commitsPage(request, project, below)) ?? 'hidden';
  if (section === 'commit') return (await commitPage(request, project, more[0] ?? '')) ?? 'hidden';
  return 'hidden';
}

const TABS: Record<string, MergeRequestTab> = {
  '': 'show',
  commits: 'commits',
  pipelines: 'pipelines',
  diffs: 'diffs',
};

async function mergeRequestRoute(request: PageRequest, project: Project, rest: string[]): Promise<Routed> {
  const [iid, tabName = '', ...more] = rest;
  if (iid === undefined) return projectMergeRequestsPage(request, project);
  const mr = /^\d+$/.test(iid) ? findMergeRequest(request.context.world, project.id, Number(iid)) : undefined;
  const tab = Object.hasOwn(TABS, tabName) ? TABS[tabName] : undefined;
  if (!mr || !tab || more.length > 0) return 'hidden';
  const fragment = request.query.get('fragment');
  if (fragment === 'live') return answerFragment(await liveParts(request, project, mr));
  if (fragment === 'lines' && tab === 'diffs') return answerFragment(await hiddenLines(request, project, mr));
  if (fragment === 'pane' && tab !== 'show')
    return answerFragment(await mergeRequestPane(request, project, mr, tab));
  return mergeRequestPage(request, project, mr, tab);
}

function notFound(request: PageRequest): PageAnswer {
  return answerPage(request, notFoundPage(request));
}

function toSignIn(request: PageRequest): PageAnswer {
  return redirectTo(`${request.context.root}/users/sign_in`);
}

async function file(name: string, type: string): Promise<PageAnswer> {
  const body = await readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': 'no-cache' }, body };
}

const ASSETS: Record<string, () => Promise<PageAnswer>> = {
  '/search/opensearch.xml': async () => ({
    status: 200,
    headers: { 'Content-Type': 'application/opensearchdescription+xml' },
    body: '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>GitLab</ShortName></OpenSearchDescription>',
  }),
  '/assets/application.css': () => file('application.css', 'text/css; charset=utf-8'),
  // Its design tokens came with 17: what is built on them meets a page that has none.
  '/assets/application-legacy.css': async () => {
    const answer = await file('application.css', 'text/css; charset=utf-8');
    return { ...answer, body: answer.body.replaceAll('--gl-', '--site-') };
  },
  '/assets/main.js': () => file('main.js', 'text/javascript; charset=utf-8'),
  '/assets/diffs.js': () => file('diffs.js', 'text/javascript; charset=utf-8'),
  '/assets/favicon.svg': async () => ({
    status: 200,
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=3600' },
    body: LOGO.text.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" '),
  }),
  '/-/manifest.json': async () => ({
    status: 200,
    headers: { 'Content-Type': 'application/manifest+json' },
    body: JSON.stringify({ name: 'GitLab', short_name: 'GitLab', display: 'browser' }),
  }),
};
