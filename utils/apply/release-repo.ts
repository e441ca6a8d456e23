import type { MergeFlags } from '../gate/enrolment.ts';
import { type Project, showProject } from '../gitlab/endpoints/projects.ts';
import type { Transport } from '../gitlab/transport.ts';
import { text } from '../texts/text.ts';
import { describeFlags, setFlags } from './apply-repo.ts';
import type { RepoWork } from './apply-work-types.ts';
import type { Outcome } from './each-repo.ts';
import { deleteHooks, type HookTarget } from './gate-hook.ts';
import { flagChanges, flagsGivenBack, sameFlags } from './merge-flags.ts';
import { joined } from './settings-text.ts';

export interface GiveBackOptions {
  /** The flags as an earlier attempt found them, which may have changed them. */
  begun?: MergeFlags | undefined;
  /** Called, and waited for, before they change. */
  beforeChanging?: (found: MergeFlags) => Promise<void>;
}

/**
 * Takes back what gating did to one repository: first the flags, because flags without a webhook would lock its
 * merge requests, then the webhook. What somebody changed since is left as they want it.
 *
 * @throws GitLabError, Failure
 */
export async function releaseRepo(
  gitlab: Transport,
  repo: RepoWork,
  gate: Pick<HookTarget, 'baseUrl' | 'gateId'>,
  { begun, beforeChanging = async () => {} }: GiveBackOptions = {},
): Promise<Outcome> {
  const project = await showProject(gitlab, repo.project);
  if (!project) return { state: 'done', detail: text('apply.repo.gone') };
  const now = flagsNow(project);
  const left = repo.left ?? now;
  const back = repo.flags ? flagsGivenBack(now, left, repo.flags) : now;
  if (repo.flags && repo.allOrNothing && !sameFlags(now, left) && !sameFlags(now, repo.flags)) {
    const fields = flagChanges(left, now).map(({ field, after }) =>
      text('apply.state.flag_is', { field, after }),
    );
    const changes = joined('apply.list', fields);
    return { state: 'skipped', detail: text('apply.repo.left_alone', { changes }) };
  }
  // As an earlier attempt has left them: what that found is how they were.
  const given = begun && repo.flags && flagsGivenBack(begun, left, repo.flags);
  const found = begun && given && sameFlags(now, given) ? begun : now;
  if (!sameFlags(now, back)) {
    await beforeChanging(found);
    await setFlags(gitlab, repo, back);
  }
  const said = [describeFlags(back)];
  if (repo.action === 'release' && !repo.keepHook) {
    const count = await deleteHooks(gitlab, repo.project, gate);
    said.unshift(count > 0 ? text('apply.repo.hook_deleted') : text('apply.repo.no_hook'));
  }
  return { state: 'done', detail: joined('apply.clauses', said), found, left: back };
}

/** A project's merge flags; what an older GitLab does not know is off. */
export function flagsNow(project: Project): MergeFlags {
  return {
    only_allow_merge_if_pipeline_succeeds: project.pipelineMustSucceed ?? false,
    allow_merge_on_skipped_pipeline: project.mergeOnSkippedPipeline ?? false,
  };
}
