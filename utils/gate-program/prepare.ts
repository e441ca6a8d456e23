import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dayOf } from '../gate/day.ts';
import { effectiveSettings } from '../gate/effective.ts';
import type { EffectiveSettings, GateSettings, Policy } from '../gate/policy.ts';
import { sayInEnglish } from '../gate/said.ts';
import type { ScanId } from '../gate/scans.ts';
import { describeSettings } from '../gate/settings.ts';
import type { Verdict } from '../gate/verdict.ts';
import { VERSION } from '../gate/version.ts';
import type { GateApi, MergeRequest } from './api.ts';
import { cancelOlder, type OlderRuns } from './cancel-older.ts';
import { childPipeline, emptyChild, type Prepared } from './child-pipeline.ts';
import { type GateContext, WORK_FOLDER, writeContext } from './context.ts';
import type { Environment } from './environment.ts';
import { couldNotTell, explain } from './explain.ts';
import { describeMissing, extract } from './extract.ts';
import { failUnseen, firstLook, releaseOthers } from './first-look.ts';
import { describeProblems, enrolmentOf, policyOf, takeCurrentFiles } from './gate-files.ts';
import { Git } from './git.ts';
import { keepStatus } from './keep-status.ts';
import { refusalOf } from './not-enforced.ts';
import {
  foreignVariables,
  type MergeRequestTrigger,
  readPayload,
  readSwept,
  type Trigger,
} from './payload.ts';
import { honourReplies } from './replies.ts';
import { writeScannerInput } from './scanner-input.ts';
import { selfTest } from './selftest.ts';
import { sharing } from './shared-commit.ts';
import { isReplaced, standingVerdict } from './standing.ts';
import { sweep } from './sweep.ts';

export interface Job {
  environment: Environment;
  api: GateApi;
  log: (line: string) => void;
  now: () => Date;
}

/**
 * The first job of a gate pipeline. Finds out from the event which merge request it is about, asks GitLab for
 * everything else, says `pending`, and leaves the files of head and base and the child pipeline that scans them.
 *
 * Leaves a child pipeline in every case; one without work where the merge request is not gated, is a draft that
 * the policy leaves alone, or has its verdict already.
 *
 * @throws where it could not do its work. The status then says `failed`: a gate that cannot tell does not open.
 */
export async function prepare(job: Job): Promise<void> {
  const work = path.join(job.environment.folder, WORK_FOLDER);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeChild(job, emptyChild());

  const trigger = triggerOf(job.environment);
  if (trigger.kind === 'nothing') return job.log(`Nothing to do: ${trigger.why}.`);
  if (trigger.kind === 'test') return selfTest(job, trigger.nonce);

  const commit = await takeCurrentFiles(job).catch(async (error: unknown) => {
    if (trigger.kind === 'merge_request') await failUnseen(job, trigger, error);
    throw error;
  });
  if (trigger.kind === 'sweep') return sweep(job, trigger.share);
  return commit === null
    ? look(job, trigger)
    : look({ ...job, environment: { ...job.environment, commit } }, trigger);
}

async function look(job: Job, trigger: MergeRequestTrigger) {
  const { project, mergeRequest: iid } = trigger;
  if (!enrolmentOf(job.environment.folder).projects[String(project)]) {
    return job.log(`Nothing to do: project ${project} is not gated.`);
  }
  const mr = await firstLook(job, trigger);
  if (mr.state !== 'opened') {
    await releaseOthers(job, mr);
    return job.log(`Nothing to do: merge request !${iid} is ${mr.state}.`);
  }
  if (!mr.sha) throw new Error(`GitLab names no head commit for merge request !${iid} yet`);

  try {
    await prepareMergeRequest(job, mr, mr.sha);
  } catch (error) {
    const { state, description } = couldNotTell(error, onErrorOf(job, project));
    await job.api.statuses
      .post(mr, mr.sha, state, description, job.environment.pipelineUrl)
      .catch((second: unknown) => job.log(`The status could not be posted: ${explain(second)}`));
    throw error;
  }
}

/** What the policy says of a gate that can't tell; where the policy itself can't be read, it blocks. */
function onErrorOf({ environment, now }: Job, project: number): GateSettings['onError'] {
  const reading = policyOf(environment.folder);
  if (!reading.ok) return undefined;
  return effectiveSettings(reading.policy, project, dayOf(now()))?.settings.onError;
}

/** Sources of pipelines that nobody's event started: by schedule, and by a person. */
const SWEEPS: ReadonlySet<string> = new Set(['schedule', 'web', 'api']);

function triggerOf({ payloadFile, swept, source }: Environment): Trigger {
  if (SWEEPS.has(source) && !payloadFile) return { kind: 'sweep' };
  if (!payloadFile) return readSwept(swept.project, swept.mergeRequest);
  let text: string;
  try {
    text = readFileSync(payloadFile, 'utf8');
  } catch {
    throw new Error('the file that TRIGGER_PAYLOAD names can not be read');
  }
  // The pipeline's first rule has refused these already, unless somebody changed it.
  const foreign = foreignVariables(text);
  if (foreign.length > 0) {
    const names = foreign.map((name) => name.slice(0, 100)).join(', ');
    throw new Error(`the trigger was given variables (${names}): that is not how a webhook starts the gate`);
  }
  return readPayload(text);
}

async function prepareMergeRequest(job: Job, mr: MergeRequest, head: string): Promise<void> {
  const { environment, api, log } = job;
  const reading = policyOf(environment.folder);
  if (!reading.ok) throw new Error(describeProblems(reading));
  const { policy, commit } = await honourReplies(job, mr, reading.policy);
  const effective = effectiveSettings(policy, mr.project_id, dayOf(job.now()));
  if (!effective) throw new Error(sayInEnglish('gate.broken.no_settings'));
  log(`Merge request !${mr.iid} of project ${mr.project_id}, head ${head}.`);
  log(`${describeSettings(effective.settings)} (${effective.source}).`);

  if (mr.draft && !effective.settings.drafts) {
    // Pending, not success: marked ready, the merge request must wait for its verdict. One that shares the status has its own.
    if ((await sharing(job, mr, head)).length === 0) {
      await post(job, mr, head, 'pending', 'Draft: looked at when it is marked ready');
    }
    return log('Nothing to do: a draft, and the policy leaves drafts alone.');
  }
  const standing = await upToDate(job, mr, commit);
  if (standing) {
    // A fork takes no status: there the note is all there is.
    const kept =
      standing.notEnforced !== undefined ||
      (await keepStatus(job, mr, head, standing, effective.settings.drafts)) === 'stands';
    return log(
      `Nothing to scan: the verdict on this commit stands${kept ? '' : ', and its status was posted anew'}.`,
    );
  }

  await post(job, mr, head, 'pending', 'Looking at this commit');
  await cancelOlder(olderRuns(job), mr, head);
  const context = await fetchFiles(job, mr, head, { policy, commit }, effective);
  writeContext(environment.folder, context);
  const plan = { project: mr.project_id, base: context.baseProblem ? '' : context.base };
  const prepared = preparedBy(environment);
  writeChild(job, childPipeline({ scans: scansToRun(context), ...plan, ...(prepared && { prepared }) }));
  const later = await api.mergeRequestNow(mr.project_id, mr.iid);
  if (!isReplaced(later, context)) return;
  log('Nothing to do any more: a newer push or another target came, and its own event is on the way.');
  writeChild(job, emptyChild());
  if (later.sha === head) return;
  await api.statuses.endWaiting(later, head, (await api.me()).id, 'A newer push replaced this commit');
}

function olderRuns({ api, environment, log }: Job): OlderRuns {
  const gate = { url: environment.projectUrl, id: environment.projectId };
  return { api, gate, pipelineUrl: environment.pipelineUrl, log };
}

/** Those that the policy asks for and that have something to look at. */
function scansToRun({ effective, settled }: GateContext): ScanId[] {
  return effective.settings.scans.filter((id) => !settled.head[id]);
}

/** Where GitLab takes no status from the gate, the verdict is the note and what holds with it. */
async function post(job: Job, mr: MergeRequest, head: string, state: 'pending', text: string): Promise<void> {
  try {
    await job.api.statuses.post(mr, head, state, text, job.environment.pipelineUrl);
  } catch (error) {
    if (!(await refusalOf(job.api, mr, error))) throw error;
    job.log(`The source branch takes no status from the gate: ${explain(error)}`);
  }
}

/**
 * The verdict by us, of this version, on these commits, under this policy and of today; null: there is none. Then the
 * event (a label, a title …) changes nothing.
 */
async function upToDate({ api, now }: Job, mr: MergeRequest, policyCommit: string): Promise<Verdict | null> {
  const verdict = await standingVerdict(api, mr, (await api.me()).id);
  const same =
    verdict &&
    verdict.state !== 'error' &&
    verdict.policyCommit === policyCommit &&
    verdict.gate.version === VERSION &&
    // An ignore or an exception may have ended since.
    verdict.evaluatedAt.slice(0, 10) === dayOf(now());
  return same ? verdict : null;
}

/**
 * Head and base come from the target project, which holds the head of a fork's merge request too. The base is
 * `diff_refs.base_sha`: the merge base that GitLab found for the diff that reviewers see. The target branch may
 * have moved on since; that is not this merge request's doing.
 */
async function fetchFiles(
  { environment, api, log, now }: Job,
  mr: MergeRequest,
  head: string,
  { policy, commit }: { policy: Policy; commit: string },
  effective: EffectiveSettings,
): Promise<GateContext> {
  const since = now();
  const project = await api.project(mr.project_id);
  const projectPath = project.path_with_namespace;
  const url = `${environment.baseUrl}/${projectPath}.git`;
  const work = path.join(environment.folder, WORK_FOLDER);
  const bare = mkdtempSync(path.join(tmpdir(), 'mr-gate-'));
  const base = mr.diff_refs?.base_sha ?? '';
  let baseProblem = base ? '' : sayInEnglish('gate.aside.no_common');
  let renames: Record<string, string> = {};
  let tooLargeBefore: string[] = [];
  try {
    const git = new Git(bare, { url, token: environment.token });
    await git.init();
    await git.fetchCommit(url, head, `refs/merge-requests/${mr.iid}/head`);
    const extracted = await extract(git, head, path.join(work, 'head'));
    log(`Head: ${extracted.files} files.`);
    if (base) {
      try {
        await git.fetchCommit(url, base, `refs/heads/${mr.target_branch}`);
        const { files, tooLarge } = await extract(git, base, path.join(work, 'base'));
        tooLargeBefore = tooLarge;
        renames = await git.renames(base, head);
        log(`Base ${base}: ${files} files.`);
      } catch (error) {
        baseProblem = explain(error);
        log(`The base could not be read: ${baseProblem}`);
        rmSync(path.join(work, 'base'), { recursive: true, force: true });
      }
    }
    return {
      schema: 1,
      project: mr.project_id,
      projectPath,
      mergeRequest: mr.iid,
      head,
      base,
      baseProblem,
      policyCommit: commit,
      ...(hasCi(path.join(work, 'head'), project.ci_config_path) && {
        awaitsPipelineSince: since.toISOString(),
      }),
      effective,
      ignores: policy.ignores.filter((ignore) => ignore.project === mr.project_id),
      renames,
      ...(policy.threads && { threads: policy.threads }),
      notScanned: describeMissing(extracted),
      tooLarge: { head: extracted.tooLarge, base: tooLargeBefore },
      settled: writeScannerInput(environment.folder, {
        registries: environment.registries,
        images: policy.images?.filter((i) => i.project === mr.project_id).map(({ image }) => image) ?? [],
        commits: { head, base },
      }),
    };
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
}

/** Whether the repository has pipelines of its own, which GitLab may attach late. A file elsewhere is taken to be there. */
function hasCi(head: string, configPath: string | null | undefined): boolean {
  return configPath ? true : existsSync(path.join(head, '.gitlab-ci.yml'));
}

/** Undefined: this is the one `prepare` of a pipeline that an event started. */
function preparedBy({ pipelineId, jobName }: Environment): Prepared | undefined {
  return jobName === 'prepare' ? undefined : { pipeline: pipelineId, job: jobName };
}

function writeChild({ environment }: Job, text: string): void {
  writeFileSync(path.join(environment.folder, WORK_FOLDER, 'child.yml'), text);
}
