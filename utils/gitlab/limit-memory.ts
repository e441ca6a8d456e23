import type { LimitMemory } from './queue.ts';

/** A limit may be lifted: what is older is found out again. */
const KEEP_MS = 24 * 60 * 60_000;

interface Storage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** Keeps learned limits in a key-value store, for a day. */
export function createLimitMemory(storage: Storage, now: () => number): LimitMemory {
  return {
    async recall(origin) {
      const kept = await storage.get(origin);
      if (typeof kept !== 'object' || kept === null || !('perMinute' in kept) || !('at' in kept)) return null;
      const { perMinute, at } = kept;
      if (typeof perMinute !== 'number' || typeof at !== 'number' || !(perMinute >= 1)) return null;
      return now() - at < KEEP_MS ? perMinute : null;
    },
    remember: (origin, perMinute) => storage.set(origin, { perMinute, at: now() }),
  };
}
