import { Failure } from '../../failure.ts';
import { showGroup } from '../../gitlab/endpoints/group-projects.ts';
import { groupRole, MAINTAINER, OWNER } from '../../gitlab/endpoints/members.ts';
import type { Run } from '../run.ts';

const ROLES: Record<number, string> = { 10: 'Guest', 15: 'Planner', 20: 'Reporter', 30: 'Developer' };

/** Whether this user may set up the group at all, told before anything is written. */
export async function checkPermission(run: Run): Promise<string> {
  const { client, connection } = await run.session();
  const { groupPath } = run.record;
  if (connection.access !== 'full') {
    throw new Failure({
      kind: 'read_only_token',
      what: 'Your token can only read.',
      next: 'Update it to one with the scope “api” to set up or apply.',
    });
  }
  const [group, role] = await Promise.all([
    showGroup(client, groupPath),
    groupRole(client, groupPath, connection.user.id),
  ]);
  // 0: no member. An administrator of the instance may all the same; GitLab will say.
  if (role > 0 && role < MAINTAINER) {
    throw new Failure({
      kind: 'role_too_low',
      what: `You are ${ROLES[role] ?? 'no Maintainer'} of ${group.path}. Setting up takes an Owner or Maintainer.`,
      next: 'Ask an Owner of the group to set it up, or for the role.',
    });
  }
  run.record.setup.group = { id: group.id, path: group.path };
  if (role >= OWNER) return 'You are Owner of the group.';
  return role >= MAINTAINER
    ? 'You are Maintainer of the group.'
    : 'GitLab names no role of yours in this group.';
}
