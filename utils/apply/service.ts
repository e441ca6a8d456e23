import { Failure } from '../failure.ts';
import { showSelf } from '../gitlab/endpoints/users.ts';
import { createTransport } from '../gitlab/transport.ts';
import { applySteps } from './apply-work.ts';
import { countOpen, type OpenCount } from './count-open.ts';
import type { ApplyDeps, RunDeps } from './deps.ts';
import { enrolledNow } from './enrolled-now.ts';
import { gateProjectPath } from './gate-project.ts';
import { createGroupLoads } from './group-loads.ts';
import { createSubgroupLocks } from './group-locks.ts';
import type { GroupSnapshot } from './group-snapshot.ts';
import { NO_PLAN, READ_ONLY } from './job-errors.ts';
import type { JobSnapshot } from './job-types.ts';
import { createJobs } from './jobs.ts';
import { Journal } from './journal.ts';
import type { Plan } from './plan-types.ts';
import type { Planned } from './planned.ts';
import { planFor } from './planner.ts';
import { createLookout, withPreflight } from './preflight.ts';
import { createReads, type Reads } from './reads.ts';
import { newSince } from './seen.ts';
import { setupSteps } from './setup.ts';
import { type FirstRows, loadGroup } from './snapshot.ts';
import type { Wanted } from './wanted.ts';
import { createWatchers } from './watchers.ts';
import { evaluates } from './work-parts.ts';

/** A plan is looked at for a moment: more of them would take longer. */
const PAGES_FOR_PLAN = 5;

/** What the worker offers to pages: reading a group, planning, and jobs that survive the worker. */
export interface ApplyService extends Reads {
  /** Begins to read a group for a page that is about to ask for it by `loadFirst` and `load`. Never throws. */
  loadAhead(baseUrl: string, groupPath: string): void;
  /**
   * The first hundred repositories, long before all of them are there; null where they all come at once. To be
   * asked at the same time as `load`, which then reads nothing twice. Never throws: `load` says what is wrong.
   */
  loadFirst(baseUrl: string, groupPath: string): Promise<FirstRows | null>;
  /** @throws GitLabError */
  load(baseUrl: string, groupPath: string): Promise<GroupSnapshot>;
  /** Reads the group afresh and keeps the plan for `startApply`. @throws Failure, GitLabError */
  makePlan(baseUrl: string, groupPath: string, wanted: Wanted): Promise<Plan>;
  /**
   * How many open merge requests the gate will look at after a plan that was made, of a large group as many as a few
   * requests tell; null: at none. @throws Failure, GitLabError
   */
  countOpen(baseUrl: string, planId: string): Promise<OpenCount | null>;
  /** Starts the set-up, or gives the one that is under way. @throws Failure */
  startSetup(baseUrl: string, groupPath: string): Promise<JobSnapshot>;
  /** Starts executing a plan; a plan is executed once. @throws Failure */
  startApply(baseUrl: string, planId: string): Promise<JobSnapshot>;
  latestJob(baseUrl: string, groupPath: string): Promise<JobSnapshot | null>;
  /** @throws Failure where there is no such job */
  stopJob(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  /** Goes on with what is not done. @throws Failure where there is no such job */
  resumeJob(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  /** Goes on with every job that was under way when a worker died, or whose pause is over. */
  resumeAll(): Promise<void>;
  /** Calls back with the group's latest job at once and after each change. Returns the way to stop. */
  subscribe(baseUrl: string, groupPath: string, listener: (job: JobSnapshot | null) => void): () => void;
}

export function createApplyService(given: ApplyDeps): ApplyService {
  const deps: RunDeps = { sleep, identify, ...given };
  const journal = new Journal(deps.storage);
  const watchers = createWatchers();
  const jobs = createJobs(deps, journal, (run) => watchers.changed(run));
  const lookout = createLookout(deps.storage, deps.now);
  const locks = createSubgroupLocks(deps.now);

  async function access(baseUrl: string): Promise<{ userId: number; username: string }> {
    const { access, user } = await deps.connection(baseUrl);
    if (access !== 'full') throw new Failure(READ_ONLY);
    return { userId: user.id, username: user.username };
  }

  async function load(
    baseUrl: string,
    groupPath: string,
    onFirst?: (first: FirstRows) => void,
  ): Promise<GroupSnapshot> {
    const [client, connection] = await Promise.all([deps.client(baseUrl), deps.connection(baseUrl)]);
    return loadGroup(client, connection, groupPath, deps.now, onFirst);
  }
  const loads = createGroupLoads(load);

  /** @throws Failure, GitLabError */
  async function plan(loaded: GroupSnapshot, wanted: Wanted): Promise<Planned> {
    const client = await deps.client(loaded.connection.baseUrl);
    const options = { id: deps.uuid(), now: deps.now() };
    const [known, planned] = await Promise.all([
      lookout.look(client, loaded),
      planFor(client, journal, loaded, wanted, options),
    ]);
    // A lock of the group itself holds for its subgroups as well.
    const asks = known?.locksTold && known.lockedBy === null;
    const projects = planned.plan.repos.map(({ path }) => path);
    const below = asks ? await locks.among(client, loaded.group.path, projects) : [];
    return withPreflight(planned, known, below);
  }

  return {
    loadAhead: loads.ahead,
    loadFirst: loads.first,
    async load(baseUrl, groupPath) {
      const loaded = await loads.all(baseUrl, groupPath);
      const client = await deps.client(baseUrl);
      // Nobody waits for it here; a plan does.
      void lookout.ahead(client, loaded);
      return { ...loaded, newSince: await newSince(deps.storage, loaded, deps.now()) };
    },
    ...createReads({ client: deps.client, now: deps.now, gateProgram: deps.gateProgram, load, plan }),

    async makePlan(baseUrl, groupPath, wanted) {
      const loaded = await load(baseUrl, groupPath);
      const { plan: made, work } = await plan(loaded, wanted);
      const stop = made.notes.find((note) => note.severity === 'stop');
      await journal.savePlan(made.id, {
        baseUrl,
        groupPath: made.groupPath,
        work,
        ...(stop && { stop: { kind: stop.kind, what: stop.what, next: stop.next } }),
      });
      return made;
    },

    async countOpen(baseUrl, planId) {
      const kept = await journal.plan(planId);
      if (kept?.baseUrl !== baseUrl) throw new Failure(NO_PLAN);
      const { work } = kept;
      if (!evaluates(work)) return null;
      const client = await deps.client(baseUrl);
      const gated = new Set(await enrolledNow(client, work.gateProject));
      for (const repo of work.repos) {
        if (repo.action === 'release') gated.delete(repo.project);
        else if (repo.enrol) gated.add(repo.project);
      }
      return countOpen(client, work.gateProject.groupPath, gated, PAGES_FOR_PLAN);
    },

    async startSetup(baseUrl, groupPath) {
      const user = await access(baseUrl);
      const gatePath = gateProjectPath(groupPath);
      return jobs.start(
        {
          kind: 'setup',
          baseUrl,
          groupPath,
          gatePath,
          planId: null,
          ...user,
          steps: setupSteps(),
        },
        null,
      );
    },

    async startApply(baseUrl, planId) {
      const user = await access(baseUrl);
      // In this order: the plan goes when its job is there.
      const kept = await journal.plan(planId);
      const begun = await jobs.ofPlan(baseUrl, planId);
      if (begun) return begun;
      if (kept?.baseUrl !== baseUrl) throw new Failure(NO_PLAN);
      if (kept.stop) throw new Failure(kept.stop);
      const { groupPath, work } = kept;
      const gatePath = work.gateProject.path;
      return jobs.start(
        { kind: 'apply', baseUrl, groupPath, gatePath, planId, ...user, steps: applySteps(work) },
        work,
      );
    },

    latestJob: jobs.latest,
    stopJob: jobs.stop,

    async resumeJob(baseUrl, jobId) {
      await access(baseUrl);
      return jobs.resume(baseUrl, jobId);
    },

    resumeAll: jobs.resumeAll,

    subscribe(baseUrl, groupPath, listener) {
      return watchers.add(baseUrl, groupPath, listener, () => jobs.latest(baseUrl, groupPath));
    },
  };
}

async function identify(baseUrl: string, token: string): Promise<{ id: number; username: string }> {
  return showSelf(createTransport({ baseUrl, token }));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
