import * as v from 'valibot';
import { type Requester, readAnswer } from './read.ts';

/** Names of a project's branches that hold a text, at most a hundred. @throws GitLabError */
export async function findBranches(gitlab: Requester, project: number, text: string): Promise<string[]> {
  const branches = await readAnswer(
    gitlab,
    {
      method: 'GET',
      path: `/projects/${project}/repository/branches`,
      query: { search: text, per_page: 100 },
    },
    v.array(v.object({ name: v.string() })),
  );
  return branches.map(({ name }) => name);
}
