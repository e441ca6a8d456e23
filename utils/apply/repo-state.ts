import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import type { EffectiveSettings } from '../gate/policy.ts';
import type { Repo, RepoStatus } from '../gate/repo.ts';
import { describeSettings, isReportOnly } from '../gate/settings.ts';
import type { Text } from '../texts/types.ts';
import { flagChanges, flagsOf, GATED_FLAGS, leftOver, sameFlags } from './merge-flags.ts';
import { ROLE_TOO_LOW, repoObstacle } from './obstacle.ts';
import type { FieldChange, GroupSnapshot } from './types.ts';

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
    return { status: 'gate_project', reason: 'Holds the policy and runs the gate.', next: '', ...without };
  }
  const obstacle = repoObstacle(repo);
  if (obstacle) return { status: 'cannot_be_gated', ...obstacle, ...without };

  const enrolled = snapshot.enrolment?.projects[String(repo.id)];
  if (!enrolled) {
    if (!repo.canAdminister) return { status: 'cannot_be_gated', ...ROLE_TOO_LOW, ...without };
    const next = 'Select it and press Configure Scans.';
    return {
      status: 'not_configured',
      reason: 'Not gated: merge requests are not checked.',
      next,
      ...without,
    };
  }
  const settings = snapshot.policy?.ok ? effectiveSettings(snapshot.policy.policy, repo.id, today) : null;
  if (enrolled.hook === null) {
    return {
      status: 'enrolling',
      reason: 'Gating was begun and not finished.',
      next: 'Configure it again: what is done already is kept.',
      settings,
      drift: [],
    };
  }
  if (!settings) return undecided(snapshot);

  const wanted = enrolled.accepted ?? GATED_FLAGS;
  const reportOnly = isReportOnly(settings.settings);
  const drift = reportOnly ? leftOver(enrolled, flagsOf(repo)) : flagChanges(wanted, flagsOf(repo));
  if (drift.length > 0 && !settings.ended) {
    if (reportOnly) return { ...LEFT_ON, settings, drift };
    const fields = drift.map(
      ({ field, before, after }) => `“${field}” is ${after}, gating needs it ${before}`,
    );
    return {
      status: 'drifted',
      reason: `Somebody changed its settings: ${fields.join('; ')}.`,
      next: 'Configure it again to repair it.',
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
  reason:
    'The policy only reports its findings, but the settings that gating switched on are on still, so that merge requests without a successful pipeline cannot be merged.',
  next: 'Re-apply its settings to give back those from before gating, or accept them as they are.',
};

/** Enrolled, but the policy says nothing of it. */
function undecided(snapshot: GroupSnapshot): RepoState {
  const broken = snapshot.policy?.ok === false;
  return {
    status: 'needs_decision',
    reason: broken
      ? 'The policy file cannot be read, so what holds for it is not known.'
      : 'It is enrolled, but the policy has no default and no exception for it.',
    next: broken ? 'Mend the policy file in the gate project.' : 'Choose a default, or make an exception.',
    settings: null,
    drift: [],
  };
}

/** Flags that somebody accepted as they are: a gate that cannot block is not called one that does. */
function acceptedState(
  accepted: MergeFlags,
  gated: Pick<RepoState, 'status' | 'reason' | 'next'>,
): Pick<RepoState, 'status' | 'reason' | 'next'> {
  const fields = flagChanges(GATED_FLAGS, accepted).map(({ field, after }) => `“${field}” is ${after}`);
  const reason = `${gated.reason} Accepted as it is: ${fields.join('; ')}.`;
  if (accepted.only_allow_merge_if_pipeline_succeeds) return { ...gated, reason };
  return { status: 'report_only', reason, next: 'Configure it again to let its findings block.' };
}

function gatedState({
  settings,
  exception,
  ended,
}: EffectiveSettings): Pick<RepoState, 'status' | 'reason' | 'next'> {
  const what = describeSettings(settings);
  if (ended) {
    return {
      status: 'needs_decision',
      reason: `Its exception ended on ${ended.until ?? ''}; the default holds again: ${what}.`,
      next: 'Renew the exception, or give it the default for good.',
    };
  }
  const why = exception
    ? ` Exception: ${exception.reason}${exception.until ? ` (until ${exception.until})` : ''}.`
    : '';
  if (isReportOnly(settings)) {
    return { status: 'report_only', reason: `Findings are shown and never block.${why}`, next: '' };
  }
  if (exception) return { status: 'exception', reason: `${what}.${why}`, next: '' };
  return { status: 'gated', reason: `${what}, the group’s default.`, next: '' };
}
