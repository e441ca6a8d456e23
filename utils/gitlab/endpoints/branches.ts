import * as v from 'valibot';
import type { GitLabClient } from '../client.ts';
import { parseAnswer } from './read.ts';

/** Names of a project's branches that hold a text, at most a hundred. @throws GitLabError */
export async function findBranches(
  gitlab: Pick<GitLabClient, 'branches'>,
  project: number,
  text: string,
): Promise<string[]> {
  const found = await gitlab.branches.all(project, { search: text, perPage: 100, maxPages: 1 });
  const branches = parseAnswer(v.array(v.object({ name: v.string() })), found, {
    method: 'GET',
    path: `/projects/${project}/repository/branches`,
  });
  return branches.map(({ name }) => name);
}
