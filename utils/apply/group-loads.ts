import type { GroupSnapshot } from './group-snapshot.ts';
import type { FirstRows } from './snapshot.ts';

type Load = (
  baseUrl: string,
  groupPath: string,
  onFirst?: (first: FirstRows) => void,
) => Promise<GroupSnapshot>;

/** What was read ahead is handed out so long: the page's script is being put into the page meanwhile. */
const AHEAD_MS = 10_000;

/** Loading a group in two answers: its first rows, and all of it. */
export interface GroupLoads {
  /** Begins to read before a page asks, which then waits only for what is not there yet. Never throws. */
  ahead(baseUrl: string, groupPath: string): void;
  /** null: all of it comes at once, or not at all. */
  first(baseUrl: string, groupPath: string): Promise<FirstRows | null>;
  all(baseUrl: string, groupPath: string): Promise<GroupSnapshot>;
}

/**
 * A page asks for the first rows and for all of it at the same time. What was begun for the first is handed to one
 * asker for all, who would only read the same again; whoever asks later wants to see the group as it is then.
 */
export function createGroupLoads(load: Load): GroupLoads {
  const begun = new Map<string, Promise<GroupSnapshot>>();
  const ahead = new Map<string, Promise<FirstRows | null>>();
  const keyOf = (baseUrl: string, groupPath: string): string => `${baseUrl} ${groupPath}`;

  /** @param keepMs how long what has been read waits for its asker */
  function begin(baseUrl: string, groupPath: string, keepMs: number): Promise<FirstRows | null> {
    const key = keyOf(baseUrl, groupPath);
    return new Promise((resolve) => {
      const all = load(baseUrl, groupPath, resolve);
      begun.set(key, all);
      const forget = (): void => {
        if (begun.get(key) === all) begun.delete(key);
      };
      const ended = (): void => {
        if (keepMs > 0) setTimeout(forget, keepMs);
        else forget();
        resolve(null);
      };
      all.then(ended, ended);
    });
  }

  return {
    ahead(baseUrl, groupPath) {
      const key = keyOf(baseUrl, groupPath);
      if (ahead.has(key)) return;
      const first = begin(baseUrl, groupPath, AHEAD_MS);
      ahead.set(key, first);
      setTimeout(() => {
        if (ahead.get(key) === first) ahead.delete(key);
      }, AHEAD_MS);
    },
    first(baseUrl, groupPath) {
      const key = keyOf(baseUrl, groupPath);
      const under = ahead.get(key);
      ahead.delete(key);
      return under ?? begin(baseUrl, groupPath, 0);
    },
    all(baseUrl, groupPath) {
      const key = keyOf(baseUrl, groupPath);
      const under = begun.get(key);
      begun.delete(key);
      return under ?? load(baseUrl, groupPath);
    },
  };
}
