import type { FirstRows } from './snapshot.ts';
import type { GroupSnapshot } from './types.ts';

type Load = (
  baseUrl: string,
  groupPath: string,
  onFirst?: (first: FirstRows) => void,
) => Promise<GroupSnapshot>;

/** Loading a group in two answers: its first rows, and all of it. */
export interface GroupLoads {
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
  const keyOf = (baseUrl: string, groupPath: string): string => `${baseUrl} ${groupPath}`;
  return {
    first(baseUrl, groupPath) {
      const key = keyOf(baseUrl, groupPath);
      return new Promise((resolve) => {
        const all = load(baseUrl, groupPath, resolve);
        begun.set(key, all);
        const ended = (): void => {
          if (begun.get(key) === all) begun.delete(key);
          resolve(null);
        };
        all.then(ended, ended);
      });
    },
    all(baseUrl, groupPath) {
      const key = keyOf(baseUrl, groupPath);
      const under = begun.get(key);
      begun.delete(key);
      return under ?? load(baseUrl, groupPath);
    },
  };
}
