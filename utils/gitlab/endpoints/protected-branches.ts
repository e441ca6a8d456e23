import * as v from 'valibot';
import { orNull, type Requester, readAnswer } from './read.ts';

const levels = v.optional(v.array(v.object({ access_level: v.nullish(v.number(), null) })), []);
const branch = v.pipe(
  v.object({ name: v.string(), push_access_levels: levels, merge_access_levels: levels }),
  v.transform((entity) => ({
    name: entity.name,
    /** The lowest role that may push or merge; 0 stands for nobody and does not count. */
    lowestRole: lowest([...entity.push_access_levels, ...entity.merge_access_levels]),
  })),
);

function lowest(entries: { access_level: number | null }[]): number {
  const roles = entries.map((entry) => entry.access_level).filter((level) => level !== null && level > 0);
  return Math.min(60, ...roles.map(Number));
}

export type ProtectedBranch = v.InferOutput<typeof branch>;

/** null: the branch is not protected. @throws GitLabError */
export function showProtection(
  gitlab: Requester,
  project: number,
  name: string,
): Promise<ProtectedBranch | null> {
  const path = `/projects/${project}/protected_branches/${encodeURIComponent(name)}`;
  return orNull(readAnswer(gitlab, { method: 'GET', path }, branch));
}

/** Lets Maintainers alone push and merge. 409 where a rule exists already. @throws GitLabError */
export function protectBranch(gitlab: Requester, project: number, name: string): Promise<ProtectedBranch> {
  return readAnswer(
    gitlab,
    {
      method: 'POST',
      path: `/projects/${project}/protected_branches`,
      body: { name, push_access_level: 40, merge_access_level: 40 },
    },
    branch,
  );
}

/** @throws GitLabError */
export async function unprotectBranch(gitlab: Requester, project: number, name: string): Promise<void> {
  await gitlab.request({
    method: 'DELETE',
    path: `/projects/${project}/protected_branches/${encodeURIComponent(name)}`,
  });
}
