import { effectiveSettings } from '../gate/effective.ts';
import type { EnrolledRepo, Enrolment } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import { isReportOnly } from '../gate/settings.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import { editPolicy, saysTheSame } from './policy-edit.ts';

/** By this an entry is known to be the one that a plan was made on: enrolled again, or another webhook, is another one. */
export function markOf(entry: EnrolledRepo | undefined): string {
  return entry ? JSON.stringify([entry.since, entry.hook, entry.accepted ?? null]) : '';
}

/** Whether a policy lets findings block a repository's merge requests. */
export function blocks(policy: Policy, project: number, today: string): boolean {
  const effective = effectiveSettings(policy, project, today);
  return effective !== null && !isReportOnly(effective.settings);
}

/** Both files of the gate project, as they are now. */
export interface FilesNow {
  policy: Policy;
  enrolment: Enrolment;
}

/**
 * Of repositories that are to be let go, those that somebody else has changed since the plan: other settings of their
 * own, or another entry. What the plan itself leaves counts as unchanged, so that it can be carried out again.
 */
export function changedSince(
  { policy, enrolment }: FilesNow,
  work: ApplyWork,
  repos: readonly RepoWork[],
): RepoWork[] {
  const planned = editPolicy(work.base, work.edit);
  return repos.filter(({ project, mark, action, entry }) => {
    const [now, asPlanned] = [markOf(enrolment.projects[String(project)]), markOf(entry)];
    const entryStands = mark === undefined || now === mark || (action === 'release' && now === asPlanned);
    const settingsStand = saysTheSame(work.base, policy, project) || saysTheSame(planned, policy, project);
    return !entryStands || !settingsStand;
  });
}
