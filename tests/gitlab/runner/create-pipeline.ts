import { parse } from 'yaml';
import type { PipelineRequest } from '../server/context.ts';
import { projectById } from '../world/find.ts';
import type { Job, Pipeline, Project, World } from '../world/types.ts';
import { CiFileError } from './ci-error.ts';
import { checkCiText, readCiFile } from './ci-file.ts';
import type { CiLocal } from './ci-local.ts';
import { isMap, text, variableMap, type Yaml } from './ci-yaml.ts';
import type { RunnerContext } from './context.ts';
import { parseDuration } from './duration.ts';
import type { JobPlan } from './job-plan.ts';
import { planJobs, visibleJobs } from './plan-jobs.ts';
import { branchOf, isProtectedRef, pipelineVariables } from './predefined.ts';
import { checkExpressions, collectProbes, matchRules, probeKey, type RuleFacts } from './rules.ts';
import { expandVariables, mergeVariables, plainVariables, settingsVariables } from './variables.ts';

export type Creation =
  | { kind: 'created'; pipeline: Pipeline; plans: Map<number, JobPlan> }
  | { kind: 'invalid'; pipeline: Pipeline }
  | { kind: 'none'; reason: string };

const THROTTLED = 'Too many pipelines created in the last minute. Try again later.';
const FILTERED = 'Pipeline filtered out by workflow rules.';
const EMPTY =
  'Pipeline will not run for the selected trigger. The rules configuration prevented any jobs from being added to the pipeline.';

/** Events whose commit message may say `[skip ci]`; whoever asks for a pipeline by name gets one. */
const SKIPPABLE: readonly Pipeline['source'][] = ['push', 'merge_request_event'];

/**
 * Reads the CI file (or takes `childText`), applies rules and records pipeline and jobs, all `created`. The
 * sentences are those of GitLab's Ci::CreatePipelineService.
 */
export async function createPipeline(
  context: RunnerContext,
  ciLocal: CiLocal,
  request: PipelineRequest,
  childText?: string,
): Promise<Creation> {
  const project = projectById(context.world, request.projectId);
  if (!project.jobsEnabled) return { kind: 'none', reason: 'Pipelines are disabled!' };
  if (project.archived) return { kind: 'none', reason: 'Insufficient permissions to create a new pipeline' };
  if (isThrottled(context.world, request)) return { kind: 'none', reason: THROTTLED };
  const commit = await context.store.getCommit(project.id, request.sha);
  if (commit === null) return { kind: 'none', reason: 'Commit not found' };
  const source = childText ?? (await readCiFile(context.world, context.store, project, commit.id));
  if (source === null || source.trim() === '') return { kind: 'none', reason: 'Missing CI config file' };

  const draft = draftPipeline(request);
  if (SKIPPABLE.includes(request.source) && /\[(skip ci|ci skip)\]/i.test(commit.message)) {
    draft.status = 'skipped';
    draft.finishedAt = draft.createdAt;
    return { kind: 'created', pipeline: record(context, draft), plans: new Map() };
  }
  try {
    // Before gitlab-ci-local sees the file: it runs expressions as JavaScript.
    for (const [name, section] of sectionsOf(checkCiText(source))) checkExpressions(name, section);
    const file = await ciLocal.expand(source, (dir) => context.store.checkout(project.id, commit.id, dir));
    const known = expandVariables(
      mergeVariables([
        plainVariables(beforeItExists(pipelineVariables(context.world, context.baseUrl, draft, commit))),
        settingsVariables(context.world, project, isProtectedRef(project, draft)),
        // To rules a file variable is its content: only the runner makes a file of it.
        draft.variables.map(({ key, value, file: isFile }) => ({
          key,
          value,
          file: isFile,
          masked: false,
          raw: isFile,
        })),
      ]),
    );
    const facts = await gatherFacts(context, ciLocal, project, draft, file, known);
    const { values } = variableMap(file.variables);
    const workflow: Yaml = isMap(file.workflow) ? file.workflow : {};
    const gate = workflow.rules === undefined ? null : matchRules(workflow, values, facts);
    if (workflow.rules !== undefined && gate === null) return { kind: 'none', reason: FILTERED };
    if (gate !== null)
      file.variables = { ...(isMap(file.variables) ? file.variables : {}), ...gate.variables };

    const plans = planJobs(file, facts, defaultTimeout(source));
    if (plans.every(({ stage }) => stage === '.pre' || stage === '.post'))
      return { kind: 'none', reason: EMPTY };
    const pipeline = record(context, draft);
    return { kind: 'created', pipeline, plans: recordJobs(context, pipeline, plans) };
  } catch (error) {
    if (!(error instanceof CiFileError)) throw error;
    draft.status = 'failed';
    draft.yamlErrors = error.message;
    draft.finishedAt = draft.createdAt;
    return { kind: 'invalid', pipeline: record(context, draft) };
  }
}

/** When pipelines were asked for, by project, user and commit. */
const asked = new WeakMap<World, Map<string, number[]>>();

/** lib/gitlab/ci/pipeline/chain/limit/rate_limit.rb: asking counts, and child pipelines do not. */
function isThrottled(world: World, { projectId, userId, sha, parentPipelineId }: PipelineRequest): boolean {
  const limit = world.pipelinesPerMinute ?? 0;
  if (limit === 0 || parentPipelineId) return false;
  const times = asked.get(world) ?? new Map<string, number[]>();
  asked.set(world, times);
  const key = `${projectId} ${userId} ${sha}`;
  const recent = (times.get(key) ?? []).filter((at) => at > Date.now() - 60_000);
  times.set(key, [...recent, Date.now()]);
  return recent.length >= limit;
}

function draftPipeline(request: PipelineRequest): Pipeline {
  const now = new Date().toISOString();
  return {
    // Both are given when it is recorded.
    id: 0,
    iid: 0,
    projectId: request.projectId,
    sha: request.sha,
    ref: request.ref,
    status: 'created',
    source: request.source,
    userId: request.userId,
    mergeRequestId: request.mergeRequestId ?? null,
    ...(request.sourceSha !== undefined && { sourceSha: request.sourceSha }),
    ...(request.scheduleDescription !== undefined && { scheduleDescription: request.scheduleDescription }),
    parentPipelineId: request.parentPipelineId ?? null,
    variables: request.variables ?? [],
    yamlErrors: null,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
  };
}

/** Rules see no id of a pipeline that may never be. */
function beforeItExists({ ...variables }: Record<string, string>): Record<string, string> {
  for (const name of ['CI_PIPELINE_ID', 'CI_PIPELINE_IID', 'CI_PIPELINE_URL']) delete variables[name];
  return variables;
}

function record(context: RunnerContext, draft: Pipeline): Pipeline {
  const id = context.newId('pipeline');
  const pipeline = { ...draft, id, iid: context.newIid('pipeline', draft.projectId) };
  context.world.pipelines.push(pipeline);
  return pipeline;
}

function recordJobs(context: RunnerContext, pipeline: Pipeline, plans: JobPlan[]): Map<number, JobPlan> {
  return new Map(
    plans.map((plan) => {
      const job = newJob(context.newId('job'), pipeline, plan);
      context.world.jobs.push(job);
      return [job.id, plan];
    }),
  );
}

export function newJob(id: number, pipeline: Pipeline, plan: JobPlan): Job {
  return {
    id,
    kind: plan.trigger === null ? 'build' : 'bridge',
    pipelineId: pipeline.id,
    projectId: pipeline.projectId,
    name: plan.name,
    stage: plan.stage,
    status: 'created',
    allowFailure: plan.allowFailure,
    failureReason: null,
    userId: pipeline.userId,
    targetUrl: null,
    description: null,
    downstreamPipelineId: null,
    trace: '',
    artifactsDir: null,
    reports: {},
    artifactsExpireAt: null,
    createdAt: new Date().toISOString(),
    startedAt: null,
    finishedAt: null,
  };
}

/** What may have rules, by the name that errors call it. */
function sectionsOf(file: Yaml): [string, Yaml][] {
  const jobs = visibleJobs(file).map(([name, job]): [string, Yaml] => [`jobs:${name}`, job]);
  return isMap(file.workflow) ? [...jobs, ['workflow', file.workflow]] : jobs;
}

/** What the rules of this file ask, and nothing more: trees and diffs cost git calls. */
async function gatherFacts(
  context: RunnerContext,
  ciLocal: CiLocal,
  project: Project,
  draft: Pipeline,
  file: Yaml,
  known: Map<string, string>,
): Promise<RuleFacts> {
  const { values } = variableMap(file.variables);
  const sections = sectionsOf(file);
  for (const [name, section] of sections) checkExpressions(name, section);
  const probes = sections.flatMap(([, section]) => collectProbes(section, values));
  const answers = await ciLocal.evaluate(probes, known);
  const rules = JSON.stringify(sections);
  const tree = rules.includes('"exists"')
    ? await context.store.tree(project.id, draft.sha, { recursive: true })
    : [];
  const branch = branchOf(draft);
  return {
    holds: new Map(probes.map((probe, index) => [probeKey(probe), answers[index] === true])),
    source: draft.source,
    isMergeRequest: draft.mergeRequestId !== null,
    branch,
    tag: branch === null && draft.ref.startsWith('refs/tags/') ? draft.ref.slice('refs/tags/'.length) : null,
    changedPaths: rules.includes('"changes"') ? await changedPaths(context, project, draft) : null,
    paths: (tree ?? []).filter(({ type }) => type === 'blob').map(({ path }) => path),
  };
}

/** Null where GitLab has no base to compare with, and takes `changes` as true. */
async function changedPaths(
  context: RunnerContext,
  project: Project,
  draft: Pipeline,
): Promise<string[] | null> {
  const request = context.world.mergeRequests.find(({ id }) => id === draft.mergeRequestId);
  if (request === undefined && draft.source !== 'push') return null;
  const base =
    request === undefined
      ? (await context.store.getCommit(project.id, draft.sha))?.parentIds[0]
      : await context.store.mergeBase(request.projectId, request.targetBranch, draft.sha);
  if (base === undefined || base === null) return null;
  const files = await context.store.diff(request?.projectId ?? project.id, base, draft.sha);
  return files.flatMap(({ oldPath, newPath }) => [oldPath, newPath]);
}

/** `default:timeout`, which gitlab-ci-local leaves out of the jobs. */
function defaultTimeout(source: string): number | null {
  const root: unknown = parse(source, { logLevel: 'silent' });
  const defaults = isMap(root) && isMap(root.default) ? root.default : {};
  return parseDuration(text(defaults.timeout) ?? '');
}
