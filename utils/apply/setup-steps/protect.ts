import { MAINTAINER } from '../../gitlab/endpoints/members.ts';
import { protectBranch, showProtection, unprotectBranch } from '../../gitlab/endpoints/protected-branches.ts';
import { isTaken, isUncertain, whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/**
 * Protects the gate project's branch: only there does the pipeline get the gate's token, and only Maintainers may
 * change the policy. GitLab protects a first branch by itself, with the instance's default, which may let
 * Developers push: such a rule is replaced.
 */
export async function protectGateBranch(run: Run): Promise<string> {
  const { client } = await run.session();
  const { id, branch } = run.record.setup.project!;
  const found = await showProtection(client, id, branch);
  if (found && found.lowestRole >= MAINTAINER) return `${branch} is protected.`;
  const told = (reason: string) => ({
    kind: 'may_not_protect',
    what: `GitLab did not let you protect ${branch} of the gate project: ${reason}.`,
    next: 'Protect it by hand (Settings, Repository, Protected branches; Maintainers alone), then go on.',
  });
  if (found) await whereRefused(unprotectBranch(client, id, branch), told);
  try {
    await whereRefused(protectBranch(client, id, branch), told);
  } catch (error) {
    if (!isTaken(error) && !(isUncertain(error) && (await showProtection(client, id, branch)))) throw error;
  }
  return found ? `${branch}: only Maintainers may push now.` : `Protected ${branch}.`;
}
