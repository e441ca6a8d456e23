import {
  Branches,
  Commits,
  GroupAccessTokens,
  GroupMembers,
  GroupServiceAccounts,
  Groups,
  Jobs,
  MergeRequestNotes,
  MergeRequests,
  Metadata,
  Namespaces,
  PersonalAccessTokens,
  Pipelines,
  PipelineTriggerTokens,
  ProjectHooks,
  ProjectMembers,
  Projects,
  ProjectVariables,
  Repositories,
  RepositoryFiles,
  Users,
} from '@gitbeaker/core';
import { allPages, type PagingOptions } from './paging.ts';
import type { Query } from './query.ts';
import { createRequester } from './requester.ts';
import type { Transport } from './transport.ts';

/**
 * GitLab's endpoints by gitbeaker's names and types, over our transport. Only the resources listed here are
 * bundled. gitbeaker is given no token at all: its errors and objects cannot hold what it never had.
 */
export function createClient(transport: Transport) {
  const options = {
    host: transport.baseUrl,
    requesterFn: () => createRequester(transport),
    // The transport has its own timeouts; gitbeaker's covers a whole paginated call and cannot be told apart from a stop.
    queryTimeout: null,
    rateLimits: {},
  };
  return {
    baseUrl: transport.baseUrl,
    /** How many requests the host takes at once, as far as is known now. */
    get atOnce(): number {
      return transport.atOnce;
    },
    branches: new Branches(options),
    commits: new Commits(options),
    files: new RepositoryFiles(options),
    groupAccessTokens: new GroupAccessTokens(options),
    groupMembers: new GroupMembers(options),
    groupServiceAccounts: new GroupServiceAccounts(options),
    groups: new Groups(options),
    hooks: new ProjectHooks(options),
    jobs: new Jobs(options),
    mergeRequestNotes: new MergeRequestNotes(options),
    mergeRequests: new MergeRequests(options),
    metadata: new Metadata(options),
    namespaces: new Namespaces(options),
    personalAccessTokens: new PersonalAccessTokens(options),
    pipelines: new Pipelines(options),
    projectMembers: new ProjectMembers(options),
    projects: new Projects(options),
    repositories: new Repositories(options),
    triggers: new PipelineTriggerTokens(options),
    users: new Users(options),
    variables: new ProjectVariables(options),
    /** What gitbeaker lacks, or where body keys are data. */
    request: transport.request,
    /** All rows of a listing, pages read side by side where GitLab says how many there are. */
    allPages: <T>(path: string, query?: Query, paging?: PagingOptions): Promise<T[]> =>
      allPages<T>(transport, path, query, paging),
  };
}

export type GitLabClient = ReturnType<typeof createClient>;
