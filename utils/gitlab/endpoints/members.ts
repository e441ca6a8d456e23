import * as v from 'valibot';
import { idOrPath, orNull, type Requester, readAnswer } from './read.ts';

/** GitLab's access levels (doc/api/access_requests). */
export const DEVELOPER = 30;
export const MAINTAINER = 40;
export const OWNER = 50;

/**
 * The user's access level in a group, inherited ones included; 0: not a member (or not to be seen).
 *
 * @throws GitLabError
 */
export async function groupRole(gitlab: Requester, group: string, userId: number): Promise<number> {
  const member = await orNull(
    readAnswer(
      gitlab,
      { method: 'GET', path: `/groups/${idOrPath(group)}/members/all/${userId}` },
      v.object({ access_level: v.number() }),
    ),
  );
  return member?.access_level ?? 0;
}

/**
 * Makes a user a member of a group. Read back: where an administrator has to agree, GitLab answers the same and waits.
 *
 * @throws GitLabError, kind `conflict` where the user is a member
 */
export async function addGroupMember(
  gitlab: Requester,
  group: number,
  userId: number,
  accessLevel: number,
): Promise<void> {
  const body = { user_id: userId, access_level: accessLevel };
  await gitlab.request({ method: 'POST', path: `/groups/${group}/members`, body });
}

/**
 * The user's access level in a project, inherited ones included; 0: not a member (or not to be seen).
 *
 * @throws GitLabError
 */
export async function projectRole(gitlab: Requester, project: number, userId: number): Promise<number> {
  const member = await orNull(
    readAnswer(
      gitlab,
      { method: 'GET', path: `/projects/${project}/members/all/${userId}` },
      v.object({ access_level: v.number() }),
    ),
  );
  return member?.access_level ?? 0;
}
