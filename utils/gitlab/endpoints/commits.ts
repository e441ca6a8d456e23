import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

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
  options: { branch: string; message: string; actions: CommitAction[] },
): Promise<string> {
  const commit = await readAnswer(
    gitlab,
    {
      method: 'POST',
      path: `/projects/${project}/repository/commits`,
      body: {
        branch: options.branch,
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
