import type { Policy } from '../gate/policy.ts';
import { needsWork } from './count-calls.ts';
import type { ApplyWork } from './journal.ts';
import type { JobStep, Plan, SettingsWish } from './types.ts';

/** What executing a plan takes. Pure. @param base the policy that the plan was made on */
export function workOf(plan: Plan, wanted: SettingsWish, base: Policy): ApplyWork {
  const selected = new Set(wanted.projects);
  return {
    gateProject: plan.gateProject,
    wanted,
    targets: plan.repos
      .filter((repo) => repo.kind !== 'excluded' && selected.has(repo.project))
      .map(({ project, path }) => ({ project, path })),
    repos: plan.repos.filter(needsWork).map(({ project, path, webUrl, kind, flags, before }) => ({
      project,
      path,
      webUrl,
      enrol: kind === 'enrol',
      flags: flags ?? null,
      before,
    })),
    base,
    policyChanges: plan.policyText !== null,
    title: plan.title,
  };
}

export function repositories(count: number): string {
  return count === 1 ? '1 repository' : `${count} repositories`;
}

export function applySteps(work: ApplyWork): JobStep[] {
  const steps: JobStep[] = [{ key: 'policy', title: 'Commit the policy', state: 'queued' }];
  if (work.repos.length > 0) {
    steps.push({ key: 'repos', title: `Configure ${repositories(work.repos.length)}`, state: 'queued' });
    steps.push({ key: 'record', title: 'Record what was done', state: 'queued' });
  }
  if (work.repos.length > 0 || work.policyChanges)
    steps.push({ key: 'evaluate', title: 'Look at open merge requests', state: 'queued' });
  return steps;
}
