import type { ApplyWork, RepoWork } from './apply-work-types.ts';

/** Repositories that are let go, or get their flags back: before the policy's commit. */
export function releasesOf(work: ApplyWork): RepoWork[] {
  return work.repos.filter((repo) => repo.action !== 'gate');
}

/** Repositories that are gated: after it. */
export function gatesOf(work: ApplyWork): RepoWork[] {
  return work.repos.filter((repo) => repo.action === 'gate');
}

/** Whether the gate looks at the merge requests that are open already, afterwards. */
export function evaluates(work: ApplyWork): boolean {
  return gatesOf(work).length > 0 || (work.policyChanges && work.edit.kind !== 'drop');
}
