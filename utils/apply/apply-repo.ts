import { Failure } from '../failure.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import { changeProject } from '../gitlab/endpoints/projects.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import type { UserError } from '../user-error.ts';
import { userErrorOf } from '../user-error-of.ts';
import type { Outcome } from './each-repo.ts';
import { type EnsureOptions, ensureHook, type HookTarget, isHookLimit } from './gate-hook.ts';
import type { RepoWork } from './journal.ts';
import { flagChanges } from './merge-flags.ts';
import { reasonOf } from './refused.ts';

/**
 * Brings one repository to where the plan wants it: first the hook, then the flags, because flags without a hook
 * would lock its merge requests. Done means read back.
 *
 * @returns the hook's id, and what was read back, for people
 * @throws GitLabError, Failure
 */
export async function configureRepo(
  gitlab: Transport,
  repo: RepoWork,
  target: HookTarget,
  options: EnsureOptions,
): Promise<Outcome> {
  const hook = await ensureHook(gitlab, repo.project, target, options);
  if (repo.flags) await setFlags(gitlab, repo, repo.flags);
  return {
    state: 'done',
    hook: hook.id,
    hookMade: hook.made,
    hookUnsure: hook.unsure,
    detail: describeGated(repo, hook.id),
  };
}

/** What stands in the repository, for people. */
export function describeGated({ flags }: RepoWork, hook: number): string {
  return flags ? `Webhook ${hook}; ${describeFlags(flags)}` : `Webhook ${hook}; settings untouched`;
}

/** What was read back, for people. */
export function describeFlags(flags: MergeFlags): string {
  return `pipelines ${flags.only_allow_merge_if_pipeline_succeeds ? 'must' : 'need not'} succeed`;
}

/** Sets both flags, and reads back whether GitLab took them. @throws GitLabError, Failure */
export async function setFlags(gitlab: Transport, repo: RepoWork, flags: MergeFlags): Promise<void> {
  const after = await changeProject(gitlab, repo.project, { ...flags });
  const kept = flagChanges(flags, {
    only_allow_merge_if_pipeline_succeeds:
      after.pipelineMustSucceed ?? !flags.only_allow_merge_if_pipeline_succeeds,
    // An older GitLab does not know it: nothing to set, and nothing to go by.
    allow_merge_on_skipped_pipeline: after.mergeOnSkippedPipeline ?? flags.allow_merge_on_skipped_pipeline,
  });
  if (kept.length === 0) return;
  throw new Failure({
    kind: 'setting_not_taken',
    what: `GitLab answered well and kept ${kept.map((change) => `“${change.field}” ${change.after}`).join(', ')}.`,
    next: 'The group or instance may hold this setting. Look at the project’s merge request settings.',
    link: { href: `${repo.webUrl}/-/settings/merge_requests`, text: 'Merge request settings' },
  });
}

/** Why one repository could not be configured, and what to do: by cause. */
export function repoError(error: unknown, repo: RepoWork): UserError {
  if (!(error instanceof GitLabError)) return userErrorOf(error);
  const link = { href: repo.webUrl, text: repo.path };
  if (error.kind === 'forbidden') {
    return {
      kind: 'role_too_low',
      what: `GitLab refused to change it (403): ${reasonOf(error)}.`,
      next: 'Changing settings and webhooks takes the Maintainer role, and a project that is not archived.',
      link,
    };
  }
  if (error.kind === 'not_found') {
    return {
      kind: 'repo_gone',
      what: 'GitLab has no such project any more, or does not show it to you (404).',
      next: 'Load the list again: it may have been deleted or moved out of your sight.',
    };
  }
  if (isHookLimit(error)) {
    return {
      kind: 'hook_limit',
      what: `It cannot take another webhook: ${reasonOf(error)}.`,
      next: 'Remove webhooks that are not used any more, then retry.',
      link: { href: `${repo.webUrl}/-/hooks`, text: 'Webhooks' },
    };
  }
  if (
    error.kind === 'invalid' &&
    /hook|url/i.test(`${error.message} ${error.path}`) &&
    error.method === 'POST'
  ) {
    return {
      kind: 'hook_refused',
      what: `GitLab did not take the webhook: ${reasonOf(error)}.`,
      next: 'An administrator may have to allow webhooks to this GitLab’s own address (Admin, Network, Outbound requests).',
      link: { href: `${repo.webUrl}/-/hooks`, text: 'Webhooks' },
    };
  }
  return userErrorOf(error);
}
