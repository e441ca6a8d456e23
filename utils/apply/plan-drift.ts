import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { type EnrolledRepo, emptyEnrolment } from '../gate/enrolment.ts';
import type { Repo } from '../gate/repo.ts';
import { isReportOnly } from '../gate/settings.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import { gateWork } from './apply-work.ts';
import type { ApplyWork, RepoWork } from './apply-work-types.ts';
import type { HookCheck } from './check-hooks.ts';
import { countKinds } from './count-kinds.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import { flagChanges, flagsOf, GATED_FLAGS, leftOver, sameFlags } from './merge-flags.ts';
import { type Obstacle, ROLE_TOO_LOW, repoObstacle } from './obstacle.ts';
import { gateOf, NOT_FOUND, type PlanOptions } from './plan.ts';
import { excludedPlan } from './plan-repo.ts';
import type { FieldChange, RepoPlan } from './plan-types.ts';
import { type Planned, planned } from './planned.ts';
import { titleOf } from './titles.ts';
import type { Wanted } from './wanted.ts';

export type DriftWish = Extract<Wanted, { mode: 'restore_drift' | 'accept_drift' }>;

/**
 * Puts back what drifted, or accepts it. Pure.
 *
 * @param hooks webhooks as they were looked at just now; of a repository without, applying finds out
 * @throws Failure where there is no gate, or its policy cannot be read
 */
export function planDrift(
  snapshot: GroupSnapshot,
  wanted: DriftWish,
  options: PlanOptions,
  hooks: readonly HookCheck[] = [],
): Planned {
  const { gateProject, policy } = gateOf(snapshot);
  const enrolled = (snapshot.enrolment ?? emptyEnrolment()).projects;
  const today = dayOf(new Date(options.now));
  const listed = new Map(snapshot.repos.map((repo) => [repo.id, repo]));
  const checks = new Map(hooks.map((check) => [check.project, check]));
  const repos: RepoPlan[] = [];
  const work: RepoWork[] = [];
  const accepts: NonNullable<ApplyWork['accepts']> = [];
  for (const project of new Set(wanted.projects)) {
    const repo = listed.get(project);
    const entry = enrolled[String(project)];
    const settings = effectiveSettings(policy, project, today)?.settings;
    const obstacle = repo && entry ? repoObstacle(repo) : repo ? NOT_GATED : NOT_FOUND;
    if (!repo || !entry || obstacle) {
      repos.push(excludedPlan(project, repo, obstacle ?? NOT_FOUND));
      continue;
    }
    const blocks = settings !== undefined && !isReportOnly(settings);
    const check = checks.get(project);
    if (wanted.mode === 'restore_drift') {
      const plan = restored(repo, entry, blocks, check);
      if (plan.kind !== 'unchanged' && !repo.canAdminister) {
        repos.push(excludedPlan(project, repo, ROLE_TOO_LOW));
        continue;
      }
      repos.push(plan);
      if (plan.kind === 'restore') work.push(gateWork(plan));
    } else if (check && check.state !== 'ok' && check.state !== 'not_seen') {
      repos.push(excludedPlan(project, repo, HOOK_GONE));
    } else {
      const plan = accepted(repo, entry, blocks);
      repos.push(plan);
      if (plan.kind === 'change') accepts.push({ project, flags: flagsOf(repo) });
    }
  }
  const parts = {
    gateProject,
    wanted,
    title: titleOf(wanted, countKinds(repos), policy),
    repos,
    policyText: null,
    base: policy,
  };
  return planned(
    snapshot,
    { ...parts, work: { edit: { kind: 'none' }, repos: work, ...(accepts.length > 0 && { accepts }) } },
    options,
  );
}

function restored(repo: Repo, entry: EnrolledRepo, blocks: boolean, check: HookCheck | undefined): RepoPlan {
  const now = flagsOf(repo);
  const wanted = blocks ? GATED_FLAGS : leftOver(entry, now).length > 0 ? entry.before : now;
  const flags = sameFlags(now, wanted) ? undefined : wanted;
  const hook: FieldChange[] = !check
    ? [
        {
          field: text('apply.field.webhook'),
          before: text('apply.value.not_looked_at'),
          after: text('apply.value.looked_at'),
        },
      ]
    : (check.changes ?? []).map(({ field, before, after }) => ({ field, before: after, after: before }));
  const changes = [...hook, ...(flags ? flagChanges(now, flags) : [])];
  return {
    ...base(repo, entry),
    kind: changes.length > 0 ? 'restore' : 'unchanged',
    changes,
    ...(flags && { flags }),
  };
}

function accepted(repo: Repo, entry: EnrolledRepo, blocks: boolean): RepoPlan {
  const now = flagsOf(repo);
  const asGated = blocks ? (entry.accepted ?? GATED_FLAGS) : entry.before;
  const drift = blocks || leftOver(entry, now).length > 0 ? flagChanges(asGated, now) : [];
  const opens = drift.length > 0 && !now.only_allow_merge_if_pipeline_succeeds;
  return {
    ...base(repo, entry),
    kind: drift.length > 0 ? 'change' : 'unchanged',
    changes: drift.map(({ field, after }) => ({
      field,
      before: text('apply.value.called_drift', { value: after }),
      after: text('apply.value.accepted_value', { value: after }),
    })),
    warnings: opens ? [text('apply.warning.opens')] : [],
  };
}

function base(repo: Repo, entry: EnrolledRepo) {
  const { id: project, path, webUrl } = repo;
  return { project, path, webUrl, warnings: [] as Text[], before: entry.before, now: flagsOf(repo) };
}

const NOT_GATED: Obstacle = {
  reason: text('apply.obstacle.not_gated'),
  next: text('apply.obstacle.configure_first'),
};
const HOOK_GONE: Obstacle = {
  reason: text('apply.obstacle.hook_gone'),
  next: text('apply.obstacle.hook_gone_next'),
};
