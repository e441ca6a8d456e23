import type { UserError } from '../user-error.ts';
import type { ApplyWork } from './apply-work-types.ts';
import type { JobStorage } from './job-storage.ts';
import type { JournalWrites } from './journal-writes.ts';
import { type PackedWork, packWork, unpackWork } from './pack-work.ts';

/** What is kept of a plan that was shown: what executing it takes. */
export interface StoredPlan {
  baseUrl: string;
  groupPath: string;
  work: ApplyWork;
  /** Why it must not be executed. */
  stop?: UserError;
}

type PackedPlan = Omit<StoredPlan, 'work'> & { work: PackedWork };

interface PlanEntry {
  id: string;
  repos: number;
}

const PLANS = 'apply:plans';
const KEEP_PLANS = 3;
/** Plans of more repositories than this together are dropped, all but the newest. */
const KEEP_PLANNED = 5000;

/** The last plans that were shown. What changes them is called within an exclusive change of the journal. */
export class KeptPlans {
  readonly #storage: JobStorage;
  readonly #writes: JournalWrites;

  constructor(storage: JobStorage, writes: JournalWrites) {
    this.#storage = storage;
    this.#writes = writes;
  }

  /** @throws Failure where it could not be written */
  async save(id: string, plan: StoredPlan): Promise<void> {
    let repos = plan.work.repos.length;
    const [others, old] = partition(await this.#list(), (other, at) => {
      repos += other.repos;
      return at < KEEP_PLANS - 1 && repos <= KEEP_PLANNED;
    });
    // First the room, then what takes it.
    await this.#writes.within(PLANS, () => others);
    for (const other of old) await this.remove(other.id);
    await this.#writes.within(keyOf(id), () => ({ ...plan, work: packWork(plan.work) }));
    const entry = { id, repos: plan.work.repos.length };
    await this.#writes.within(PLANS, async () => [entry, ...(await this.#list())]);
  }

  async get(id: string): Promise<StoredPlan | null> {
    const stored = (await this.#storage.get(keyOf(id))) as PackedPlan | undefined;
    return stored ? { ...stored, work: unpackWork(stored.work) } : null;
  }

  remove(id: string): Promise<void> {
    return this.#storage.remove(keyOf(id));
  }

  async ids(): Promise<string[]> {
    return (await this.#list()).map(({ id }) => id);
  }

  /** @returns whether there was one */
  async dropOldest(): Promise<boolean> {
    const plans = await this.#list();
    const oldest = plans.pop();
    if (!oldest) return false;
    await this.#storage.set(PLANS, plans);
    await this.remove(oldest.id);
    return true;
  }

  /** Newest first. */
  async #list(): Promise<PlanEntry[]> {
    const stored = await this.#storage.get(PLANS);
    if (!Array.isArray(stored)) return [];
    // An earlier version kept the ids alone.
    return stored.map((entry: PlanEntry | string) =>
      typeof entry === 'string' ? { id: entry, repos: KEEP_PLANNED } : entry,
    );
  }
}

function partition<T>(items: readonly T[], belongs: (item: T, at: number) => boolean): [T[], T[]] {
  const [ins, outs]: [T[], T[]] = [[], []];
  items.forEach((item, at) => void (belongs(item, at) ? ins : outs).push(item));
  return [ins, outs];
}

function keyOf(id: string): string {
  return `apply:plan:${id}`;
}
