import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import type { EffectiveSettings, PolicyException } from '../gate/policy.ts';
import type { Repo, RepoStatus } from '../gate/repo.ts';
import { isReportOnly } from '../gate/settings.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import { flagChanges, flagsOf, GATED_FLAGS, leftOver, sameFlags } from './merge-flags.ts';
import { ROLE_TOO_LOW, repoObstacle } from './obstacle.ts';
import type { FieldChange } from './plan-types.ts';
import { joined, settingsText } from './settings-text.ts';

/** How a repository stands, and what to do about it. */
export interface RepoState {
  status: RepoStatus;
  /** Why it has this status, one sentence for people. */
  reason: Text;
  /** The next step; empty where there is none to take. */
  next: Text;
  /** What its merge requests are gated with, and where from; null: with nothing. */
  settings: EffectiveSettings | null;
  /** Drifted: `before` is what gating set, `after` what GitLab has now. */
  drift: FieldChange[];
}

/** The state of every repository of the group, by id. Pure. */
export function repoStates(snapshot: GroupSnapshot): Map<number, RepoState> {
  const today = dayOf(new Date(snapshot.loadedAt));
  return new Map(snapshot.repos.map((repo) => [repo.id, repoState(snapshot, repo, today)]));
}

/** The state of one repository. Pure. @param today YYYY-MM-DD, UTC */
export function repoState(snapshot: GroupSnapshot, repo: Repo, today: string): RepoState {
  const without = { settings: null, drift: [] };
  if (repo.id === snapshot.gateProject?.id) {
    return { status: 'gate_project', reason: text('apply.state.gate_project'), next: '', ...without };
  }
  const obstacle = repoObstacle(repo);
  if (obstacle) return { status: 'cannot_be_gated', ...obstacle, ...without };

  const enrolled = snapshot.enrolment?.projects[String(repo.id)];
  if (!enrolled) {
    if (!repo.canAdminister) return { status: 'cannot_be_gated', ...ROLE_TOO_LOW, ...without };
    const next = text('apply.state.not_configured_next');
    return {
      status: 'not_configured',
      reason: text('apply.state.not_configured'),
      next,
      ...without,
    };
  }
  const settings = snapshot.policy?.ok ? effectiveSettings(snapshot.policy.policy, repo.id, today) : null;
  if (enrolled.hook === null) {
    return {
      status: 'enrolling',
      reason: text('apply.state.enrolling'),
      next: text('apply.state.enrolling_next'),
      settings,
      drift: [],
    };
  }
  if (!settings) return undecided(snapshot);

  const wanted = enrolled.accepted ?? GATED_FLAGS;
  const reportOnly = isReportOnly(settings.settings);
  const left = leftOver(enrolled, flagsOf(repo)).length > 0;
  const drift = reportOnly
    ? left
      ? flagChanges(enrolled.before, flagsOf(repo))
      : []
    : flagChanges(wanted, flagsOf(repo));
  if (drift.length > 0 && !settings.ended) {
    if (reportOnly) return { ...LEFT_ON, settings, drift };
    const fields = drift.map((change) => text('apply.state.flag_differs', { ...change }));
    return {
      status: 'drifted',
      reason: text('apply.state.drifted', { changes: joined('apply.clauses', fields) }),
      next: text('apply.state.drifted_next'),
      settings,
      drift,
    };
  }
  const gated = gatedState(settings);
  // Gating's own flags, accepted under report only, are no exception where they block.
  const differs = enrolled.accepted && !sameFlags(enrolled.accepted, GATED_FLAGS);
  if (enrolled.accepted && differs && gated.status !== 'needs_decision' && gated.status !== 'report_only')
    return { ...acceptedState(enrolled.accepted, gated), settings, drift: [] };
  return { ...gated, settings, drift };
}

const LEFT_ON: Pick<RepoState, 'status' | 'reason' | 'next'> = {
  status: 'drifted',
  reason: text('apply.state.left_on'),
  next: text('apply.state.left_on_next'),
};

/** Enrolled, but the policy says nothing of it. */
function undecided(snapshot: GroupSnapshot): RepoState {
  const broken = snapshot.policy?.ok === false;
  return {
    status: 'needs_decision',
    reason: broken ? text('apply.state.policy_broken') : text('apply.state.undecided'),
    next: broken ? text('apply.state.policy_broken_next') : text('apply.state.undecided_next'),
    settings: null,
    drift: [],
  };
}

/** Flags that somebody accepted as they are: a gate that cannot block is not called one that does. */
function acceptedState(
  accepted: MergeFlags,
  gated: Pick<RepoState, 'status' | 'reason' | 'next'>,
): Pick<RepoState, 'status' | 'reason' | 'next'> {
  const fields = flagChanges(GATED_FLAGS, accepted).map(({ field, after }) =>
    text('apply.state.flag_is', { field, after }),
  );
  const reason = text('apply.state.accepted', {
    reason: gated.reason,
    changes: joined('apply.clauses', fields),
  });
  if (accepted.only_allow_merge_if_pipeline_succeeds) return { ...gated, reason };
  return { status: 'report_only', reason, next: text('apply.state.accepted_next') };
}

function gatedState({
  settings,
  exception,
  ended,
}: EffectiveSettings): Pick<RepoState, 'status' | 'reason' | 'next'> {
  const what = settingsText(settings);
  if (ended) {
    return {
      status: 'needs_decision',
      reason: text('apply.state.ended', { day: ended.until ?? '', settings: what }),
      next: text('apply.state.ended_next'),
    };
  }
  if (isReportOnly(settings)) return { status: 'report_only', reason: reportOnlyText(exception), next: '' };
  if (exception) return { status: 'exception', reason: exceptionText(exception, what), next: '' };
  return { status: 'gated', reason: text('apply.state.default', { settings: what }), next: '' };
}

function reportOnlyText(exception: PolicyException | undefined): Text {
  if (!exception) return text('apply.state.report_only');
  const { reason, until } = exception;
  return until
    ? text('apply.state.report_only_exception_until', { reason, day: until })
    : text('apply.state.report_only_exception', { reason });
}

function exceptionText({ reason, until }: PolicyException, settings: Text): Text {
  return until
    ? text('apply.state.exception_until', { settings, reason, day: until })
    : text('apply.state.exception', { settings, reason });
}
