import { Failure } from '../../failure.ts';
import type { GitLabClient } from '../../gitlab/client.ts';
import {
  isFinished,
  lastLogLines,
  listBridges,
  listPipelineJobs,
  type PipelineJob,
  showPipeline,
} from '../../gitlab/endpoints/pipelines.ts';
import { GitLabError } from '../../gitlab/errors.ts';
import { text } from '../../texts/text.ts';
import type { Text } from '../../texts/types.ts';
import { fireOnce, type Shot } from '../fire-once.ts';
import { ownTrigger } from '../own-trigger.ts';
import { Stopped } from '../pause.ts';
import { reasonOf } from '../refused.ts';
import type { Run } from '../run.ts';
import { openForPayload } from './settings.ts';

const NO_RUNNER_AFTER_MS = 60_000;
const GIVE_UP_AFTER_MS = 15 * 60_000;
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 4000;
const LOG_LINES = 12;
const LOG_LENGTH = 1500;

/** Starts one test run as a webhook would, and waits until it has succeeded. */
export async function proveGate(run: Run): Promise<Text> {
  const { client } = await run.session();
  const { setup } = run.record;
  const project = setup.project!;
  if (setup.pipeline === undefined) {
    setup.pipeline = await fire(run, client);
    setup.firedAt = new Date(run.deps.now()).toISOString();
    await run.checkpoint();
  }
  const firedAt = Date.parse(setup.firedAt ?? '');
  for (let delay = FIRST_POLL_MS; ; delay = Math.min(LONGEST_POLL_MS, delay * 1.5)) {
    const pipeline = await showPipeline(client, project.id, setup.pipeline);
    const link = {
      href: pipeline.web_url,
      text: text('apply.error.pipeline', { pipeline: String(pipeline.id) }),
    };
    if (pipeline.status === 'success') {
      return text(setup.payloadIsVariable ? 'apply.done.proved_open' : 'apply.done.proved', {
        pipeline: String(pipeline.id),
      });
    }
    if (isFinished(pipeline.status)) {
      const why = await whyFailed(client, project.id, pipeline.id);
      // The next attempt starts a run of its own.
      setup.failedPipeline = pipeline.id;
      delete setup.pipeline;
      delete run.record.firing;
      throw new Failure({
        kind: 'proof_failed',
        what: text('apply.error.proof_failed', { status: pipeline.status, why }),
        next: text('apply.error.proof_failed_next'),
        link,
      });
    }
    const waited = run.deps.now() - firedAt;
    if (waited > NO_RUNNER_AFTER_MS && (await nothingStarted(client, project.id, pipeline.id))) {
      throw new Failure({
        kind: 'no_runner',
        what: text('apply.error.proof_no_runner'),
        next: text('apply.error.proof_no_runner_next'),
        link,
      });
    }
    if (waited > GIVE_UP_AFTER_MS) {
      throw new Failure({
        kind: 'proof_timeout',
        what: text('apply.error.proof_timeout'),
        next: text('apply.error.proof_timeout_next'),
        link,
      });
    }
    if (run.stopping) throw new Stopped();
    await run.deps.sleep(delay);
    // Writing it down keeps the worker alive while it waits.
    await run.checkpoint();
  }
}

async function fire(run: Run, client: GitLabClient): Promise<number> {
  const { connection } = await run.session();
  const { setup } = run.record;
  const project = setup.project!;
  const failed = setup.failedPipeline;
  const { trigger } = await ownTrigger(client, project.id, connection.user.id);
  const shot: Shot = {
    project: project.id,
    branch: project.branch,
    token: trigger.token,
    key: 'mr_gate_test',
    value: run.record.id,
    ...(failed !== undefined && { after: failed }),
  };
  try {
    return await fireOnce(run, client, shot);
  } catch (error) {
    if (!(error instanceof GitLabError) || error.kind !== 'invalid') throw error;
    const variables = /set pipeline variables/i.test(error.message);
    if (variables && !setup.payloadIsVariable && (await openForPayload(client, project.id))) {
      setup.payloadIsVariable = true;
      await run.checkpoint();
      return fire(run, client);
    }
    throw new Failure({
      kind: variables ? 'payload_refused' : 'trigger_refused',
      what: text('apply.error.not_started', { reason: reasonOf(error) }),
      next: variables ? text('apply.error.payload_refused_next') : text('apply.error.trigger_refused_next'),
      link: { href: project.webUrl, text: project.path },
    });
  }
}

/** All jobs of a pipeline, those of its child pipelines too. */
async function allJobs(client: GitLabClient, project: number, pipeline: number): Promise<PipelineJob[]> {
  const [jobs, bridges] = await Promise.all([
    listPipelineJobs(client, project, pipeline),
    listBridges(client, project, pipeline),
  ]);
  const children = bridges.flatMap((bridge) => bridge.downstream_pipeline?.id ?? []);
  const below = await Promise.all(children.map((child) => listPipelineJobs(client, project, child)));
  return [...jobs, ...below.flat()];
}

/** The job that failed and the end of its log: capped, plain text. */
async function whyFailed(client: GitLabClient, project: number, pipeline: number): Promise<Text> {
  const failed = (await allJobs(client, project, pipeline)).find((job) => job.status === 'failed');
  if (!failed) return text('apply.error.no_job_tells');
  const log = await lastLogLines(client, project, failed.id, LOG_LINES).catch(() => '');
  const name = failed.name.slice(0, 100);
  const why = failed.failure_reason
    ? text('apply.error.job_failed_reason', { name, reason: failed.failure_reason.replaceAll('_', ' ') })
    : text('apply.error.job_failed', { name });
  return log === '' ? why : text('apply.error.job_log', { why, log: log.slice(-LOG_LENGTH) });
}

async function nothingStarted(client: GitLabClient, project: number, pipeline: number): Promise<boolean> {
  return (await listPipelineJobs(client, project, pipeline)).every((job) => job.started_at === null);
}
