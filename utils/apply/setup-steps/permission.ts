import { Failure } from '../../failure.ts';
import { showGroup } from '../../gitlab/endpoints/group-projects.ts';
import { groupRole, MAINTAINER, OWNER } from '../../gitlab/endpoints/members.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import type { Run } from '../run.ts';

const ROLES: Record<number, Text> = {
  10: text('apply.role.guest'),
  15: text('apply.role.planner'),
  20: text('apply.role.reporter'),
  30: text('apply.role.developer'),
};

/** Whether this user may set up the group at all, told before anything is written. */
export async function checkPermission(run: Run): Promise<Text> {
  const { client, connection } = await run.session();
  const { groupPath } = run.record;
  if (connection.access !== 'full') {
    throw new Failure({
      kind: 'read_only_token',
      what: text('apply.error.read_only'),
      next: text('apply.error.read_only_next'),
    });
  }
  const [group, role] = await Promise.all([
    showGroup(client, groupPath),
    groupRole(client, groupPath, connection.user.id),
  ]);
  // 0: no member. An administrator of the instance may all the same; GitLab will say.
  if (role > 0 && role < MAINTAINER) {
    const known = ROLES[role];
    throw new Failure({
      kind: 'role_too_low',
      what: known
        ? text('apply.error.role_too_low', { role: known, group: group.path })
        : text('apply.error.not_maintainer', { group: group.path }),
      next: text('apply.error.role_too_low_next'),
    });
  }
  run.record.setup.group = { id: group.id, path: group.path };
  if (role >= OWNER) return text('apply.done.owner');
  return role >= MAINTAINER ? text('apply.done.maintainer') : text('apply.done.no_role');
}
