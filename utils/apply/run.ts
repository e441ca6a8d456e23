import type { Connection } from '../connection.ts';
import { Failure } from '../failure.ts';
import type { MergeFlags } from '../gate/enrolment.ts';
import type { GitLabClient } from '../gitlab/client.ts';
import { GitLabError } from '../gitlab/errors.ts';
import { text } from '../texts/text.ts';
import type { Text } from '../texts/types.ts';
import type { UserError } from '../user-error.ts';
import { userErrorOf } from '../user-error-of.ts';
import type { ApplyWork, RepoWork, StoredResult } from './apply-work-types.ts';
import type { RunDeps } from './deps.ts';
import { isActive, type JobRecord } from './job-record.ts';
import { snapshotOf } from './job-snapshot.ts';
import { isNotWritten } from './job-storage.ts';
import type { JobSnapshot, JobStep } from './job-types.ts';
import type { Journal } from './journal.ts';
import { isTokenGone, jobPauseFor, Paused, Stopped } from './pause.ts';

/** Pauses in a row, without any progress, after which a job gives up. */
const MOST_WAITS = 10;

export interface RunOptions {
  deps: RunDeps;
  journal: Journal;
  record: JobRecord;
  work: ApplyWork | null;
  results: Map<number, StoredResult>;
  /** Something changed that watchers want to see. */
  changed: (run: Run) => void;
}

/** What became of a step that did not do all that it should, and need not hold up the job. */
export interface Warning {
  warning: Text;
}

/** One job under way in this worker: its record, its steps, and what ends it. */
export class Run {
  readonly deps: RunDeps;
  readonly journal: Journal;
  readonly record: JobRecord;
  readonly work: ApplyWork | null;
  readonly results: Map<number, StoredResult>;
  readonly #changed: (run: Run) => void;
  #session: Promise<{ client: GitLabClient; connection: Connection }> | null = null;

  constructor(options: RunOptions) {
    this.deps = options.deps;
    this.journal = options.journal;
    this.record = options.record;
    this.work = options.work;
    this.results = options.results;
    this.#changed = options.changed;
  }

  get stopping(): boolean {
    return this.record.state === 'stopping';
  }

  /** The client of the person who started the job. @throws Failure where the token is now somebody else's */
  session(): Promise<{ client: GitLabClient; connection: Connection }> {
    this.#session ??= this.#open();
    return this.#session;
  }

  async #open(): Promise<{ client: GitLabClient; connection: Connection }> {
    const { baseUrl, userId, username } = this.record;
    const [client, connection] = await Promise.all([
      this.deps.client(baseUrl),
      this.deps.connection(baseUrl),
    ]);
    if (connection.user.id !== userId) {
      throw new Failure({
        kind: 'other_user',
        what: text('apply.error.other_user', { username, now: connection.user.username }),
        next: text('apply.error.other_user_next', { username }),
      });
    }
    return { client, connection };
  }

  /** Writes the record down: from here on a dead worker's successor knows it. */
  async checkpoint(): Promise<void> {
    await this.journal.save(this.record);
    this.#changed(this);
  }

  /**
   * Runs one step: what it is about is written before, what came of it after. A step that was done is not
   * run again; one that was cut off is, so `work` looks before it acts.
   *
   * @param work gives the detail to show, or a warning
   * @param evenStopping runs it although the job is being stopped
   */
  async step(key: string, work: () => Promise<Text | Warning>, evenStopping = false): Promise<void> {
    const step = this.record.steps.find((candidate) => candidate.key === key);
    if (!step) throw new Error(`The job has no step ${key}`);
    if (step.state === 'done') return;
    if (this.stopping && !evenStopping) throw new Stopped();
    step.state = 'running';
    delete step.error;
    delete step.warning;
    await this.checkpoint();
    try {
      const ended = await work();
      if (typeof ended === 'object' && 'warning' in ended)
        Object.assign(step, { detail: ended.warning, warning: true });
      else step.detail = ended;
      step.state = 'done';
      this.progressed();
      await this.checkpoint();
    } catch (error) {
      this.#cutOff(step, error);
      throw error;
    }
  }

  #cutOff(step: JobStep, error: unknown): void {
    const goesOn = error instanceof Stopped || jobPauseFor(error) !== null;
    step.state = goesOn ? 'queued' : 'failed';
    if (!goesOn) step.error = jobError(error);
  }

  /** Something was achieved: earlier pauses do not count any more. */
  progressed(): void {
    this.record.waits = 0;
  }

  async result(result: StoredResult): Promise<void> {
    this.results.set(result.project, result);
    if (result.state !== 'running' && this.work) {
      await this.journal.saveResult(this.record.id, this.work, this.results, result.project);
    }
    this.#changed(this);
  }

  /**
   * To be kept before a webhook is made: afterwards nobody could tell whether it had been there.
   *
   * @param replaces one is there, and goes for it
   */
  aboutToMakeHook(repo: RepoWork, replaces: boolean): Promise<void> {
    const there = replaces || this.results.get(repo.project)?.hookThere === true;
    const hookAt = this.deps.now();
    return this.#begin(repo, { ...(there ? { hookThere: true } : { hookMade: true }), hookAt });
  }

  /** To be kept before flags are given back: afterwards nobody could tell how they had been. */
  aboutToGiveBack(repo: RepoWork, found: MergeFlags): Promise<void> {
    return this.#begin(repo, { found });
  }

  async #begin({ project, path, webUrl }: RepoWork, known: Partial<StoredResult>): Promise<void> {
    this.results.set(project, {
      ...this.results.get(project),
      project,
      path,
      webUrl,
      ...known,
      state: 'running',
    });
    if (this.work) await this.journal.saveResult(this.record.id, this.work, this.results, project);
  }

  /**
   * Runs the job to its end, its next pause, or its stop. Never throws: the record says what came of it.
   *
   * @returns whether that is written down
   */
  async execute(body: (run: Run) => Promise<void>): Promise<boolean> {
    const { record } = this;
    try {
      await body(this);
      record.state = this.stopping ? 'stopped' : 'done';
      delete record.error;
    } catch (error) {
      this.#end(error);
    }
    if (!isActive(record.state)) record.finishedAt = new Date(this.deps.now()).toISOString();
    try {
      await this.checkpoint();
      return true;
    } catch (error) {
      return this.giveUp(error);
    }
  }

  /** Stops the job because it can't be written down how it stands. @returns whether at least that is written down */
  async giveUp(error: unknown): Promise<boolean> {
    const { record } = this;
    record.state = 'stopped';
    record.error = jobError(error);
    record.finishedAt = new Date(this.deps.now()).toISOString();
    try {
      await this.journal.save(record);
      return true;
    } catch {
      return false;
    } finally {
      this.#changed(this);
    }
  }

  #end(error: unknown): void {
    const { record } = this;
    const pause = jobPauseFor(error);
    if (error instanceof Stopped || (pause && this.stopping)) {
      record.state = 'stopped';
    } else if (pause && record.waits < MOST_WAITS) {
      record.waits += 1;
      record.state = 'waiting';
      record.waitingFor = pause.reason;
      record.waitingUntil = new Date(this.deps.now() + pause.ms).toISOString();
    } else {
      record.error = jobError(error instanceof Paused ? (error.cause ?? error) : error);
      record.state = isTokenGone(error) || isNotWritten(error) ? 'stopped' : 'failed';
    }
  }

  snapshot(): JobSnapshot {
    return snapshotOf(this.record, this.work, this.results);
  }
}

function jobError(error: unknown): UserError {
  if (error instanceof GitLabError && error.kind === 'unauthorized') {
    return {
      kind: 'token_revoked',
      what: text('apply.error.token_revoked'),
      next: text('apply.error.token_revoked_next'),
    };
  }
  return userErrorOf(error);
}
