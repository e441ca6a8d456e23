import { Failure } from '../failure.ts';
import { dayOf } from '../gate/day.ts';
import { type Enrolment, emptyEnrolment } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import { readPolicy } from '../gate/read-policy.ts';
import type { Repo } from '../gate/repo.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { gateWork } from './apply-work.ts';
import type { RepoWork } from './apply-work-types.ts';
import { settingsChanges } from './changes.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import { flagChanges, flagsOf, sameFlags } from './merge-flags.ts';
import { type Obstacle, ROLE_TOO_LOW } from './obstacle.ts';
import { gateOf, NOT_FOUND, type PlanOptions, reached } from './plan.ts';
import { excludedPlan, repoPlan } from './plan-repo.ts';
import type { PlanNote, RepoPlan } from './plan-types.ts';
import { type Planned, planned } from './planned.ts';
import {
  differingProjects,
  editPolicy,
  editText,
  leavesUndecided,
  type PolicyEdit,
  saysTheSame,
  saysTheSameByDefault,
} from './policy-edit.ts';
import { restorePlan, restoreWork } from './restore-repo.ts';
import { joined } from './settings-text.ts';
import { undoTitle } from './titles.ts';
import type { DoneJob, DoneRepo } from './undo-basis.ts';
import type { Wanted } from './wanted.ts';

/**
 * Gives back what a job changed: flags, webhooks that it made or deleted, entries, and the policy. A repository that
 * somebody changed since, in any field that the job left, is left alone and named. Pure.
 *
 * @throws Failure where there is nothing to undo, no gate, or a policy that cannot be read
 */
export function planUndo(
  snapshot: GroupSnapshot,
  wanted: Extract<Wanted, { mode: 'undo' }>,
  done: DoneJob,
  options: PlanOptions,
): Planned {
  const { gateProject, policy, text: file } = gateOf(snapshot);
  const today = dayOf(new Date(options.now));
  const policies = done.policy && policiesOf(done.policy);
  const left = done.policyLeft === null ? null : readable(done.policyLeft);
  const listed = new Map(snapshot.repos.map((repo) => [repo.id, repo]));
  const enrolment = snapshot.enrolment ?? emptyEnrolment();
  const byProject = new Map(done.repos.map((repo) => [repo.project, repo]));
  const own = policies ? differingProjects(policies.was, policies.left) : [];
  const touched = [...new Set([...byProject.keys(), ...own])];
  if (touched.length === 0 && !done.policy) throw new Failure(NOTHING);

  const obstacles = new Map<number, Obstacle>();
  for (const project of touched) {
    const obstacle = obstacleOf(
      listed.get(project),
      byProject.get(project),
      enrolment,
      () =>
        left === null ||
        saysTheSame(policy, left, project) ||
        (policies !== null && saysTheSame(policy, policies.was, project)),
    );
    if (obstacle) obstacles.set(project, obstacle);
  }
  const undone = done.repos.filter((repo) => !obstacles.has(repo.project));
  const after = enrolmentAfter(enrolment, undone);
  const { edit, notes } = editOf(done, policies, policy, [...obstacles.keys()], after);
  const next = editPolicy(policy, edit);

  const repos: RepoPlan[] = [];
  const work: RepoWork[] = [];
  for (const project of touched) {
    const repo = listed.get(project);
    const obstacle = obstacles.get(project);
    if (!repo && !obstacle) continue;
    if (!repo || obstacle) {
      repos.push({
        ...excludedPlan(project, repo, obstacle ?? NOT_FOUND),
        ...(!repo && { path: byProject.get(project)?.path ?? `project ${project}` }),
      });
      continue;
    }
    const one = byProject.get(project);
    repos.push(restorePlan(repo, one, { policy, next, enrolment, after, today }));
    const task = one && restoreWork(repo, one, enrolment.projects[String(repo.id)]);
    if (task) work.push(task);
  }
  // Repositories that the default reaches and the job did not know: gated since.
  const others = reached(snapshot, new Set(touched), policy, next, today).filter(
    (repo) => repo.canAdminister,
  );
  for (const repo of others) {
    const entry = enrolment.projects[String(repo.id)];
    const plan = repoPlan(repo, entry, { policy, next, today, asked: false });
    if (!plan.flags) continue;
    repos.push({
      ...plan,
      warnings: [text('apply.warning.gated_since'), ...plan.warnings],
    });
    work.push(gateWork(plan));
  }
  return planned(
    snapshot,
    {
      gateProject,
      wanted,
      title: undoTitle(done.title),
      repos,
      policyText: editText(policy, file, edit),
      policyChanges: settingsChanges(policy.default, next.default),
      notes,
      alsoAffected: others.length,
      base: policy,
      work: { edit, repos: work },
    },
    options,
  );
}

function policiesOf({ was, left }: NonNullable<DoneJob['policy']>): { was: Policy; left: Policy } | null {
  const [before, after] = [readable(was), readable(left)];
  return before && after ? { was: before, left: after } : null;
}

function readable(text: string): Policy | null {
  const reading = readPolicy(text);
  return reading.ok ? reading.policy : null;
}

function editOf(
  { policy: texts }: DoneJob,
  policies: { was: Policy; left: Policy } | null,
  now: Policy,
  keep: number[],
  after: Enrolment,
): { edit: PolicyEdit; notes: PlanNote[] } {
  if (!texts || !policies) return { edit: { kind: 'none' }, notes: [] };
  const edit: PolicyEdit = { kind: 'revert', before: texts.was, after: texts.left, keep };
  const changes = !saysTheSameByDefault(policies.was, policies.left);
  if (changes && !saysTheSameByDefault(now, policies.left) && !saysTheSameByDefault(now, policies.was))
    return { edit, notes: [DEFAULT_CHANGED] };
  if (changes && leavesUndecided(editPolicy(now, edit), after))
    return { edit: { ...edit, keepDefault: true }, notes: [DEFAULT_NEEDED] };
  return { edit, notes: [] };
}

function enrolmentAfter(enrolment: Enrolment, undone: readonly DoneRepo[]): Enrolment {
  const projects = { ...enrolment.projects };
  for (const { project, entry } of undone) {
    if (!entry) continue;
    if (entry.was) projects[String(project)] = entry.was;
    else delete projects[String(project)];
  }
  return { ...enrolment, projects };
}

/** Why a repository is left alone: field by field against what the job left. */
function obstacleOf(
  repo: Repo | undefined,
  done: DoneRepo | undefined,
  enrolment: Enrolment,
  ownSettingsAsLeft: () => boolean,
): Obstacle | null {
  if (!repo && done) return NOT_FOUND;
  if (!ownSettingsAsLeft()) return since(text('apply.obstacle.since_settings'));
  // Of a project elsewhere the policy alone says something: that goes back with the rest of it.
  if (!repo) return null;
  if (!done) return null;
  const entry = enrolment.projects[String(done.project)];
  if (done.entry) {
    if (done.entry.left && !entry) return NOT_GATED;
    if (!done.entry.left && entry) return since(text('apply.obstacle.since_gated_again'));
  }
  if (repo.archived) return ARCHIVED;
  const now = flagsOf(repo);
  if (done.flags && !sameFlags(now, done.flags.was)) {
    const changes = flagChanges(done.flags.left, now);
    if (changes.length > 0) {
      const fields = changes.map((change) => text('apply.obstacle.flag_since', { ...change }));
      return since(text('apply.obstacle.since_flags', { changes: joined('apply.clauses', fields) }));
    }
  }
  const writes = done.hook !== 'kept' || (done.flags && !sameFlags(now, done.flags.was));
  return writes && !repo.canAdminister ? ROLE_TOO_LOW : null;
}

function since(reason: Text): Obstacle {
  return { reason, next: text('apply.obstacle.since_next') };
}

const NOT_GATED: Obstacle = {
  reason: text('apply.obstacle.since_not_gated'),
  next: text('apply.obstacle.nothing_to_do'),
};

const ARCHIVED: Obstacle = {
  reason: text('apply.obstacle.archived_since'),
  next: text('apply.obstacle.unarchive'),
};
const DEFAULT_CHANGED: PlanNote = {
  kind: 'default_kept',
  severity: 'warning',
  what: text('apply.note.default_changed'),
  next: text('apply.note.default_changed_next'),
};
const DEFAULT_NEEDED: PlanNote = {
  kind: 'default_kept',
  severity: 'warning',
  what: text('apply.note.default_needed'),
  next: text('apply.note.default_needed_next'),
};
const NOTHING = {
  kind: 'nothing_to_undo',
  what: text('apply.error.nothing_changed'),
  next: text('apply.error.nothing_changed_next'),
};
