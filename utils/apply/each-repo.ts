import type { GitLabClient } from '../gitlab/client.ts';
import { showProject } from '../gitlab/endpoints/projects.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { repoError } from './apply-repo.ts';
import type { RepoWork, StoredResult } from './apply-work-types.ts';
import { inParallel } from './in-parallel.ts';
import { isNotWritten } from './job-storage.ts';
import { downFor, isTokenGone, pauseFor, Stopped } from './pause.ts';
import { isUncertain } from './refused.ts';
import type { Run } from './run.ts';

/** Repositories under way beyond what the host takes at once: so that there is always one ready to go. */
const SPARE = 2;

/** After so many in a row that GitLab fails at, something else is asked: is it down, or is it these repositories? */
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
        const through = await oneRepo(run, repo, work);
        inARow = through ? 0 : inARow + 1;
        if (!through) stumbled.push(repo);
        if (inARow < MOST_IN_A_ROW) return;
        inARow = 0;
        await unlessDown(run, client);
      },
    );
    return stumbled;
  };
  // What GitLab stumbled over goes once more when everything else is through.
  const stumbled = await round(openOf(run, repos));
  if (stumbled.length > 0) await round(stumbled);
}

/** @throws Paused where GitLab fails at the gate project too: the other repositories would only fail alike */
async function unlessDown(run: Run, client: GitLabClient): Promise<void> {
  try {
    if (run.work) await showProject(client, run.work.gateProject.id);
  } catch (error) {
    if (error instanceof GitLabError && error.kind === 'server') throw downFor(error);
    if (isTokenGone(error) || pauseFor(error)) throw error;
  }
}

/** Those that are not done: a retry takes them up again. */
export function openOf(run: Run, repos: readonly RepoWork[]): RepoWork[] {
  return repos.filter((repo) => run.results.get(repo.project)?.state !== 'done');
}

/**
 * One repository: its failure is its own, unless it is everybody's.
 *
 * @returns false where it failed for a reason that may pass by itself
 */
export async function oneRepo(
  run: Run,
  repo: RepoWork,
  work: (repo: RepoWork) => Promise<Outcome>,
): Promise<boolean> {
  const { project, path, webUrl } = repo;
  /** What must not be forgotten, whatever comes of it: an earlier attempt may have made the webhook. */
  const known = (): Pick<StoredResult, 'hookMade' | 'hookThere' | 'hookAt' | 'found'> => {
    const { hookMade, hookThere, hookAt, found } = run.results.get(project) ?? {};
    return {
      ...(hookMade && { hookMade }),
      ...(hookThere && { hookThere }),
      ...(hookAt !== undefined && { hookAt }),
      ...(found && { found }),
    };
  };
  const { hookMade: earlier = false, hookAt: begunAt } = known();
  await run.result({ project, path, webUrl, state: 'running', ...known() });
  try {
    const { hookUnsure = false, ...outcome } = await work(repo);
    const hookMade = earlier || outcome.hookMade === true;
    const hookAt = hookUnsure && { hookAt: run.deps.now() };
    const there = known().hookThere && { hookThere: true };
    await run.result({ project, path, webUrl, ...outcome, hookMade, ...there, ...hookAt });
    run.progressed();
    return true;
  } catch (error) {
    if (isTokenGone(error) || isNotWritten(error) || pauseFor(error)) {
      run.results.set(project, { project, path, webUrl, state: 'queued', ...known() });
      throw error;
    }
    const failed = { project, path, webUrl, state: 'failed', error: repoError(error, repo) } as const;
    const { hookAt, ...kept } = known();
    // What GitLab refused it has not done.
    const open = isUncertain(error) ? hookAt : begunAt;
    await run.result({ ...failed, ...kept, ...(open !== undefined && { hookAt: open }) });
    return !(error instanceof GitLabError && error.kind === 'server');
  }
}
