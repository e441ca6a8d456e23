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
export async function proveGate(run: Run): Promise<string> {
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
    const link = { href: pipeline.web_url, text: `Pipeline ${pipeline.id}` };
    if (pipeline.status === 'success') {
      return setup.payloadIsVariable
        ? `The test run succeeded (pipeline ${pipeline.id}). This GitLab counts a webhook’s event as a variable, so Maintainers’ triggers may set some; the pipeline’s first rule refuses all others.`
        : `The test run succeeded (pipeline ${pipeline.id}).`;
    }
    if (isFinished(pipeline.status)) {
      const why = await whyFailed(client, project.id, pipeline.id);
      // The next attempt starts a run of its own.
      setup.failedPipeline = pipeline.id;
      delete setup.pipeline;
      delete run.record.firing;
      throw new Failure({
        kind: 'proof_failed',
        what: `The test run ended as “${pipeline.status}”. ${why}`,
        next: 'Look at the pipeline, mend what it names, then go on.',
        link,
      });
    }
    const waited = run.deps.now() - firedAt;
    if (waited > NO_RUNNER_AFTER_MS && (await nothingStarted(client, project.id, pipeline.id))) {
      throw new Failure({
        kind: 'no_runner',
        what: 'No runner took the job of the test run within a minute.',
        next: 'Give the gate project a runner (Settings, CI/CD, Runners) that runs Docker images, then go on.',
        link,
      });
    }
    if (waited > GIVE_UP_AFTER_MS) {
      throw new Failure({
        kind: 'proof_timeout',
        what: 'The test run has not ended within 15 minutes.',
        next: 'Look at the pipeline, then go on.',
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
      what: `GitLab did not start the test run: ${reasonOf(error)}.`,
      next: variables
        ? 'An Owner of the gate project must set Settings, CI/CD, Variables, “Minimum role to use pipeline variables” to Maintainer. Then go on.'
        : 'Look at the gate project’s pipeline file, then go on.',
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
async function whyFailed(client: GitLabClient, project: number, pipeline: number): Promise<string> {
  const failed = (await allJobs(client, project, pipeline)).find((job) => job.status === 'failed');
  if (!failed) return 'No job of it says why.';
  const log = await lastLogLines(client, project, failed.id, LOG_LINES).catch(() => '');
  const reason = failed.failure_reason ? ` (${failed.failure_reason.replaceAll('_', ' ')})` : '';
  const end = log === '' ? '' : ` Its log ends with:\n${log.slice(-LOG_LENGTH)}`;
  return `Job “${failed.name.slice(0, 100)}” failed${reason}.${end}`;
}

async function nothingStarted(client: GitLabClient, project: number, pipeline: number): Promise<boolean> {
  return (await listPipelineJobs(client, project, pipeline)).every((job) => job.started_at === null);
}
