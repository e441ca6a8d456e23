import type { HistoryDetail } from '../../utils/apply/history-types.ts';
import type { FieldChange } from '../../utils/apply/plan-types.ts';

export interface DetailGroup {
  key: string;
  changes: FieldChange[];
  paths: string[];
}

/** Repositories to which the same happened, the largest group first. */
export function groupDetail({ repos }: Pick<HistoryDetail, 'repos'>): DetailGroup[] {
  const groups = new Map<string, DetailGroup>();
  for (const { path, changes } of repos) {
    const key = JSON.stringify(changes);
    const group = groups.get(key);
    if (group) group.paths.push(path);
    else groups.set(key, { key, changes, paths: [path] });
  }
  return [...groups.values()].sort((a, b) => b.paths.length - a.paths.length);
}
