import type { ApplyWork, StoredResult } from './apply-work-types.ts';
import { isActive, type JobRecord } from './job-record.ts';
import type { JobStorage } from './job-storage.ts';
import { JournalWrites } from './journal-writes.ts';
import { KeptPlans, type StoredPlan } from './kept-plans.ts';
import { type PackedWork, packWork, unpackWork } from './pack-work.ts';
import { packResults, readResults, resultsKey } from './stored-results.ts';

interface IndexEntry {
  id: string;
  baseUrl: string;
  groupPath: string;
  gatePath: string;
  planId: string | null;
  active: boolean;
  repos: number;
}

/** Before every key: the worker keeps other things in the same storage. */
const OWN = 'apply';
const JOBS = `${OWN}:jobs`;
const KEEP_JOBS = 20;
/** Jobs with more results than this together are dropped, oldest first: storage.local holds 10 MB. */
const KEEP_RESULTS = 10_000;
const RESERVE = `${OWN}:reserve`;
/** Characters: a job's record and its entry take a few thousand. */
const RESERVED = 32_768;

/**
 * Jobs as they are stored. The index alone says which jobs there are and which are under way; a job's record is
 * written before its entry and removed after it, so that what the index names exists. Results are in small records
 * of their own, so that a big job does not rewrite a big one at every step.
 *
 * Where the browser has no more room, plans that were shown go first, then ended jobs that no panel shows, the oldest
 * before the others: what they did is in the gate project's history. What does not fit even then is thrown as a Failure,
 * and a reserve holds the room in which the job's own end is written down.
 */
export class Journal {
  readonly #storage: JobStorage;
  readonly #writes: JournalWrites;
  readonly #plans: KeptPlans;

  constructor(storage: JobStorage) {
    this.#storage = storage;
    this.#writes = new JournalWrites(storage, (last) => this.#makeRoom(last));
    this.#plans = new KeptPlans(storage, this.#writes);
  }

  async index(): Promise<IndexEntry[]> {
    const stored = await this.#storage.get(JOBS);
    return Array.isArray(stored) ? (stored as IndexEntry[]) : [];
  }

  /**
   * Adds a job, unless one executes the same plan or is under way on the same gate project: then that one's entry
   * is returned and nothing is added.
   *
   * @throws Failure where it could not be written
   */
  create(record: JobRecord, work: ApplyWork | null): Promise<IndexEntry | null> {
    const { id, baseUrl, groupPath, gatePath, planId } = record;
    return this.#writes.exclusive(async () => {
      const entries = await this.index();
      const samePlan = entries.find((entry) => planId !== null && entry.planId === planId);
      const underWay = entries.find(
        (entry) => entry.active && entry.baseUrl === baseUrl && entry.gatePath === gatePath,
      );
      const other = samePlan ?? underWay;
      if (other) return other;
      const repos = work?.repos.length ?? 0;
      // Room is made before the job needs it: what does not fit any more would end it halfway.
      await this.#prune(repos);
      const entry = { id, baseUrl, groupPath, gatePath, planId, active: true, repos };
      try {
        if (work) await this.#writes.within(workKey(id), () => packWork(work));
        await this.#writes.within(jobKey(id), () => record);
        await this.#writes.within(JOBS, async () => [entry, ...(await this.index())]);
      } catch (error) {
        await this.#removeRecords(id).catch(() => undefined);
        throw error;
      }
      // A plan that has its job is not needed any more.
      if (planId !== null) await this.#plans.remove(planId);
      return null;
    });
  }

  /** The newest job of a group. Paths in addresses may be written in any case. */
  async latest(baseUrl: string, groupPath: string): Promise<string | null> {
    const entries = await this.index();
    return entries.find((job) => isOfGroup(job, { baseUrl, groupPath }))?.id ?? null;
  }

  async load(id: string): Promise<JobRecord | null> {
    return ((await this.#storage.get(jobKey(id))) as JobRecord | undefined) ?? null;
  }

  async work(id: string): Promise<ApplyWork | null> {
    const stored = (await this.#storage.get(workKey(id))) as PackedWork | undefined;
    return stored ? unpackWork(stored) : null;
  }

  /** Keeps the room in which a job's end can be written down, whatever else fills the storage. @throws Failure */
  reserve(): Promise<void> {
    return this.#writes.exclusive(async () => {
      if ((await this.#storage.get(RESERVE)) !== undefined) return;
      await this.#writes.within(RESERVE, () => ' '.repeat(RESERVED));
    });
  }

  /** @throws Failure where it could not be written */
  async save(record: JobRecord): Promise<void> {
    const last = record.state !== 'running';
    await this.#writes.put(jobKey(record.id), () => record, last);
    await this.#writes.exclusive(async () => {
      const active = isActive(record.state);
      const isStale = (entry: IndexEntry): boolean => entry.id === record.id && entry.active !== active;
      if (!(await this.index()).some(isStale)) return;
      const renewed = async () =>
        (await this.index()).map((entry) => (isStale(entry) ? { ...entry, active } : entry));
      await this.#writes.within(JOBS, renewed, last);
    });
  }

  /** Writes down what came of one repository. @throws Failure where it could not be written */
  saveResult(
    jobId: string,
    work: ApplyWork,
    results: ReadonlyMap<number, StoredResult>,
    project: number,
  ): Promise<void> {
    const key = resultsKey(resultsPrefix(jobId), work, project);
    return this.#writes.put(key, () => packResults(work, results, project));
  }

  /** Results by project; what has none has not been reached. */
  results(jobId: string, work: ApplyWork): Promise<Map<number, StoredResult>> {
    return readResults(this.#storage, resultsPrefix(jobId), work);
  }

  /** @throws Failure where it could not be written */
  savePlan(id: string, plan: StoredPlan): Promise<void> {
    return this.#writes.exclusive(() => this.#plans.save(id, plan));
  }

  plan(id: string): Promise<StoredPlan | null> {
    return this.#plans.get(id);
  }

  /** Drops the oldest ended jobs beyond what is kept, plans that were executed, and what a dying worker left behind. */
  prune(): Promise<void> {
    return this.#writes.exclusive(() => this.#prune(0));
  }

  /** @param coming repositories of a job that is about to be added */
  async #prune(coming: number): Promise<void> {
    const entries = await this.index();
    let results = coming;
    const kept = entries.filter((entry, position) => {
      results += entry.repos;
      const newest = position === 0 && coming === 0;
      return entry.active || newest || (position < KEEP_JOBS && results <= KEEP_RESULTS);
    });
    const ids = new Set(kept.map((entry) => entry.id));
    const left = async () => (await this.index()).filter(({ id }) => ids.has(id));
    if (kept.length < entries.length) await this.#writes.within(JOBS, left);
    // A plan that has its job is not needed any more.
    const used = new Set(kept.map((entry) => entry.planId));
    const plans = new Set((await this.#plans.ids()).filter((id) => !used.has(id)));
    for (const key of await this.#storage.keys()) {
      const [own, kind, id] = key.split(':');
      if (own !== OWN || id === undefined) continue;
      const orphan = kind === 'plan' ? !plans.has(id) : isJobKey(kind) && !ids.has(id);
      if (orphan) await this.#storage.remove(key);
    }
  }

  async #makeRoom(last: boolean): Promise<boolean> {
    if (await this.#plans.dropOldest()) return true;
    const entries = await this.index();
    const old = entries.findLast(
      (entry, at) => !entry.active && entries.slice(0, at).some((newer) => isOfGroup(newer, entry)),
    );
    if (old) {
      const left = entries.filter((entry) => entry !== old);
      await this.#storage.set(JOBS, left);
      await this.#removeRecords(old.id);
      return true;
    }
    if (!last || (await this.#storage.get(RESERVE)) === undefined) return false;
    await this.#storage.remove(RESERVE);
    return true;
  }

  async #removeRecords(job: string): Promise<void> {
    for (const key of await this.#storage.keys()) {
      const [own, kind, id] = key.split(':');
      if (own === OWN && isJobKey(kind) && id === job) await this.#storage.remove(key);
    }
  }
}

function isOfGroup(job: IndexEntry, { baseUrl, groupPath }: Pick<IndexEntry, 'baseUrl' | 'groupPath'>) {
  return job.baseUrl === baseUrl && job.groupPath.toLowerCase() === groupPath.toLowerCase();
}

function jobKey(id: string): string {
  return `${OWN}:job:${id}`;
}
function workKey(id: string): string {
  return `${OWN}:work:${id}`;
}
function resultsPrefix(id: string): string {
  return `${OWN}:results:${id}:`;
}
function isJobKey(kind: string | undefined): boolean {
  return kind === 'job' || kind === 'work' || kind === 'results';
}
