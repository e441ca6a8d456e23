import type { GitLabClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { repoError } from './apply-repo.ts';
import type { RepoWork, StoredResult } from './apply-work-types.ts';
import { inParallel } from './in-parallel.ts';
import { downFor, isTokenGone, pauseFor, Stopped } from './pause.ts';
import { isUncertain } from './refused.ts';
import type { Run } from './run.ts';

/** Repositories under way beyond what the host takes at once: so that there is always one ready to go. */
const SPARE = 2;

/** So many in a row that GitLab fails at are not their own trouble: the others would only fail alike. */
const MOST_IN_A_ROW = 10;

/** What came of a repository that went well, or was left alone. */
export type Outcome = Pick<StoredResult, 'state' | 'detail' | 'hook' | 'hookMade' | 'found' | 'left'> & {
  /** A second webhook may still appear. */
  hookUnsure?: boolean;
};

/**
 * Works through those of `repos` that are not done yet, and writes down what came of each.
 *
 * @throws Stopped, and what is everybody's failure: no network, no token, a rate limit
 */
export async function eachRepo(
  run: Run,
  client: GitLabClient,
  repos: readonly RepoWork[],
  work: (repo: RepoWork) => Promise<Outcome>,
): Promise<void> {
  const round = async (open: readonly RepoWork[]): Promise<RepoWork[]> => {
    const stumbled: RepoWork[] = [];
    let inARow = 0;
    await inParallel(
      open,
      () => client.atOnce + SPARE,
      async (repo) => {
        if (run.stopping) throw new Stopped();
        const trouble = await oneRepo(run, repo, work);
        inARow = trouble ? inARow + 1 : 0;
        if (trouble) stumbled.push(repo);
        if (trouble && inARow >= MOST_IN_A_ROW) throw downFor(trouble);
      },
    );
    return stumbled;
  };
  // What GitLab stumbled over goes once more when everything else is through.
  const stumbled = await round(openOf(run, repos));
  if (stumbled.length > 0) await round(stumbled);
}

/** Those that are not done: a retry takes them up again. */
export function openOf(run: Run, repos: readonly RepoWork[]): RepoWork[] {
  return repos.filter((repo) => run.results.get(repo.project)?.state !== 'done');
}

/**
 * One repository: its failure is its own, unless it is everybody's.
 *
 * @returns the trouble where it failed for a reason that may pass by itself; null: it went well, or GitLab refused it
 */
export async function oneRepo(
  run: Run,
  repo: RepoWork,
  work: (repo: RepoWork) => Promise<Outcome>,
): Promise<GitLabError | null> {
  const { project, path, webUrl } = repo;
  /** What must not be forgotten, whatever comes of it: an earlier attempt may have made the webhook. */
  const known = (): Pick<StoredResult, 'hookMade' | 'hookAt'> => {
    const { hookMade, hookAt } = run.results.get(project) ?? {};
    return { ...(hookMade && { hookMade }), ...(hookAt !== undefined && { hookAt }) };
  };
  const { hookMade: earlier = false, hookAt: begunAt } = known();
  await run.result({ project, path, webUrl, state: 'running', ...known() });
  try {
    const { hookUnsure = false, ...outcome } = await work(repo);
    const hookMade = earlier || outcome.hookMade === true;
    const hookAt = hookUnsure && { hookAt: run.deps.now() };
    await run.result({ project, path, webUrl, ...outcome, hookMade, ...hookAt });
    run.progressed();
    return null;
  } catch (error) {
    if (isTokenGone(error) || pauseFor(error)) {
      run.results.set(project, { project, path, webUrl, state: 'queued', ...known() });
      throw error;
    }
    const failed = { project, path, webUrl, state: 'failed', error: repoError(error, repo) } as const;
    const { hookAt, ...kept } = known();
    // What GitLab refused it has not done.
    const open = isUncertain(error) ? hookAt : begunAt;
    await run.result({ ...failed, ...kept, ...(open !== undefined && { hookAt: open }) });
    return error instanceof GitLabError && error.kind === 'server' ? error : null;
  }
}
