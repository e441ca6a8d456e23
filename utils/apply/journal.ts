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
/** Without what the job's work says of the repository. */
type PackedResult = Omit<StoredResult, 'path' | 'webUrl'>;

interface PlanEntry {
  id: string;
  repos: number;
}

/** Before every key: the worker keeps other things in the same storage. */
const OWN = 'apply';
const JOBS = `${OWN}:jobs`;
const PLANS = `${OWN}:plans`;
const KEEP_JOBS = 20;
/** Jobs with more results than this together are dropped, oldest first: storage.local holds 10 MB. */
const KEEP_RESULTS = 10_000;
const KEEP_PLANS = 3;
/** Plans of more repositories than this together are dropped, all but the newest. */
const KEEP_PLANNED = 5000;
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
      const repos = work?.repos.length ?? 0;
      // Room is made before the job needs it: what does not fit any more would end it halfway.
      const kept = await this.#prune(entries, repos);
      if (work) await this.#storage.set(workKey(record.id), packWork(work));
      await this.#storage.set(jobKey(record.id), record);
      const { id, baseUrl, groupPath, gatePath, planId } = record;
      const entry = { id, baseUrl, groupPath, gatePath, planId, active: true, repos };
      await this.#setIndex([entry, ...kept]);
      // A plan that has its job is not needed any more.
      if (planId !== null) await this.#storage.remove(planKey(planId));
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
      .map(
        ({ path: _, webUrl: __, ...result }): PackedResult =>
          result.state === 'running' ? { ...result, state: 'queued' } : result,
      );
    await this.#storage.set(resultsKey(jobId, page), together);
  }

  /** Results by project; what has none has not been reached. */
  async results(jobId: string, work: ApplyWork): Promise<Map<number, StoredResult>> {
    const pages = Math.ceil(work.repos.length / RESULTS_A_RECORD);
    const found = await Promise.all(
      Array.from({ length: pages }, (_, page) => this.#storage.get(resultsKey(jobId, page))),
    );
    const results = new Map(
      found
        .flatMap((page) => (Array.isArray(page) ? (page as PackedResult[]) : []))
        .map((result) => [result.project, result]),
    );
    return new Map(
      work.repos.flatMap(({ project, path, webUrl }) => {
        const result = results.get(project);
        return result ? [[project, { ...result, path, webUrl }]] : [];
      }),
    );
  }

  savePlan(id: string, plan: StoredPlan): Promise<void> {
    return this.#exclusive(async () => {
      let repos = plan.work.repos.length;
      const [others, old] = partition(await this.#plans(), (other, at) => {
        repos += other.repos;
        return at < KEEP_PLANS - 1 && repos <= KEEP_PLANNED;
      });
      // First the room, then what takes it.
      await this.#storage.set(PLANS, others);
      for (const other of old) await this.#storage.remove(planKey(other.id));
      await this.#storage.set(planKey(id), { ...plan, work: packWork(plan.work) });
      await this.#storage.set(PLANS, [{ id, repos: plan.work.repos.length }, ...others]);
    });
  }

  async plan(id: string): Promise<StoredPlan | null> {
    const stored = (await this.#storage.get(planKey(id))) as PackedPlan | undefined;
    return stored ? { ...stored, work: unpackWork(stored.work) } : null;
  }

  /** Drops the oldest ended jobs beyond what is kept, plans that were executed, and what a dying worker left behind. */
  prune(): Promise<void> {
    return this.#exclusive(async () => void (await this.#prune(await this.index(), 0)));
  }

  /** @param coming repositories of a job that is about to be added @returns the jobs that are left */
  async #prune(entries: IndexEntry[], coming: number): Promise<IndexEntry[]> {
    let results = coming;
    const kept = entries.filter((entry, position) => {
      results += entry.repos;
      const newest = position === 0 && coming === 0;
      return entry.active || newest || (position < KEEP_JOBS && results <= KEEP_RESULTS);
    });
    if (kept.length < entries.length) await this.#setIndex(kept);
    const ids = new Set(kept.map((entry) => entry.id));
    // A plan that has its job is not needed any more.
    const used = new Set(kept.map((entry) => entry.planId));
    const plans = new Set((await this.#plans()).map(({ id }) => id).filter((id) => !used.has(id)));
    for (const key of await this.#storage.keys()) {
      const [own, kind, id] = key.split(':');
      if (own !== OWN || id === undefined) continue;
      const orphan = kind === 'plan' ? !plans.has(id) : isJobKey(kind) && !ids.has(id);
      if (orphan) await this.#storage.remove(key);
    }
    return kept;
  }

  /** Newest first. */
  async #plans(): Promise<PlanEntry[]> {
    const stored = await this.#storage.get(PLANS);
    if (!Array.isArray(stored)) return [];
    // An earlier version kept the ids alone.
    return stored.map((entry: PlanEntry | string) =>
      typeof entry === 'string' ? { id: entry, repos: KEEP_PLANNED } : entry,
    );
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

function partition<T>(items: readonly T[], belongs: (item: T, at: number) => boolean): [T[], T[]] {
  const [ins, outs]: [T[], T[]] = [[], []];
  items.forEach((item, at) => void (belongs(item, at) ? ins : outs).push(item));
  return [ins, outs];
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
