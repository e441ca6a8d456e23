import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import { t } from '../../utils/texts/page-texts.ts';

/** Why nothing can be written in this group now, for people; undefined: something can. */
export function readOnlyReason(snapshot: GroupSnapshot): string | undefined {
  if (snapshot.connection.access === 'read_only') {
    return t('panel.read_only.token');
  }
  if (snapshot.policy && !snapshot.policy.ok) return t('panel.read_only.policy');
  if (!snapshot.gateProject) return t('panel.read_only.no_gate');
  if (snapshot.repos.length > 0 && snapshot.repos.every((repo) => !repo.canAdminister)) {
    return t('panel.read_only.role');
  }
  return undefined;
}
