import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { type EnrolledRepo, emptyEnrolment, type MergeFlags } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import { isReportOnly } from '../gate/settings.ts';
import { exceptionChanges, settingsChanges } from './changes.ts';
import { countKinds } from './count-kinds.ts';
import type { RepoWork } from './journal.ts';
import { flagChanges, flagsGivenBack, flagsOf, GATED_FLAGS } from './merge-flags.ts';
import { type Obstacle, ROLE_TOO_LOW } from './obstacle.ts';
import { gateOf, NOT_FOUND, type PlanOptions } from './plan.ts';
import { excludedPlan } from './plan-repo.ts';
import { type Planned, planned } from './planned.ts';
import { editText, type PolicyEdit } from './policy-edit.ts';
import { markOf } from './release-guard.ts';
import { titleOf } from './titles.ts';
import type { FieldChange, GateProject, GroupSnapshot, PlanNote, RepoPlan, Wanted } from './types.ts';

export type RemoveWish = Extract<Wanted, { mode: 'remove' | 'remove_all' }>;

/**
 * How MR Gate goes from repositories, or from the whole group: the flags as they were before gating (what was on
 * already stays on, what somebody changed since stays changed), no webhook, no entry, no exception, no ignore.
 * Of the whole group the gate itself goes too. Pure.
 *
 * @throws Failure where there is no gate, or its policy cannot be read
 */
export function planRemoval(snapshot: GroupSnapshot, wanted: RemoveWish, options: PlanOptions): Planned {
  const { gateProject, policy, text } = gateOf(snapshot);
  const enrolled = (snapshot.enrolment ?? emptyEnrolment()).projects;
  const today = dayOf(new Date(options.now));
  const listed = new Map(snapshot.repos.map((repo) => [repo.id, repo]));
  const all = wanted.mode === 'remove_all';
  const selected = all ? Object.keys(enrolled).map(Number) : [...new Set(wanted.projects)];

  const repos: RepoPlan[] = [];
  const work: RepoWork[] = [];
  for (const project of selected) {
    const repo = listed.get(project);
    const entry = enrolled[String(project)];
    const obstacle = obstacleOf(repo, entry, all);
    if (!entry || obstacle) {
      repos.push(excludedPlan(project, repo, obstacle ?? NOT_GATED));
      continue;
    }
    const one = release(project, repo, entry, policy, today, snapshot.connection.baseUrl);
    repos.push(one.plan);
    work.push(one.work);
  }
  // The whole group: nothing that is said of any project stays, enrolled or not.
  const dropped = all
    ? [...policy.exceptions, ...policy.ignores].map((entry) => entry.project)
    : work.map((repo) => repo.project);
  const edit: PolicyEdit = { kind: 'drop', projects: [...new Set(dropped)] };
  const counts = countKinds(repos);
  return planned(
    snapshot,
    {
      gateProject,
      wanted,
      title: titleOf(wanted, counts, policy),
      repos,
      policyText: editText(policy, text, edit),
      gateChanges: all ? gateChanges(gateProject, wanted.deleteProject) : [],
      notes: notesOf(snapshot, repos, wanted),
      base: policy,
      work: {
        edit,
        repos: work,
        ...(all && {
          takeDown: {
            group: groupOf(snapshot, gateProject),
            deleteProject: wanted.deleteProject,
            leaves: repos.filter(({ excluded }) => excluded).map(({ project }) => project),
          },
        }),
      },
    },
    options,
  );
}

function obstacleOf(repo: Repo | undefined, entry: EnrolledRepo | undefined, all: boolean): Obstacle | null {
  // Moved away or deleted: removing tells which, as it looks it up by its id.
  if (!repo) return entry ? null : NOT_FOUND;
  if (!entry) return NOT_GATED;
  if (repo.archived) return all ? ARCHIVED_STAYS : ARCHIVED;
  return repo.canAdminister ? null : ROLE_TOO_LOW;
}

function release(
  project: number,
  repo: Repo | undefined,
  entry: EnrolledRepo,
  policy: Policy,
  today: string,
  baseUrl: string,
): { plan: RepoPlan; work: RepoWork } {
  const before = effectiveSettings(policy, project, today);
  // Report only that was applied has given the flags back, or never touched them: what they are now is not gating's.
  const blocks = !before || !isReportOnly(before.settings) || entry.left === 'gated';
  const left: MergeFlags = blocks ? GATED_FLAGS : entry.before;
  const now = repo ? flagsOf(repo) : left;
  const back = flagsGivenBack(now, left, entry.before);
  const path = repo?.path ?? entry.path;
  const webUrl = repo?.webUrl ?? `${baseUrl}/${entry.path}`;
  const warnings: string[] = [];
  if (!repo) warnings.push('It is not in this group any more: what is left of MR Gate in it is removed.');
  if (entry.before.only_allow_merge_if_pipeline_succeeds)
    warnings.push('Pipelines had to succeed before MR Gate came: that stays on.');
  const kept = flagChanges(left, now).map(({ field, after }) => `“${field}” stays ${after}`);
  if (kept.length > 0) warnings.push(`Changed by somebody since: ${kept.join(', ')}.`);
  return {
    plan: {
      project,
      path,
      webUrl,
      kind: 'remove',
      changes: [
        { field: 'Webhook', before: 'MR Gate', after: 'none' },
        ...settingsChanges(before?.settings ?? null, null),
        ...exceptionChanges(before?.exception || before?.ended ? before : null, null),
        ...flagChanges(now, back),
      ],
      warnings,
      before: entry.before,
      now,
      flags: back,
    },
    work: {
      project,
      path,
      webUrl,
      action: 'release',
      enrol: false,
      flags: entry.before,
      before: entry.before,
      was: now,
      left,
      mark: markOf(entry),
    },
  };
}

function gateChanges({ path }: GateProject, deleteProject: boolean): FieldChange[] {
  const gone = (field: string): FieldChange => ({ field, before: 'there', after: 'deleted' });
  return [
    gone('Daily sweep'),
    gone('Pipeline triggers'),
    { field: 'The gate’s own token', before: 'valid', after: 'revoked' },
    gone('CI/CD variable MR_GATE_TOKEN'),
    {
      field: `Project ${path}`,
      before: 'there',
      after: deleteProject ? 'deleted' : 'kept, with its history',
    },
  ];
}

/** The gate's own group: an ancestor's gate is that ancestor's. */
function groupOf({ group }: GroupSnapshot, gate: GateProject): { id: number; path: string } {
  return { id: group.id, path: gate.groupPath };
}

function notesOf(snapshot: GroupSnapshot, repos: RepoPlan[], wanted: RemoveWish): PlanNote[] {
  if (wanted.mode !== 'remove_all') return [];
  const gate = snapshot.gateProject?.groupPath ?? '';
  if (gate.toLowerCase() !== snapshot.group.path.toLowerCase()) {
    return [
      {
        kind: 'other_groups_gate',
        severity: 'stop',
        what: `The gate is the one of ${gate}, and gates other groups too.`,
        next: `Remove MR Gate from ${gate}, or from selected repositories here.`,
      },
    ];
  }
  const out = repos.filter((repo) => repo.excluded && repo.excluded.reason !== ARCHIVED_STAYS.reason);
  if (out.length === 0) return [];
  return [
    {
      kind: 'not_all_released',
      severity: 'stop',
      what: `${out.length} gated ${out.length === 1 ? 'repository is' : 'repositories are'} left out. Without the gate their merge requests could not be merged.`,
      next: 'Let somebody do it who is Maintainer of all of them.',
    },
  ];
}

const NOT_GATED: Obstacle = { reason: 'It is not gated.', next: 'There is nothing to remove.' };
const ARCHIVED: Obstacle = {
  reason: 'Archived: GitLab lets nobody change its settings.',
  next: 'Unarchive it first.',
};
const ARCHIVED_STAYS: Obstacle = {
  reason:
    'Archived: GitLab lets nobody change its settings. Its webhook fires no more, and what is left does nothing.',
  next: 'To remove that too, unarchive it first.',
};
