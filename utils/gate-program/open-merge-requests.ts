import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { isGateNote, readNote } from '../gate/note.ts';
import type { Policy } from '../gate/policy.ts';
import { verdictStands } from '../gate/stands.ts';
import type { GateApi, OpenMergeRequest } from './api.ts';
import { openCommands } from './replies.ts';

/** A merge request that an event missed, or whose policy has changed since it was looked at. */
export interface Overdue {
  project: number;
  mergeRequest: number;
  /** Why it has to be looked at, for the log. */
  why: string;
}

/** A status that waits longer belongs to a pipeline that died. */
const STUCK_AFTER_MS = 2 * 3_600_000;
/** Merge requests looked up at once; the transport does the pacing. */
const AT_ONCE = 4;

/** The open merge requests of gated repositories that have no verdict under today's policy, newest change first. */
export async function overdueMergeRequests(
  api: GateApi,
  open: readonly OpenMergeRequest[],
  policy: Policy,
  now: Date,
): Promise<Overdue[]> {
  const me = (await api.me()).id;
  const reasons = new Map<OpenMergeRequest, string>();
  const queue = [...open];
  const lane = async (): Promise<void> => {
    for (let mr = queue.shift(); mr; mr = queue.shift()) {
      const why = await whyOverdue(api, mr, policy, me, now);
      if (why) reasons.set(mr, why);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return open.flatMap((mr) => {
    const why = reasons.get(mr);
    return why === undefined ? [] : [{ project: mr.project_id, mergeRequest: mr.iid, why }];
  });
}

async function whyOverdue(
  api: GateApi,
  mr: OpenMergeRequest,
  policy: Policy,
  me: number,
  now: Date,
): Promise<string | null> {
  const effective = effectiveSettings(policy, mr.project_id, dayOf(now));
  if (!effective || mr.sha === null) return null;
  const project = mr.source_project_id ?? mr.project_id;
  const [statuses, notes] = await Promise.all([
    api.statuses.ours(project, mr.sha, me),
    api.comments.all(mr.project_id, mr.iid),
  ]);
  if (mr.draft && !effective.settings.drafts) {
    return statuses.length === 0 ? 'a draft without a status' : null;
  }
  const waits = statuses.some(
    ({ status, created_at }) =>
      (status === 'pending' || status === 'running') &&
      now.getTime() - Date.parse(created_at ?? '') < STUCK_AFTER_MS,
  );
  if (waits) return null;

  if (openCommands(notes, me).length > 0) return 'a comment asks to ignore a finding';
  const own = notes.find((note) => note.author.id === me && isGateNote(note.body));
  const reading = own && readNote(own.body);
  if (!reading?.ok || reading.verdict.head !== mr.sha) return 'its newest commit has no verdict';
  const { verdict } = reading;
  const final = statuses.some(({ status }) => status === 'success' || status === 'failed');
  if (!final && verdict.notEnforced === undefined) return 'its newest commit has no status';
  const ignores = policy.ignores.filter((ignore) => ignore.project === mr.project_id);
  if (!verdictStands(verdict, effective, ignores, dayOf(now))) {
    return verdict.state === 'error' ? 'the gate could not tell' : 'the policy has changed since';
  }
  return null;
}
