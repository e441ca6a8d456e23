import { Failure } from '../failure.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { commitPolicy, commitRecord } from './apply-policy.ts';
import { configureRepo } from './apply-repo.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import { eachRepo, openOf } from './each-repo.ts';
import { enrolledNow } from './enrolled-now.ts';
import { ensureHook, type HookTarget } from './gate-hook.ts';
import { ensureLanes } from './lanes.ts';
import { ownTrigger } from './own-trigger.ts';
import { Stopped } from './pause.ts';
import { whereRefused } from './refused.ts';
import { lookAgain, putBack, releaseRepos } from './release-repos.ts';
import type { Run } from './run.ts';
import { mayStillAppear, settleHooks } from './settle-hooks.ts';
import { startSweeps } from './start-sweep.ts';
import { TAKE_DOWN_STEPS } from './take-down.ts';
import { gatesOf, releasesOf } from './work-parts.ts';

/**
 * Executes a plan: repositories that are let go, then the policy's commit, then those that are gated, then the record
 * of what was done, then a look at the merge requests that are open already, or the end of the gate itself.
 *
 * The order holds at every point where it may be cut off: a repository is known to the enrolment from before it is
 * touched until nothing of ours is left in it, and what lets it merge goes before what would block it.
 * Whatever is done is recorded also where the rest was stopped.
 *
 * @throws what ends or pauses the job
 */
export async function runApply(run: Run): Promise<void> {
  const work = run.work!;
  if (run.record.steps.length === 0) return;
  const { client } = await run.session();
  try {
    if (releasesOf(work).length > 0) await run.step('release', () => letGo(run, client, work));
    await run.step('policy', async () => {
      const said = await commitPolicy(run, client, work);
      await putBack(run, client, work, () => hookTarget(run, client, work));
      return said;
    });
    if (gatesOf(work).length > 0) await run.step('repos', () => configureRepos(run, client, work));
  } catch (error) {
    if (error instanceof Stopped) await finish(run, client, work);
    throw error;
  }
  await finish(run, client, work);
  await takeDown(run, work);
}

/** A stop is between repositories: those that are done are recorded, and their merge requests looked at, all the same. */
async function finish(run: Run, client: GitLabClient, work: ApplyWork): Promise<void> {
  const has = (key: string): boolean => run.record.steps.some((step) => step.key === key);
  if (has('record')) await run.step('record', () => recordDone(run, client, work), true);
  if (has('evaluate')) await run.step('evaluate', () => startSweeps(run, client, work), true);
}

async function letGo(run: Run, client: GitLabClient, work: ApplyWork): Promise<Text> {
  await releaseRepos(run, client, work);
  return summary(run, releasesOf(work), work.mode === 'undo' ? 'apply.done.put_back' : 'apply.done.let_go');
}

async function recordDone(run: Run, client: GitLabClient, work: ApplyWork): Promise<Text> {
  const settle = async ({ project }: RepoWork): Promise<number> =>
    (await ensureHook(client, project, await hookTarget(run, client, work))).id;
  const said = await commitRecord(run, client, work, settle);
  await lookAgain(run, client, work);
  return said;
}

async function configureRepos(run: Run, client: GitLabClient, work: ApplyWork): Promise<Text> {
  const repos = gatesOf(work);
  if (openOf(run, repos).length > 0) {
    const enrols = repos.some(({ enrol }) => enrol);
    const [target, lanes] = await Promise.all([
      hookTarget(run, client, work),
      enrols ? ensureLanes(client, work.gateProject, work.enrolled?.length) : null,
    ]);
    if (lanes) target.lanes = lanes;
    await eachRepo(run, client, repos, (repo) => {
      const { hookMade, hookThere, hookAt } = run.results.get(repo.project) ?? {};
      return configureRepo(client, repo, target, {
        beforeMaking: (replaces) => run.aboutToMakeHook(repo, replaces),
        // Not enrolled so far, and no life of this job has begun to make its webhook.
        fresh: repo.enrol && !hookMade && !hookThere,
        begun: hookAt !== undefined && mayStillAppear(hookAt, run.deps.now()),
        wait: run.deps.sleep,
      });
    });
  }
  await settleHooks(run, client, repos, () => hookTarget(run, client, work));
  return summary(run, repos, 'apply.done.configured');
}

type Done = 'apply.done.configured' | 'apply.done.put_back' | 'apply.done.let_go';

function summary(run: Run, repos: readonly RepoWork[], id: Done): Text {
  const count = (state: string): number =>
    repos.filter((repo) => run.results.get(repo.project)?.state === state).length;
  const [done, skipped, failed] = [text(id, { count: count('done') }), count('skipped'), count('failed')];
  if (skipped > 0 && failed > 0) return text('apply.done.skipped_failed', { done, skipped, failed });
  if (skipped > 0) return text('apply.done.skipped', { done, skipped });
  return failed > 0 ? text('apply.done.failed', { done, failed }) : text('apply.done.all', { done });
}

async function hookTarget(run: Run, client: GitLabClient, work: ApplyWork): Promise<HookTarget> {
  const { id, branch } = work.gateProject;
  const { connection } = await run.session();
  const { trigger } = await whereRefused(ownTrigger(client, id, connection.user.id), () => ({
    kind: 'may_not_trigger',
    what: text('apply.error.no_trigger_for_hooks', { path: work.gateProject.path }),
    next: text('apply.error.ask_maintainer'),
  }));
  return { baseUrl: client.baseUrl, gateId: id, branch, token: trigger.token };
}

/** The gate goes last, and only once no repository depends on it: without it, its flags would lock merge requests. */
async function takeDown(run: Run, work: ApplyWork): Promise<void> {
  if (!work.takeDown) return;
  const left = await stillGated(run, work);
  for (const { key, work: step } of TAKE_DOWN_STEPS) {
    if (!run.record.steps.some((candidate) => candidate.key === key)) continue;
    await run.step(key, async () => {
      if (left > 0) throw new Failure(notAllReleased(left));
      return step(run, work);
    });
  }
}

/** Those that could not be let go, and those that somebody else has gated since the plan. */
async function stillGated(run: Run, { takeDown, gateProject, repos }: ApplyWork): Promise<number> {
  const open = openOf(run, repos).length;
  const begun = run.record.steps.some(
    ({ key, state }) => key === TAKE_DOWN_STEPS[0]?.key && state === 'done',
  );
  if (open > 0 || begun) return open;
  const { client } = await run.session();
  const left = new Set(takeDown?.leaves);
  return (await enrolledNow(client, gateProject)).filter((project) => !left.has(project)).length;
}

function notAllReleased(count: number) {
  return {
    kind: 'not_all_released',
    what: text('apply.error.not_all_released', { count }),
    next: text('apply.error.not_all_released_next'),
  };
}
