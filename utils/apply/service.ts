import { Failure } from '../failure.ts';
import { showSelf } from '../gitlab/endpoints/users.ts';
import { createTransport } from '../gitlab/transport.ts';
import { runApply } from './apply-run.ts';
import { applySteps } from './apply-work.ts';
import type { ApplyDeps, RunDeps } from './deps.ts';
import { gateProjectPath } from './gate-project.ts';
import { createGroupLoads } from './group-loads.ts';
import { jobRunning, NO_JOB, NO_PLAN, READ_ONLY } from './job-errors.ts';
import { goOn, reopen, toStopping } from './job-states.ts';
import { type ApplyWork, isActive, type JobRecord, Journal } from './journal.ts';
import type { Planned } from './planned.ts';
import { planFor } from './planner.ts';
import { createLookout, withPreflight } from './preflight.ts';
import { createReads, type Reads } from './reads.ts';
import { Run, snapshotOf } from './run.ts';
import { newSince } from './seen.ts';
import { runSetup, setupSteps } from './setup.ts';
import { type FirstRows, loadGroup } from './snapshot.ts';
import type { GroupSnapshot, JobSnapshot, Plan, Wanted } from './types.ts';
import { createWatchers } from './watchers.ts';

/** While a job runs the worker is woken after this, should it have died. */
const WAKE_AFTER_MS = 60_000;

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
  const lookout = createLookout(deps.storage, deps.now);
  /** Jobs of this worker. Set before anything is awaited, so that no job runs twice. */
  const running = new Map<string, Promise<Run>>();

  async function access(baseUrl: string): Promise<{ userId: number; username: string }> {
    const { access, user } = await deps.connection(baseUrl);
    if (access !== 'full') throw new Failure(READ_ONLY);
    return { userId: user.id, username: user.username };
  }

  /** Runs a job in this worker. Resolves as soon as it is under way. */
  function run(id: string, prepare: (record: JobRecord) => void): Promise<Run> {
    const started = running.get(id);
    if (started) return started;
    const starting = begin(id, prepare);
    running.set(id, starting);
    starting.catch(() => running.delete(id));
    return starting;
  }

  async function begin(id: string, prepare: (record: JobRecord) => void): Promise<Run> {
    // First of all: the alarm that woke this worker is used up, and it may die at once again.
    await deps.setAlarm(deps.now() + WAKE_AFTER_MS);
    const record = await journal.load(id);
    if (!record) throw new Failure(NO_JOB);
    const work = await journal.work(id);
    const results = work ? await journal.results(id, work) : new Map();
    prepare(record);
    const run = new Run({
      deps,
      journal,
      record,
      work,
      results,
      changed: (changed) => watchers.changed(changed),
    });
    await run.checkpoint();
    void run
      .execute(record.kind === 'setup' ? runSetup : runApply)
      .then(() => ended(run))
      // Storage itself failed: the record stands as it was last written, and the next wake goes on from there.
      .catch(() => undefined)
      .finally(() => running.delete(id));
    return run;
  }

  async function ended(run: Run): Promise<void> {
    const { state, waitingUntil } = run.record;
    if (state === 'waiting' && waitingUntil) await deps.setAlarm(Date.parse(waitingUntil));
    else await journal.prune();
  }

  async function stored(id: string, baseUrl: string): Promise<JobRecord> {
    const record = await journal.load(id);
    if (record?.baseUrl !== baseUrl) throw new Failure(NO_JOB);
    return record;
  }

  async function snapshot(id: string): Promise<JobSnapshot | null> {
    const live = await running.get(id);
    if (live) return live.snapshot();
    const record = await journal.load(id);
    if (!record) return null;
    const work = await journal.work(id);
    return snapshotOf(record, work, work ? await journal.results(id, work) : new Map());
  }

  /** Creates and starts a job. Where one is under way on the same gate project, gives that, or says so. */
  async function start(record: JobRecord, work: ApplyWork | null): Promise<JobSnapshot> {
    const other = await journal.create(record, work);
    if (!other) return (await run(record.id, () => {})).snapshot();
    const found = await snapshot(other.id);
    const same = record.kind === 'setup' ? found?.kind === 'setup' : other.planId === record.planId;
    if (found && same) return found;
    throw new Failure(jobRunning(record.gatePath));
  }

  function newRecord(
    fields: Pick<
      JobRecord,
      'kind' | 'baseUrl' | 'groupPath' | 'gatePath' | 'planId' | 'userId' | 'username' | 'steps'
    >,
  ): JobRecord {
    return {
      id: deps.uuid(),
      state: 'running',
      startedAt: new Date(deps.now()).toISOString(),
      waits: 0,
      setup: {},
      committing: false,
      ...fields,
    };
  }

  async function latestJob(baseUrl: string, groupPath: string): Promise<JobSnapshot | null> {
    const id = await journal.latest(baseUrl, groupPath);
    return id === null ? null : snapshot(id);
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
    return withPreflight(planned, loaded, known);
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

    async startSetup(baseUrl, groupPath) {
      const user = await access(baseUrl);
      const gatePath = gateProjectPath(groupPath);
      return start(
        newRecord({
          kind: 'setup',
          baseUrl,
          groupPath,
          gatePath,
          planId: null,
          ...user,
          steps: setupSteps(),
        }),
        null,
      );
    },

    async startApply(baseUrl, planId) {
      const user = await access(baseUrl);
      const earlier = (await journal.index()).find((job) => job.planId === planId && job.baseUrl === baseUrl);
      const begun = earlier && (await snapshot(earlier.id));
      if (begun) return begun;
      const kept = await journal.plan(planId);
      if (kept?.baseUrl !== baseUrl) throw new Failure(NO_PLAN);
      if (kept.stop) throw new Failure(kept.stop);
      const { groupPath, work } = kept;
      const gatePath = work.gateProject.path;
      return start(
        newRecord({ kind: 'apply', baseUrl, groupPath, gatePath, planId, ...user, steps: applySteps(work) }),
        work,
      );
    },

    latestJob,

    async stopJob(baseUrl, jobId) {
      await stored(jobId, baseUrl);
      const live = await running.get(jobId);
      if (live && isActive(live.record.state)) {
        live.record.state = 'stopping';
        await live.checkpoint();
        return live.snapshot();
      }
      const record = await stored(jobId, baseUrl);
      if (!isActive(record.state)) return (await snapshot(jobId))!;
      // It waits, or its worker died: what is done is recorded, the rest is left.
      return (await run(jobId, (waiting) => toStopping(waiting))).snapshot();
    },

    async resumeJob(baseUrl, jobId) {
      await access(baseUrl);
      const record = await stored(jobId, baseUrl);
      if (running.has(jobId)) return (await snapshot(jobId))!;
      const other = (await journal.index()).find(
        (job) =>
          job.active && job.id !== jobId && job.baseUrl === baseUrl && job.gatePath === record.gatePath,
      );
      if (other) throw new Failure(jobRunning(record.gatePath));
      return (await run(jobId, reopen)).snapshot();
    },

    async resumeAll() {
      const now = deps.now();
      let wake = Number.POSITIVE_INFINITY;
      for (const { id, active } of await journal.index()) {
        if (!active) continue;
        const record = await journal.load(id);
        if (!record) continue;
        if (!isActive(record.state)) {
          // It had ended, and the worker died before the index knew.
          await journal.save(record);
          continue;
        }
        const until = record.state === 'waiting' ? Date.parse(record.waitingUntil ?? '') : 0;
        if (until > now) {
          wake = Math.min(wake, until);
          continue;
        }
        await run(id, goOn).catch(() => undefined);
        wake = Math.min(wake, now + WAKE_AFTER_MS);
      }
      if (Number.isFinite(wake)) await deps.setAlarm(wake);
    },

    subscribe(baseUrl, groupPath, listener) {
      return watchers.add(baseUrl, groupPath, listener, () => latestJob(baseUrl, groupPath));
    },
  };
}

async function identify(baseUrl: string, token: string): Promise<{ id: number; username: string }> {
  return showSelf(createTransport({ baseUrl, token }));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
