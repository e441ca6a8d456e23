import { Failure } from '../failure.ts';
import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { emptyEnrolment } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import { sameSettings } from '../gate/settings.ts';
import { text } from '../texts/text.ts';
import { settingsChanges } from './changes.ts';
import { countCalls } from './count-calls.ts';
import { countKinds } from './count-kinds.ts';
import { NO_GATE_PROJECT } from './find-gate.ts';
import { whatIsBroken } from './gate-project.ts';
import type { BrokenFile, GateProject, GroupSnapshot } from './group-snapshot.ts';
import { type Obstacle, ROLE_TOO_LOW, repoObstacle } from './obstacle.ts';
import { excludedPlan, repoPlan, targetFlags } from './plan-repo.ts';
import type { Plan } from './plan-types.ts';
import { editPolicy, editText, type PolicyEdit } from './policy-edit.ts';
import { refuseNonsense } from './refuse-wish.ts';
import { titleOf } from './titles.ts';
import type { Wanted } from './wanted.ts';
import type { Target } from './wanted-policy.ts';

/** A wish that is one of the policy alone: what is to be done to repositories follows from it. */
export type PolicyWish = Extract<
  Wanted,
  { mode: 'use_default' | 'set_default' | 'exception' | 'prolong' | 'import' }
>;

export interface PlanOptions {
  id: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * What applying the wish will do, and to which repositories: nothing is read or written. An unchanged repository
 * costs no call, and a plan without changes has none at all.
 *
 * Beside the selected repositories it names those that a new default reaches and whose own settings must
 * change with it (from report only to blocking and back).
 *
 * @throws Failure where nothing can be planned: no gate project, a broken policy, a wish that makes no sense
 */
export function makePlan(snapshot: GroupSnapshot, wanted: PolicyWish, { id, now }: PlanOptions): Plan {
  const { gateProject, policy, text: file } = gateOf(snapshot);
  const today = dayOf(new Date(now));
  refuseNonsense(wanted, today);

  const enrolled = (snapshot.enrolment ?? emptyEnrolment()).projects;
  const repos = new Map(snapshot.repos.map((repo) => [repo.id, repo]));
  const selected = wanted.mode === 'import' ? gatedOnes(snapshot) : [...new Set(wanted.projects)];
  const asked = wanted.mode !== 'import' && wanted.mode !== 'prolong';
  const imported = wanted.mode === 'import' ? editPolicy(policy, editFor(wanted, [])) : null;

  /** Whether the repository stays out, and why. */
  const obstacleOf = (project: number): Obstacle | null => {
    const repo = repos.get(project);
    if (!repo) return NOT_FOUND;
    if (project === gateProject.id) return GATE_ITSELF;
    const obstacle = repoObstacle(repo);
    if (obstacle) return obstacle;
    if (wanted.mode === 'prolong' && !policy.exceptions.some((e) => e.project === project))
      return NO_EXCEPTION;
    const next = imported ?? editPolicy(policy, editFor(wanted, [target(repo)]));
    const after = effectiveSettings(next, project, today);
    if (!after) return NO_DEFAULT;
    const before = effectiveSettings(policy, project, today);
    const entry = enrolled[String(project)];
    const writes =
      !entry || entry.hook === null || targetFlags(repo, entry, before, after, asked) !== undefined;
    return writes && !repo.canAdminister ? ROLE_TOO_LOW : null;
  };

  const obstacles = new Map(selected.map((project) => [project, obstacleOf(project)]));
  const included = selected.filter((project) => obstacles.get(project) === null);
  const edit = editFor(
    wanted,
    included.map((project) => target(repos.get(project)!)),
  );
  const next = imported ?? editPolicy(policy, edit);

  const plans = selected.map((project) => {
    const repo = repos.get(project);
    const obstacle = obstacles.get(project);
    if (!repo || obstacle) return excludedPlan(project, repo, obstacle ?? NOT_FOUND);
    return repoPlan(repo, enrolled[String(project)], { policy, next, today, asked });
  });
  const others = reached(snapshot, new Set(selected), policy, next, today);
  for (const repo of others) {
    const plan = repoPlan(repo, enrolled[String(repo.id)], { policy, next, today, asked: false });
    if (!plan.flags) continue;
    // It was not asked for, so a role that is too low is no reason to refuse the rest: it is named.
    if (!repo.canAdminister) plans.push(excludedPlan(repo.id, repo, ROLE_TOO_LOW));
    else plans.push({ ...plan, warnings: [text('apply.warning.reached'), ...plan.warnings] });
  }

  const policyText = editText(policy, file, edit);
  const counts = countKinds(plans);
  return {
    id,
    baseUrl: snapshot.connection.baseUrl,
    groupPath: snapshot.group.path,
    gateProject,
    wanted,
    title: titleOf(wanted, counts, policy),
    notes: [],
    repos: plans,
    policyText,
    policyChanges: settingsChanges(policy.default, next.default),
    gateChanges: [],
    counts,
    alsoAffected: others.length,
    calls: countCalls(plans, policyText !== null),
    madeAt: new Date(now).toISOString(),
  };
}

/** @throws Failure where there is no gate project, or its policy cannot be read */
export function gateOf(snapshot: GroupSnapshot): {
  gateProject: GateProject;
  policy: Policy;
  text: string;
  commit: string;
} {
  const { gateProject, policy } = snapshot;
  if (!gateProject || !policy) throw new Failure(NO_GATE_PROJECT);
  if (!policy.ok) throw new Failure(policyBroken(policy));
  return { gateProject, policy: policy.policy, text: policy.text ?? '', commit: policy.commit };
}

/** What a wish changes in the policy, carried out for `targets`. */
export function editFor(wanted: PolicyWish, targets: Target[]): PolicyEdit {
  if (wanted.mode === 'import') return { kind: 'import', text: wanted.text };
  if (wanted.mode !== 'prolong') return { kind: 'wish', wanted, targets };
  const projects = targets.map(({ project }) => project);
  return { kind: 'prolong', projects, ...(wanted.until !== undefined && { until: wanted.until }) };
}

/** Gated repositories that can be gated still: those that an imported policy concerns. */
function gatedOnes(snapshot: GroupSnapshot): number[] {
  return snapshot.repos
    .filter((repo) => snapshot.enrolment?.projects[String(repo.id)] && !repoObstacle(repo))
    .map((repo) => repo.id);
}

export function target(repo: Repo): Target {
  return { project: repo.id, path: repo.path };
}

/** Enrolled repositories outside the selection that are gated otherwise under the next policy. */
export function reached(
  snapshot: GroupSnapshot,
  selected: ReadonlySet<number>,
  policy: Policy,
  next: Policy,
  today: string,
): Repo[] {
  return snapshot.repos.filter((repo) => {
    if (selected.has(repo.id) || !snapshot.enrolment?.projects[String(repo.id)]) return false;
    const before = effectiveSettings(policy, repo.id, today);
    const after = effectiveSettings(next, repo.id, today);
    return (
      after !== null && !(before && sameSettings(before.settings, after.settings)) && !repoObstacle(repo)
    );
  });
}

export const NOT_FOUND: Obstacle = {
  reason: text('apply.obstacle.not_found'),
  next: text('apply.obstacle.not_found_next'),
};
const GATE_ITSELF: Obstacle = {
  reason: text('apply.obstacle.gate_itself'),
  next: text('apply.obstacle.gate_itself_next'),
};
const NO_DEFAULT: Obstacle = {
  reason: text('apply.obstacle.no_default'),
  next: text('apply.obstacle.no_default_next'),
};
const NO_EXCEPTION: Obstacle = {
  reason: text('apply.obstacle.no_exception'),
  next: text('apply.obstacle.no_exception_next'),
};
function policyBroken(file: BrokenFile) {
  return {
    kind: 'policy_broken',
    what: whatIsBroken(file),
    next: text('apply.error.mend_and_load'),
  };
}
