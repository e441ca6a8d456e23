import type { GroupSnapshot } from './group-snapshot.ts';
import type { JobStorage } from './job-storage.ts';

/** Loads that are closer together belong to the same visit. */
const VISIT_MS = 30 * 60_000;
/** Groups that are remembered. */
const KEEP = 20;
const KEY = 'apply:seen';

interface Seen {
  group: string;
  /** Ids at the end of the visit before. */
  before: number[];
  /** Ids at the last load. */
  latest: number[];
  /** Milliseconds since the epoch. */
  at: number;
}

/**
 * Repositories that were not there when this browser last visited the group, and are not gated; and remembers those
 * that are there now. The first visit finds nothing new.
 */
export async function newSince(storage: JobStorage, snapshot: GroupSnapshot, now: number): Promise<number[]> {
  const stored = await storage.get(KEY);
  const all = Array.isArray(stored) ? (stored as Seen[]) : [];
  const group = `${snapshot.connection.baseUrl} ${snapshot.group.id}`;
  const last = all.find((seen) => seen.group === group);
  const latest = snapshot.repos.map((repo) => repo.id);
  const before = !last ? latest : now - last.at > VISIT_MS ? last.latest : last.before;
  const others = all.filter((seen) => seen.group !== group);
  // Storage that is full keeps nobody from seeing the group: the marks stay as they are.
  await storage
    .set(KEY, [{ group, before, latest, at: now }, ...others].slice(0, KEEP))
    .catch(() => undefined);
  const known = new Set(before);
  const gated = snapshot.enrolment?.projects ?? {};
  return latest.filter((id) => !known.has(id) && id !== snapshot.gateProject?.id && !gated[String(id)]);
}
