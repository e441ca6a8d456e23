import { type Answer, json } from '../server/answer.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { detailedMergeStatus, hasConflicts, stateChecks } from '../server/merge-check.ts';
import { descendants, findGroup, findMergeRequest, findProject, projectById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { canReadCode, canSeeGroup, canSeeProject } from '../world/roles.ts';
import type { Group, MergeRequest, Pipeline, Project } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { complexity, type Field, parseQuery, type Query, QueryError } from './graphql-query.ts';

/** app/controllers/graphql_controller.rb and app/graphql/gitlab_schema.rb */
const MAX_QUERY = 10_000;
const MAX_COMPLEXITY = { authenticated: 250, anonymous: 200 };
const MAX_PAGE = 100;

/**
 * The part of GitLab's schema that the extension and its tests ask: projects and groups by path, their merge requests, each
 * one's checks, head pipeline and jobs. Anything else gets GitLab's error for a field that does not exist. As in
 * GitLab, a GET may ask and not change (`disallow_mutations_for_get`).
 */
export async function graphql(call: ApiCall): Promise<Answer> {
  const text = call.params.string('query') ?? '';
  if (text.length > MAX_QUERY) return failed('Query too large', 422);
  let query: Query;
  try {
    query = parseQuery(text, call.params.record('variables') ?? {});
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return failed(error.message);
  }
  if (query.operation === 'mutation' && (call.method === 'GET' || call.method === 'HEAD'))
    return failed(`Mutations are forbidden in ${call.method} requests`, 422);
  const cost = complexity(query.fields);
  const most = call.user ? MAX_COMPLEXITY.authenticated : MAX_COMPLEXITY.anonymous;
  if (cost > most) return failed(`Query has complexity of ${cost}, which exceeds max complexity of ${most}`);
  try {
    if (query.operation !== 'query') throw new UnknownField('Mutation', query.fields[0]?.name ?? '');
    return json({ data: await resolve('Query', query.fields, (field) => root(call, field)) });
  } catch (error) {
    if (!(error instanceof UnknownField)) throw error;
    return failed(error.message);
  }
}

function failed(message: string, status = 200): Answer {
  return json({ errors: [{ message }] }, status);
}

class UnknownField extends Error {
  constructor(type: string, name: string) {
    super(`Field '${name}' doesn't exist on type '${type}'`);
  }
}

type Resolver = (field: Field) => unknown;

async function resolve(type: string, fields: readonly Field[], of: Resolver) {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const value = await of(field);
    if (value === undefined) throw new UnknownField(type, field.name);
    result[field.as] = value;
  }
  return result;
}

function root(call: ApiCall, field: Field): unknown {
  if (field.name === 'group') {
    const group = findGroup(call.world, String(field.args.fullPath ?? ''));
    if (!group || !canSeeGroup(call.world, call.user, group)) return null;
    return resolve('Group', field.fields, (inner) => groupField(call, group, inner));
  }
  if (field.name !== 'project') return undefined;
  const project = findProject(call.world, String(field.args.fullPath ?? ''))?.project;
  if (!project || !canSeeProject(call.world, call.user, project)) return null;
  return resolve('Project', field.fields, (inner) => projectField(call, project, inner));
}

function projectField(call: ApiCall, project: Project, field: Field): unknown {
  const readable = project.mergeRequestsEnabled && canReadCode(call.world, call.user, project);
  switch (field.name) {
    case 'id':
      return `gid://gitlab/Project/${project.id}`;
    case 'fullPath':
      return project.fullPath;
    case 'mergeRequest': {
      const mr = readable && findMergeRequest(call.world, project.id, Number(field.args.iid));
      return mr ? resolve('MergeRequest', field.fields, (inner) => mergeRequestField(call, mr, inner)) : null;
    }
    case 'mergeRequests': {
      const iids = Array.isArray(field.args.iids) ? field.args.iids.map(Number) : null;
      const list = call.world.mergeRequests
        .filter((mr) => readable && mr.projectId === project.id && (iids?.includes(mr.iid) ?? true))
        .toSorted((a, b) => b.id - a.id);
      return connection('MergeRequest', field, list, (mr, inner) => mergeRequestField(call, mr, inner));
    }
    default:
      return undefined;
  }
}

function groupField(call: ApiCall, group: Group, field: Field): unknown {
  const { world, user } = call;
  switch (field.name) {
    case 'id':
      return `gid://gitlab/Group/${group.id}`;
    case 'fullPath':
      return group.fullPath;
    case 'mergeRequests': {
      const { state, mergedAfter, sort, includeSubgroups } = field.args;
      const groups = new Set([
        group.id,
        ...(includeSubgroups === true ? descendants(world, group.id).map(({ id }) => id) : []),
      ]);
      const readable = new Set(
        world.projects
          .filter((project) => groups.has(project.namespaceId) && project.mergeRequestsEnabled)
          .filter((project) => canReadCode(world, user, project))
          .map(({ id }) => id),
      );
      const since = typeof mergedAfter === 'string' ? Date.parse(mergedAfter) : null;
      const list = world.mergeRequests
        .filter((mr) => readable.has(mr.projectId) && (state === undefined || mr.state === state))
        .filter((mr) => since === null || Date.parse(mr.mergedAt ?? '') >= since)
        .toSorted((a, b) =>
          sort === 'UPDATED_DESC' ? b.updatedAt.localeCompare(a.updatedAt) || b.id - a.id : b.id - a.id,
        );
      return connection('MergeRequest', field, list, (mr, inner) => mergeRequestField(call, mr, inner));
    }
    default:
      return undefined;
  }
}

function mergeRequestField(call: ApiCall, mr: MergeRequest, field: Field): unknown {
  switch (field.name) {
    case 'iid':
      return String(mr.iid);
    case 'diffHeadSha':
      return mr.sha;
    case 'state':
      return mr.state;
    case 'draft':
      return mr.draft;
    case 'title':
      return mr.title;
    case 'reference': {
      const { fullPath } = projectById(call.world, mr.projectId);
      return field.args.full === true ? `${fullPath}!${mr.iid}` : `!${mr.iid}`;
    }
    case 'webUrl': {
      const { fullPath } = projectById(call.world, mr.projectId);
      return `${call.context.baseUrl}/${fullPath}/-/merge_requests/${mr.iid}`;
    }
    case 'mergeabilityChecks':
      return checks(call, mr);
    case 'detailedMergeStatus':
      return detailedMergeStatus(call.context, mr).then((status) => status.toUpperCase());
    case 'headPipeline': {
      const pipeline = headPipeline(call.world, mr);
      return pipeline
        ? resolve('Pipeline', field.fields, (inner) => pipelineField(call, pipeline, inner))
        : null;
    }
    default:
      return undefined;
  }
}

async function checks(call: ApiCall, mr: MergeRequest) {
  const conflict = mr.state === 'opened' && (await hasConflicts(call.context, mr));
  return [
    ...stateChecks(call.world, mr),
    { identifier: 'CONFLICT', status: conflict ? 'FAILED' : 'SUCCESS' },
  ];
}

function pipelineField(call: ApiCall, pipeline: Pipeline, field: Field): unknown {
  switch (field.name) {
    case 'id':
      return `gid://gitlab/Ci::Pipeline/${pipeline.id}`;
    case 'sha':
      return pipeline.sha;
    case 'status':
      return pipeline.status.toUpperCase();
    case 'jobs': {
      // Builds and external statuses alike, newest first (Resolvers::Ci::JobsResolver).
      const all = call.world.jobs.filter((job) => job.pipelineId === pipeline.id);
      const list = (field.args.retried === false ? latestJobs(all) : all).toSorted((a, b) => b.id - a.id);
      return connection('CiJob', field, list, (job, { name }) => {
        if (name === 'id') return `gid://gitlab/CommitStatus/${job.id}`;
        if (name === 'name') return job.name;
        if (name === 'finishedAt') return job.finishedAt;
        return name === 'status' ? job.status.toUpperCase() : undefined;
      });
    }
    default:
      return undefined;
  }
}

function connection<Item>(
  type: string,
  { args, fields }: Field,
  items: readonly Item[],
  of: (item: Item, field: Field) => unknown,
) {
  const first = typeof args.first === 'number' ? Math.min(args.first, MAX_PAGE) : MAX_PAGE;
  const start = typeof args.after === 'string' ? positionOf(args.after) : 0;
  const shown = items.slice(start, start + first);
  return resolve(`${type}Connection`, fields, ({ name, fields: inner }) => {
    if (name === 'nodes')
      return Promise.all(shown.map((item) => resolve(type, inner, (field) => of(item, field))));
    if (name === 'count') return items.length;
    if (name === 'pageInfo')
      return resolve('PageInfo', inner, (field) => {
        if (field.name === 'hasNextPage') return items.length > start + first;
        if (field.name === 'endCursor') return shown.length > 0 ? cursorOf(start + shown.length) : null;
        return undefined;
      });
    return undefined;
  });
}

/** Opaque, as GitLab's are; theirs name the last row's sort keys. */
function cursorOf(position: number): string {
  return Buffer.from(JSON.stringify({ position })).toString('base64');
}

function positionOf(cursor: string): number {
  return Number((JSON.parse(Buffer.from(cursor, 'base64').toString()) as { position: number }).position);
}
