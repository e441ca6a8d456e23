import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import { type EnrolledRepo, emptyEnrolment, type MergeFlags } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import type { Repo } from '../gate/repo.ts';
import { isReportOnly } from '../gate/settings.ts';
import { sameText, text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { RepoWork } from './apply-work-types.ts';
import { exceptionChanges, hookGone, settingsChanges } from './changes.ts';
import { countKinds } from './count-kinds.ts';
import { GATE_TOKEN_VARIABLE } from './gate-project.ts';
import type { GateProject, GroupSnapshot } from './group-snapshot.ts';
import { flagChanges, flagsGivenBack, flagsOf, GATED_FLAGS } from './merge-flags.ts';
import { type Obstacle, ROLE_TOO_LOW } from './obstacle.ts';
import { gateOf, NOT_FOUND, type PlanOptions } from './plan.ts';
import { excludedPlan } from './plan-repo.ts';
import type { FieldChange, PlanNote, RepoPlan } from './plan-types.ts';
import { type Planned, planned } from './planned.ts';
import { editText, type PolicyEdit } from './policy-edit.ts';
import { markOf } from './release-guard.ts';
import { joined } from './settings-text.ts';
import { titleOf } from './titles.ts';
import type { Wanted } from './wanted.ts';

export type RemoveWish = Extract<Wanted, { mode: 'remove' | 'remove_all' }>;

/**
 * How MR Gate goes from repositories, or from the whole group: the flags as they were before gating (what was on
 * already stays on, what somebody changed since stays changed), no webhook, no entry, no exception, no ignore.
 * Of the whole group the gate itself goes too. Pure.
 *
 * @throws Failure where there is no gate, or its policy cannot be read
 */
export function planRemoval(snapshot: GroupSnapshot, wanted: RemoveWish, options: PlanOptions): Planned {
  const { gateProject, policy, text: file } = gateOf(snapshot);
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
      policyText: editText(policy, file, edit),
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
  const warnings: Text[] = [];
  if (!repo) warnings.push(text('apply.warning.left_group'));
  if (entry.before.only_allow_merge_if_pipeline_succeeds) warnings.push(text('apply.warning.stays_on'));
  const kept = flagChanges(left, now).map(({ field, after }) =>
    text('apply.warning.flag_stays', { field, after }),
  );
  if (kept.length > 0)
    warnings.push(text('apply.warning.changed_since', { changes: joined('apply.list', kept) }));
  return {
    plan: {
      project,
      path,
      webUrl,
      kind: 'remove',
      changes: [
        hookGone(),
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
  const [there, deleted] = [text('apply.value.there'), text('apply.value.deleted')];
  const gone = (field: Text): FieldChange => ({ field, before: there, after: deleted });
  return [
    gone(text('apply.field.daily_sweep')),
    gone(text('apply.field.triggers')),
    {
      field: text('apply.field.gate_token'),
      before: text('apply.value.valid'),
      after: text('apply.value.revoked'),
    },
    gone(text('apply.field.variable', { key: GATE_TOKEN_VARIABLE })),
    {
      field: text('apply.field.project', { path }),
      before: there,
      after: deleteProject ? deleted : text('apply.value.kept'),
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
        what: text('apply.note.other_groups', { group: gate }),
        next: text('apply.note.other_groups_next', { group: gate }),
      },
    ];
  }
  const out = repos.filter((repo) => repo.excluded && !sameText(repo.excluded.reason, ARCHIVED_STAYS.reason));
  if (out.length === 0) return [];
  return [
    {
      kind: 'not_all_released',
      severity: 'stop',
      what: text('apply.note.not_all_released', { count: out.length }),
      next: text('apply.note.not_all_released_next'),
    },
  ];
}

const NOT_GATED: Obstacle = {
  reason: text('apply.obstacle.not_gated'),
  next: text('apply.obstacle.nothing_to_remove'),
};
const ARCHIVED: Obstacle = {
  reason: text('apply.obstacle.archived_settings'),
  next: text('apply.obstacle.unarchive'),
};
const ARCHIVED_STAYS: Obstacle = {
  reason: text('apply.obstacle.archived_stays'),
  next: text('apply.obstacle.archived_stays_next'),
};
