import { ensureHook, type HookTarget, isOurs } from '../apply/gate-hook.ts';
import { ownTrigger } from '../apply/own-trigger.ts';
import type { SweepFindings } from '../gate/sweep-text.ts';
import { listHooks } from '../gitlab/endpoints/hooks.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Group } from './look-after.ts';
import type { Job } from './prepare.ts';

/** What the webhooks of this gate project call. Takes the Maintainer role in it. @throws GitLabError */
export async function hookTarget({ api, environment }: Job): Promise<HookTarget> {
  const me = (await api.me()).id;
  const { trigger } = await ownTrigger(api.transport, environment.projectId, me);
  const { baseUrl, projectId: gateId, branch } = environment;
  return { baseUrl, gateId, branch, token: trigger.token };
}

/**
 * Makes webhooks again that are gone, deletes copies, which would have each event looked at twice, and wakes those that GitLab switched off after failures: a test event that
 * succeeds is what it goes by (doc/user/project/integrations/webhooks, "re-enable disabled webhooks").
 */
export async function mendHooks(job: Job, group: Group, found: SweepFindings): Promise<void> {
  const { api, environment } = job;
  if (!group.administrable.has(environment.projectId)) return;
  const target = await hookTarget(job);
  for (const repo of group.repos) {
    if (!group.enrolment.projects[String(repo.id)] || !group.administrable.has(repo.id) || repo.archived)
      continue;
    const ours = (await listHooks(api.transport, repo.id)).filter((hook) => isOurs(hook, target));
    const paused = ours.find((hook) => hook.alertStatus !== 'executable');
    if (ours.length === 1 && !paused) continue;
    const { id } = await ensureHook(api.transport, repo.id, target);
    if (ours.length > 1) job.log(`${repo.path} had ${ours.length} webhooks of MR Gate, and has one now.`);
    if (ours.length > 0 && !paused) continue;
    if (paused) await wake(api.transport, repo.id, id);
    found.hooksMended.push(repo.path);
  }
}

async function wake(gitlab: Job['api']['transport'], project: number, hook: number): Promise<void> {
  try {
    await gitlab.request({
      method: 'POST',
      path: `/projects/${project}/hooks/${hook}/test/merge_requests_events`,
    });
  } catch (error) {
    // GitLab has no merge request to send a test of: the next real event does the same.
    if (!(error instanceof GitLabError) || error.kind === 'unauthorized') throw error;
  }
}
