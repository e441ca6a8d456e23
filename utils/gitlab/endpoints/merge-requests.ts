import * as v from 'valibot';
import { idOrPath, parseAnswer, type Requester, readAnswer } from './read.ts';

const listed = v.pipe(
  v.object({
    iid: v.number(),
    project_id: v.number(),
    title: v.string(),
    web_url: v.string(),
    sha: v.nullish(v.string(), null),
    draft: v.optional(v.boolean(), false),
    references: v.optional(v.object({ full: v.optional(v.string(), '') })),
  }),
  v.transform((entity) => ({
    iid: entity.iid,
    project: entity.project_id,
    title: entity.title,
    webUrl: entity.web_url,
    /** Newest commit of the source branch; null: not told. */
    head: entity.sha,
    draft: entity.draft,
  })),
);

export type OpenMergeRequest = v.InferOutput<typeof listed>;

/**
 * One page of a group's open merge requests, those of its subgroups too, oldest first, so that pages do not shift
 * while they are read.
 *
 * @returns with `pages` null where GitLab does not count (above 10,000)
 * @throws GitLabError
 */
export async function listOpenMergeRequests(
  gitlab: Requester,
  group: string,
  page: number,
  perPage: number,
): Promise<{ mergeRequests: OpenMergeRequest[]; pages: number | null; nextPage: number | null }> {
  const request = {
    method: 'GET',
    path: `/groups/${idOrPath(group)}/merge_requests`,
    query: {
      state: 'opened',
      scope: 'all',
      order_by: 'created_at',
      sort: 'asc',
      non_archived: true,
      per_page: perPage,
      page,
    },
  } as const;
  const { body, headers, status } = await gitlab.request(request);
  const mergeRequests = parseAnswer(v.array(listed), body, request, status);
  const pages = Number(headers['x-total-pages'] ?? Number.NaN);
  const next = Number(headers['x-next-page'] ?? '');
  return {
    mergeRequests,
    pages: Number.isInteger(pages) ? pages : null,
    nextPage: next > page ? next : null,
  };
}

const note = v.object({
  body: v.string(),
  system: v.optional(v.boolean(), false),
  author: v.object({ id: v.number() }),
});

/** The notes of a merge request, newest first, at most a hundred. @throws GitLabError */
export function newestNotes(
  gitlab: Requester,
  project: number,
  iid: number,
): Promise<v.InferOutput<typeof note>[]> {
  return readAnswer(
    gitlab,
    {
      method: 'GET',
      path: `/projects/${project}/merge_requests/${iid}/notes`,
      query: { per_page: 100, order_by: 'created_at', sort: 'desc' },
    },
    v.array(note),
  );
}
