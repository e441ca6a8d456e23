import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { servePage } from '../pages/pages.ts';
import { findMergeRequest, findProject, findUser } from '../world/find.ts';
import { accessLevel, canMerge, canReadCode, canSee, canSeeProject } from '../world/roles.ts';
import type { MergeRequest, Project, User } from '../world/types.ts';
import { type Answer, bytes, json, redirect } from './answer.ts';
import { bodyParams, readBody } from './body.ts';
import type { ServerContext } from './context.ts';
import { HttpError } from './errors.ts';
import { headPipeline } from './head-pipeline.ts';
import { merge } from './merge.ts';
import { detailedMergeStatus } from './merge-check.ts';
import { createPersonalToken } from './personal-token.ts';
import { type Session, type Sessions, setCookie } from './sessions.ts';
import { zipFolder } from './zip.ts';

interface WebRequest {
  context: ServerContext;
  method: string;
  url: URL;
  /** Below the root, decoded. */
  path: string;
  headers: Record<string, string | undefined>;
  body: Record<string, unknown>;
  session: Session;
  user: User | null;
}

/** Everything that is neither the API nor git: the session, the JSON routes of the web, and the pages. */
export async function serveWeb(
  context: ServerContext,
  sessions: Sessions,
  request: IncomingMessage,
  url: URL,
  path: string,
): Promise<{ answer: Answer; user: User | null }> {
  const known = sessions.find(request.headers.cookie);
  const session = known ?? sessions.create(null);
  const web: WebRequest = {
    context,
    method: request.method ?? 'GET',
    url,
    path,
    headers: request.headers as Record<string, string | undefined>,
    body: bodyParams(request.headers['content-type'] ?? '', await readBody(request)),
    session,
    user: sessions.user(session, context.world),
  };
  const answer = await route(web, sessions);
  const cookie =
    answer.headers['Set-Cookie'] ?? (known === null ? setCookie(session, context.root) : undefined);
  return {
    answer: {
      ...answer,
      headers: { ...answer.headers, ...(cookie === undefined ? {} : { 'Set-Cookie': cookie }) },
    },
    user: web.user,
  };
}

async function route(web: WebRequest, sessions: Sessions): Promise<Answer> {
  const safe = web.method === 'GET' || web.method === 'HEAD';
  if (!safe && !hasCsrf(web))
    return {
      status: 422,
      headers: { 'Content-Type': 'text/html' },
      body: '<h1>422</h1><p>The change you requested was rejected.</p>',
    };
  if (web.path === '/users/sign_in' && web.method === 'POST') return signIn(web, sessions);
  if (web.path === '/users/sign_out' && web.method === 'POST') {
    sessions.end(web.session);
    const next = sessions.create(null);
    const { status, headers, body } = redirect(`${web.context.root}/users/sign_in`);
    return { status, body, headers: { ...headers, 'Set-Cookie': setCookie(next, web.context.root) } };
  }
  if (web.path === '/-/user_settings/personal_access_tokens' && web.method === 'POST')
    return createPersonalToken(web.context, web.user, web.body);
  const special = await projectRoute(web);
  return special ?? page(web);
}

function hasCsrf({ headers, body, session }: WebRequest): boolean {
  return headers['x-csrf-token'] === session.csrfToken || body.authenticity_token === session.csrfToken;
}

function signIn(web: WebRequest, sessions: Sessions): Answer | Promise<Answer> {
  const form = web.body.user as Record<string, unknown> | undefined;
  const login = String(form?.login ?? '');
  const user =
    findUser(web.context.world, login) ??
    web.context.world.users.find((candidate) => candidate.email === login);
  if (user === undefined || user.password !== form?.password || user.bot !== null) {
    web.session.flash = 'Invalid login or password.';
    return redirect(`${web.context.root}/users/sign_in`);
  }
  if (user.state === 'blocked') {
    web.session.flash =
      'Your account has been blocked. Contact your GitLab administrator if you think this is an error.';
    return redirect(`${web.context.root}/users/sign_in`);
  }
  const returnTo = web.session.returnTo;
  // A new session on sign-in, so that a known id from before is worth nothing.
  sessions.end(web.session);
  const session = sessions.create(user.id);
  web.user = user;
  const { status, headers, body } = redirect(returnTo ?? `${web.context.root}/`);
  return { status, body, headers: { ...headers, 'Set-Cookie': setCookie(session, web.context.root) } };
}

/** `/-/jobs/:id/artifacts/download`, the merge request's JSON and its merge button. */
async function projectRoute(web: WebRequest): Promise<Answer | null> {
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
  if (job === undefined || (project.visibility === 'private' && level < 20)) return missing;
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

async function page(web: WebRequest): Promise<Answer> {
  const { context, session, user } = web;
  const flash = session.flash;
  const answer = await servePage({
    method: web.method,
    path: web.path,
    query: web.url.searchParams,
    headers: web.headers,
    user,
    csrfToken: session.csrfToken,
    flash,
    context,
    accessLevel: (person, target) => accessLevel(context.world, person, target),
    canSee: (person, target) => canSee(context.world, person, target),
  });
  if (answer === null)
    return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>404: Page not found</h1>' };
  if (flash !== null && answer.status === 200) session.flash = null;
  // Back to where they were going, after the sign-in.
  if (answer.status === 302 && user === null && web.path !== '/' && web.method === 'GET')
    session.returnTo = `${context.root}${encodeURI(web.path)}${web.url.search}`;
  return {
    status: answer.status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...answer.headers },
    body: answer.body,
  };
}
