import { Failure } from '../failure.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import { changeProject } from '../gitlab/endpoints/projects.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { Transport } from '../gitlab/transport.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { UserError } from '../user-error.ts';
import { userErrorOf } from '../user-error-of.ts';
import type { RepoWork } from './apply-work-types.ts';
import type { Outcome } from './each-repo.ts';
import { type EnsureOptions, ensureHook, type HookTarget, isHookLimit } from './gate-hook.ts';
import { flagChanges } from './merge-flags.ts';
import { reasonOf } from './refused.ts';
import { joined } from './settings-text.ts';

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
export function describeGated({ flags }: RepoWork, hook: number): Text {
  return joined('apply.clauses', [
    text('apply.repo.hook', { hook: String(hook) }),
    flags ? describeFlags(flags) : text('apply.repo.untouched'),
  ]);
}

/** What was read back, for people. */
export function describeFlags(flags: MergeFlags): Text {
  return flags.only_allow_merge_if_pipeline_succeeds ? text('apply.repo.must') : text('apply.repo.need_not');
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
  const settings = kept.map(({ field, after: value }) =>
    text('apply.error.setting_kept', { field, after: value }),
  );
  throw new Failure({
    kind: 'setting_not_taken',
    what: text('apply.error.setting_not_taken', { settings: joined('apply.list', settings) }),
    next: text('apply.error.setting_not_taken_next'),
    link: { href: `${repo.webUrl}/-/settings/merge_requests`, text: text('apply.error.merge_settings') },
  });
}

/** Why one repository could not be configured, and what to do: by cause. */
export function repoError(error: unknown, repo: RepoWork): UserError {
  if (!(error instanceof GitLabError)) return userErrorOf(error);
  const link = { href: repo.webUrl, text: repo.path };
  if (error.kind === 'forbidden') {
    return {
      kind: 'role_too_low',
      what: text('apply.error.repo_refused', { reason: reasonOf(error) }),
      next: text('apply.error.repo_refused_next'),
      link,
    };
  }
  if (error.kind === 'not_found') {
    return {
      kind: 'repo_gone',
      what: text('apply.error.repo_gone'),
      next: text('apply.error.repo_gone_next'),
    };
  }
  if (isHookLimit(error)) {
    return {
      kind: 'hook_limit',
      what: text('apply.error.hook_limit', { reason: reasonOf(error) }),
      next: text('apply.error.hook_limit_next'),
      link: { href: `${repo.webUrl}/-/hooks`, text: text('apply.error.webhooks') },
    };
  }
  if (
    error.kind === 'invalid' &&
    /hook|url/i.test(`${error.message} ${error.path}`) &&
    error.method === 'POST'
  ) {
    return {
      kind: 'hook_refused',
      what: text('apply.error.hook_refused', { reason: reasonOf(error) }),
      next: text('apply.error.hook_refused_next'),
      link: { href: `${repo.webUrl}/-/hooks`, text: text('apply.error.webhooks') },
    };
  }
  return userErrorOf(error);
}
