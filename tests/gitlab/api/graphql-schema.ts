import { since } from '../server/since.ts';
import type { World } from '../world/types.ts';
import type { Field } from './graphql-query.ts';

/** app/graphql/gitlab_schema.rb: what a query may cost and how deep it may go, by who asks. */
export const LIMITS = {
  anonymous: { complexity: 200, depth: 15 },
  authenticated: { complexity: 250, depth: 20 },
  admin: { complexity: 300, depth: 20 },
};
/** `default_max_page_size` */
export const MAX_PAGE = 100;
/** lib/gitlab/graphql/query_analyzers/ast/recursion_analyzer.rb */
const RECURSION_THRESHOLD = 2;

interface FieldType {
  /** Of an object or of a connection's nodes; absent: a scalar. */
  type?: string;
  connection?: true;
  /** Only fields with a resolver class cost by their arguments and by how many nodes they may give. */
  resolver?: true;
  /** `calls_gitaly`: one point more. */
  gitaly?: true;
  /** Its `sort` has a default, which costs as one that is asked for does (app/graphql/resolvers/merge_requests_resolver.rb). */
  sorted?: true;
  /** The GitLab that brought it; absent: every one that is supported. */
  since?: string;
  /** By name, with the GitLab that brought each. */
  args?: Record<string, string | null>;
}

const scalar: FieldType = {};

/** The part of GitLab's schema that the extension and its tests ask: app/graphql/types, its types by their own names. */
const TYPES: Record<string, Record<string, FieldType>> = {
  Query: {
    group: { type: 'Group', resolver: true, args: { fullPath: null } },
    project: { type: 'Project', resolver: true, args: { fullPath: null } },
  },
  Group: {
    id: scalar,
    fullPath: scalar,
    mergeRequests: {
      type: 'MergeRequest',
      connection: true,
      resolver: true,
      sorted: true,
      args: { includeSubgroups: null, state: null, mergedAfter: null, sort: null },
    },
  },
  Project: {
    id: scalar,
    fullPath: scalar,
    mergeRequest: { type: 'MergeRequest', resolver: true, args: { iid: null } },
    mergeRequests: {
      type: 'MergeRequest',
      connection: true,
      resolver: true,
      sorted: true,
      args: { iids: null },
    },
    pipelines: {
      type: 'Pipeline',
      connection: true,
      resolver: true,
      gitaly: true,
      args: { sha: null, ref: null, scope: null, status: null },
    },
    repository: { type: 'Repository' },
  },
  MergeRequest: {
    iid: scalar,
    diffHeadSha: scalar,
    state: scalar,
    draft: scalar,
    title: scalar,
    reference: { args: { full: null } },
    webUrl: scalar,
    mergeabilityChecks: { type: 'MergeRequestMergeabilityCheck', resolver: true },
    detailedMergeStatus: { gitaly: true },
    headPipeline: { type: 'Pipeline' },
  },
  MergeRequestMergeabilityCheck: { identifier: scalar, status: scalar },
  Pipeline: {
    id: scalar,
    sha: scalar,
    status: scalar,
    path: scalar,
    project: { type: 'Project' },
    jobs: { type: 'CiJob', connection: true, resolver: true, args: { retried: '15.2' } },
    downstream: { type: 'Pipeline', connection: true },
    sourceJob: { type: 'CiJob' },
  },
  CiJob: {
    id: scalar,
    name: scalar,
    status: scalar,
    finishedAt: scalar,
    retried: scalar,
    webPath: scalar,
    artifacts: { type: 'CiJobArtifact', connection: true },
  },
  CiJobArtifact: { fileType: scalar, expireAt: { since: '15.4' } },
  Repository: {
    blobs: {
      type: 'RepositoryBlob',
      connection: true,
      resolver: true,
      gitaly: true,
      args: { paths: null, ref: null },
    },
  },
  RepositoryBlob: { path: scalar, size: scalar, rawTextBlob: scalar },
  PageInfo: { hasNextPage: scalar, endCursor: scalar },
};
const PAGE_ARGS = ['first', 'last', 'after', 'before'];

function typeOf(type: string, name: string): FieldType | undefined {
  if (!type.endsWith('Connection')) return TYPES[type]?.[name];
  if (name === 'pageInfo') return { type: 'PageInfo' };
  if (name === 'count') return scalar;
  return name === 'nodes' ? { type: type.slice(0, -'Connection'.length) } : undefined;
}

/** The type that is selected from; null: a scalar has nothing to select. */
function inner({ type, connection }: FieldType): string | null {
  return type === undefined ? null : connection ? `${type}Connection` : type;
}

/** What GitLab says of a query before it runs: of fields, arguments and selections that its schema does not have. */
export function schemaError(world: World, fields: readonly Field[], type = 'Query'): string | null {
  const known = (version: string | null | undefined) => version == null || since(world, version);
  for (const { name, args, fields: selected } of fields) {
    const field = typeOf(type, name);
    if (!field || !known(field.since)) return `Field '${name}' doesn't exist on type '${type}'`;
    for (const arg of Object.keys(args)) {
      const isOf = field.args !== undefined && Object.hasOwn(field.args, arg) && known(field.args[arg]);
      if (!isOf && !(field.connection && PAGE_ARGS.includes(arg)))
        return `Field '${name}' doesn't accept argument '${arg}'`;
    }
    const of = inner(field);
    if (of === null && selected.length > 0)
      return `Selections can't be made on scalars (field '${name}' has selections)`;
    if (of === null) continue;
    if (selected.length === 0)
      return `Field must have selections (field '${name}' returns ${of} but has no selections. Did you mean '${name} { ... }'?)`;
    const error = schemaError(world, selected, of);
    if (error !== null) return error;
  }
  return null;
}

/**
 * What a query costs (app/graphql/types/base_field.rb, app/graphql/resolvers/base_resolver.rb): a field is one point
 * beside what is selected from it. One with a resolver costs more by its arguments, and where it is a connection again a
 * hundredth of all that for each node that it may give; one without gives any number for its one point.
 */
export function complexity(fields: readonly Field[], type = 'Query'): number {
  return fields.reduce((sum, { name, args, fields: selected }) => {
    const field = typeOf(type, name) ?? scalar;
    const inside = complexity(selected, inner(field) ?? '') + 1 + (field.gitaly ? 1 : 0);
    if (!field.resolver) return sum + inside;
    const asked =
      inside +
      (args.sort === undefined && !field.sorted ? 0 : 1) +
      (args.search === undefined ? 0 : 5) +
      // ResolvesPipelines and BlobsResolver
      (args.sha === undefined ? 0 : 2) +
      (args.ref === undefined || name !== 'pipelines' ? 0 : 2) +
      (Array.isArray(args.paths) ? args.paths.length : 0);
    const most = Math.min(Number(args.first ?? MAX_PAGE), Number(args.last ?? MAX_PAGE), MAX_PAGE);
    const again = field.connection && args.iid === undefined && args.iids === undefined ? most / 100 : 0;
    return sum + Math.floor(asked + asked * again);
  }, 0);
}

export function depth(fields: readonly Field[]): number {
  return Math.max(0, ...fields.map(({ fields: selected }) => 1 + depth(selected)));
}

/** A field that is inside itself too often; null: there is none. */
export function recurring(fields: readonly Field[], above: readonly string[] = []): string | null {
  for (const { name, fields: selected } of fields) {
    if (selected.length === 0) continue;
    const branch = name === 'nodes' ? above : [...above, name];
    const times = branch.filter((one) => one === name).length;
    if (times > RECURSION_THRESHOLD)
      return `Recursive query - too many of fields '{"${name}"=>${times}}' detected\nin single branch of the query")\n`;
    const found = recurring(selected, branch);
    if (found !== null) return found;
  }
  return null;
}
