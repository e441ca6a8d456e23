import { Failure } from '../failure.ts';
import { runApply } from './apply-run.ts';
import type { ApplyWork } from './apply-work-types.ts';
import type { RunDeps } from './deps.ts';
import { jobRunning, NO_JOB } from './job-errors.ts';
import { isActive, type JobRecord } from './job-record.ts';
import { snapshotOf } from './job-snapshot.ts';
import { goOn, reopen, toStopping } from './job-states.ts';
import type { JobSnapshot } from './job-types.ts';
import type { Journal } from './journal.ts';
import { Run } from './run.ts';
import { runSetup } from './setup.ts';

/** While a job runs the worker is woken after this, should it have died. */
const WAKE_AFTER_MS = 60_000;

/** What is known of a job before it starts. */
export type NewJob = Pick<
  JobRecord,
  'kind' | 'baseUrl' | 'groupPath' | 'gatePath' | 'planId' | 'userId' | 'username' | 'steps'
>;

/** Jobs that survive the worker: one runner for each, whoever starts it, stops it or goes on with it. */
export interface Jobs {
  /** Creates and starts a job. Where one is under way on the same gate project, gives that. @throws Failure where it is another one */
  start(job: NewJob, work: ApplyWork | null): Promise<JobSnapshot>;
  /** The job that executes a plan; null: none does. */
  ofPlan(baseUrl: string, planId: string): Promise<JobSnapshot | null>;
  latest(baseUrl: string, groupPath: string): Promise<JobSnapshot | null>;
  /** @throws Failure where there is no such job */
  stop(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  /** Goes on with what is not done. @throws Failure where there is no such job, or another one is under way */
  resume(baseUrl: string, jobId: string): Promise<JobSnapshot>;
  /** Goes on with every job that was under way when a worker died, or whose pause is over. */
  resumeAll(): Promise<void>;
}

/** @param changed called after each change of a job that runs in this worker */
export function createJobs(deps: RunDeps, journal: Journal, changed: (run: Run) => void): Jobs {
  /** Jobs of this worker. Set before anything is awaited, so that no job runs twice. */
  const running = new Map<string, Promise<Run>>();
  /** Jobs that stopped because storage took nothing any more, not even that: while this worker lives it tells. */
  const unwritten = new Map<string, Run>();

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
    const run = new Run({ deps, journal, record, work, results, changed });
    try {
      await journal.reserve();
      await run.checkpoint();
      unwritten.delete(id);
    } catch (error) {
      if (!(await run.giveUp(error))) unwritten.set(id, run);
      throw error;
    }
    void run
      .execute(record.kind === 'setup' ? runSetup : runApply)
      .then((written) => (written ? ended(run) : void unwritten.set(id, run)))
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
    const live = (await running.get(id)?.catch(() => null)) ?? unwritten.get(id);
    if (live) return live.snapshot();
    const record = await journal.load(id);
    if (!record) return null;
    const work = await journal.work(id);
    return snapshotOf(record, work, work ? await journal.results(id, work) : new Map());
  }

  return {
    async start(job, work) {
      const record: JobRecord = {
        id: deps.uuid(),
        state: 'running',
        startedAt: new Date(deps.now()).toISOString(),
        waits: 0,
        setup: {},
        committing: false,
        ...job,
      };
      const other = await journal.create(record, work);
      if (!other) return (await run(record.id, () => {})).snapshot();
      const found = await snapshot(other.id);
      const same = record.kind === 'setup' ? found?.kind === 'setup' : other.planId === record.planId;
      if (found && same) return found;
      throw new Failure(jobRunning(record.gatePath));
    },

    async ofPlan(baseUrl, planId) {
      const job = (await journal.index()).find((one) => one.planId === planId && one.baseUrl === baseUrl);
      return job ? snapshot(job.id) : null;
    },

    async latest(baseUrl, groupPath) {
      const id = await journal.latest(baseUrl, groupPath);
      return id === null ? null : snapshot(id);
    },

    async stop(baseUrl, jobId) {
      await stored(jobId, baseUrl);
      const live = await running.get(jobId);
      if (live && isActive(live.record.state)) {
        live.record.state = 'stopping';
        await live.checkpoint();
        return live.snapshot();
      }
      const record = await stored(jobId, baseUrl);
      if (!isActive(record.state) || unwritten.has(jobId)) return (await snapshot(jobId))!;
      // It waits, or its worker died: what is done is recorded, the rest is left.
      return (await run(jobId, (waiting) => toStopping(waiting))).snapshot();
    },

    async resume(baseUrl, jobId) {
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
        // What this worker could not write down waits for a person, or for the next worker.
        if (!active || unwritten.has(id)) continue;
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
  };
}
