import { blocks } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { EntityUser, StatusEntity } from './entities.ts';
import type { CardReading, GateNote } from './reading.ts';

/**
 * Who may be believed. A Developer can post a status called MR Gate and write a note with our marker, but only
 * under their own name. So the verdict stands when its authors are the gate's user, whom the gate project's
 * `enrolled.json` names: its default branch is protected.
 *
 * Who can't read that file (members of the project alone) gets the weaker check: both by the same author, who
 * is not the merge request's. Two people who work together can beat it, so the card says that it is the weaker
 * one. A Maintainer can edit anybody's note, and can switch the gate off anyway.
 */
export type Assurance = 'verified' | 'consistent';

/** Why a verdict is not believed. */
export type Doubt =
  | 'status_author'
  | 'note_author'
  | 'different_authors'
  | 'own_verdict'
  | 'not_listed'
  | 'note_unreadable'
  | 'other_merge_request'
  | 'note_missing'
  | 'note_outdated'
  | 'status_missing'
  | 'status_hidden'
  | 'disagree'
  | 'inconsistent';

/**
 * The gate's user: from the outermost readable gate project that lists this project, since whoever may create
 * projects in a subgroup must not overrule the group above.
 */
export function gateUserOf(reading: CardReading): EntityUser | null {
  return reading.gateProjects.find((project) => project.listed && project.gateUser)?.gateUser ?? null;
}

/**
 * The status that counts: the gate user's own where there is one, among those in the pipeline that the merge
 * check looks at (a pushed commit can have several pipelines), else the newest.
 */
export function chooseStatus(reading: CardReading): StatusEntity | null {
  const statuses = reading.statuses ?? [];
  const inHead = statuses.filter((status) => !isInOtherPipeline(reading, status));
  const pool = inHead.length > 0 ? inHead : statuses;
  const gateUser = gateUserOf(reading);
  return pool.find((status) => status.author?.id === gateUser?.id) ?? pool[0] ?? null;
}

/** Whether the merge check looks at another pipeline than the one that this status is in. */
export function isInOtherPipeline({ mergeRequest }: CardReading, status: StatusEntity): boolean {
  const head = mergeRequest.head_pipeline?.id ?? null;
  return head !== null && status.pipeline_id !== null && status.pipeline_id !== head;
}

/** The note that counts: the gate user's, else the status author's, else any; of several the one for this head. */
export function chooseNote(reading: CardReading): GateNote | null {
  const authors = [gateUserOf(reading), chooseStatus(reading)?.author ?? null];
  const { sha } = reading.mergeRequest;
  for (const author of authors) {
    const theirs = author ? reading.notes.filter((note) => note.author.id === author.id) : [];
    const latest =
      theirs.findLast(({ reading: note }) => note.ok && note.verdict.head === sha) ?? theirs.at(-1);
    if (latest) return latest;
  }
  return reading.notes.at(-1) ?? null;
}

/** Why this note's author, or what it names, is not believed; null: no doubt. Says nothing of the status. */
export function doubtNote(reading: CardReading, note: GateNote): Doubt | null {
  const gateUser = gateUserOf(reading);
  if (gateUser && note.author.id !== gateUser.id) return 'note_author';
  if (!note.reading.ok) return 'note_unreadable';
  const { verdict } = note.reading;
  if (!gateUser) {
    const named = reading.gateProjects.find((project) => project.path === verdict.gate.project);
    if (named && !named.listed) return 'not_listed';
    if (note.author.id === reading.mergeRequest.author?.id) return 'own_verdict';
  }
  const { project_id, iid } = reading.mergeRequest;
  if (verdict.project !== project_id || verdict.mergeRequest !== iid) return 'other_merge_request';
  return isConsistent(verdict) ? null : 'inconsistent';
}

/** Why this status's author is not believed; null: no doubt. */
export function doubtStatus(reading: CardReading, status: StatusEntity): Doubt | null {
  const gateUser = gateUserOf(reading);
  if (gateUser) return status.author?.id === gateUser.id ? null : 'status_author';
  const author = reading.mergeRequest.author;
  return status.author === null || status.author.id === author?.id ? 'own_verdict' : null;
}

/** Why status and note, both of this head, do not make one verdict; null: they agree. */
export function doubtPair(status: StatusEntity, note: GateNote, verdict: Verdict): Doubt | null {
  if (status.author?.id !== note.author.id) return 'different_authors';
  return status.status === (blocks(verdict) ? 'failed' : 'success') ? null : 'disagree';
}

/** A verdict must not contradict itself: where nothing fails, nothing blocks. */
function isConsistent({ state, counts, findings }: Verdict): boolean {
  if (state === 'failed' || state === 'error') return true;
  return counts.blocking === 0 && findings.blocking.length === 0;
}
