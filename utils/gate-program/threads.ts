import { blocks } from '../gate/status.ts';
import { findingThread, holdThread, readThreadSubject } from '../gate/thread-text.ts';
import type { Verdict } from '../gate/verdict.ts';
import { GitLabError } from '../gitlab/errors.ts';
import type { GateApi, MergeRequest } from './api.ts';
import type { Discussion } from './comments.ts';

const HOLD = 'hold';

/** What a thread is about, as a key; null: none of ours. */
function subjectOf({ notes: [first] }: Discussion, me: number): string | null {
  if (!first || first.author.id !== me || !first.resolvable) return null;
  const subject = readThreadSubject(first.body);
  return subject && (subject.kind === 'hold' ? HOLD : subject.fingerprint);
}

/**
 * Keeps the gate's threads as the verdict has it: one that holds a merge request which takes no status, and one on the
 * line of each finding that blocks, `most` of them open at a time. Resolved when it is fixed, opened again when it is
 * back, never a second one. What a person resolved stays resolved until the merge request's head is another.
 */
export async function keepThreads(
  api: GateApi,
  mr: MergeRequest,
  me: number,
  verdict: Verdict,
  most: number,
): Promise<void> {
  const threads = new Map<string, Discussion>();
  for (const discussion of await api.comments.threads(mr.project_id, mr.iid)) {
    const subject = subjectOf(discussion, me);
    if (subject === null) continue;
    if (!threads.has(subject)) threads.set(subject, discussion);
    // Two gate pipelines made it at the same time.
    else if (!isResolved(discussion)) await api.comments.resolve(mr.project_id, mr.iid, discussion.id, true);
  }
  await keepHold(api, mr, me, verdict, threads.get(HOLD));
  threads.delete(HOLD);
  await keepLines(api, mr, me, verdict, most, threads);
}

async function keepHold(
  api: GateApi,
  mr: MergeRequest,
  me: number,
  verdict: Verdict,
  thread: Discussion | undefined,
): Promise<void> {
  const { project_id: project, iid } = mr;
  const holds = verdict.notEnforced !== undefined && blocks(verdict);
  if (!holds) {
    if (thread && !isResolved(thread)) await api.comments.resolve(project, iid, thread.id, true);
    return;
  }
  const body = holdThread(verdict);
  const [first] = thread?.notes ?? [];
  if (!thread || !first) return api.comments.openThread(project, iid, body);
  const subject = readThreadSubject(first.body);
  const sameHead = subject?.kind === 'hold' && subject.head === verdict.head;
  if (first.body !== body) await api.comments.change(project, iid, first.id, body);
  if (isResolved(thread) && (!sameHead || first.resolved_by?.id === me)) {
    await api.comments.resolve(project, iid, thread.id, false);
  }
}

async function keepLines(
  api: GateApi,
  mr: MergeRequest,
  me: number,
  verdict: Verdict,
  most: number,
  threads: ReadonlyMap<string, Discussion>,
): Promise<void> {
  const { project_id: project, iid } = mr;
  const findings = new Map(most > 0 ? verdict.findings.blocking.map((f) => [f.fingerprint, f]) : []);
  let open = 0;
  for (const [fingerprint, thread] of threads) {
    const blocking = findings.has(fingerprint);
    if (!blocking && !isResolved(thread)) await api.comments.resolve(project, iid, thread.id, true);
    if (blocking && isResolved(thread) && thread.notes[0]?.resolved_by?.id === me) {
      await api.comments.resolve(project, iid, thread.id, false);
    }
    if (blocking) open++;
  }
  const { base_sha: base, start_sha: start, head_sha: head } = mr.diff_refs ?? {};
  if (!base || !start || !head) return;
  for (const finding of findings.values()) {
    if (open >= most) return;
    if (!finding.file || !finding.startLine || threads.has(finding.fingerprint)) continue;
    const position = {
      position_type: 'text',
      base_sha: base,
      start_sha: start,
      head_sha: head,
      old_path: finding.file,
      new_path: finding.file,
      new_line: finding.startLine,
    };
    try {
      await api.comments.openThread(project, iid, findingThread(finding), position);
      open++;
    } catch (error) {
      // The line is not in the diff: the finding came with a change elsewhere, and stands in the note.
      if (!(error instanceof GitLabError) || error.kind !== 'invalid') throw error;
    }
  }
}

function isResolved({ notes: [first] }: Discussion): boolean {
  return first?.resolved === true;
}
