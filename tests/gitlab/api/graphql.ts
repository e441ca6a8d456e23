import { type Answer, json } from '../server/answer.ts';
import { headPipeline } from '../server/head-pipeline.ts';
import { detailedMergeStatus, hasConflicts, stateChecks } from '../server/merge-check.ts';
import { descendants, findGroup, findMergeRequest, findProject, projectById } from '../world/find.ts';
import { canReadCode, canSeeGroup, canSeeProject } from '../world/roles.ts';
import type { Group, MergeRequest, Project } from '../world/types.ts';
import type { ApiCall } from './call.ts';
import { connection, resolve } from './graphql-answer.ts';
import { pipelineAnswer, pipelinesAnswer } from './graphql-pipelines.ts';
import { type Field, parseQuery, type Query, QueryError } from './graphql-query.ts';
import { complexity, depth, LIMITS, recurring, schemaError } from './graphql-schema.ts';

/** app/controllers/graphql_controller.rb */
const MAX_QUERY = 10_000;

/**
 * The part of GitLab's schema that the extension and its tests ask: projects and groups by path, their merge requests, each
 * one's checks, head pipeline and jobs, pipelines, and files. Anything else gets GitLab's error for a field that does not
 * exist. As in GitLab, a GET may ask and not change (`disallow_mutations_for_get`).
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
  const error =
    query.operation === 'query'
      ? (schemaError(call.world, query.fields) ?? excess(call, query.fields))
      : `Field '${query.fields[0]?.name ?? ''}' doesn't exist on type 'Mutation'`;
  if (error !== null) return failed(error);
  return json({ data: await resolve(query.fields, (field) => root(call, field)) });
}

function failed(message: string, status = 200): Answer {
  return json({ errors: [{ message }] }, status);
}

/** What GitLab says of a query that asks for too much. */
function excess({ user }: ApiCall, fields: readonly Field[]): string | null {
  const most = LIMITS[user === null ? 'anonymous' : user.admin ? 'admin' : 'authenticated'];
  const cost = complexity(fields);
  if (cost > most.complexity)
    return `Query has complexity of ${cost}, which exceeds max complexity of ${most.complexity}`;
  const deep = depth(fields);
  if (deep > most.depth) return `Query has depth of ${deep}, which exceeds max depth of ${most.depth}`;
  return recurring(fields);
}

function root(call: ApiCall, field: Field): unknown {
  const path = String(field.args.fullPath ?? '');
  if (field.name === 'group') {
    const group = findGroup(call.world, path);
    if (!group || !canSeeGroup(call.world, call.user, group)) return null;
    return resolve(field.fields, (inner) => groupField(call, group, inner));
  }
  // By its path of now: a former one leads nowhere (Resolvers::FullPathResolver).
  const found = findProject(call.world, path);
  if (!found || found.moved || !canSeeProject(call.world, call.user, found.project)) return null;
  return resolve(field.fields, (inner) => projectField(call, found.project, inner));
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
      return mr ? resolve(field.fields, (inner) => mergeRequestField(call, mr, inner)) : null;
    }
    case 'mergeRequests': {
      const iids = Array.isArray(field.args.iids) ? field.args.iids.map(Number) : null;
      const list = call.world.mergeRequests
        .filter((mr) => readable && mr.projectId === project.id && (iids?.includes(mr.iid) ?? true))
        .toSorted((a, b) => b.id - a.id);
      return connection(field, list, (mr, inner) => mergeRequestField(call, mr, inner));
    }
    case 'pipelines':
      return pipelinesAnswer(call, project, field, projectField);
    case 'repository':
      // `authorize :read_code` of Types::RepositoryType
      return canReadCode(call.world, call.user, project)
        ? resolve(field.fields, (inner) => blobs(call, project, inner))
        : null;
    default:
      return undefined;
  }
}

/** Resolvers::BlobsResolver: of the default branch's newest commit where no other is named; what is not there is left out. */
async function blobs(call: ApiCall, project: Project, field: Field) {
  const { store } = call.context;
  const ref = typeof field.args.ref === 'string' ? field.args.ref : 'HEAD';
  const commit = await store.resolve(project.id, ref);
  const paths = Array.isArray(field.args.paths) ? field.args.paths.map(String) : [];
  const found = await Promise.all(
    paths.map(async (path) => ({ path, file: commit && (await store.readFile(project.id, commit, path)) })),
  );
  const files = found.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  return connection(field, files, ({ path, file }, { name }) => {
    if (name === 'path') return path;
    // BigInt is written as text.
    if (name === 'size') return String(file.size);
    return rawText(file.content);
  });
}

/** As much as GitLab loads of a file (Gitlab::Git::Blob::MAX_DATA_DISPLAY_SIZE). */
const MAX_BLOB = 10 * 1024 * 1024;

/** null for what git holds for binary: a NUL in its first 8,000 bytes. */
function rawText(content: Buffer): string | null {
  return content.subarray(0, 8000).includes(0) ? null : content.subarray(0, MAX_BLOB).toString('utf8');
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
      return connection(field, list, (mr, inner) => mergeRequestField(call, mr, inner));
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
      return checks(call, mr).then((list) =>
        Promise.all(list.map((one) => resolve(field.fields, ({ name }) => Reflect.get(one, name)))),
      );
    case 'detailedMergeStatus':
      return detailedMergeStatus(call.context, mr).then((status) => status.toUpperCase());
    case 'headPipeline':
      return pipelineAnswer(call, headPipeline(call.world, mr), field, projectField);
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
