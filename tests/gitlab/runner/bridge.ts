import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { PipelineRequest } from '../server/context.ts';
import { projectById } from '../world/find.ts';
import { latestJobs } from '../world/pipeline-status.ts';
import type { Pipeline } from '../world/types.ts';
import type { CiLocal } from './ci-local.ts';
import type { RunnerContext } from './context.ts';
import { type Creation, createPipeline } from './create-pipeline.ts';
import { variablesFor } from './execute-job.ts';
import type { JobPlan, TriggerPlan } from './job-plan.ts';
import { pipelineVariables } from './predefined.ts';
import { ancestors } from './suppliers.ts';
import { expandVariables } from './variables.ts';

/** GitLab's limit: a child may have a child, not more. */
const MAX_CHILD_DEPTH = 2;

const NOT_CREATED = { kind: 'none', reason: 'downstream_pipeline_creation_failed' } as const;

/** Makes the child pipeline of a bridge. The reason of `none` is the bridge's failure reason. */
export async function createChild(
  context: RunnerContext,
  ciLocal: CiLocal,
  parent: Pipeline,
  plan: JobPlan,
  trigger: TriggerPlan,
): Promise<Creation> {
  if (ancestors(context.world, parent).length >= MAX_CHILD_DEPTH) {
    return { kind: 'none', reason: 'reached_max_descendant_pipelines_depth' };
  }
  const text = await childFile(context, parent, trigger);
  if (text === null) return NOT_CREATED;
  const request: PipelineRequest = {
    projectId: parent.projectId,
    ref: parent.ref,
    sha: parent.sha,
    source: 'parent_pipeline',
    userId: parent.userId,
    mergeRequestId: parent.mergeRequestId,
    parentPipelineId: parent.id,
    variables: await childVariables(context, parent, plan, trigger),
  };
  const creation = await createPipeline(context, ciLocal, request, text);
  return creation.kind === 'none' ? NOT_CREATED : creation;
}

/** The child pipeline's file; null: the artifact or file is not there. */
async function childFile(
  context: RunnerContext,
  pipeline: Pipeline,
  { include }: TriggerPlan,
): Promise<string | null> {
  if ('local' in include) {
    const path = include.local.replace(/^\/+/, '');
    const file = await context.store.readFile(pipeline.projectId, pipeline.sha, path);
    return file?.content.toString('utf8') ?? null;
  }
  const jobs = latestJobs(context.world.jobs.filter(({ pipelineId }) => pipelineId === pipeline.id));
  const archive = jobs.find(({ name }) => name === include.job)?.artifactsDir;
  if (archive === undefined || archive === null) return null;
  const path = resolve(archive, include.artifact);
  if (relative(archive, path).startsWith('..')) return null;
  return readFile(path, 'utf8').catch(() => null);
}

/** Variables that go down: those of the file and the bridge, expanded; the pipeline's own only on request. */
async function childVariables(
  context: RunnerContext,
  pipeline: Pipeline,
  plan: JobPlan,
  trigger: TriggerPlan,
): Promise<Pipeline['variables']> {
  const project = projectById(context.world, pipeline.projectId);
  const commit = await context.store.getCommit(project.id, pipeline.sha);
  const predefined =
    commit === null ? {} : pipelineVariables(context.world, context.baseUrl, pipeline, commit);
  const values = expandVariables(variablesFor(context, pipeline, plan, predefined));
  const own = new Set(['CI_NODE_INDEX', 'CI_NODE_TOTAL']);
  const yaml = trigger.forwardYamlVariables
    ? plan.variables
        .filter(({ key }) => !own.has(key))
        .map(({ key }) => ({ key, value: values.get(key) ?? '', file: false }))
    : [];
  return [...yaml, ...(trigger.forwardPipelineVariables ? pipeline.variables : [])];
}
