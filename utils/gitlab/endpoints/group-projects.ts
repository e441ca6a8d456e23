import * as v from 'valibot';
import { allPages } from '../paging.ts';
import type { Transport } from '../transport.ts';
import { idOrPath, parseAnswer, type Requester } from './read.ts';

const accessLevel = v.optional(v.string());

const listed = v.pipe(
  v.object({
    id: v.number(),
    name: v.string(),
    path_with_namespace: v.string(),
    web_url: v.string(),
    default_branch: v.nullish(v.string(), null),
    archived: v.optional(v.boolean(), false),
    empty_repo: v.optional(v.boolean(), false),
    merge_requests_enabled: v.optional(v.boolean()),
    merge_requests_access_level: accessLevel,
    jobs_enabled: v.optional(v.boolean()),
    builds_access_level: accessLevel,
    only_allow_merge_if_pipeline_succeeds: v.optional(v.nullable(v.boolean()), false),
    allow_merge_on_skipped_pipeline: v.optional(v.nullable(v.boolean()), false),
    last_activity_at: v.nullish(v.string(), ''),
    marked_for_deletion_on: v.nullish(v.string(), null),
    namespace: v.optional(
      v.object({ id: v.number(), name: v.string(), full_path: v.string(), web_url: v.optional(v.string()) }),
    ),
  }),
  v.transform((project) => ({
    id: project.id,
    name: project.name,
    path: project.path_with_namespace,
    webUrl: project.web_url,
    defaultBranch: project.default_branch,
    // A project that waits for its deletion is as read-only as an archived one.
    archived: project.archived || project.marked_for_deletion_on !== null,
    empty: project.empty_repo,
    mergeRequestsEnabled: enabled(project.merge_requests_enabled, project.merge_requests_access_level),
    jobsEnabled: enabled(project.jobs_enabled, project.builds_access_level),
    pipelineMustSucceed: project.only_allow_merge_if_pipeline_succeeds ?? false,
    mergeOnSkippedPipeline: project.allow_merge_on_skipped_pipeline ?? false,
    lastActivity: project.last_activity_at ?? '',
    /** The group that it is in. */
    namespace: project.namespace,
  })),
);

/** A project as the listing of its group gives it. */
export type ListedProject = v.InferOutput<typeof listed>;

/** The older boolean or the newer access level, whichever the instance gives. Absent both: not told, so on. */
function enabled(flag: boolean | undefined, level: string | undefined): boolean {
  if (level !== undefined) return level !== 'disabled';
  return flag ?? true;
}

/** Everything below the group, without what was only shared with it. By id, so that pages do not shift. */
const SCOPE = { include_subgroups: true, with_shared: false, order_by: 'id', sort: 'asc' } as const;

/** The first page of a listing that has more, as soon as it is there. `total` null: GitLab does not say how many. */
export type OnFirstPage<T> = (rows: T, total: number | null) => void;

/** All projects of a group and its subgroups. @throws GitLabError */
export async function listGroupProjects(
  gitlab: Transport,
  group: string,
  onFirst?: OnFirstPage<ListedProject[]>,
): Promise<ListedProject[]> {
  const path = `/groups/${idOrPath(group)}/projects`;
  const parse = (rows: unknown[]) => parseAnswer(v.array(listed), rows, { method: 'GET', path });
  const first = onFirst && ((rows: unknown[], total: number | null) => onFirst(parse(rows), total));
  return parse(await allPages<unknown>(gitlab, path, SCOPE, { onFirst: first }));
}

/**
 * Ids of the group's projects where the token's user is Maintainer or more. What `onFirst` is given is complete for
 * the first page of all projects: those below its last one are on it.
 *
 * @throws GitLabError
 */
export async function listAdministrable(
  gitlab: Transport,
  group: string,
  onFirst?: OnFirstPage<Set<number>>,
): Promise<Set<number>> {
  const path = `/groups/${idOrPath(group)}/projects`;
  const parse = (rows: unknown[]) => {
    const projects = parseAnswer(v.array(v.object({ id: v.number() })), rows, { method: 'GET', path });
    return new Set(projects.map(({ id }) => id));
  };
  const first = onFirst && ((rows: unknown[], total: number | null) => onFirst(parse(rows), total));
  const query = { ...SCOPE, min_access_level: 40, simple: true };
  return parse(await allPages<unknown>(gitlab, path, query, { onFirst: first }));
}

const groupEntity = v.object({
  id: v.number(),
  full_path: v.string(),
  name: v.string(),
  web_url: v.string(),
  only_allow_merge_if_pipeline_succeeds: v.optional(v.nullable(v.boolean())),
});

/** The group itself, without its projects (GitLab's default is to add up to 100 of them). @throws GitLabError */
export async function showGroup(
  gitlab: Requester,
  group: string,
): Promise<{ id: number; path: string; name: string; webUrl: string; pipelineMustSucceed: boolean | null }> {
  const request = {
    method: 'GET',
    path: `/groups/${idOrPath(group)}`,
    query: { with_projects: false },
  } as const;
  const found = parseAnswer(groupEntity, (await gitlab.request(request)).body, request);
  return {
    id: found.id,
    path: found.full_path,
    name: found.name,
    webUrl: found.web_url,
    // The group's own setting, for all of its projects (Premium); null: a GitLab up to 18.4 does not tell.
    pipelineMustSucceed: found.only_allow_merge_if_pipeline_succeeds ?? null,
  };
}
