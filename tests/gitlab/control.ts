import type { EmbeddedGitLab } from './embedded.ts';
import type { Runner } from './server/context.ts';
import { afterPush, branchChange } from './server/pushes.ts';
import type { ServerDeps } from './server/server.ts';
import type { Work } from './server/work.ts';
import { findProject, findUser } from './world/find.ts';

/** The handle that tests and the demo hold. */
export function createControl(parts: {
  deps: ServerDeps;
  url: string;
  port: number;
  work: Work;
  runner: Runner;
  close: () => Promise<void>;
}): EmbeddedGitLab {
  const { deps, work, runner } = parts;
  const { context } = deps;
  return {
    url: parts.url,
    port: parts.port,
    world: context.world,
    requests: deps.recorder.requests,
    onRequest: (listener) => deps.recorder.listen(listener),
    beforeAnswer: (listener) => deps.recorder.holdFor(listener),
    onApiCall: (listener) => deps.recorder.listenToApi(listener),
    setLatency: (ms) => {
      deps.latencyMs = ms;
    },
    addFault: (fault) => deps.faults.add(fault),
    clearFaults: () => deps.faults.clear(),
    setRateLimit: (perMinute, options) => deps.rateLimit.set(perMinute, options?.announced),
    push: async ({ project: path, branch, from, user: username, message, files }) => {
      const project = findProject(context.world, path)?.project;
      const user = findUser(context.world, username);
      if (project === undefined || user === undefined)
        throw new Error(`No project ${path} or no user ${username}`);
      const { store } = context;
      const before = await store.resolve(project.id, `refs/heads/${branch}`);
      const start = before === null ? (from ?? project.defaultBranch ?? undefined) : undefined;
      const base = before ?? start;
      const actions = await Promise.all(
        Object.entries(files).map(async ([file, content]) => {
          const exists = base !== undefined && (await store.readFile(project.id, base, file)) !== null;
          if (content === null) return { action: 'delete' as const, path: file };
          return {
            action: exists ? ('update' as const) : ('create' as const),
            path: file,
            content: Buffer.from(content),
          };
        }),
      );
      const sha = await store.commit(project.id, {
        branch,
        ...(start === undefined ? {} : { start }),
        message,
        author: { name: user.name, email: user.email },
        actions,
      });
      void context.track(afterPush(context, project, user, [branchChange(branch, before, sha)]));
      return sha;
    },
    settled: async (timeoutMs = 60_000) => {
      const deadline = Date.now() + timeoutMs;
      // A pipeline's end can fire hooks, and a hook can make a pipeline.
      for (let quiet = 0; quiet < 2; ) {
        await work.idle(Math.max(1, deadline - Date.now()));
        await within(runner.idle(), deadline);
        await new Promise((resolve) => setTimeout(resolve, 10));
        quiet = work.busy ? 0 : quiet + 1;
      }
    },
    close: parts.close,
  };
}

async function within(work: Promise<void>, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('Pipelines are still at work')),
      Math.max(1, deadline - Date.now()),
    );
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
