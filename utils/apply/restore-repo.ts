import { effectiveSettings } from '../gate/effective.ts';
import type { EnrolledRepo, Enrolment } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import type { RepoWork } from './apply-work-types.ts';
import { acceptanceChanges, exceptionChanges, hookGone, hookMade, settingsChanges } from './changes.ts';
import { flagChanges, flagsOf, sameFlags } from './merge-flags.ts';
import type { FieldChange, RepoPlan } from './plan-types.ts';
import { markOf } from './release-guard.ts';
import type { DoneRepo } from './undo-basis.ts';

/** The policy and the enrolment, as they are and as the undo leaves them. */
export interface Sides {
  policy: Policy;
  next: Policy;
  enrolment: Enrolment;
  after: Enrolment;
  today: string;
}

/** What the undo does to one repository, for people. */
export function restorePlan(
  repo: Repo,
  done: DoneRepo | undefined,
  { policy, next, enrolment, after, today }: Sides,
): RepoPlan {
  const key = String(repo.id);
  const was = enrolment.projects[key] ? effectiveSettings(policy, repo.id, today) : null;
  const is = after.projects[key] ? effectiveSettings(next, repo.id, today) : null;
  const now = flagsOf(repo);
  const back = done?.flags?.was ?? now;
  const hook = done?.hook === 'made' ? [hookGone()] : done?.hook === 'deleted' ? [hookMade()] : [];
  const changes = [
    ...settingsChanges(was?.settings ?? null, is?.settings ?? null),
    ...exceptionChanges(was, is),
    ...hook,
    ...flagChanges(now, back),
    ...acceptance(done),
  ];
  return {
    project: repo.id,
    path: repo.path,
    webUrl: repo.webUrl,
    kind: changes.length > 0 ? 'restore' : 'unchanged',
    changes,
    warnings: [],
    before: enrolment.projects[key]?.before ?? now,
    now,
    ...(!sameFlags(now, back) && { flags: back }),
  };
}

function acceptance(done: DoneRepo | undefined): FieldChange[] {
  if (!done?.entry?.was || !done.entry.left) return [];
  return acceptanceChanges(done.entry.left, done.entry.was);
}

/** What the undo takes in one repository; null: nothing of it is in the repository itself. */
export function restoreWork(
  repo: Repo,
  { flags, hook, entry }: DoneRepo,
  standing: EnrolledRepo | undefined,
): RepoWork | null {
  const now = flagsOf(repo);
  const common = {
    project: repo.id,
    path: repo.path,
    webUrl: repo.webUrl,
    flags: flags && !sameFlags(now, flags.was) ? flags.was : null,
    was: now,
    ...(entry?.was && { entry: entry.was }),
  };
  if (hook === 'deleted') {
    return { ...common, action: 'gate', enrol: true, before: entry?.was?.before ?? now };
  }
  const before = flags?.was ?? now;
  const back = {
    ...common,
    enrol: false,
    before,
    ...(flags && { left: flags.left }),
    allOrNothing: true,
    mark: markOf(standing),
  };
  if (hook === 'made') return { ...back, action: 'release' };
  // Its entry alone goes back: enrolled by the job with a webhook that was there before, or accepted.
  if (entry) return { ...back, action: 'release', keepHook: true };
  return common.flags ? { ...back, action: 'flags' } : null;
}
