import type { GateProject } from '../../utils/apply/types.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';

/** The page of the policy file in the gate project. @param line 1-based */
export function policyUrl({ webUrl, branch }: GateProject, line?: number): string {
  const ref = branch.split('/').map(encodeURIComponent).join('/');
  return `${webUrl}/-/blob/${ref}/${POLICY_FILE}${line ? `#L${line}` : ''}`;
}
