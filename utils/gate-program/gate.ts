import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decide } from '../gate/decide.ts';
import { writeNote } from '../gate/note.ts';
import { scan as scanDefinition } from '../gate/scans.ts';
import { blocks, statusFor } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import { VERSION } from '../gate/version.ts';
import type { MergeRequest, Project } from './api.ts';
import { type GateContext, readContext, reportPath } from './context.ts';
import { couldNotTell, explain } from './explain.ts';
import { outcomesOf } from './outcomes.ts';
import type { Job } from './prepare.ts';
import { keepThreads } from './threads.ts';

export const VERDICT_FILE = 'mr-gate-verdict.json';
/** On a merge request from a fork that the gate would block and can't. A comma would make it two. */
const FORK_LABEL = 'MR Gate: blocks but not enforced';

/**
 * The last job: reads the reports, decides, posts the status and leaves the note. A failed verdict ends well: the
 * merge request is what it blocks, and a red pipeline of the gate project means that the gate itself is broken.
 *
 * @throws where it could not tell or could not say so; the status is then `failed`, or what `on_error` says.
 */
export async function gate(job: Job): Promise<void> {
  const { environment, api, log } = job;
  const context = readContext(environment.folder);
  const mr = await api.mergeRequestNow(context.project, context.mergeRequest);
  if (mr.state !== 'opened') return log(`Nothing to do: merge request !${mr.iid} is ${mr.state}.`);
  if (mr.sha !== context.head) return replaced(job, mr, context);

  try {
    const verdict = judge(job, context);
    // Reading large reports takes a while, and this pipeline may be one that could not be cancelled.
    const now = await api.mergeRequestNow(context.project, context.mergeRequest);
    if (now.sha !== context.head) return await replaced(job, now, context);
    await tell(job, now, context, verdict);
  } catch (error) {
    const { state, description } = couldNotTell(error, context.effective.settings.onError);
    await api.statuses
      .post(mr, context.head, state, description, environment.pipelineUrl)
      .catch((second: unknown) => log(`The status could not be posted: ${explain(second)}`));
    throw error;
  }
}

/** Its own pipeline judges the new head. The old one gets no verdict, and must not look as if one were on the way. */
async function replaced({ api, environment, log }: Job, mr: MergeRequest, { head }: GateContext) {
  await api.statuses
    .post(mr, head, 'canceled', 'A newer push replaced this commit', environment.pipelineUrl)
    .catch((error: unknown) => log(`The old commit keeps its status: ${explain(error)}`));
  log('A newer push replaced this commit: no verdict.');
}

function judge({ environment, now }: Job, context: GateContext): Verdict {
  return decide({
    project: context.project,
    mergeRequest: context.mergeRequest,
    head: context.head,
    base: context.base,
    policyCommit: context.policyCommit,
    effective: context.effective,
    ignores: context.ignores,
    renames: context.renames,
    outcomes: outcomesOf(environment.folder, context, (scan, report) => {
      // For GitLab's own pages.
      const file = reportPath(scan, 'head', scanDefinition(scan).report);
      const target = path.join(environment.folder, file);
      // Whatever a scanner left under that name, such as a link.
      rmSync(target, { recursive: true, force: true });
      writeFileSync(target, JSON.stringify(report));
    }),
    evaluatedAt: now(),
    gate: { project: environment.projectPath, pipelineUrl: environment.pipelineUrl, version: VERSION },
  });
}

/** Status, threads, label and note, in this order: what blocks comes first. */
async function tell(job: Job, mr: MergeRequest, context: GateContext, verdict: Verdict): Promise<void> {
  const { environment, api, log } = job;
  const notEnforced = await postVerdict(job, mr, context.head, verdict);
  const told: Verdict = notEnforced ? { ...verdict, notEnforced } : verdict;

  const me = await api.me();
  await api.statuses
    .settleOthers(mr, context.head, me.id, statusFor(verdict))
    .catch((error: unknown) => log(`Another pipeline of this commit keeps its status: ${explain(error)}`));
  // A status belongs to its commit. Threads and note belong to the merge request, where a newer verdict may stand.
  const { sha } = await api.mergeRequestNow(context.project, context.mergeRequest);
  if (sha !== context.head) return log('A newer push came: the note is left to its own pipeline.');
  await keepTellTales(job, mr, me.id, told, context.threads ?? 0);
  await api.comments.putNote(
    context.project,
    context.mergeRequest,
    me.id,
    writeNote(told, {
      projectUrl: `${environment.baseUrl}/${context.projectPath}`,
      gateUrl: environment.projectUrl,
    }),
  );
  writeFileSync(path.join(environment.folder, VERDICT_FILE), JSON.stringify(told, null, 2));
  log(`Verdict: ${told.state}. ${told.cause}`);
  for (const s of told.scans) log(`  ${s.scan}: ${s.state}${s.cause ? ` (${s.cause})` : ''}`);
  for (const f of told.findings.blocking.slice(0, 50)) {
    log(`  blocks: ${f.severity} ${f.name}${f.file ? ` in ${f.file}:${f.startLine ?? '?'}` : ''}`);
  }
}

/** Posts the status. Where a fork takes none, says so instead of failing: that is a limit, not an error. */
async function postVerdict(
  { api, environment }: Job,
  mr: MergeRequest,
  head: string,
  verdict: Verdict,
): Promise<string | undefined> {
  const { state, description } = statusFor(verdict);
  try {
    await api.statuses.post(mr, head, state, description, environment.pipelineUrl);
    return undefined;
  } catch (error) {
    if (mr.source_project_id === mr.project_id) throw error;
    return notEnforcedBecause(await api.project(mr.project_id), verdict);
  }
}

/**
 * What holds for a merge request from a fork. GitLab's merge check looks at a pipeline of the source project (or at one
 * of the target that a member started), and `POST /statuses/:sha` wants the Developer role where that pipeline is; in
 * the target project the commit belongs to no branch, and it answers 404 (lib/api/commit_statuses.rb). A thread holds
 * the merge where the target wants all threads resolved; the author may resolve it too, and somebody with the
 * right to merge has to press the button all the same.
 */
function notEnforcedBecause(
  { only_allow_merge_if_all_discussions_are_resolved: threadsHold }: Project,
  verdict: Verdict,
): string {
  const fork = "The merge request comes from a fork, whose pipelines take no status from the gate's user.";
  if (!blocks(verdict)) return fork;
  return threadsHold
    ? `${fork} A thread holds it instead, until it is resolved: look before you do.`
    : `${fork} A thread says so, but this repository lets merge requests with open threads be merged.`;
}

/** Threads and label come on top of the verdict: where they fail, that is told in the log and nothing else fails. */
async function keepTellTales(job: Job, mr: MergeRequest, me: number, verdict: Verdict, threads: number) {
  const { api, log } = job;
  const held = verdict.notEnforced !== undefined && blocks(verdict);
  const labelled = mr.labels?.includes(FORK_LABEL) ?? false;
  try {
    await keepThreads(api, mr, me, verdict, threads);
    if (held !== labelled) {
      await api.label(
        mr.project_id,
        mr.iid,
        held ? { add_labels: FORK_LABEL } : { remove_labels: FORK_LABEL },
      );
    }
  } catch (error) {
    log(`Threads and label are not as they should be: ${explain(error)}`);
  }
}
