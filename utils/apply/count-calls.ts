import type { ApplyWork } from './apply-work-types.ts';
import type { RepoPlan } from './plan-types.ts';
import { evaluates, gatesOf, releasesOf } from './work-parts.ts';

/** The open merge requests, the user's trigger, and the start of one sweep. */
const EVALUATE = 3;

/**
 * The API calls that applying takes when GitLab is as the plan saw it: reading both files of the gate project, the
 * commits before and after, the user's own trigger, the open merge requests and the start of the look at them, and for
 * each repository its hooks, a hook of its own where it is enrolled, and its flags where they change. Retries and
 * repairs come on top, and of more than a hundred open merge requests further pages and sweeps.
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
  const evaluate = EVALUATE;
  return files + commit + triggers + perRepo + record + evaluate;
}

/** Whether something is written to the repository itself, and not to the policy alone. */
export function needsWork(repo: RepoPlan): boolean {
  return repo.kind === 'enrol' || repo.flags !== undefined;
}

/** The same for any work: what is let go is looked at before it is changed. Retries and repairs come on top. */
export function callsOf(work: ApplyWork): number {
  const gates = gatesOf(work);
  const others = releasesOf(work);
  const enrols = gates.filter((repo) => repo.enrol).length;
  const gating = gates.reduce((sum, repo) => sum + 1 + (repo.enrol ? 1 : 0) + (repo.flags ? 1 : 0), 0);
  const letGo = others.reduce((sum, { flags, action, keepHook, entry }) => {
    const hook = action === 'release' && !keepHook ? 3 : 0;
    // What nothing of ours is to be left in is looked at once more at the end.
    return sum + 1 + (flags ? 1 : 0) + hook + (hook > 0 && !entry ? 1 : 0);
  }, 0);
  const entries = enrols + others.filter((repo) => repo.action === 'release').length;
  const written = work.policyChanges || entries > 0 || work.accepts?.length || work.acceptsPolicy;
  const files = (others.length > 0 ? 4 : 2) + (written ? 1 : 0);
  const record = gates.length > 0 ? 1 + 1 + (enrols > 0 ? 1 : 0) : 0;
  const evaluate = evaluates(work) ? EVALUATE : 0;
  // The enrolment is read. Schedules, triggers and tokens are listed, deleted and listed again, two schedules and one of
  // the others as a rule; the variable is deleted and looked for; the project is looked at, deleted, and looked for.
  const takeDown = work.takeDown ? 14 + (work.takeDown.deleteProject ? 3 : 0) : 0;
  return gating + letGo + files + record + evaluate + takeDown;
}
