import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decide } from '../gate/decide.ts';
import { writeNote } from '../gate/note.ts';
import { scan as scanDefinition } from '../gate/scans.ts';
import { blocks } from '../gate/status.ts';
import type { Verdict } from '../gate/verdict.ts';
import { VERSION } from '../gate/version.ts';
import type { MergeRequest } from './api.ts';
import { type GateContext, readContext, reportPath } from './context.ts';
import { couldNotTell, explain } from './explain.ts';
import { keepStatus } from './keep-status.ts';
import { notEnforcedBecause, refusalOf, UNSEEN } from './not-enforced.ts';
import { outcomesOf } from './outcomes.ts';
import type { Job } from './prepare.ts';
import { statusOfCommit } from './shared-commit.ts';
import { isReplaced } from './standing.ts';
import { keepThreads } from './threads.ts';

export const VERDICT_FILE = 'mr-gate-verdict.json';
/** After an event, with some to spare. */
const ATTACHED_AFTER_MS = 10_000;
/** On a merge request that the gate would block and can't. A comma would make it two. */
const HELD_LABEL = 'MR Gate: blocks but not enforced';

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
  if (isReplaced(mr, context)) return replaced(job, mr, context);

  try {
    const verdict = judge(job, context);
    // Reading large reports takes a while, and this pipeline may be one that could not be cancelled.
    const now = await api.mergeRequestNow(context.project, context.mergeRequest);
    if (isReplaced(now, context)) return await replaced(job, now, context);
    await tell(job, now, context, verdict);
  } catch (error) {
    const { state, description } = couldNotTell(error, context.effective.settings.onError);
    await api.statuses
      .post(mr, context.head, state, description, environment.pipelineUrl)
      .catch((second: unknown) => log(`The status could not be posted: ${explain(second)}`));
    throw error;
  }
}

/**
 * What came instead has a pipeline of its own. An old head must not look as if a verdict were on the way; on the same
 * head the status is the newer run's already.
 */
async function replaced({ api, environment, log }: Job, mr: MergeRequest, { head }: GateContext) {
  if (mr.sha === head) return log('The merge request has another base now: no verdict.');
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
  const { api, log } = job;
  const { head } = context;
  const { drafts } = context.effective.settings;
  const status = await statusOfCommit(job, mr, head, verdict, drafts);
  const notEnforced = await postVerdict(job, mr, head, verdict, status);
  const told: Verdict = notEnforced ? { ...verdict, notEnforced } : verdict;

  const me = await api.me();
  if (status.state !== 'pending') {
    await api.statuses
      .settleOthers(mr, head, me.id, status)
      .catch((error: unknown) => log(`Another pipeline of this commit keeps its status: ${explain(error)}`));
  }
  // A status belongs to its commit. Threads and note belong to the merge request, where a newer verdict may stand.
  const later = await api.mergeRequestNow(context.project, context.mergeRequest);
  if (isReplaced(later, context)) return log('A newer push came: the note is left to its own pipeline.');
  await keepTellTales(job, mr, me.id, told, context.threads ?? 0);
  await putNote(job, context, me.id, told);
  logVerdict(job, told);
  if (notEnforced) return;
  // The verdict is told: what fails from here on is for the sweep to do again.
  await follow(job, context, verdict, me.id).catch((error: unknown) =>
    log(`Not looked at again: ${explain(error)}`),
  );
}

async function putNote({ api, environment }: Job, context: GateContext, me: number, told: Verdict) {
  const links = {
    projectUrl: `${environment.baseUrl}/${context.projectPath}`,
    gateUrl: environment.projectUrl,
  };
  await api.comments.putNote(context.project, context.mergeRequest, me, writeNote(told, links));
  writeFileSync(path.join(environment.folder, VERDICT_FILE), JSON.stringify(told, null, 2));
}

function logVerdict({ log }: Job, told: Verdict): void {
  log(`Verdict: ${told.state}. ${told.cause}`);
  for (const s of told.scans) log(`  ${s.scan}: ${s.state}${s.cause ? ` (${s.cause})` : ''}`);
  for (const f of told.findings.blocking.slice(0, 50)) {
    log(`  blocks: ${f.severity} ${f.name}${f.file ? ` in ${f.file}:${f.startLine ?? '?'}` : ''}`);
  }
}

/**
 * Looks once more where the merge check looks. GitLab attaches a pipeline to its merge request up to eight seconds after
 * a push, and a merge request of the same commit may have got its verdict while this one's note was not there yet.
 */
async function follow(job: Job, context: GateContext, verdict: Verdict, me: number): Promise<void> {
  const { api, log, now } = job;
  const since = Date.parse(context.awaitsPipelineSince ?? '');
  const wait = since + ATTACHED_AFTER_MS - now().getTime();
  if (wait > 0) await api.wait(Math.min(wait, ATTACHED_AFTER_MS));
  const mr = await api.mergeRequestNow(context.project, context.mergeRequest);
  if (mr.state !== 'opened' || isReplaced(mr, context)) return;
  const kept = await keepStatus(job, mr, context.head, verdict, context.effective.settings.drafts);
  if (kept === 'posted') log('What the merge check looks at changed meanwhile: the status was posted anew.');
  if (kept !== 'unseen') return;
  log(UNSEEN);
  const told: Verdict = { ...verdict, notEnforced: UNSEEN };
  await keepTellTales(job, mr, me, told, context.threads ?? 0);
  await putNote(job, context, me, told);
}

/** Posts the status. Where GitLab takes none, says so instead of failing: that is a limit, not an error. */
async function postVerdict(
  { api, environment }: Job,
  mr: MergeRequest,
  head: string,
  verdict: Verdict,
  { state, description }: Awaited<ReturnType<typeof statusOfCommit>>,
): Promise<string | undefined> {
  try {
    await api.statuses.post(mr, head, state, description, environment.pipelineUrl);
    return undefined;
  } catch (error) {
    const refusal = await refusalOf(api, mr, error);
    if (!refusal) throw error;
    return notEnforcedBecause(api, mr, verdict, refusal);
  }
}

/** Threads and label come on top of the verdict: where they fail, that is told in the log and nothing else fails. */
async function keepTellTales(job: Job, mr: MergeRequest, me: number, verdict: Verdict, threads: number) {
  const { api, log } = job;
  const held = verdict.notEnforced !== undefined && blocks(verdict);
  const labelled = mr.labels?.includes(HELD_LABEL) ?? false;
  try {
    await keepThreads(api, mr, me, verdict, threads);
    if (held !== labelled) {
      await api.label(
        mr.project_id,
        mr.iid,
        held ? { add_labels: HELD_LABEL } : { remove_labels: HELD_LABEL },
      );
    }
  } catch (error) {
    log(`Threads and label are not as they should be: ${explain(error)}`);
  }
}
