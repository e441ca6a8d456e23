import * as v from 'valibot';
import { parseAnswer, type Requester, readAnswer } from './read.ts';

export interface CommitAction {
  action: 'create' | 'update' | 'delete';
  path: string;
  content?: string;
  /** Refuse where the file was changed by another commit than this one since it was read. */
  lastCommit?: string;
}

/** Commits files on a branch, all or none. Not repeated by itself. @returns the sha @throws GitLabError */
export async function createCommit(
  gitlab: Requester,
  project: number,
  /** `start`: the branch is made there, and must not exist. */
  options: { branch: string; start?: string; message: string; actions: CommitAction[] },
): Promise<string> {
  const commit = await readAnswer(
    gitlab,
    {
      method: 'POST',
      path: `/projects/${project}/repository/commits`,
      body: {
        branch: options.branch,
        ...(options.start !== undefined && { start_branch: options.start }),
        commit_message: options.message,
        actions: options.actions.map(({ action, path, content, lastCommit }) => ({
          action,
          file_path: path,
          ...(content !== undefined && { content, encoding: 'text' }),
          ...(lastCommit !== undefined && { last_commit_id: lastCommit }),
        })),
      },
    },
    v.object({ id: v.string() }),
  );
  return commit.id;
}

/** The newest commits of a branch, newest first. @throws GitLabError */
export function recentCommits(
  gitlab: Requester,
  project: number,
  branch: string,
  count: number,
): Promise<{ id: string; message: string }[]> {
  return readAnswer(
    gitlab,
    {
      method: 'GET',
      path: `/projects/${project}/repository/commits`,
      query: { ref_name: branch, per_page: count },
    },
    v.array(v.object({ id: v.string(), message: v.string() })),
  );
}

const listedCommit = v.pipe(
  v.object({
    id: v.string(),
    message: v.string(),
    author_name: v.nullish(v.string(), ''),
    created_at: v.nullish(v.string(), ''),
    web_url: v.nullish(v.string(), ''),
    parent_ids: v.optional(v.array(v.string()), []),
  }),
  v.transform((entity) => ({
    id: entity.id,
    message: entity.message,
    author: entity.author_name ?? '',
    /** ISO time. */
    at: entity.created_at ?? '',
    webUrl: entity.web_url ?? '',
    /** null: the first commit. */
    parent: entity.parent_ids[0] ?? null,
  })),
);

export type ListedCommit = v.InferOutput<typeof listedCommit>;

/** A page of a branch's commits, newest first. `nextPage` null: the last one. @throws GitLabError */
export async function listCommits(
  gitlab: Requester,
  project: number,
  branch: string,
  page: number,
  perPage: number,
): Promise<{ commits: ListedCommit[]; nextPage: number | null }> {
  const request = {
    method: 'GET',
    path: `/projects/${project}/repository/commits`,
    query: { ref_name: branch, per_page: perPage, page },
  } as const;
  const { body, headers, status } = await gitlab.request(request);
  const commits = parseAnswer(v.array(listedCommit), body, request, status);
  // GitLab does not count commits: the next page is told by its header alone, or by a full one.
  const next = Number(headers['x-next-page'] ?? '');
  const more = next > page || (headers['x-next-page'] === undefined && commits.length === perPage);
  return { commits, nextPage: more ? page + 1 : null };
}

/** One commit. @throws GitLabError */
export function showCommit(gitlab: Requester, project: number, sha: string): Promise<ListedCommit> {
  return readAnswer(
    gitlab,
    { method: 'GET', path: `/projects/${project}/repository/commits/${encodeURIComponent(sha)}` },
    listedCommit,
  );
}
