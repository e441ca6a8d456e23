import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { WORK_FOLDER } from './context.ts';
import { describeProblems, enrolmentOf, policyOf } from './gate-files.ts';
import { overdueMergeRequests } from './open-merge-requests.ts';
import type { Job } from './prepare.ts';
import { sweepChild } from './sweep-child.ts';

/** Merge requests looked at in one sweep: two jobs each, and gitlab.com takes 500 jobs in a pipeline on Free. */
const MOST_AT_ONCE = 200;

/**
 * Looks after all gated repositories at once: by schedule, and at the end of an apply. Leaves a child pipeline that
 * looks at every open merge request which an event missed, or whose policy has changed.
 *
 * @throws where policy or enrolment can't be read, or GitLab does not list the merge requests
 */
export async function sweep(job: Job): Promise<void> {
  const { environment, api, log, now } = job;
  const { projects } = enrolmentOf(environment.folder);
  const reading = policyOf(environment.folder);
  if (!reading.ok) throw new Error(describeProblems(reading));

  const groupPath = environment.projectPath.replace(/\/[^/]*$/, '');
  const open = (await api.openMergeRequests(groupPath)).filter((mr) => projects[String(mr.project_id)]);
  const overdue = await overdueMergeRequests(api, open, reading.policy, now());
  const taken = overdue.slice(0, MOST_AT_ONCE);
  log(`${open.length} open merge requests in gated repositories, ${overdue.length} to be looked at.`);
  for (const { project, mergeRequest, why } of taken) log(`  project ${project} !${mergeRequest}: ${why}`);
  if (overdue.length > taken.length) log(`  ${overdue.length - taken.length} more wait for the next sweep.`);
  if (taken.length > 0) {
    writeFileSync(path.join(environment.folder, WORK_FOLDER, 'child.yml'), sweepChild(taken));
  }
}
