import type { EnrolledRepo, MergeFlags } from '../gate/enrolment.ts';
import type { Repo } from '../gate/repo.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { FieldChange } from './plan-types.ts';

/**
 * What a gated repository has: a pipeline must succeed, and one that was skipped (`[skip ci]`) does not count as
 * such.
 */
export const GATED_FLAGS: MergeFlags = {
  only_allow_merge_if_pipeline_succeeds: true,
  allow_merge_on_skipped_pipeline: false,
};

const FLAGS: readonly (keyof MergeFlags)[] = [
  'only_allow_merge_if_pipeline_succeeds',
  'allow_merge_on_skipped_pipeline',
];

/** The flags as the group's listing gave them. */
export function flagsOf(repo: Repo): MergeFlags {
  return {
    only_allow_merge_if_pipeline_succeeds: repo.pipelineMustSucceed,
    allow_merge_on_skipped_pipeline: repo.mergeOnSkippedPipeline,
  };
}

export function sameFlags(a: MergeFlags, b: MergeFlags): boolean {
  return differingFlags(a, b).length === 0;
}

/** The flags that differ. */
export function differingFlags(before: MergeFlags, after: MergeFlags): (keyof MergeFlags)[] {
  return FLAGS.filter((flag) => before[flag] !== after[flag]);
}

/** The flags that differ, by the names that GitLab's settings page gives them. */
export function flagChanges(before: MergeFlags, after: MergeFlags): FieldChange[] {
  return differingFlags(before, after).map((flag) => ({
    field: text(`apply.flag.${flag}`),
    before: onOff(before[flag]),
    after: onOff(after[flag]),
  }));
}

function onOff(flag: boolean): Text {
  return flag ? text('apply.value.on') : text('apply.value.off');
}

/**
 * Of a repository whose findings are only reported: gating's flags that are on still, because the policy was edited by
 * hand and nothing was applied since. Empty: nothing is left.
 */
export function leftOver(entry: EnrolledRepo, now: MergeFlags): (keyof MergeFlags)[] {
  if (entry.left !== 'gated' || !sameFlags(now, GATED_FLAGS)) return [];
  return entry.accepted && sameFlags(now, entry.accepted) ? [] : differingFlags(entry.before, now);
}

/**
 * The flags after giving back: those that still are as they were left become what they were before, the others stay
 * as somebody has set them since.
 */
export function flagsGivenBack(now: MergeFlags, left: MergeFlags, before: MergeFlags): MergeFlags {
  const back = (key: keyof MergeFlags): boolean => (now[key] === left[key] ? before[key] : now[key]);
  return {
    only_allow_merge_if_pipeline_succeeds: back('only_allow_merge_if_pipeline_succeeds'),
    allow_merge_on_skipped_pipeline: back('allow_merge_on_skipped_pipeline'),
  };
}
