import type { ApplyWork, StoredResult } from './apply-work-types.ts';
import type { JobStorage } from './job-storage.ts';

/** Without what the job's work says of the repository. */
type PackedResult = Omit<StoredResult, 'path' | 'webUrl'>;

/** Results in one record: few enough to rewrite at each step, enough to read thousands quickly. */
const RESULTS_A_RECORD = 25;

/** The key of the record, among those of a job, that holds the result of this repository. */
export function resultsKey(prefix: string, work: ApplyWork, project: number): string {
  return `${prefix}${pageOf(work, project)}`;
}

/**
 * The record that holds the result of this repository, and with it the others of the same record: in memory they are
 * at least as far as in storage. What is only running is left out, as it is looked up again anyway, but not what was
 * to be known before GitLab was asked to act: nobody could tell afterwards.
 *
 * As text: a browser takes a record of 25 objects apart value by value, twice, at each of thousands of steps.
 */
export function packResults(
  work: ApplyWork,
  results: ReadonlyMap<number, StoredResult>,
  project: number,
): string {
  const page = pageOf(work, project);
  const packed = work.repos
    .slice(page * RESULTS_A_RECORD, (page + 1) * RESULTS_A_RECORD)
    .flatMap((repo) => results.get(repo.project) ?? [])
    .filter((result) => result.state !== 'running' || isBegun(result))
    .map(
      ({ path: _, webUrl: __, ...result }): PackedResult =>
        result.state === 'running' ? { ...result, state: 'queued' } : result,
    );
  return JSON.stringify(packed);
}

/** Results by project, as they are stored; what has none has not been reached. */
export async function readResults(
  storage: JobStorage,
  prefix: string,
  work: ApplyWork,
): Promise<Map<number, StoredResult>> {
  const pages = Math.ceil(work.repos.length / RESULTS_A_RECORD);
  const found = await Promise.all(
    Array.from({ length: pages }, (_, page) => storage.get(`${prefix}${page}`)),
  );
  const results = new Map(
    found
      .flatMap((page) => (typeof page === 'string' ? (JSON.parse(page) as PackedResult[]) : []))
      .map((result) => [result.project, result]),
  );
  return new Map(
    work.repos.flatMap(({ project, path, webUrl }) => {
      const result = results.get(project);
      return result ? [[project, { ...result, path, webUrl }]] : [];
    }),
  );
}

/** Something of it was written down before GitLab was asked to act. */
function isBegun({ hookMade, hookThere, found }: StoredResult): boolean {
  return hookMade === true || hookThere === true || found !== undefined;
}

function pageOf({ repos }: ApplyWork, project: number): number {
  return Math.floor(repos.findIndex((repo) => repo.project === project) / RESULTS_A_RECORD);
}
