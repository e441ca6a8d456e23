import './raw-imports.ts';
import type { GroupSnapshot } from '../../utils/apply/group-snapshot.ts';
import type { JobSnapshot } from '../../utils/apply/job-types.ts';
import type { Plan } from '../../utils/apply/plan-types.ts';
import type { ApplyService } from '../../utils/apply/service.ts';
import type { Wanted } from '../../utils/apply/wanted.ts';
import { HostQueue } from '../../utils/gitlab/queue.ts';
import { createTransport } from '../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../gitlab/embedded.ts';
import { TOKENS, USERS } from '../gitlab/seed-names.ts';
import { english } from '../support/english.ts';
import { workerDeps } from '../support/worker-deps.ts';

// What it imports is only there once raw-imports.ts has run.
const { createApplyService } = await import('../../utils/apply/service.ts');

/** Stands for the gate program: as much of it as the set-up's proof needs. */
const PROGRAM = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('.mr-gate', { recursive: true });
writeFileSync('.mr-gate/child.yml', 'proof:\\n  script:\\n    - echo proven\\n');
`;

/** The extension's worker without its browser: the same service over the same transport, as olga. */
export interface Engine {
  group: string;
  load(): Promise<GroupSnapshot>;
  plan(wanted: Wanted): Promise<Plan>;
  apply(plan: Plan): Promise<JobSnapshot>;
  setUp(): Promise<void>;
}

/** @param connections at most so many requests at once, as the browser's connections allow; null: as many as help */
export function createEngine(
  gitlab: EmbeddedGitLab,
  group: string,
  connections: number | null = null,
): Engine {
  const { url } = gitlab;
  // A queue of its own, which has learned nothing yet: as in a worker that was just started.
  const queue = new HostQueue();
  queue.connections(connections);
  const transport = createTransport({ baseUrl: url, token: TOKENS.olgaApi, queue });
  const service: ApplyService = createApplyService(
    workerDeps(gitlab, { username: USERS.olga, token: TOKENS.olgaApi, program: PROGRAM, transport }),
  );

  /** Follows the group's job until it is done. */
  async function done(started: JobSnapshot): Promise<JobSnapshot> {
    const job = await new Promise<JobSnapshot>((resolve) => {
      const stop = service.subscribe(url, group, (latest) => {
        if (latest?.id !== started.id || ['running', 'stopping'].includes(latest.state)) return;
        queueMicrotask(() => stop());
        resolve(latest);
      });
    });
    const open = job.repos.filter(({ state }) => state !== 'done').length;
    if (job.state !== 'done' || open > 0) {
      const why = job.error ? `: ${english(job.error.what)} ${english(job.error.next)}` : '';
      throw new Error(`The job is ${job.state}, ${open} repositories are not done${why}`);
    }
    return job;
  }

  return {
    group,
    load: () => service.load(url, group),
    plan: (wanted) => service.makePlan(url, group, wanted),
    apply: async (plan) => done(await service.startApply(url, plan.id)),
    async setUp() {
      await done(await service.startSetup(url, group));
      await gitlab.settled();
    },
  };
}
