import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRepoStore } from '../git/store.ts';
import type { PipelineRequest, Runner } from '../server/context.ts';
import { createEvents } from '../server/events.ts';
import { refreshPipeline } from '../world/pipeline-status.ts';
import type { Job, Pipeline, Variable, World } from '../world/types.ts';
import type { RunnerContext } from './context.ts';
import { createRunner } from './runner.ts';

/** One project on an instance without a server: what the runner's tests need and no more. */
export interface TestInstance {
  context: RunnerContext;
  world: World;
  runner: Runner;
  /** Commits files on main; the sha. */
  commit(files: Record<string, string>, message?: string): Promise<string>;
  /** Commits a CI file and asks for a pipeline on main. */
  start(ciFile: string, request?: Partial<PipelineRequest>): ReturnType<Runner['createPipeline']>;
  /** Likewise, waits for its end, and gives its jobs by name. */
  run(ciFile: string, request?: Partial<PipelineRequest>): Promise<Finished>;
  job(name: string): Job;
  setVariable(variable: Partial<Variable> & { key: string; value: string }): void;
  close(): Promise<void>;
}

export interface Finished {
  pipeline: Pipeline;
  jobs: Record<string, Job>;
}

export const PROJECT_ID = 1;

export async function createTestInstance(options: { runnerEnabled?: boolean } = {}): Promise<TestInstance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runner-'));
  const world = emptyWorld();
  const store = createRepoStore(join(dataDir, 'repositories'));
  await store.createRepo(PROJECT_ID);
  const events = createEvents();
  const context: RunnerContext = {
    world,
    store,
    dataDir,
    events,
    baseUrl: 'http://gitlab.test:8080/root',
    runnerEnabled: options.runnerEnabled ?? true,
    jobTokens: new Map(),
    newId: (kind) => {
      const id = (world.nextId[kind] ?? 0) + 1;
      world.nextId[kind] = id;
      return id;
    },
    newIid: (kind, projectId) => {
      const key = `${kind}-${projectId}`;
      const id = (world.nextId[key] ?? 0) + 1;
      world.nextId[key] = id;
      return id;
    },
    updatePipeline: (id) => {
      const pipeline = world.pipelines.find((candidate) => candidate.id === id)!;
      if (refreshPipeline(world, pipeline, new Date().toISOString()))
        events.emit('pipeline-changed', pipeline);
    },
  };
  const runner = createRunner(context);

  const instance: TestInstance = {
    context,
    world,
    runner,
    commit: async (files, message = 'Change') => {
      const actions = await Promise.all(
        Object.entries(files).map(async ([path, content]) => {
          const known = await store.readFile(PROJECT_ID, 'main', path);
          const action = known === null ? ('create' as const) : ('update' as const);
          return { action, path, content: Buffer.from(content) };
        }),
      );
      const author = { name: 'Anna', email: 'anna@example.com' };
      return store.commit(PROJECT_ID, { branch: 'main', message, author, actions });
    },
    start: async (ciFile, request = {}) => {
      const sha = request.sha ?? (await instance.commit({ '.gitlab-ci.yml': ciFile }));
      return runner.createPipeline({
        projectId: PROJECT_ID,
        ref: 'main',
        source: 'push',
        userId: 1,
        ...request,
        sha,
      });
    },
    run: async (ciFile, request) => {
      const answer = await instance.start(ciFile, request);
      if (answer.kind === 'none') throw new Error(answer.reason);
      await runner.idle();
      const jobs = world.jobs.filter(({ pipelineId }) => pipelineId === answer.pipeline.id);
      return { pipeline: answer.pipeline, jobs: Object.fromEntries(jobs.map((job) => [job.name, job])) };
    },
    job: (name) => world.jobs.find((job) => job.name === name)!,
    setVariable: (variable) => {
      world.variables.push({
        source: { type: 'project', id: PROJECT_ID },
        variableType: 'env_var',
        protected: false,
        masked: false,
        hidden: false,
        raw: false,
        environmentScope: '*',
        description: null,
        ...variable,
      });
    },
    close: async () => {
      await runner.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return instance;
}

function emptyWorld(): World {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return {
    users: [
      {
        id: 1,
        username: 'anna',
        name: 'Anna',
        email: 'anna@example.com',
        password: 'x',
        admin: false,
        state: 'active',
        bot: null,
      },
    ],
    tokens: [],
    groups: [
      {
        id: 10,
        name: 'Acme',
        path: 'acme',
        fullPath: 'acme',
        parentId: null,
        description: '',
        visibility: 'private',
        groupAccessTokensAllowed: true,
      },
      {
        id: 11,
        name: 'Shop',
        path: 'shop',
        fullPath: 'acme/shop',
        parentId: 10,
        description: '',
        visibility: 'private',
        groupAccessTokensAllowed: true,
      },
    ],
    projects: [
      {
        id: PROJECT_ID,
        name: 'Checkout',
        path: 'checkout',
        fullPath: 'acme/shop/checkout',
        namespaceId: 11,
        description: '',
        visibility: 'private',
        defaultBranch: 'main',
        archived: false,
        mergeRequestsEnabled: true,
        jobsEnabled: true,
        onlyAllowMergeIfPipelineSucceeds: false,
        allowMergeOnSkippedPipeline: false,
        onlyAllowMergeIfAllDiscussionsAreResolved: false,
        ciConfigPath: '',
        pipelineVariablesMinimumRole: 'developer',
        protectedBranches: [{ name: 'main', pushLevel: 40, mergeLevel: 40 }],
        formerPaths: [],
        forkedFromId: null,
        createdAt,
        lastActivityAt: createdAt,
        settings: {},
      },
    ],
    members: [],
    mergeRequests: [],
    notes: [],
    pipelines: [],
    jobs: [],
    hooks: [],
    triggers: [],
    schedules: [],
    issues: [],
    variables: [],
    version: '18.5.0-ee',
    nextId: {},
  };
}
