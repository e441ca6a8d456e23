import { browser } from '#imports';

/** A key-value store that outlives the worker. Never for secrets: those go into the vault. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** All keys, without the prefix of the store. */
  keys(): Promise<string[]>;
}

/**
 * A part of `storage.local` under a prefix of its own. Each write is an extension API call, which also keeps an MV3
 * worker alive while it works through a job.
 */
export function createLocalStore(prefix: string): KeyValueStore {
  const area = browser.storage.local;
  return {
    get: async (key) => (await area.get(prefix + key))[prefix + key],
    set: (key, value) => area.set({ [prefix + key]: value }),
    remove: (key) => area.remove(prefix + key),
    async keys() {
      const all = Object.keys(await area.get(null));
      return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    },
  };
}
