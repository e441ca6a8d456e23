import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { nextId } from '../gitlab/world/find.ts';
import type { Pipeline } from '../gitlab/world/types.ts';

/** A finished pipeline of a commit, whose jobs left these security reports (job name → file type → JSON). */
export async function addPipeline(
  { world }: EmbeddedGitLab,
  of: Pick<Pipeline, 'projectId' | 'sha' | 'ref'> & Partial<Pipeline>,
  folder: string,
  jobs: Record<string, Record<string, unknown>>,
): Promise<number> {
  const now = new Date().toISOString();
  const id = nextId(world, 'pipeline');
  world.pipelines.push({
    id,
    iid: id,
    status: 'success',
    source: 'push',
    userId: 1,
    mergeRequestId: null,
    parentPipelineId: null,
    variables: [],
    yamlErrors: null,
    createdAt: now,
    updatedAt: now,
    startedAt: now,
    finishedAt: now,
    ...of,
  });
  for (const [name, files] of Object.entries(jobs)) {
    const job = nextId(world, 'job');
    const reports: Record<string, string> = {};
    for (const [type, content] of Object.entries(files)) {
      reports[type] = join(folder, `${job}-${type}.json`);
      await writeFile(reports[type], JSON.stringify(content));
    }
    world.jobs.push({
      id: job,
      kind: 'build',
      pipelineId: id,
      projectId: of.projectId,
      name,
      stage: 'test',
      status: 'success',
      allowFailure: true,
      failureReason: null,
      userId: 1,
      targetUrl: null,
      description: null,
      downstreamPipelineId: null,
      trace: '',
      artifactsDir: null,
      reports,
      artifactsExpireAt: null,
      createdAt: now,
      startedAt: now,
      finishedAt: now,
    });
  }
  return id;
}
