import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { GateSettings } from '../gate/policy.ts';
import { readNote } from '../gate/read-note.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import {
  listOpenMergeRequests,
  newestNotes,
  type OpenMergeRequest,
} from '../gitlab/endpoints/merge-requests.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { ApplyWork } from './apply-work-types.ts';
import { decideAgain } from './decide-again.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import type { ImpactMergeRequest, ImpactPreview } from './impact-types.ts';
import { inParallel } from './in-parallel.ts';
import { isTokenGone, pauseFor } from './pause.ts';
import type { Plan } from './plan-types.ts';
import { editPolicy } from './policy-edit.ts';

/** Merge requests of one page: each costs a request for its notes. */
const PER_PAGE = 50;

/**
 * What a plan would do to the open merge requests of the repositories that it gates, one page of them: at most 51
 * requests. Nothing is written.
 *
 * @throws GitLabError
 */
export async function impactOf(
  client: GitLabClient,
  snapshot: GroupSnapshot,
  { plan, work }: { plan: Plan; work: ApplyWork },
  page: number,
  now: number,
): Promise<ImpactPreview> {
  const settings = settingsAfter(snapshot, plan, work, now);
  const listed = await listOpenMergeRequests(client, snapshot.group.path, page, PER_PAGE);
  const concerned = listed.mergeRequests.filter(({ project }) => settings.has(project));
  const paths = new Map(snapshot.repos.map((repo) => [repo.id, repo.path]));
  const found = new Map<OpenMergeRequest, ImpactMergeRequest>();
  await inParallel(
    concerned,
    () => client.atOnce,
    async (one) => {
      const verdict = await verdictOf(client, snapshot, one);
      const wanted = settings.get(one.project) as GateSettings;
      found.set(one, {
        project: one.project,
        path: paths.get(one.project) ?? '',
        iid: one.iid,
        title: one.title,
        webUrl: one.webUrl,
        draft: one.draft,
        today: todayOf(verdict),
        ...judge(one, verdict, wanted),
      });
    },
  );
  return {
    page,
    nextPage: listed.nextPage,
    pages: listed.pages,
    mergeRequests: concerned.flatMap((one) => found.get(one) ?? []),
  };
}

/** What each repository that the plan names, or its default reaches, is gated with afterwards. */
function settingsAfter(
  snapshot: GroupSnapshot,
  plan: Plan,
  work: ApplyWork,
  now: number,
): Map<number, GateSettings> {
  const next = editPolicy(work.base, work.edit);
  const today = dayOf(new Date(now));
  const gated = new Set(Object.keys(snapshot.enrolment?.projects ?? {}).map(Number));
  for (const repo of plan.repos) {
    if (repo.kind === 'enrol') gated.add(repo.project);
    if (repo.kind === 'remove') gated.delete(repo.project);
  }
  const named = new Set(plan.repos.filter((repo) => repo.kind !== 'excluded').map((repo) => repo.project));
  const wholeGroup = plan.policyChanges.length > 0;
  const settings = new Map<number, GateSettings>();
  for (const project of gated) {
    if (!wholeGroup && !named.has(project)) continue;
    const effective = effectiveSettings(next, project, today);
    if (effective) settings.set(project, effective.settings);
  }
  return settings;
}

type Seen = { verdict: Verdict } | { reason: Text };

/** The gate's last verdict, if it is about the newest commit. Only a note of the gate's own user counts. */
async function verdictOf(
  client: GitLabClient,
  snapshot: GroupSnapshot,
  { project, iid, head }: OpenMergeRequest,
): Promise<Seen> {
  const gateUser = snapshot.enrolment?.gateUser?.id;
  try {
    for (const note of await newestNotes(client, project, iid)) {
      if (note.system || note.author.id !== gateUser) continue;
      const reading = readNote(note.body);
      if (!reading) continue;
      if (!reading.ok) {
        return { reason: text(`apply.impact.note_${reading.reason === 'newer' ? 'newer' : 'broken'}`) };
      }
      const { verdict } = reading;
      if (verdict.project !== project || verdict.mergeRequest !== iid) continue;
      if (head !== null && verdict.head !== head) return { reason: text('apply.impact.newest_not_seen') };
      return { verdict };
    }
    return { reason: text('apply.impact.not_seen') };
  } catch (error) {
    if (!(error instanceof GitLabError) || isTokenGone(error) || pauseFor(error)) throw error;
    return { reason: text('apply.impact.notes_unreadable') };
  }
}

function todayOf(seen: Seen): ImpactMergeRequest['today'] {
  if (!('verdict' in seen)) return null;
  const { state, letThrough } = seen.verdict;
  return state === 'failed' || (state === 'error' && !letThrough) ? 'blocked' : 'open';
}

function judge(
  one: OpenMergeRequest,
  seen: Seen,
  settings: GateSettings,
): Pick<ImpactMergeRequest, 'outcome' | 'reason' | 'settings'> {
  if (one.draft && !settings.drafts) return { outcome: 'open', reason: text('apply.impact.drafts') };
  return 'verdict' in seen
    ? decideAgain(seen.verdict, settings)
    : { outcome: 'unknown', reason: seen.reason, settings };
}
