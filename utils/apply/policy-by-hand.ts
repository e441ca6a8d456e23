import { canonical } from '../gate/write-policy.ts';
import { listCommits } from '../gitlab/endpoints/commits.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import type { GateProject } from './group-snapshot.ts';
import { changesBetween, entryOf, filesAt } from './history.ts';
import type { PolicyByHand } from './history-types.ts';

/** Commits that far back are looked through for the last apply. */
const LOOK_BACK = 100;

/**
 * How the policy differs from what MR Gate's last apply left, and who committed since. One request where nothing was
 * committed since, else five.
 *
 * @returns null where the policy says what it said then, or that apply lies too far back to be compared
 * @throws GitLabError
 */
export async function policyByHand(gitlab: Requester, gate: GateProject): Promise<PolicyByHand | null> {
  const { commits } = await listCommits(gitlab, gate.id, gate.branch, 1, LOOK_BACK);
  const entries = commits.map(entryOf);
  const last = entries.findIndex(({ jobId }) => jobId !== null);
  // Findings that the card or the sweep ignores are changes of MR Gate too, though of no job.
  const since = entries.slice(0, last).filter(({ title }) => !title.startsWith('MR Gate: '));
  const [newest, applied] = [entries[0], entries[last]];
  if (!newest || !applied || since.length === 0) return null;
  const [before, after] = await Promise.all([
    filesAt(gitlab, gate, applied.commit),
    filesAt(gitlab, gate, newest.commit),
  ]);
  // What can be read by nobody is told elsewhere, with its line.
  if (!before.policy || !after.policy || before.text === null) return null;
  if (canonical(before.policy) === canonical(after.policy)) return null;
  return { since, applied, before: before.text, ...changesBetween(before, after) };
}
