import type { GitLabClient } from '../gitlab/client.ts';
import { listOpenMergeRequests } from '../gitlab/endpoints/merge-requests.ts';
import { inParallel } from './in-parallel.ts';

const PER_PAGE = 100;
/** GitLab lists no more than 50,000 rows by page. */
const MOST_PAGES = 500;

export interface OpenCount {
  count: number;
  /** There are more pages than were to be read. */
  more: boolean;
}

/**
 * How many merge requests are open in those repositories of a group.
 *
 * @param most pages of a hundred
 * @throws GitLabError
 */
export async function countOpen(
  client: GitLabClient,
  groupPath: string,
  repos: ReadonlySet<number>,
  most = MOST_PAGES,
): Promise<OpenCount> {
  let count = 0;
  const read = async (page: number) => {
    const listed = await listOpenMergeRequests(client, groupPath, page, PER_PAGE);
    count += listed.mergeRequests.filter(({ project }) => repos.has(project)).length;
    return listed;
  };
  const { pages, nextPage } = await read(1);
  if (pages !== null) {
    const others = Array.from({ length: Math.max(0, Math.min(pages, most) - 1) }, (_, index) => index + 2);
    await inParallel(
      others,
      () => client.atOnce,
      async (page) => void (await read(page)),
    );
    return { count, more: pages > most };
  }
  let page = nextPage;
  while (page !== null && page <= most) page = (await read(page)).nextPage;
  return { count, more: page !== null };
}
