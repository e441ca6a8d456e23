import { Failure } from '../failure.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { text } from '../texts/text.ts';
import { workOf } from './apply-work.ts';
import { checkHooks, MOST_AT_ONCE } from './check-hooks.ts';
import { callsOf } from './count-calls.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import type { Journal } from './journal.ts';
import { gateOf, makePlan, type PlanOptions } from './plan.ts';
import { planDrift } from './plan-drift.ts';
import { planRemoval } from './plan-remove.ts';
import { planUndo } from './plan-undo.ts';
import type { Planned } from './planned.ts';
import { titleOf } from './titles.ts';
import { findDone, type Remembered } from './undo-basis.ts';
import type { Wanted } from './wanted.ts';

/**
 * The plan of any wish. What the group's listing does not tell, it reads: what the undone job did, and the
 * webhooks of repositories whose drift is to be settled.
 *
 * @throws Failure where nothing can be planned, GitLabError
 */
export async function planFor(
  client: GitLabClient,
  journal: Journal,
  snapshot: GroupSnapshot,
  wanted: Wanted,
  options: PlanOptions,
): Promise<Planned> {
  switch (wanted.mode) {
    case 'undo': {
      const { gateProject } = gateOf(snapshot);
      const remembered = await recall(journal, wanted.jobId, snapshot.connection.baseUrl, gateProject.path);
      const done = await findDone(client, gateProject, wanted.jobId, remembered);
      if (!done) throw new Failure(NOT_FOUND);
      return planUndo(snapshot, wanted, done, options);
    }
    case 'remove':
    case 'remove_all':
      return planRemoval(snapshot, wanted, options);
    case 'restore_drift':
    case 'accept_drift': {
      const { gateProject } = gateOf(snapshot);
      const enrolled = snapshot.enrolment?.projects ?? {};
      const known = wanted.projects.filter((project) => enrolled[String(project)]);
      // Of very many, applying looks at the webhooks: a plan should not take minutes.
      const few = known.length <= MOST_AT_ONCE ? known : [];
      return planDrift(snapshot, wanted, options, await checkHooks(client, gateProject, few));
    }
    case 'accept_policy':
      return planAcceptance(snapshot, wanted, options);
    default: {
      const { policy } = gateOf(snapshot);
      const plan = makePlan(snapshot, wanted, options);
      return { plan, work: workOf(plan, wanted, policy) };
    }
  }
}

/**
 * The policy stays as somebody edited it: it is imported onto itself, so that gated repositories get what follows from
 * it, and the enrolment says that it was accepted. Pure.
 */
function planAcceptance(
  snapshot: GroupSnapshot,
  wanted: Extract<Wanted, { mode: 'accept_policy' }>,
  options: PlanOptions,
): Planned {
  const { policy, text: file, commit } = gateOf(snapshot);
  const same = { mode: 'import', text: file } as const;
  const made = makePlan(snapshot, same, options);
  const title = titleOf(wanted, made.counts, policy);
  const work = { ...workOf(made, same, policy), mode: wanted.mode, title, acceptsPolicy: commit };
  const gateChanges = [
    {
      field: text('apply.field.policy'),
      before: text('apply.value.edited_by_hand'),
      after: text('apply.value.accepted_as_it_is'),
    },
  ];
  return { plan: { ...made, wanted, title, gateChanges, calls: callsOf(work) }, work };
}

/** @throws Failure where the job is still under way, or cannot be undone */
async function recall(
  journal: Journal,
  jobId: string,
  baseUrl: string,
  gatePath: string,
): Promise<Remembered | null> {
  const record = await journal.load(jobId);
  const work = record && (await journal.work(jobId));
  if (!record || !work || record.baseUrl !== baseUrl || record.gatePath !== gatePath) return null;
  if (record.finishedAt === undefined) throw new Failure(STILL_RUNNING);
  if (work.mode === 'remove_all') throw new Failure(TAKEN_DOWN);
  return { work, results: await journal.results(jobId, work) };
}

const NOT_FOUND = {
  kind: 'nothing_to_undo',
  what: text('apply.error.nothing_to_undo'),
  next: text('apply.error.nothing_to_undo_next'),
};
const STILL_RUNNING = {
  kind: 'job_running',
  what: text('apply.error.still_running'),
  next: text('apply.error.still_running_next'),
};
const TAKEN_DOWN = {
  kind: 'cannot_undo',
  what: text('apply.error.taken_down'),
  next: text('apply.error.taken_down_next'),
};
