import { ensureHook } from '../apply/gate-hook.ts';
import { GATED_FLAGS } from '../apply/merge-flags.ts';
import { type EnrolledRepo, readEnrolment, writeEnrolment } from '../gate/enrolment.ts';
import { ENROLMENT_FILE } from '../gate/policy.ts';
import { isReportOnly } from '../gate/settings.ts';
import type { SweepFindings } from '../gate/sweep-text.ts';
import { createCommit } from '../gitlab/endpoints/commits.ts';
import { readFile } from '../gitlab/endpoints/files.ts';
import type { ListedProject } from '../gitlab/endpoints/group-projects.ts';
import { changeProject } from '../gitlab/endpoints/projects.ts';
import type { Group } from './look-after.ts';
import { hookTarget } from './mend-hooks.ts';
import { obstacleOf } from './obstacle-of.ts';
import type { Job } from './prepare.ts';

/**
 * Finds repositories that nobody gates. Where the policy says `enrol_new`, and the gate's user is Maintainer of them and
 * of the gate project, they are gated by the default: webhook, the record for undo, and then the settings.
 */
export async function enrolNew(job: Job, group: Group, found: SweepFindings): Promise<void> {
  const { environment, api } = job;
  const fresh = group.repos.filter(
    (repo) =>
      repo.id !== environment.projectId &&
      !group.enrolment.projects[String(repo.id)] &&
      obstacleOf(repo) === null,
  );
  const { default: standard } = group.policy;
  const mayGate = (repo: ListedProject) =>
    group.policy.enrolNew === true &&
    standard !== null &&
    group.administrable.has(environment.projectId) &&
    group.administrable.has(repo.id);
  const gated = fresh.filter(mayGate);
  found.newRepos = fresh.filter((repo) => !mayGate(repo)).map((repo) => repo.path);
  if (group.policy.enrolNew && found.newRepos.length > 0) {
    found.notices.push(
      "The policy says enrol_new, but that takes the Maintainer role in the new repositories and in the gate project, which the gate's user does not have.",
    );
  }
  if (gated.length === 0 || standard === null) return;

  const target = await hookTarget(job);
  const hooks = new Map<number, number>();
  for (const repo of gated) hooks.set(repo.id, (await ensureHook(api.transport, repo.id, target)).id);
  await record(job, gated, hooks, isReportOnly(standard) ? 'before' : 'gated');
  for (const repo of gated) {
    if (!isReportOnly(standard)) await changeProject(api.transport, repo.id, { ...GATED_FLAGS });
    found.enrolled.push(repo.path);
  }
}

/** Before the settings are changed: what they were has to be known for undo. @throws where it could not be recorded */
async function record(
  { api, environment, now }: Job,
  repos: readonly ListedProject[],
  hooks: ReadonlyMap<number, number>,
  left: NonNullable<EnrolledRepo['left']>,
): Promise<void> {
  const { projectId, branch } = environment;
  const file = await readFile(api.transport, projectId, ENROLMENT_FILE, branch);
  const reading = file && readEnrolment(file.text);
  if (!file || !reading?.ok) throw new Error(`${ENROLMENT_FILE} can't be read`);
  const next = structuredClone(reading.enrolment);
  const by = (await api.me()).username;
  for (const repo of repos) {
    const entry: EnrolledRepo = {
      path: repo.path,
      hook: hooks.get(repo.id) ?? null,
      before: {
        only_allow_merge_if_pipeline_succeeds: repo.pipelineMustSucceed,
        allow_merge_on_skipped_pipeline: repo.mergeOnSkippedPipeline,
      },
      since: now().toISOString(),
      by,
      left,
    };
    next.projects[String(repo.id)] ??= entry;
  }
  await createCommit(api.transport, projectId, {
    branch,
    message: `MR Gate: gate ${repos.length} new ${repos.length === 1 ? 'repository' : 'repositories'}\n\nBy the nightly sweep: the policy says enrol_new.\n`,
    actions: [
      { action: 'update', path: ENROLMENT_FILE, content: writeEnrolment(next), lastCommit: file.lastCommit },
    ],
  });
}
