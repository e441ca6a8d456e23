import type { GitLabClient } from '../gitlab/client.ts';
import { text } from '../texts/text.ts';
import { describeGated } from './apply-repo.ts';
import type { RepoWork } from './apply-work-types.ts';
import { oneRepo } from './each-repo.ts';
import { ensureHook, type HookTarget } from './gate-hook.ts';
import { inParallel } from './in-parallel.ts';
import { Paused, Stopped } from './pause.ts';
import type { Run } from './run.ts';

/** GitLab goes on with a request whose connection is gone, and ends it by then (doc: GITLAB_RAILS_RACK_TIMEOUT, 60 s). */
const CARRIED_OUT_WITHIN_MS = 60_000;

/** Whether a webhook that was begun then may be made even now, though nobody waits for it any more. */
export function mayStillAppear(begunAt: number, now: number): boolean {
  return now < begunAt + CARRIED_OUT_WITHIN_MS;
}

/**
 * Looks again at repositories whose webhook was made anew because nobody could tell what became of the first attempt:
 * GitLab may have carried that out later, and then there are two. Before that minute is over, looking would prove nothing.
 *
 * @throws Paused, Stopped, and what is everybody's failure
 */
export async function settleHooks(
  run: Run,
  client: GitLabClient,
  repos: readonly RepoWork[],
  targetOf: () => Promise<HookTarget>,
): Promise<void> {
  const unsure = repos.filter(({ project }) => {
    const result = run.results.get(project);
    return result?.state === 'done' && result.hookAt !== undefined;
  });
  if (unsure.length === 0) return;
  if (run.stopping) throw new Stopped();
  const begun = Math.max(...unsure.map(({ project }) => run.results.get(project)?.hookAt ?? 0));
  const left = begun + CARRIED_OUT_WITHIN_MS - run.deps.now();
  if (left > 0) throw new Paused(text('apply.wait.unsure'), left);
  const target = await targetOf();
  await inParallel(
    unsure,
    () => client.atOnce,
    async (repo) => {
      await oneRepo(run, repo, async () => {
        const { sleep } = run.deps;
        const { id, unsure } = await ensureHook(client, repo.project, target, { wait: sleep });
        return { state: 'done', hook: id, hookUnsure: unsure, detail: describeGated(repo, id) };
      });
    },
  );
  await settleHooks(run, client, repos, targetOf);
}
