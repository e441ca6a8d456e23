import type { GitLabClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { commitPolicy, commitRecord } from './apply-policy.ts';
import { configureRepo, repoError } from './apply-repo.ts';
import { repositories } from './apply-work.ts';
import { ensureHook, type HookTarget } from './gate-hook.ts';
import type { ApplyWork, RepoWork } from './journal.ts';
import { ownTrigger } from './own-trigger.ts';
import { isTokenGone, pauseFor, Stopped } from './pause.ts';
import { whereRefused } from './refused.ts';
import type { Run } from './run.ts';
import { startSweep } from './start-sweep.ts';

/** Repositories under way beyond what the host takes at once: so that there is always one ready to go. */
const SPARE = 2;

/**
 * Executes a plan: the policy commit, then every repository, then the record of what was done, then a look at the
 * merge requests that are open already. Whatever is done is recorded also where the rest was stopped.
 *
 * @throws what ends or pauses the job
 */
export async function runApply(run: Run): Promise<void> {
  const work = run.work!;
  if (work.repos.length === 0 && !work.policyChanges) return;
  const { client } = await run.session();
  await run.step('policy', () => commitPolicy(run, client, work));
  if (work.repos.length > 0) {
    try {
      await run.step('repos', () => configureRepos(run, client, work));
    } catch (error) {
      if (error instanceof Stopped) await finish(run, client, work);
      throw error;
    }
  }
  await finish(run, client, work);
}

/** A stop is between repositories: those that are done are recorded, and their merge requests looked at, all the same. */
async function finish(run: Run, client: GitLabClient, work: ApplyWork): Promise<void> {
  const settle = async ({ project }: RepoWork): Promise<number> =>
    (await ensureHook(client, project, await hookTarget(run, client, work))).id;
  if (work.repos.length > 0) await run.step('record', () => commitRecord(run, client, work, settle), true);
  await run.step('evaluate', () => startSweep(run, client, work), true);
}

async function configureRepos(run: Run, client: GitLabClient, work: ApplyWork): Promise<string> {
  const open = work.repos.filter((repo) => run.results.get(repo.project)?.state !== 'done');
  if (open.length > 0) {
    const target = await hookTarget(run, client, work);
    const round = async (repos: RepoWork[]): Promise<RepoWork[]> => {
      const stumbled: RepoWork[] = [];
      await inParallel(
        repos,
        () => client.atOnce + SPARE,
        async (repo) => {
          if (run.stopping) throw new Stopped();
          if (!(await configureOne(run, client, repo, target))) stumbled.push(repo);
        },
      );
      return stumbled;
    };
    // What GitLab stumbled over goes once more when everything else is through.
    const stumbled = await round(open);
    if (stumbled.length > 0) await round(stumbled);
  }
  const states = work.repos.map((repo) => run.results.get(repo.project)?.state);
  const failed = states.filter((state) => state === 'failed').length;
  const done = `${repositories(states.length - failed)} configured`;
  return failed > 0 ? `${done}, ${failed} failed.` : `${done}.`;
}

async function hookTarget(run: Run, client: GitLabClient, work: ApplyWork): Promise<HookTarget> {
  const { id, branch } = work.gateProject;
  const { connection } = await run.session();
  const { trigger } = await whereRefused(ownTrigger(client, id, connection.user.id), () => ({
    kind: 'may_not_trigger',
    what: `You may not have a pipeline trigger in ${work.gateProject.path}, which the webhooks need.`,
    next: 'Ask for the Maintainer role in the gate project.',
  }));
  return { baseUrl: client.baseUrl, gateId: id, branch, token: trigger.token };
}

/**
 * One repository: its failure is its own, unless it is everybody's (no network, no token, a rate limit).
 *
 * @returns false where it failed for a reason that may pass by itself
 */
async function configureOne(
  run: Run,
  client: GitLabClient,
  repo: RepoWork,
  target: HookTarget,
): Promise<boolean> {
  const { project, path, webUrl } = repo;
  await run.result({ project, path, webUrl, state: 'running' });
  try {
    const { hook, detail } = await configureRepo(client, repo, target);
    await run.result({ project, path, webUrl, state: 'done', detail, hook });
    run.progressed();
    return true;
  } catch (error) {
    if (isTokenGone(error) || pauseFor(error)) {
      run.results.delete(project);
      throw error;
    }
    await run.result({ project, path, webUrl, state: 'failed', error: repoError(error, repo) });
    return !(error instanceof GitLabError && error.kind === 'server');
  }
}

/**
 * Works through a list with some at once: more would do no good, and a stop would wait for them. After the first
 * error no new one is begun; those under way end first.
 */
async function inParallel<T>(
  items: readonly T[],
  width: () => number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  for (const item of items) {
    if (failures.length > 0) break;
    const one = work(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(one));
    running.add(one);
    while (running.size >= width()) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
