import type { UserError } from '../user-error.ts';
import type { ApplyWork, StoredResult } from './apply-work-types.ts';
import { isActive, type JobRecord } from './job-record.ts';
import { type PackedWork, packWork, unpackWork } from './pack-work.ts';

/** Storage by key, as `storage.local` gives it. Every call is an extension API call, which keeps an MV3 worker alive. */
export interface JobStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

interface IndexEntry {
  id: string;
  baseUrl: string;
  groupPath: string;
  gatePath: string;
  planId: string | null;
  active: boolean;
  repos: number;
}

/** What is kept of a plan that was shown: what executing it takes. */
export interface StoredPlan {
  baseUrl: string;
  groupPath: string;
  work: ApplyWork;
  /** Why it must not be executed. */
  stop?: UserError;
}

type PackedPlan = Omit<StoredPlan, 'work'> & { work: PackedWork };

/** Before every key: the worker keeps other things in the same storage. */
const OWN = 'apply';
const JOBS = `${OWN}:jobs`;
const PLANS = `${OWN}:plans`;
const KEEP_JOBS = 20;
/** Jobs with more results than this together are dropped, oldest first: storage.local holds 10 MB. */
const KEEP_RESULTS = 10_000;
const KEEP_PLANS = 3;
/** Results in one record: few enough to rewrite at each step, enough to read thousands quickly. */
const RESULTS_A_RECORD = 25;

/**
 * Jobs as they are stored. The index alone says which jobs there are and which are under way; a job's record is
 * written before its entry and removed after it, so that what the index names exists. Results are in small records
 * of their own, so that a big job does not rewrite a big one at every step.
 */
export class Journal {
  readonly #storage: JobStorage;
  /** Changes of the index, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(storage: JobStorage) {
    this.#storage = storage;
  }

  async index(): Promise<IndexEntry[]> {
    const stored = await this.#storage.get(JOBS);
    return Array.isArray(stored) ? (stored as IndexEntry[]) : [];
  }

  /**
   * Adds a job, unless one executes the same plan or is under way on the same gate project: then that one's entry
   * is returned and nothing is added.
   */
  create(record: JobRecord, work: ApplyWork | null): Promise<IndexEntry | null> {
    return this.#exclusive(async () => {
      const entries = await this.index();
      const samePlan = entries.find((entry) => record.planId !== null && entry.planId === record.planId);
      const underWay = entries.find(
        (entry) => entry.active && entry.baseUrl === record.baseUrl && entry.gatePath === record.gatePath,
      );
      const other = samePlan ?? underWay;
      if (other) return other;
      if (work) await this.#storage.set(workKey(record.id), packWork(work));
      await this.#storage.set(jobKey(record.id), record);
      const { id, baseUrl, groupPath, gatePath, planId } = record;
      const repos = work?.repos.length ?? 0;
      const entry = { id, baseUrl, groupPath, gatePath, planId, active: true, repos };
      await this.#setIndex([entry, ...entries]);
      return null;
    });
  }

  /** The newest job of a group. Paths in addresses may be written in any case. */
  async latest(baseUrl: string, groupPath: string): Promise<string | null> {
    const path = groupPath.toLowerCase();
    const entries = await this.index();
    return entries.find((job) => job.baseUrl === baseUrl && job.groupPath.toLowerCase() === path)?.id ?? null;
  }

  async load(id: string): Promise<JobRecord | null> {
    return ((await this.#storage.get(jobKey(id))) as JobRecord | undefined) ?? null;
  }

  async work(id: string): Promise<ApplyWork | null> {
    const stored = (await this.#storage.get(workKey(id))) as PackedWork | undefined;
    return stored ? unpackWork(stored) : null;
  }

  async save(record: JobRecord): Promise<void> {
    await this.#storage.set(jobKey(record.id), record);
    await this.#exclusive(async () => {
      const entries = await this.index();
      const entry = entries.find((candidate) => candidate.id === record.id);
      if (!entry || entry.active === isActive(record.state)) return;
      entry.active = isActive(record.state);
      await this.#setIndex(entries);
    });
  }

  /**
   * Writes down what came of one repository, and with it the others of its record: in memory they are at least as
   * far as in storage. What is only running is left out, as it is looked up again anyway, but not that its webhook
   * was about to be made: nobody could tell afterwards.
   */
  async saveResult(
    jobId: string,
    work: ApplyWork,
    results: ReadonlyMap<number, StoredResult>,
    project: number,
  ) {
    const position = work.repos.findIndex((repo) => repo.project === project);
    const page = Math.floor(position / RESULTS_A_RECORD);
    const together = work.repos
      .slice(page * RESULTS_A_RECORD, (page + 1) * RESULTS_A_RECORD)
      .flatMap((repo) => results.get(repo.project) ?? [])
      .filter((result) => result.state !== 'running' || result.hookMade)
      .map((result) => (result.state === 'running' ? { ...result, state: 'queued' as const } : result));
    await this.#storage.set(resultsKey(jobId, page), together);
  }

  /** Results by project; what has none has not been reached. */
  async results(jobId: string, work: ApplyWork): Promise<Map<number, StoredResult>> {
    const pages = Math.ceil(work.repos.length / RESULTS_A_RECORD);
    const found = await Promise.all(
      Array.from({ length: pages }, (_, page) => this.#storage.get(resultsKey(jobId, page))),
    );
    const results = found.flatMap((page) => (Array.isArray(page) ? (page as StoredResult[]) : []));
    return new Map(results.map((result) => [result.project, result]));
  }

  savePlan(id: string, plan: StoredPlan): Promise<void> {
    return this.#exclusive(async () => {
      await this.#storage.set(planKey(id), { ...plan, work: packWork(plan.work) });
      const ids = [id, ...(await this.#planIds())];
      await this.#storage.set(PLANS, ids.slice(0, KEEP_PLANS));
      for (const old of ids.slice(KEEP_PLANS)) await this.#storage.remove(planKey(old));
    });
  }

  async plan(id: string): Promise<StoredPlan | null> {
    const stored = (await this.#storage.get(planKey(id))) as PackedPlan | undefined;
    return stored ? { ...stored, work: unpackWork(stored.work) } : null;
  }

  /** Drops the oldest ended jobs beyond what is kept, plans that were executed, and what a dying worker left behind. */
  prune(): Promise<void> {
    return this.#exclusive(async () => {
      const entries = await this.index();
      let results = 0;
      const kept = entries.filter((entry, position) => {
        results += entry.repos;
        return entry.active || position === 0 || (position < KEEP_JOBS && results <= KEEP_RESULTS);
      });
      if (kept.length < entries.length) await this.#setIndex(kept);
      const ids = new Set(kept.map((entry) => entry.id));
      // A plan that has its job is not needed any more.
      const used = new Set(kept.map((entry) => entry.planId));
      const plans = new Set((await this.#planIds()).filter((id) => !used.has(id)));
      for (const key of await this.#storage.keys()) {
        const [own, kind, id] = key.split(':');
        if (own !== OWN || id === undefined) continue;
        const orphan = kind === 'plan' ? !plans.has(id) : isJobKey(kind) && !ids.has(id);
        if (orphan) await this.#storage.remove(key);
      }
    });
  }

  async #planIds(): Promise<string[]> {
    const stored = await this.#storage.get(PLANS);
    return Array.isArray(stored) ? (stored as string[]) : [];
  }

  #setIndex(entries: IndexEntry[]): Promise<void> {
    return this.#storage.set(JOBS, entries);
  }

  #exclusive<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(change);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function jobKey(id: string): string {
  return `${OWN}:job:${id}`;
}
function workKey(id: string): string {
  return `${OWN}:work:${id}`;
}
function resultsKey(id: string, page: number): string {
  return `${OWN}:results:${id}:${page}`;
}
function planKey(id: string): string {
  return `${OWN}:plan:${id}`;
}
function isJobKey(kind: string | undefined): boolean {
  return kind === 'job' || kind === 'work' || kind === 'results';
}
