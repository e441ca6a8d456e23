import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { Policy } from '../gate/policy.ts';
import { isGateNote, readNote } from '../gate/read-note.ts';
import { verdictStands } from '../gate/stands.ts';
import type { OpenMergeRequest } from './api.ts';
import { explain } from './explain.ts';
import { keepStatus } from './keep-status.ts';
import type { Job } from './prepare.ts';
import { openCommands } from './replies.ts';
import { isAbout } from './standing.ts';

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

/**
 * The open merge requests of gated repositories that have no verdict under today's policy, newest change first. A verdict
 * that stands, but whose status is not where the merge check looks, is put there at once.
 *
 * @param light leaves alone what passed: it is enough for what must not be merged meanwhile, at a call for each merge
 *   request in place of four
 */
export async function overdueMergeRequests(
  job: Job,
  open: readonly OpenMergeRequest[],
  policy: Policy,
  light = false,
): Promise<Overdue[]> {
  const me = (await job.api.me()).id;
  const reasons = new Map<OpenMergeRequest, string>();
  const queue = [...open];
  const lane = async (): Promise<void> => {
    for (let mr = queue.shift(); mr; mr = queue.shift()) {
      const why = await whyOverdue(job, mr, policy, me, light);
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
  job: Job,
  listed: OpenMergeRequest,
  policy: Policy,
  me: number,
  light: boolean,
): Promise<string | null> {
  const { api, log } = job;
  const now = job.now();
  const effective = effectiveSettings(policy, listed.project_id, dayOf(now));
  if (!effective || listed.sha === null) return null;
  const project = listed.source_project_id ?? listed.project_id;
  let statuses = await api.statuses.ours(project, listed.sha, me);
  if (light && statuses.length > 0 && statuses.every(({ status }) => status === 'success')) return null;

  const [mr, notes] = await Promise.all([
    api.mergeRequestNow(listed.project_id, listed.iid),
    api.comments.all(listed.project_id, listed.iid),
  ]);
  if (mr.state !== 'opened' || mr.sha !== listed.sha) return null;
  const place = await api.statuses.placeOf(mr, mr.sha);
  if (place.sha !== mr.sha) statuses = await api.statuses.ours(place.project, place.sha, me);
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
  if (!isAbout(verdict, mr)) return 'its target has changed since';
  const ignores = policy.ignores.filter((ignore) => ignore.project === mr.project_id);
  if (!verdictStands(verdict, effective, ignores, dayOf(now))) {
    return verdict.state === 'error' ? 'the gate could not tell' : 'the policy has changed since';
  }
  if (verdict.notEnforced !== undefined) return null;
  try {
    const kept = await keepStatus(job, mr, mr.sha, verdict, effective.settings.drafts);
    if (kept !== 'stands') log(`  project ${mr.project_id} !${mr.iid}: its status was posted anew`);
    return null;
  } catch (error) {
    log(`  project ${mr.project_id} !${mr.iid}: ${explain(error)}`);
    return 'its newest commit has no status';
  }
}
