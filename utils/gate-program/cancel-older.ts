import { GitLabError } from '../gitlab/errors.ts';
import type { GateApi, MergeRequest } from './api.ts';
import { explain } from './explain.ts';

/** Pushes before the newest that can still be under way. */
const LOOK_BACK = 3;

export interface OlderRuns {
  api: GateApi;
  /** Web address of the gate project, and the id of the project. */
  gate: { url: string; id: number };
  /** This pipeline. */
  pipelineUrl: string;
  log: (line: string) => void;
}

/**
 * Ends the gate's pipelines of earlier pushes to a merge request, and their waiting statuses. They are found by those
 * statuses, which name their pipeline: nothing else tells whose pipeline one is before its first job has run.
 *
 * A gate user who may not push to the gate project's branch may not cancel there either
 * (app/policies/ci/pipeline_policy.rb). Then an older pipeline runs to its end, and gives no verdict.
 */
export async function cancelOlder(runs: OlderRuns, mr: MergeRequest, head: string): Promise<void> {
  const { api, log } = runs;
  try {
    const me = (await api.me()).id;
    for (const sha of (await api.earlierHeads(mr, head)).slice(0, LOOK_BACK)) {
      for (const url of await api.statuses.endWaiting(mr, sha, me, 'A newer push replaced this commit')) {
        const id = pipelineOf(url, runs);
        if (id !== null) await cancel(runs, id);
      }
    }
  } catch (error) {
    // What is older gives no verdict in any case; it must not keep the newest from its own.
    log(`Earlier pushes were not looked at: ${explain(error)}`);
  }
}

/** The status's address is believed only where it is that of another pipeline of this gate project. */
function pipelineOf(url: string, { gate, pipelineUrl }: OlderRuns): number | null {
  const prefix = `${gate.url}/-/pipelines/`;
  const id = url.startsWith(prefix) ? url.slice(prefix.length) : '';
  return /^\d{1,15}$/.test(id) && url !== pipelineUrl ? Number(id) : null;
}

async function cancel({ api, gate, log }: OlderRuns, pipeline: number): Promise<void> {
  try {
    await api.cancelPipeline(gate.id, pipeline);
    log(`Cancelled pipeline ${pipeline}, of an earlier push.`);
  } catch (error) {
    if (!(error instanceof GitLabError) || error.kind !== 'forbidden') throw error;
    log(`Pipeline ${pipeline} of an earlier push runs to its end: the gate's user may not cancel it.`);
  }
}
