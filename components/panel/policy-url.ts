import type { GateProject } from '../../utils/apply/group-snapshot.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';

/** The page of the policy, or of another file, in the gate project. @param line 1-based */
export function policyUrl(gateProject: GateProject, line?: number, file: string = POLICY_FILE): string {
  return `${page(gateProject, 'blob')}/${file}${line ? `#L${line}` : ''}`;
}

/** GitLab's editor of the policy file. */
export function policyEditUrl(gateProject: GateProject): string {
  return `${page(gateProject, 'edit')}/${POLICY_FILE}`;
}

/** The commits of the gate project's branch. */
export function commitsUrl(gateProject: GateProject): string {
  return page(gateProject, 'commits');
}

function page({ webUrl, branch }: GateProject, kind: 'blob' | 'edit' | 'commits'): string {
  return `${webUrl}/-/${kind}/${branch.split('/').map(encodeURIComponent).join('/')}`;
}
