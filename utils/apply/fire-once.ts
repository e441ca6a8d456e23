import { newestPipelines, pipelineVariables } from '../gitlab/endpoints/pipelines.ts';
import type { Requester } from '../gitlab/endpoints/read.ts';
import { firePipeline } from '../gitlab/endpoints/triggers.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { isUncertain } from './refused.ts';
import type { Run } from './run.ts';

/** A pipeline that was just started is among the newest; events of merge requests start others meanwhile. */
const LOOK_AT = 10;

export interface Shot {
  project: number;
  branch: string;
  /** Secret: the trigger's token. */
  token: string;
  /** By this the pipeline is known again: `mr_gate_test`, `mr_gate_sweep`. */
  key: string;
  value: string;
  /** What else the pipeline is told. */
  more?: Readonly<Record<string, number>>;
  /** Pipelines up to this one are earlier attempts. */
  after?: number;
}

/**
 * Starts a pipeline as a webhook would, once: that it is about to be started is written down before, and where the
 * answer was lost, or the worker died over it, it is found by its payload.
 *
 * @returns the pipeline's id
 * @throws GitLabError
 */
export async function fireOnce(run: Run, gitlab: Requester, shot: Shot): Promise<number> {
  const { record } = run;
  if (record.firing) {
    const fired = await findFired(gitlab, shot);
    if (fired !== null) return fired;
  } else {
    record.firing = true;
    await run.checkpoint();
  }
  try {
    const { project, branch, token, key, value, more } = shot;
    return await firePipeline(gitlab, project, branch, token, { [key]: value, ...more });
  } catch (error) {
    const fired = isUncertain(error) ? await findFired(gitlab, shot) : null;
    if (fired === null) throw error;
    return fired;
  }
}

/** The newest pipeline with this payload; null: none, or its variables are not to be seen. */
async function findFired(
  gitlab: Requester,
  { project, key, value, after = 0 }: Shot,
): Promise<number | null> {
  for (const id of await newestPipelines(gitlab, project, 'trigger', LOOK_AT)) {
    if (id <= after) return null;
    if (await carries(gitlab, project, id, key, value)) return id;
  }
  return null;
}

async function carries(
  gitlab: Requester,
  project: number,
  id: number,
  key: string,
  value: string,
): Promise<boolean> {
  try {
    const variables = await pipelineVariables(gitlab, project, id);
    const payload = variables.find((variable) => variable.key === 'TRIGGER_PAYLOAD')?.value ?? '';
    return payload.includes(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
  } catch (error) {
    if (error instanceof GitLabError && (error.kind === 'forbidden' || error.kind === 'not_found'))
      return false;
    throw error;
  }
}
