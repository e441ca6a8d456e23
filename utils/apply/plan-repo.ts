import { effectiveSettings } from '../gate/effective.ts';
import type { EnrolledRepo, MergeFlags } from '../gate/enrolment.ts';
import type { EffectiveSettings, Policy } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import { isReportOnly } from '../gate/settings.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { exceptionChanges, hookMade, settingsChanges } from './changes.ts';
import { flagChanges, flagsOf, GATED_FLAGS, sameFlags } from './merge-flags.ts';
import type { Obstacle } from './obstacle.ts';
import type { FieldChange, RepoPlan } from './plan-types.ts';

/** What is wanted of a repository: the policy as it is and is to be. */
export interface RepoWish {
  policy: Policy;
  next: Policy;
  /** Day, as YYYY-MM-DD. */
  today: string;
  /** The repository itself was selected, not only reached by a change for others. */
  asked: boolean;
}

/**
 * The merge flags that a repository is to have; undefined: they stay as they are. Report only must never block a
 * merge, so it leaves the flags alone, and going back to it gives back what was there before gating. Flags that
 * somebody accepted as they are change only where the repository itself is asked for.
 */
export function targetFlags(
  repo: Repo,
  entry: EnrolledRepo | undefined,
  before: EffectiveSettings | null,
  after: EffectiveSettings,
  asked: boolean,
): MergeFlags | undefined {
  const now = flagsOf(repo);
  const accepted = entry?.accepted && sameFlags(now, entry.accepted);
  if (accepted && !asked && !isReportOnly(after.settings)) return undefined;
  if (!isReportOnly(after.settings)) {
    const unfinished = !entry || entry.hook === null;
    return unfinished || !sameFlags(now, GATED_FLAGS) ? GATED_FLAGS : undefined;
  }
  const gated = entry && (entry.left === 'gated' || (before && !isReportOnly(before.settings)));
  const blocked = gated && sameFlags(now, GATED_FLAGS);
  return blocked && !sameFlags(entry.before, now) ? entry.before : undefined;
}

/** What changes for one repository that can be gated. */
export function repoPlan(
  repo: Repo,
  entry: EnrolledRepo | undefined,
  { policy, next, today, asked }: RepoWish,
): RepoPlan {
  const enrols = !entry || entry.hook === null;
  const before = effectiveSettings(policy, repo.id, today);
  const after = effectiveSettings(next, repo.id, today)!;
  const now = flagsOf(repo);
  const flags = targetFlags(repo, entry, before, after, asked);
  const changes: FieldChange[] = [
    ...settingsChanges(enrols ? null : (before?.settings ?? null), after.settings),
    ...exceptionChanges(enrols ? null : before, after),
    ...(enrols ? [hookMade()] : []),
    ...(flags ? flagChanges(now, flags) : []),
  ];
  return {
    project: repo.id,
    path: repo.path,
    webUrl: repo.webUrl,
    kind: enrols ? 'enrol' : changes.length > 0 ? 'change' : 'unchanged',
    changes,
    warnings: warningsOf(repo, enrols, flags),
    before: entry?.before ?? now,
    now,
    ...(flags && { flags }),
  };
}

function warningsOf(repo: Repo, enrols: boolean, flags: MergeFlags | undefined): Text[] {
  if (repo.pipelineMustSucceed) return enrols ? [text('apply.warning.required_already')] : [];
  return flags?.only_allow_merge_if_pipeline_succeeds ? [text('apply.warning.own_pipeline')] : [];
}

/** A repository that stays as it is, and why. */
export function excludedPlan(project: number, repo: Repo | undefined, obstacle: Obstacle): RepoPlan {
  const flags = repo ? flagsOf(repo) : { ...GATED_FLAGS, only_allow_merge_if_pipeline_succeeds: false };
  return {
    project,
    path: repo?.path ?? `project ${project}`,
    webUrl: repo?.webUrl ?? '',
    kind: 'excluded',
    changes: [],
    excluded: { ...obstacle },
    warnings: [],
    before: flags,
    now: flags,
  };
}
