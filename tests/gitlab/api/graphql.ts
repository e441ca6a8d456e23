import { type Answer, json } from '../server/answer.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { detailedMergeStatus, hasConflicts, stateChecks } from '../server/merge-check.ts';
import { findMergeRequest, findProject } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import { canReadCode, canSeeProject } from '../world/roles.ts';
import type { MergeRequest, Pipeline, Project } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { complexity, type Field, parseQuery, type Query, QueryError } from './graphql-query.ts';

/** app/controllers/graphql_controller.rb and app/graphql/gitlab_schema.rb */
const MAX_QUERY = 10_000;
const MAX_COMPLEXITY = { authenticated: 250, anonymous: 200 };
const MAX_PAGE = 100;

/**
 * The part of GitLab's schema that the extension and its tests ask: projects by path, their merge requests, each
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
  const shown = items.slice(0, first);
  return resolve(`${type}Connection`, fields, ({ name, fields: inner }) => {
    if (name === 'nodes')
      return Promise.all(shown.map((item) => resolve(type, inner, (field) => of(item, field))));
    if (name === 'count') return items.length;
    if (name === 'pageInfo')
      return resolve('PageInfo', inner, (field) =>
        field.name === 'hasNextPage' ? items.length > first : undefined,
      );
    return undefined;
  });
}
