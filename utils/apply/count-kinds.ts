import type { RepoPlan, RepoPlanKind } from './plan-types.ts';

export function countKinds(repos: readonly RepoPlan[]): Record<RepoPlanKind, number> {
  const counts = { enrol: 0, change: 0, restore: 0, remove: 0, unchanged: 0, excluded: 0 };
  for (const { kind } of repos) counts[kind] += 1;
  return counts;
}
