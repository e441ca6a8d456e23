import type { GitLabClient } from '../gitlab/client.ts';
import { showGroup } from '../gitlab/endpoints/group-projects.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { ancestorsOf } from './find-gate.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import { inParallel } from './in-parallel.ts';

/** So long an answer is believed: a plan is often made again with another choice. */
const BELIEVED_MS = 10 * 60_000;

/** What groups tell of their own lock, which all of their projects inherit. */
export interface GroupLock {
  /** The nearest group that makes pipelines succeed itself; null: none, or not told. */
  lockedBy: string | null;
  /** Whether GitLab tells of groups' locks here at all: licensed, and later than 18.4. */
  locksTold: boolean;
}

/**
 * Looks at this group and those above it. That projects inherit it: `only_allow_merge_if_pipeline_succeeds?` with
 * `inherit_group_setting`.
 */
export async function lockingGroup(gitlab: Requester, { group }: GroupSnapshot): Promise<GroupLock> {
  const asked = (path: string): Promise<boolean | null> | boolean | null =>
    path === group.path && group.pipelineMustSucceed !== undefined
      ? group.pipelineMustSucceed
      : lockOf(gitlab, path);
  const paths = [group.path, ...ancestorsOf(group.path)];
  const found = await Promise.all(paths.map(asked));
  return { lockedBy: paths.find((_, at) => found[at]) ?? null, locksTold: found[0] !== null };
}

/** Looks for locks in the subgroups that a plan is about. */
export interface SubgroupLocks {
  /**
   * The topmost subgroups that lock, one request each: only a group by itself tells it (EE `GroupDetail`).
   *
   * @param projects full paths
   */
  among(client: GitLabClient, group: string, projects: readonly string[]): Promise<string[]>;
}

export function createSubgroupLocks(now: () => number): SubgroupLocks {
  const known = new Map<string, { locks: boolean; at: number }>();
  return {
    async among(client, group, projects) {
      const paths = subgroupsOf(group, projects);
      const keyOf = (path: string): string => `${client.baseUrl} ${path}`;
      const believed = (path: string): boolean | null => {
        const found = known.get(keyOf(path));
        return found && now() - found.at < BELIEVED_MS ? found.locks : null;
      };
      await inParallel(
        paths.filter((path) => believed(path) === null),
        () => client.atOnce,
        async (path) => {
          const locks = await lockOf(client, path);
          // What was not told, as where GitLab did not answer, is asked again with the next plan.
          if (locks !== null) known.set(keyOf(path), { locks, at: now() });
        },
      );
      const locking = paths.filter(believed);
      return locking.filter((path) => !locking.some((other) => path.startsWith(`${other}/`)));
    },
  };
}

/** Every group between a group and the projects below it, each once, by path. */
function subgroupsOf(group: string, projects: readonly string[]): string[] {
  const found = new Set(projects.flatMap(ancestorsOf).filter((path) => path.startsWith(`${group}/`)));
  return [...found].sort();
}

/** null: not told. Who may not see a group does not learn what it sets. */
function lockOf(gitlab: Requester, path: string): Promise<boolean | null> {
  return showGroup(gitlab, path).then(
    (found) => found.pipelineMustSucceed,
    () => null,
  );
}
