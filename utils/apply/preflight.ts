import type { Requester } from '../gitlab/endpoints/read.ts';
import { listRunners } from '../gitlab/endpoints/runners.ts';
import type { JobStorage } from './journal.ts';
import type { Planned } from './planned.ts';
import { repositories } from './titles.ts';
import type { GroupSnapshot, Plan, PlanNote } from './types.ts';

/** What a plan should know beyond the repositories, looked up while the group was shown. */
export interface Circumstances {
  gate: string;
  /** Whether a runner can take the gate's jobs; `unknown`: GitLab does not tell this user. */
  runners: 'online' | 'offline' | 'paused' | 'none' | 'unknown';
  /** The group itself makes pipelines succeed; null: not told. */
  groupLock: boolean | null;
  /** Milliseconds since the epoch. */
  at: number;
}

const KEY = 'apply:circumstances';
/** Looked up again after this, and not believed after that. */
const FRESH_MS = 60_000;
const BELIEVED_MS = 60 * 60_000;

/**
 * Looks up what a plan should know of the gate, once a minute at most, and keeps it for the plan: one request that
 * nobody waits for.
 *
 * @throws GitLabError
 */
export async function lookAround(
  gitlab: Requester,
  storage: JobStorage,
  snapshot: GroupSnapshot,
  now: number,
): Promise<void> {
  if (!snapshot.gateProject || snapshot.connection.access !== 'full') return;
  const gate = keyOf(snapshot);
  const known = await recall(storage, gate);
  if (known && now - known.at < FRESH_MS) return;
  const found = await listRunners(gitlab, snapshot.gateProject.id).catch(() => null);
  const active = found?.filter((runner) => !runner.paused);
  const runners = !active
    ? 'unknown'
    : found?.length === 0
      ? 'none'
      : active.length === 0
        ? 'paused'
        : active.some((runner) => runner.online)
          ? 'online'
          : 'offline';
  const groupLock = snapshot.group.pipelineMustSucceed ?? known?.groupLock ?? null;
  await storage.set(KEY, { gate, runners, groupLock, at: now } satisfies Circumstances);
}

/** What was looked up of this group's gate, not too long ago; null: nothing. */
export async function circumstancesOf(
  storage: JobStorage,
  snapshot: GroupSnapshot,
  now: number,
): Promise<Circumstances | null> {
  const known = await recall(storage, keyOf(snapshot));
  return known && now - known.at < BELIEVED_MS ? known : null;
}

async function recall(storage: JobStorage, gate: string): Promise<Circumstances | null> {
  const stored = (await storage.get(KEY)) as Circumstances | undefined;
  return stored?.gate === gate ? stored : null;
}

function keyOf({ connection, gateProject }: GroupSnapshot): string {
  return `${connection.baseUrl} ${gateProject?.id ?? 0}`;
}

/** The plan with everything that is to be known before it is applied, the gravest first. Pure. */
export function withPreflight(
  { plan, work }: Planned,
  snapshot: GroupSnapshot,
  known: Circumstances | null,
): Planned {
  const notes = [...plan.notes, ...preflight(plan, snapshot, known)];
  const severities: PlanNote['severity'][] = ['stop', 'warning', 'info'];
  notes.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { plan: { ...plan, notes }, work };
}

function preflight(plan: Plan, snapshot: GroupSnapshot, known: Circumstances | null): PlanNote[] {
  const locks = plan.repos.filter((repo) => repo.flags?.only_allow_merge_if_pipeline_succeeds);
  const enrols = plan.repos.filter((repo) => repo.kind === 'enrol');
  const notes: PlanNote[] = [];
  if (known && (locks.length > 0 || enrols.length > 0)) {
    notes.push(...runnerNotes(known.runners, plan, locks.length > 0));
  }
  if ((known?.groupLock ?? snapshot.group.pipelineMustSucceed) && plan.repos.length > 0) {
    notes.push({
      kind: 'group_lock',
      severity: 'warning',
      what: `The group itself makes pipelines succeed before merging, in all of its projects, whatever “Pipelines must succeed” says in them.`,
      next: 'Report only and removal do not change that: it is in the group’s settings, General, Merge requests.',
    });
  }
  const required = enrols.filter((repo) => repo.now.only_allow_merge_if_pipeline_succeeds).length;
  if (required > 0) {
    notes.push({
      kind: 'already_required',
      severity: 'info',
      what: `In ${repositories(required)} pipelines have to succeed already.`,
      next: 'That stays on when MR Gate is removed.',
    });
  }
  if (enrols.length > 0) {
    notes.push({
      kind: 'hooks_unseen',
      severity: 'info',
      what: 'Webhooks are looked at when each repository is configured: GitLab lists them one project at a time.',
      next: 'One of MR Gate that is there is used. A project that can take no more (100 on gitlab.com) fails by itself, with the reason.',
    });
  }
  return notes;
}

function runnerNotes(runners: Circumstances['runners'], { gateProject }: Plan, locks: boolean): PlanNote[] {
  const link = { href: `${gateProject.webUrl}/-/settings/ci_cd`, text: 'Runners of the gate project' };
  if (runners === 'offline') {
    return [
      {
        kind: 'runners_offline',
        severity: 'warning',
        what: `No runner of ${gateProject.path} has been online lately, so verdicts may be long in coming.`,
        next: 'Look at its runners before merge requests wait for them.',
        link,
      },
    ];
  }
  if (runners !== 'none' && runners !== 'paused') return [];
  const why = runners === 'none' ? 'has no runner at all' : 'has runners, but every one of them is paused';
  return [
    {
      kind: 'no_runner',
      severity: locks ? 'stop' : 'warning',
      what: `The gate project ${gateProject.path} ${why}: no verdict would come${locks ? ', and no merge request could be merged' : ''}.`,
      next: 'Give it a runner (its own, a group’s or the instance’s), then load the group again.',
      link,
    },
  ];
}
