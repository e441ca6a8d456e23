import type { FieldChange, Plan, RepoPlan } from '../../utils/apply/plan-types.ts';
import { sameText } from '../../utils/texts/text.ts';
import type { Text } from '../../utils/texts/types.ts';

/** Repositories of a plan to which the same happens. */
export interface PlanGroup {
  key: string;
  kind: RepoPlan['kind'];
  changes: FieldChange[];
  excluded?: RepoPlan['excluded'];
  /** What holds for every one of them, told once. */
  warnings: Text[];
  repos: RepoPlan[];
}

const ORDER: readonly RepoPlan['kind'][] = ['enrol', 'change', 'restore', 'remove', 'excluded', 'unchanged'];

/** Groups a plan's repositories by what happens to them, the largest first within each kind. */
export function groupPlan(plan: Plan): PlanGroup[] {
  const groups = new Map<string, PlanGroup>();
  for (const repo of plan.repos) {
    const key = JSON.stringify([repo.kind, repo.changes, repo.excluded ?? null]);
    const group = groups.get(key);
    if (group) group.repos.push(repo);
    else {
      groups.set(key, {
        key,
        kind: repo.kind,
        changes: repo.changes,
        ...(repo.excluded && { excluded: repo.excluded }),
        warnings: [],
        repos: [repo],
      });
    }
  }
  for (const group of groups.values()) {
    const [first, ...others] = group.repos;
    group.warnings = (first?.warnings ?? []).filter((warning) =>
      others.every((repo) => repo.warnings.some((other) => sameText(other, warning))),
    );
  }
  return [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.repos.length - a.repos.length,
  );
}

/** How many repositories the plan writes to. */
export function writtenRepos(plan: Plan): number {
  const { enrol, change, restore, remove } = plan.counts;
  return enrol + change + restore + remove;
}

/** Whether applying would change anything at all. */
export function changesAnything(plan: Plan): boolean {
  return writtenRepos(plan) > 0 || plan.policyText !== null || plan.gateChanges.length > 0;
}
