import { Branches, GroupAccessTokens, Metadata, PersonalAccessTokens } from '@gitbeaker/core';
import { allPages, type PagingOptions } from './paging.ts';
import type { Query } from './query.ts';
import { gitbeakerOptions } from './requester.ts';
import type { Transport } from './transport.ts';

/**
 * One GitLab as one token. gitbeaker's resources, for the endpoints that take no more than its paths and types: those
 * listed here alone are bundled. All others are in `endpoints`, over `request`.
 */
export function createClient(transport: Transport) {
  const options = gitbeakerOptions(transport);
  return {
    baseUrl: transport.baseUrl,
    /** How many requests the host takes at once, as far as is known now. */
    get atOnce(): number {
      return transport.atOnce;
    },
    branches: new Branches(options),
    groupAccessTokens: new GroupAccessTokens(options),
    metadata: new Metadata(options),
    personalAccessTokens: new PersonalAccessTokens(options),
    /** What gitbeaker lacks, or where body keys are data. */
    request: transport.request,
    /** All rows of a listing, pages read side by side where GitLab says how many there are. */
    allPages: <T>(path: string, query?: Query, paging?: PagingOptions): Promise<T[]> =>
      allPages<T>(transport, path, query, paging),
  };
}

export type GitLabClient = ReturnType<typeof createClient>;
