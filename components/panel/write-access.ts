import type { GroupSnapshot } from '../../utils/apply/types.ts';

/** Why nothing can be written in this group now, for people; undefined: something can. */
export function readOnlyReason(snapshot: GroupSnapshot): string | undefined {
  if (snapshot.connection.access === 'read_only') {
    return 'The token is read-only. Update it to one with the scope “api” to change anything.';
  }
  if (snapshot.policy && !snapshot.policy.ok) return 'The policy file must be mended first.';
  if (!snapshot.gateProject) return 'MR Gate is not set up in this group yet.';
  if (snapshot.repos.length > 0 && snapshot.repos.every((repo) => !repo.canAdminister)) {
    return 'It takes the Maintainer role in a repository to change how it is gated.';
  }
  return undefined;
}
