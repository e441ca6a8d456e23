import type { Requester } from '../gitlab/endpoints/read.ts';
import { listRunners, takesUntagged } from '../gitlab/endpoints/runners.ts';
import { text } from '../texts/text.ts';
import { type GroupLock, lockingGroup } from './group-locks.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import type { JobStorage } from './job-storage.ts';
import type { Plan, PlanNote } from './plan-types.ts';
import type { Planned } from './planned.ts';

/** What a plan should know beyond the repositories. */
export interface Circumstances extends GroupLock {
  /** Whether a runner can take the gate's jobs; `tagged`: only jobs with tags. `unknown`: GitLab does not tell this user. */
  runners: 'online' | 'tagged' | 'offline' | 'paused' | 'none' | 'unknown';
  /** Milliseconds since the epoch. */
  at: number;
}

/** Each gate has its own: plans of several groups can be open at once. */
const KEY = 'apply:circumstances:';
/** Showing a group looks again after this. */
const FRESH_MS = 60_000;
/** A plan believes for so long that a runner is there, which saves the request; anything else it looks at again. */
const BELIEVED_MS = 10 * 60_000;

/** So many runners are asked, one after the other, whether they take jobs without tags: the first that does is enough. */
const MOST_ASKED = 5;

/** Looks at what surrounds a gate, once for all who ask at the same time, and remembers it. */
export interface Lookout {
  /** While a group is shown, so that its plan need not ask. Never throws. */
  ahead(gitlab: Requester, snapshot: GroupSnapshot): Promise<void>;
  /** What a plan of this group should know; null: it has no gate yet. */
  look(gitlab: Requester, snapshot: GroupSnapshot): Promise<Circumstances | null>;
}

export function createLookout(storage: JobStorage, now: () => number): Lookout {
  const underWay = new Map<string, Promise<Circumstances>>();

  async function within(
    gitlab: Requester,
    snapshot: GroupSnapshot,
    enough: (known: Circumstances) => boolean,
  ): Promise<Circumstances | null> {
    const { gateProject, connection } = snapshot;
    if (!gateProject) return null;
    const key = `${KEY}${connection.baseUrl} ${gateProject.id}`;
    const known = (await storage.get(key)) as Circumstances | undefined;
    // An earlier version did not look whether groups tell.
    if (known && known.locksTold !== undefined && enough(known)) return known;
    let looking = underWay.get(key);
    if (!looking) {
      looking = around(gitlab, gateProject.id, snapshot).finally(() => underWay.delete(key));
      underWay.set(key, looking);
    }
    const found = await looking;
    // Storage that fails costs the next plan a request, and this one nothing.
    await storage.set(key, found).catch(() => undefined);
    return found;
  }

  async function around(gitlab: Requester, gate: number, snapshot: GroupSnapshot): Promise<Circumstances> {
    const [runners, lock] = await Promise.all([runnersOf(gitlab, gate), lockingGroup(gitlab, snapshot)]);
    return { runners, ...lock, at: now() };
  }

  return {
    async ahead(gitlab, snapshot) {
      await within(gitlab, snapshot, ({ at }) => now() - at < FRESH_MS).catch(() => undefined);
    },
    look: (gitlab, snapshot) =>
      within(gitlab, snapshot, ({ runners, at }) => runners === 'online' && now() - at < BELIEVED_MS),
  };
}

async function runnersOf(gitlab: Requester, gate: number): Promise<Circumstances['runners']> {
  const found = await listRunners(gitlab, gate).catch(() => null);
  if (!found) return 'unknown';
  const active = found.filter((runner) => !runner.paused);
  if (found.length === 0) return 'none';
  if (active.length === 0) return 'paused';
  const online = active.filter((runner) => runner.online);
  if (online.length === 0) return 'offline';
  for (const { id } of online.slice(0, MOST_ASKED)) {
    // Of one that may not be seen nothing is known, and nobody is warned.
    if (await takesUntagged(gitlab, id).catch(() => true)) return 'online';
  }
  return online.length > MOST_ASKED ? 'online' : 'tagged';
}

/**
 * The plan with everything that is to be known before it is applied, the gravest first. Pure.
 *
 * @param below the subgroups that lock projects of this plan
 */
export function withPreflight(
  { plan, work }: Planned,
  known: Circumstances | null,
  below: readonly string[],
): Planned {
  const notes = [...plan.notes, ...preflight(plan, known, below)];
  const severities: PlanNote['severity'][] = ['stop', 'warning', 'info'];
  notes.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { plan: { ...plan, notes }, work };
}

function preflight(plan: Plan, known: Circumstances | null, below: readonly string[]): PlanNote[] {
  const locks = plan.repos.filter((repo) => repo.flags?.only_allow_merge_if_pipeline_succeeds);
  const enrols = plan.repos.filter((repo) => repo.kind === 'enrol');
  const notes: PlanNote[] = [];
  if (known && (locks.length > 0 || enrols.length > 0)) {
    notes.push(...runnerNotes(known.runners, plan, locks.length > 0));
  }
  const locking = known?.lockedBy ? [known.lockedBy] : below;
  for (const group of plan.repos.length > 0 ? locking : []) {
    notes.push({
      kind: 'group_lock',
      severity: 'warning',
      what: text('apply.note.group_lock', { group }),
      next: text('apply.note.group_lock_next'),
      link: { href: `${plan.baseUrl}/groups/${group}/-/edit`, text: text('apply.note.group_lock_link') },
    });
  }
  const required = enrols.filter((repo) => repo.now.only_allow_merge_if_pipeline_succeeds).length;
  if (required > 0) {
    notes.push({
      kind: 'already_required',
      severity: 'info',
      what: text('apply.note.already_required', { count: required }),
      next: text('apply.note.already_required_next'),
    });
  }
  const removed = plan.repos.filter((repo) => repo.kind === 'remove');
  if (removed.length > 0) {
    notes.push({
      kind: 'verdicts_stay',
      severity: removed.some((repo) => repo.before.only_allow_merge_if_pipeline_succeeds)
        ? 'warning'
        : 'info',
      what: text('apply.note.verdicts_stay'),
      next: text('apply.note.verdicts_stay_next'),
    });
  }
  if (enrols.length > 0) {
    notes.push({
      kind: 'hooks_unseen',
      severity: 'info',
      what: text('apply.note.hooks_unseen'),
      next: text('apply.note.hooks_unseen_next'),
    });
  }
  return notes;
}

function runnerNotes(runners: Circumstances['runners'], { gateProject }: Plan, locks: boolean): PlanNote[] {
  const { path } = gateProject;
  const link = { href: `${gateProject.webUrl}/-/settings/ci_cd`, text: text('apply.note.runners_link') };
  if (runners === 'offline' || runners === 'tagged' || runners === 'unknown') {
    return [
      {
        kind: `runners_${runners}`,
        severity: 'warning',
        what: text(`apply.note.runners_${runners}`, { path }),
        next: text(`apply.note.runners_${runners}_next`),
        link,
      },
    ];
  }
  if (runners === 'online') return [];
  const what = runners === 'none' ? 'apply.note.no_runner' : 'apply.note.runners_paused';
  return [
    {
      kind: 'no_runner',
      severity: locks ? 'stop' : 'warning',
      what: text(locks ? `${what}_locks` : what, { path }),
      next: text('apply.note.no_runner_next'),
      link,
    },
  ];
}
