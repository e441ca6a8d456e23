import { dayOf } from '../gate/day.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { showProject } from '../gitlab/endpoints/projects.ts';
import { text } from '../texts/text.ts';
import { CHANGED_MEANWHILE, readForWriting } from './apply-policy.ts';
import { setFlags } from './apply-repo.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import { eachRepo, oneRepo, openOf } from './each-repo.ts';
import { ensureHook, type HookTarget } from './gate-hook.ts';
import { inParallel } from './in-parallel.ts';
import { sameFlags } from './merge-flags.ts';
import { blocks, changedSince } from './release-guard.ts';
import { flagsNow, releaseRepo } from './release-repo.ts';
import type { Run } from './run.ts';
import { releasesOf } from './work-parts.ts';

/**
 * Lets repositories go, or gives their flags back. What somebody else has changed since the plan is left alone and
 * named: the plan showed something else.
 *
 * @throws Stopped, Failure, and what is everybody's failure
 */
export async function releaseRepos(run: Run, client: GitLabClient, work: ApplyWork): Promise<void> {
  const open = openOf(run, releasesOf(work));
  if (open.length === 0) return;
  const { policy, enrolment } = await readForWriting(client, work.gateProject);
  const files = { policy: policy.policy, enrolment: enrolment.enrolment };
  const today = dayOf(new Date(run.deps.now()));
  const begunToBlock = ({ project }: RepoWork): boolean =>
    !blocks(work.base, project, today) && blocks(files.policy, project, today);
  const changed = new Set([...changedSince(files, work, open), ...open.filter(begunToBlock)]);
  for (const { project, path, webUrl } of changed) {
    const known = run.results.get(project);
    await run.result({ ...known, project, path, webUrl, state: 'skipped', detail: CHANGED });
  }
  const gate = { baseUrl: client.baseUrl, gateId: work.gateProject.id };
  await eachRepo(
    run,
    client,
    open.filter((repo) => !changed.has(repo)),
    (repo) =>
      releaseRepo(client, repo, gate, {
        begun: run.results.get(repo.project)?.found,
        beforeChanging: (found) => run.aboutToGiveBack(repo, found),
      }),
  );
}

const CHANGED = text('apply.repo.changed');

/**
 * Puts back what was let go while somebody else changed it: policy and enrolment still hold it, so its webhook comes
 * again, and its flags are as they were found, unless somebody has changed those as well.
 *
 * @throws GitLabError, Failure
 */
export async function putBack(
  run: Run,
  client: GitLabClient,
  work: ApplyWork,
  targetOf: () => Promise<HookTarget>,
): Promise<void> {
  const repos = releasesOf(work).filter(
    ({ project }) => run.results.get(project)?.error?.kind === CHANGED_MEANWHILE,
  );
  if (repos.length === 0) return;
  const target = await targetOf();
  for (const repo of repos) {
    const { found, left } = run.results.get(repo.project)!;
    await oneRepo(run, repo, async () => {
      const { id } = await ensureHook(client, repo.project, target, { wait: run.deps.sleep });
      const project = await showProject(client, repo.project);
      const mine = project && found && left && sameFlags(flagsNow(project), left);
      if (mine && !sameFlags(found, left)) await setFlags(client, repo, found);
      return { state: 'skipped', detail: PUT_BACK, hook: id };
    });
  }
}

const PUT_BACK = text('apply.repo.put_back');

/**
 * Looks at what was let go once more, when neither policy nor enrolment knows it any more: another admin who was at the
 * same repository meanwhile may have switched its flags on again, and without a gate they would lock its merge requests.
 *
 * @throws GitLabError, Failure
 */
export async function lookAgain(run: Run, client: GitLabClient, work: ApplyWork): Promise<void> {
  const locked: RepoWork[] = [];
  await inParallel(
    releasesOf(work).filter((repo) => isGone(run, repo)),
    () => client.atOnce,
    async (repo) => {
      const project = await showProject(client, repo.project);
      if (project?.pipelineMustSucceed && !wanted(repo).only_allow_merge_if_pipeline_succeeds)
        locked.push(repo);
    },
  );
  if (locked.length === 0) return;
  const { policy, enrolment } = await readForWriting(client, work.gateProject);
  const today = dayOf(new Date(run.deps.now()));
  const gate = { baseUrl: client.baseUrl, gateId: work.gateProject.id };
  for (const repo of locked) {
    const known = run.results.get(repo.project)!;
    const kept = known.left?.only_allow_merge_if_pipeline_succeeds === true;
    // Gated anew since; or switched on by a person, and not by a policy that has begun to block.
    if (enrolment.enrolment.projects[String(repo.project)]) continue;
    if (kept && !blocks(policy.policy, repo.project, today)) continue;
    if (kept && blocks(work.base, repo.project, today)) continue;
    await oneRepo(run, repo, async () => {
      const { left: _, ...again } = repo;
      const outcome = await releaseRepo(client, { ...again, flags: wanted(repo) }, gate);
      return { ...outcome, ...(known.found && { found: known.found }) };
    });
  }
}

function wanted({ flags, before }: RepoWork): MergeFlags {
  return flags ?? before;
}

/** Nothing of ours is to be in it any more. */
function isGone(run: Run, { project, action, keepHook, entry }: RepoWork): boolean {
  const { state, left } = run.results.get(project) ?? {};
  return action === 'release' && !keepHook && !entry && state === 'done' && left !== undefined;
}
