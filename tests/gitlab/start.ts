import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiRoutes } from './api/routes.ts';
import { createControl } from './control.ts';
import type { EmbeddedGitLab, GitLabOptions, Layout } from './embedded.ts';
import { Faults } from './faults/faults.ts';
import { RateLimit } from './faults/limits.ts';
import { createRepoStore } from './git/store.ts';
import { createRunner } from './runner/runner.ts';
import { seedRepo, seedWorld } from './seed.ts';
import type { ServerContext } from './server/context.ts';
import { createEvents } from './server/events.ts';
import { lazyStore } from './server/lazy-store.ts';
import { watchAutoMerge } from './server/merge.ts';
import { Recorder, serve } from './server/server.ts';
import { Sessions } from './server/sessions.ts';
import { since } from './server/since.ts';
import { Work } from './server/work.ts';
import { nextId } from './world/find.ts';
import { refreshPipeline } from './world/pipeline-status.ts';
import type { World } from './world/types.ts';

/** Starts a GitLab on the loopback interface. Its repositories and artifacts live in a folder that `close` removes. */
export async function startGitLab(options: GitLabOptions = {}): Promise<EmbeddedGitLab> {
  const root = normalRoot(options.root);
  const dataDir = await mkdtemp(join(tmpdir(), 'embedded-gitlab-'));
  const world = seedWorld(options.seed ?? 'demo');
  world.version = options.version ?? world.version;
  const repositories = createRepoStore(join(dataDir, 'repositories'));
  const events = createEvents();
  const work = new Work(options.log ?? (() => {}));
  let baseUrl = '';
  const draft: Omit<ServerContext, 'runner' | 'enqueue'> = {
    world,
    store: lazyStore(repositories, (projectId) => seedRepo(world, repositories, projectId)),
    get baseUrl() {
      return baseUrl;
    },
    root,
    layout: options.layout ?? layoutOf(world),
    dataDir,
    runnerEnabled: options.runner ?? true,
    log: options.log ?? (() => {}),
    newId: (kind) => nextId(world, kind),
    newIid: (kind, projectId) => nextId(world, `${kind} of ${projectId}`),
    events,
    updatePipeline: (pipelineId) => {
      const pipeline = world.pipelines.find((candidate) => candidate.id === pipelineId);
      if (pipeline !== undefined && refreshPipeline(world, pipeline, new Date().toISOString()))
        events.emit('pipeline-changed', pipeline);
    },
    jobTokens: new Map(),
    track: (task) => work.track(task),
  };
  const runner = createRunner(draft);
  // A spread would read the getter once, before the port is known.
  const context: ServerContext = Object.assign(draft, {
    runner,
    enqueue: (id: number) => runner.enqueue(id),
  });
  watchAutoMerge(context);
  const deps = {
    context,
    router: apiRoutes(),
    sessions: new Sessions(),
    rateLimit: new RateLimit(),
    faults: new Faults(),
    recorder: new Recorder(),
    latencyMs: options.latencyMs ?? 0,
  };
  const server = createServer((request, response) => void serve(deps, request, response));
  // Node's default of 5 s races with clients that reuse a connection.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch(async (error: unknown) => {
    await runner.close();
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://${options.host ?? 'localhost'}:${port}${root}`;
  const close = async (): Promise<void> => {
    deps.faults.clear();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await runner.close();
    await work.idle(5_000).catch(() => {});
    await repositories.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  return createControl({ deps, url: baseUrl, port, work, runner, close });
}

/** 18 has panels for those who want them; without a wish the tests look at the newest. */
function layoutOf(world: World): Layout {
  if (!since(world, '16.0')) return 'legacy';
  return since(world, '18.0') ? 'panels' : 'classic';
}

/** `gitlab`, `/gitlab/` → `/gitlab`; nothing → ``. */
function normalRoot(root = ''): string {
  const trimmed = root.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '' : `/${trimmed}`;
}
