import type { GitLabClient } from '../gitlab/client.ts';
import { listOpenMergeRequests } from '../gitlab/endpoints/merge-requests.ts';
import { inParallel } from './in-parallel.ts';

const PER_PAGE = 100;
/** GitLab lists no more than 50,000 rows by page. */
const MOST_PAGES = 500;

/** How many merge requests are open in those repositories of a group. @throws GitLabError */
export async function countOpen(
  client: GitLabClient,
  groupPath: string,
  repos: ReadonlySet<number>,
): Promise<number> {
  let count = 0;
  const read = async (page: number) => {
    const listed = await listOpenMergeRequests(client, groupPath, page, PER_PAGE);
    count += listed.mergeRequests.filter(({ project }) => repos.has(project)).length;
    return listed;
  };
  const { pages, nextPage } = await read(1);
  if (pages !== null) {
    const others = Array.from({ length: Math.min(pages, MOST_PAGES) - 1 }, (_, index) => index + 2);
    await inParallel(
      others,
      () => client.atOnce,
      async (page) => void (await read(page)),
    );
    return count;
  }
  for (let page = nextPage; page !== null && page <= MOST_PAGES; ) page = (await read(page)).nextPage;
  return count;
}
