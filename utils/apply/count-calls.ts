import type { RepoPlan } from './types.ts';

/**
 * The API calls that applying takes when GitLab is as the plan saw it: reading both files of the gate project, the
 * commits before and after, the user's own trigger, the start of the look at open merge requests, and for each repository its hooks, a hook of its own
 * where it is enrolled, and its flags where they change. Retries and repairs come on top.
 */
export function countCalls(repos: RepoPlan[], policyChanges: boolean): number {
  const enrols = repos.filter((repo) => repo.kind === 'enrol').length;
  const worked = repos.filter(needsWork);
  if (worked.length === 0 && !policyChanges) return 0;
  const perRepo = worked.reduce(
    (sum, repo) => sum + 1 + (repo.kind === 'enrol' ? 1 : 0) + (repo.flags ? 1 : 0),
    0,
  );
  const files = 2;
  const commit = policyChanges || enrols > 0 ? 1 : 0;
  const triggers = worked.length > 0 ? 1 : 0;
  const record = worked.length > 0 ? 1 + (enrols > 0 ? 1 : 0) : 0;
  const evaluate = 2;
  return files + commit + triggers + perRepo + record + evaluate;
}

/** Whether something is written to the repository itself, and not to the policy alone. */
export function needsWork(repo: RepoPlan): boolean {
  return repo.kind === 'enrol' || repo.flags !== undefined;
}
