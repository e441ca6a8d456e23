import type { RepoStatus } from '../../utils/gate/repo.ts';
import type { Row } from './row.ts';

/** The statuses as people filter by them. */
export const STATUS_GROUPS = [
  'gated',
  'exception',
  'report_only',
  'not_configured',
  'attention',
  'cannot',
] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

const GROUP_OF: Record<RepoStatus, StatusGroup | null> = {
  gated: 'gated',
  exception: 'exception',
  report_only: 'report_only',
  not_configured: 'not_configured',
  enrolling: 'attention',
  drifted: 'attention',
  needs_decision: 'attention',
  cannot_be_gated: 'cannot',
  gate_project: null,
};

export type SortKey = 'path' | 'status';

/** What one can filter by: a state, or what waits for a person. */
export type StatusFilter = StatusGroup | 'all' | 'decision' | 'new';

export interface Filter {
  search: string;
  status: StatusFilter;
  /** Full path of a subgroup, its own subgroups included; empty: all. */
  subgroup: string;
  sort: SortKey;
  descending: boolean;
}

export const NO_FILTER: Filter = {
  search: '',
  status: 'all',
  subgroup: '',
  sort: 'path',
  descending: false,
};

export function isFiltered(filter: Filter): boolean {
  return filter.search.trim() !== '' || filter.status !== 'all' || filter.subgroup !== '';
}

/** The rows to show, in order. Every word of the search must be in the path. */
export function filterRows(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter(
    (row) =>
      hasStatus(row, filter.status) &&
      (filter.subgroup === '' || row.path.startsWith(`${filter.subgroup}/`)) &&
      words.every((word) => row.search.includes(word)),
  );
  const direction = filter.descending ? -1 : 1;
  return shown.sort(
    (a, b) => direction * (filter.sort === 'status' ? byStatus(a, b) : 0) || direction * byPath(a, b),
  );
}

function hasStatus(row: Row, status: StatusFilter): boolean {
  switch (status) {
    case 'all':
      return true;
    case 'decision':
      return row.status === 'needs_decision';
    case 'new':
      return row.isNew;
    default:
      return GROUP_OF[row.status] === status;
  }
}

/** What needs a person first. */
const STATUS_ORDER: readonly RepoStatus[] = [
  'drifted',
  'needs_decision',
  'enrolling',
  'not_configured',
  'exception',
  'report_only',
  'gated',
  'cannot_be_gated',
  'gate_project',
];

function byStatus(a: Row, b: Row): number {
  return STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status);
}

function byPath(a: Row, b: Row): number {
  return a.search < b.search ? -1 : a.search > b.search ? 1 : 0;
}

export function countByStatus(rows: readonly Row[]): Record<StatusGroup, number> {
  const counts: Record<StatusGroup, number> = {
    gated: 0,
    exception: 0,
    report_only: 0,
    not_configured: 0,
    attention: 0,
    cannot: 0,
  };
  for (const row of rows) {
    const group = GROUP_OF[row.status];
    if (group) counts[group] += 1;
  }
  return counts;
}

/** Repositories that wait for a person: whose exception has ended, and those that came since the last visit. */
export function waitingRows(rows: readonly Row[]): { decision: Row[]; fresh: Row[] } {
  return {
    decision: rows.filter((row) => hasStatus(row, 'decision')),
    fresh: rows.filter((row) => hasStatus(row, 'new')),
  };
}

/** Full paths of the subgroups that hold repositories, and of those above them, sorted. */
export function subgroupsOf(rows: readonly Row[], groupPath: string): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    let path = row.path.slice(0, row.path.lastIndexOf('/'));
    while (path.length > groupPath.length && !found.has(path)) {
      found.add(path);
      path = path.slice(0, path.lastIndexOf('/'));
    }
  }
  return [...found].sort();
}
