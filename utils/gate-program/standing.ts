import { readNote } from '../gate/read-note.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { GateApi, MergeRequest } from './api.ts';
import type { GateContext } from './context.ts';

/** The verdict in the gate's own note, where it is on the head and the base that the merge request has now. */
export async function standingVerdict(api: GateApi, mr: MergeRequest, me: number): Promise<Verdict | null> {
  const [note] = await api.comments.ours(mr.project_id, mr.iid, me);
  const reading = note && readNote(note.body);
  return reading?.ok && isAbout(reading.verdict, mr) ? reading.verdict : null;
}

/** Whether a verdict is on the commits that the merge request has now. */
export function isAbout(verdict: Verdict, mr: MergeRequest): boolean {
  return (
    verdict.project === mr.project_id &&
    verdict.mergeRequest === mr.iid &&
    verdict.head === mr.sha &&
    verdict.base === (mr.diff_refs?.base_sha ?? '')
  );
}

/** Whether a newer push, or another target branch, has made this run's verdict one on something else. */
export function isReplaced(
  { sha, diff_refs }: MergeRequest,
  { head, base }: Pick<GateContext, 'head' | 'base'>,
): boolean {
  return sha !== head || (diff_refs?.base_sha ?? base) !== base;
}
