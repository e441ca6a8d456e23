import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LIGHT_SWEEP_DESCRIPTION } from '../apply/gate-project.ts';
import { shareOf } from '../gate/sweep-share.ts';
import type { SweepFindings } from '../gate/sweep-text.ts';
import { WORK_FOLDER } from './context.ts';
import { explain } from './explain.ts';
import { describeProblems, enrolmentOf, policyOf } from './gate-files.ts';
import { lookAfter } from './look-after.ts';
import { overdueMergeRequests } from './open-merge-requests.ts';
import type { SweepShare } from './payload.ts';
import type { Job } from './prepare.ts';
import { groupOf } from './shared-commit.ts';
import { sweepChild } from './sweep-child.ts';
import { putSweepIssue } from './sweep-issue.ts';
import { keepToken } from './token-life.ts';

/**
 * Merge requests looked at in one sweep: two jobs each, and gitlab.com takes 500 jobs in a pipeline on Free. Nor could a
 * sweep start the next one: pipelines that a job's token starts belong to the tree of that job's, and a tree has at
 * most 1,000 (pipeline_hierarchy_size). So an apply starts as many as it takes, and each takes its share.
 */
const MOST_AT_ONCE = 200;

/**
 * Leaves a child pipeline that looks at every open merge request of the gated repositories which an event missed, or
 * whose policy has changed: by schedule, and at the end of an apply. At night it also looks after the repositories
 * and the gate's token, and tells what it found in one issue of the gate project.
 *
 * @param share looks at these alone: others look at the rest
 * @throws where policy or enrolment can't be read, or GitLab does not list the merge requests
 */
export async function sweep(job: Job, share?: SweepShare): Promise<void> {
  const { environment, api, log } = job;
  const enrolment = enrolmentOf(environment.folder);
  const { projects } = enrolment;
  const reading = policyOf(environment.folder);
  if (!reading.ok) throw new Error(describeProblems(reading));

  const light = environment.scheduleDescription === LIGHT_SWEEP_DESCRIPTION;
  const groupPath = groupOf(job);
  const open = (await api.openMergeRequests(groupPath)).filter(
    (mr) =>
      projects[String(mr.project_id)] && (!share || shareOf(mr.project_id, mr.iid, share.of) === share.at),
  );
  if (share) log(`Sweep ${share.at + 1} of ${share.of}: each looks at a part of the merge requests.`);
  const overdue = await overdueMergeRequests(job, open, reading.policy, light);
  const taken = overdue.slice(0, MOST_AT_ONCE);
  log(`${open.length} open merge requests in gated repositories, ${overdue.length} to be looked at.`);
  for (const { project, mergeRequest, why } of taken) log(`  project ${project} !${mergeRequest}: ${why}`);
  if (overdue.length > taken.length) log(`  ${overdue.length - taken.length} more wait for the next sweep.`);
  if (taken.length > 0) {
    writeFileSync(path.join(environment.folder, WORK_FOLDER, 'child.yml'), sweepChild(taken));
  }
  if (environment.source !== 'schedule' || light) return;
  try {
    const found = await lookAfter(job, groupPath, reading.policy, enrolment);
    found.waiting = overdue.length - taken.length;
    // Last of all calls with the old token.
    const { api: next, notice } = await keepToken(job);
    if (notice) found.notices.push(notice);
    log(countsOf(found));
    await putSweepIssue(next, environment.projectId, found);
  } catch (error) {
    // The merge requests are looked at all the same.
    log(`The sweep could not look after the repositories: ${explain(error)}`);
  }
}

function countsOf({
  drifted,
  repaired,
  hooksMended,
  newRepos,
  enrolled,
  ended,
  notices,
}: SweepFindings): string {
  const counts = `Drifted ${drifted.length}, set back ${repaired.length}, webhooks mended ${hooksMended.length}, new ${newRepos.length}, gated ${enrolled.length}, ended ${ended.length}.`;
  return [counts, ...notices].join(' ');
}
