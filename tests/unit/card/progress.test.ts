import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatePipeline, readProgress } from '../../../utils/card/progress.ts';
import { createSessionApi } from '../../../utils/card/session-api.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { GROUPS, PROJECTS, TOKENS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { nextId } from '../../gitlab/world/find.ts';
import type { Job, Pipeline } from '../../gitlab/world/types.ts';
import { PLACE } from './fixtures.ts';

const NOW = '2026-11-23T10:00:00.000Z';
let gitlab: EmbeddedGitLab;
let gateId: number;

beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo', runner: false });
  const namespace_id = gitlab.world.groups.find(({ fullPath }) => fullPath === GROUPS.acme)!.id;
  const made = await fetch(`${gitlab.url}/api/v4/projects`, {
    method: 'POST',
    headers: { 'private-token': TOKENS.olgaApi, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'MR Gate', path: 'mr-gate', namespace_id, visibility: 'private' }),
  });
  ({ id: gateId } = await made.json());
});
afterAll(() => gitlab.close());

/** A pipeline of the gate project with these jobs; `child` is what its bridge started. */
function addPipeline(jobs: Record<string, Job['status']>, child?: number): number {
  const { world } = gitlab;
  const id = nextId(world, 'pipeline');
  const times = { createdAt: NOW, startedAt: null, finishedAt: null };
  const pipeline: Pipeline = {
    ...{ id, iid: id, projectId: gateId, sha: 'a'.repeat(40), ref: 'main', status: 'running', userId: 1 },
    ...{ source: 'trigger', mergeRequestId: null, parentPipelineId: null, variables: [], yamlErrors: null },
    ...times,
    updatedAt: NOW,
  };
  world.pipelines.push(pipeline);
  const job = (name: string, status: Job['status'], over: Partial<Job> = {}): Job => ({
    ...{ id: nextId(world, 'job'), kind: 'build', pipelineId: id, projectId: gateId, name, stage: 'test' },
    ...{ status, allowFailure: false, failureReason: null, userId: 1, targetUrl: null, description: null },
    ...{ downstreamPipelineId: null, trace: '', artifactsDir: null, reports: {}, artifactsExpireAt: null },
    ...times,
    ...over,
  });
  for (const [name, status] of Object.entries(jobs)) world.jobs.push(job(name, status));
  if (child !== undefined)
    world.jobs.push(job('merge-request', 'running', { kind: 'bridge', downstreamPipelineId: child }));
  return id;
}

function read(pipeline: number, token: string = TOKENS.devApi) {
  const rounds: string[] = [];
  const place = { baseUrl: gitlab.url, projectPath: PROJECTS.checkout, iid: 1 };
  const api = createSessionApi({
    baseUrl: gitlab.url,
    // Node has no session cookie: the same GET request as the same person.
    fetch: (input, init) => {
      rounds.push(String(input));
      return fetch(input, { ...init, headers: { ...init?.headers, 'private-token': token } });
    },
  });
  const runUrl = `${gitlab.url}/${GROUPS.acme}/mr-gate/-/pipelines/${pipeline}`;
  return { rounds, steps: readProgress(api, place, runUrl, new AbortController().signal) };
}

describe('how far the gate has come', () => {
  it('is its own two steps and each scan of the child pipeline, in their order', async () => {
    const child = addPipeline({
      gate: 'created',
      sast: 'running',
      secret_detection: 'success',
      iac: 'failed',
      dependency_scanning: 'pending',
    });
    const { steps } = read(addPipeline({ prepare: 'success' }, child), TOKENS.maxApi);
    expect(await steps).toEqual([
      { of: 'prepare', state: 'done' },
      { of: 'secret_detection', state: 'done' },
      { of: 'sast', state: 'running' },
      { of: 'iac', state: 'failed' },
      { of: 'dependency_scanning', state: 'waiting' },
      { of: 'gate', state: 'waiting' },
    ]);
  });

  it('is known before there is a child pipeline', async () => {
    const { steps } = read(addPipeline({ prepare: 'running' }), TOKENS.maxApi);
    expect(await steps).toEqual([
      { of: 'prepare', state: 'running' },
      { of: 'gate', state: 'waiting' },
    ]);
  });

  it('is not told of pipelines that evaluate many merge requests', async () => {
    expect(await read(addPipeline({ sweep: 'running' }), TOKENS.maxApi).steps).toBeNull();
  });

  it('is nothing for people who may not see the gate project, or where the pipeline is gone', async () => {
    const pipeline = addPipeline({ prepare: 'running' });
    expect(await read(pipeline, TOKENS.strangerApi).steps).toBeNull();
    expect(await read(999_999, TOKENS.maxApi).steps).toBeNull();
  });
});

describe('the gate’s pipeline', () => {
  const { baseUrl } = PLACE;

  it('is the one that the status names', () => {
    expect(gatePipeline(PLACE, `${baseUrl}/acme/mr-gate/-/pipelines/88`)).toEqual({
      project: 'acme/mr-gate',
      id: '88',
    });
  });

  it.each([
    null,
    '',
    'https://evil.example/gitlab/acme/mr-gate/-/pipelines/88',
    `${baseUrl}/evil/mr-gate/-/pipelines/88`,
    `${baseUrl}/acme/shop/checkout/other/-/pipelines/88`,
    `${baseUrl}/acme/mr-gate/-/pipelines/88/../../x`,
    `${baseUrl}/acme/mr-gate/-/jobs/88`,
    `${baseUrl}/acme/mr-gate/-/pipelines/88?x=1`,
  ])('is none where the status names %s', (url) => {
    expect(gatePipeline(PLACE, url)).toBeNull();
  });
});
