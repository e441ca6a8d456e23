import { differingFlags, GATED_FLAGS, leftOver } from '../apply/merge-flags.ts';
import { dayOf, holdsOn } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { Enrolment, MergeFlags } from '../gate/enrolment.ts';
import type { Policy } from '../gate/policy.ts';
import { isReportOnly } from '../gate/settings.ts';
import type { SweepFindings } from '../gate/sweep-text.ts';
import {
  type ListedProject,
  listAdministrable,
  listGroupProjects,
} from '../gitlab/endpoints/group-projects.ts';
import { changeProject } from '../gitlab/endpoints/projects.ts';
import { enrolNew } from './enrol-new.ts';
import { explain } from './explain.ts';
import { mendHooks } from './mend-hooks.ts';
import { obstacleOf } from './obstacle-of.ts';
import type { Job } from './prepare.ts';

/** What the sweep knows of the group. */
export interface Group {
  policy: Policy;
  enrolment: Enrolment;
  /** Everything in the group that the gate's user sees. */
  repos: ListedProject[];
  /** Where it is Maintainer: hooks and settings are in its reach. */
  administrable: ReadonlySet<number>;
}

/**
 * Looks after the gated repositories of the group: what drifted is set back where the gate's user is Maintainer, which
 * the set-up does not make it, and told where it is not.
 */
export async function lookAfter(
  job: Job,
  groupPath: string,
  policy: Policy,
  enrolment: Enrolment,
): Promise<SweepFindings> {
  const gitlab = job.api.transport;
  const [repos, administrable] = await Promise.all([
    listGroupProjects(gitlab, groupPath),
    listAdministrable(gitlab, groupPath),
  ]);
  const group: Group = { policy, enrolment, repos, administrable };
  const found: SweepFindings = {
    drifted: [],
    repaired: [],
    hooksMended: [],
    newRepos: [],
    enrolled: [],
    ended: endedOf(policy, enrolment, dayOf(job.now())),
    waiting: 0,
    notices: [],
  };
  for (const part of [settleFlags, mendHooks, enrolNew]) {
    try {
      await part(job, group, found);
    } catch (error) {
      // One part that fails must not hide what the others found.
      found.notices.push(`The sweep could not finish: ${explain(error)}`);
    }
  }
  return found;
}

async function settleFlags(job: Job, group: Group, found: SweepFindings): Promise<void> {
  const today = dayOf(job.now());
  for (const repo of group.repos) {
    const entry = group.enrolment.projects[String(repo.id)];
    const effective = entry && effectiveSettings(group.policy, repo.id, today);
    if (!effective || obstacleOf(repo)) continue;
    const now: MergeFlags = {
      only_allow_merge_if_pipeline_succeeds: repo.pipelineMustSucceed,
      allow_merge_on_skipped_pipeline: repo.mergeOnSkippedPipeline,
    };
    if (isReportOnly(effective.settings)) {
      // Somebody may have switched them on again on purpose: only a person gives back what gating left on.
      const left = leftOver(entry, now);
      if (left.length > 0)
        found.drifted.push({
          path: repo.path,
          what: `${inWords(left, now)}, though the policy reports only`,
        });
      continue;
    }
    if (entry.accepted && differingFlags(now, entry.accepted).length === 0) continue;
    const changes = differingFlags(GATED_FLAGS, now);
    if (changes.length === 0) continue;
    const what = inWords(changes, now);
    if (!group.administrable.has(repo.id)) {
      found.drifted.push({ path: repo.path, what });
      continue;
    }
    const after = await changeProject(job.api.transport, repo.id, { ...GATED_FLAGS });
    const kept = after.pipelineMustSucceed !== true || after.mergeOnSkippedPipeline === true;
    (kept ? found.drifted : found.repaired).push({
      path: repo.path,
      what: kept ? what : `${what.replaceAll(' is ', ' was ')}`,
    });
  }
}

/** As GitLab's settings page names them. */
const FLAG_NAMES: Record<keyof MergeFlags, string> = {
  only_allow_merge_if_pipeline_succeeds: 'Pipelines must succeed',
  allow_merge_on_skipped_pipeline: 'Skipped pipelines are considered successful',
};

function inWords(flags: readonly (keyof MergeFlags)[], now: MergeFlags): string {
  return flags.map((flag) => `${FLAG_NAMES[flag]} is ${now[flag] ? 'on' : 'off'}`).join(', ');
}

function endedOf(policy: Policy, enrolment: Enrolment, today: string): string[] {
  const pathOf = (project: number) => enrolment.projects[String(project)]?.path ?? `project ${project}`;
  return [
    ...policy.exceptions
      .filter((e) => !holdsOn(e.until, today))
      .map((e) => `exception for ${pathOf(e.project)}, until ${e.until}`),
    ...policy.ignores
      .filter((i) => !holdsOn(i.until, today))
      .map((i) => `ignore of ${i.finding.slice(0, 12)} in ${pathOf(i.project)}, until ${i.until}`),
  ];
}
