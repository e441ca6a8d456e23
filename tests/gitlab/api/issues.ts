import { json } from '../server/answer.ts';
import { forbidden, notFound } from '../server/errors.ts';
import { projectById, userById } from '../world/find.ts';
import { ACCESS } from '../world/roles.ts';
import type { Issue, Project } from '../world/types.ts';
import { type ApiCall, type ApiRouter, now } from './call.ts';
import { userBasic } from './entities/user.ts';
import { sorted } from './sort.ts';

const ALL = '/projects/:id/issues';
const ONE = `${ALL}/:issue_iid`;

/** lib/api/issues.rb: list, show, create, edit. */
export function addIssueRoutes(router: ApiRouter): void {
  router.add('GET', ALL, (call) => {
    const project = issueProject(call);
    const state = call.params.oneOf('state', ['opened', 'closed', 'all']) ?? 'all';
    const author = call.params.integer('author_id');
    const labels = call.params.list('labels') ?? [];
    const search = call.params.string('search')?.toLowerCase();
    const found = call.world.issues.filter(
      (issue) =>
        issue.projectId === project.id &&
        (state === 'all' || issue.state === state) &&
        (author === undefined || issue.authorId === author) &&
        labels.every((label) => issue.labels.includes(label)) &&
        (search === undefined || `${issue.title} ${issue.description}`.toLowerCase().includes(search)),
    );
    const direction = call.params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    return call.page(
      sorted(found, (issue) => issue.createdAt, direction),
      (issue) => entity(call, issue),
    );
  });

  router.add('GET', ONE, (call) => json(entity(call, find(call))));

  router.add('POST', ALL, (call) => {
    const project = issueProject(call);
    call.params.require('title');
    const user = call.requireUser();
    if (project.archived) throw forbidden();
    const at = now();
    const issue: Issue = {
      id: call.context.newId('issue'),
      iid: call.context.newIid('issue', project.id),
      projectId: project.id,
      authorId: user.id,
      title: call.params.requiredString('title'),
      description: call.params.string('description') ?? '',
      state: 'opened',
      labels: call.params.list('labels') ?? [],
      createdAt: at,
      updatedAt: at,
      closedAt: null,
    };
    call.world.issues.push(issue);
    return json(entity(call, issue), 201);
  });

  router.add('PUT', ONE, (call) => {
    const issue = find(call);
    const user = call.requireUser();
    call.params.requireOneOf('title', 'description', 'state_event', 'labels');
    if (issue.authorId !== user.id && call.level(projectById(call.world, issue.projectId)) < ACCESS.reporter)
      throw forbidden();
    issue.title = call.params.string('title') ?? issue.title;
    issue.description = call.params.string('description') ?? issue.description;
    issue.labels = call.params.list('labels') ?? issue.labels;
    const event = call.params.oneOf('state_event', ['reopen', 'close']);
    if (event !== undefined) issue.state = event === 'close' ? 'closed' : 'opened';
    issue.closedAt = issue.state === 'closed' ? (issue.closedAt ?? now()) : null;
    issue.updatedAt = now();
    return json(entity(call, issue));
  });
}

/** Guests see issues; a project without them has no such thing. */
function issueProject(call: ApiCall): Project {
  const project = call.project();
  if (project.settings.issues_enabled === false) throw forbidden();
  call.authorize(project, 'guest');
  return project;
}

function find(call: ApiCall): Issue {
  const project = issueProject(call);
  const iid = call.params.requiredInteger('issue_iid');
  const found = call.world.issues.find((issue) => issue.projectId === project.id && issue.iid === iid);
  if (found === undefined) throw notFound();
  return found;
}

function entity(call: ApiCall, issue: Issue) {
  const project = projectById(call.world, issue.projectId);
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: issue.projectId,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    labels: issue.labels,
    milestone: null,
    assignees: [],
    author: userBasic(call.context, userById(call.world, issue.authorId)),
    type: 'ISSUE',
    user_notes_count: 0,
    confidential: false,
    web_url: `${call.context.baseUrl}/${project.fullPath}/-/issues/${issue.iid}`,
    issue_type: 'issue',
  };
}
