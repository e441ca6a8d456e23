import { MAINTAINER } from '../../gitlab/endpoints/members.ts';
import { protectBranch, showProtection, unprotectBranch } from '../../gitlab/endpoints/protected-branches.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { isTaken, isUncertain, whereRefused } from '../refused.ts';
import type { Run } from '../run.ts';

/**
 * Protects the gate project's branch: only there does the pipeline get the gate's token, and only Maintainers may
 * change the policy. GitLab protects a first branch by itself, with the instance's default, which may let
 * Developers push: such a rule is replaced.
 */
export async function protectGateBranch(run: Run): Promise<Text> {
  const { client } = await run.session();
  const { id, branch } = run.record.setup.project!;
  const found = await showProtection(client, id, branch);
  if (found && found.lowestRole >= MAINTAINER) return text('apply.done.is_protected', { branch });
  const told = (reason: string) => ({
    kind: 'may_not_protect',
    what: text('apply.error.may_not_protect', { branch, reason }),
    next: text('apply.error.may_not_protect_next'),
  });
  if (found) await whereRefused(unprotectBranch(client, id, branch), told);
  try {
    await whereRefused(protectBranch(client, id, branch), told);
  } catch (error) {
    if (!isTaken(error) && !(isUncertain(error) && (await showProtection(client, id, branch)))) throw error;
  }
  return found ? text('apply.done.stricter', { branch }) : text('apply.done.protected', { branch });
}
