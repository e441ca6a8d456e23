import type { Policy } from '../gate/policy.ts';
import { describeSettings } from '../gate/settings.ts';
import { needsWork } from './count-calls.ts';
import type { ApplyWork } from './journal.ts';
import type { JobStep, Plan } from './types.ts';

/** What executing a plan takes. Pure. @param base the policy that the plan was made on */
export function workOf(plan: Plan, base: Policy): ApplyWork {
  const selected = new Set(plan.wanted.projects);
  return {
    gateProject: plan.gateProject,
    wanted: plan.wanted,
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
    title: titleOf(plan, base),
  };
}

/** First line of the commit message: what a person reads in the gate project's history. */
function titleOf({ counts, wanted }: Plan, base: Policy): string {
  const settings = wanted.mode === 'use_default' ? base.default : wanted.settings;
  const what = settings ? ` (${describeSettings(settings)})` : '';
  if (counts.enrol > 0) return `MR Gate: gate ${repositories(counts.enrol)}${what}`;
  if (wanted.mode === 'exception') return `MR Gate: exception for ${repositories(counts.change)}${what}`;
  if (wanted.mode === 'set_default') return `MR Gate: change the default${what}`;
  return `MR Gate: use the default for ${repositories(counts.change)}${what}`;
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
