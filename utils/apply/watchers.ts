import type { JobSnapshot } from './job-types.ts';
import type { Run } from './run.ts';

/** A job changes many times a second: nobody reads faster than this. */
const AT_MOST_EVERY_MS = 100;
/** And a snapshot of thousands of repositories is long: one a second is enough of these. */
const MORE_PER_REPO_MS = 0.2;

type Listener = (job: JobSnapshot | null) => void;

export interface Watchers {
  add(
    baseUrl: string,
    groupPath: string,
    listener: Listener,
    latest: () => Promise<JobSnapshot | null>,
  ): () => void;
  /** Tells the listeners of the job's group, soon; at once where it pauses or ends. */
  changed(run: Run): void;
}

/** Who follows which group's job. Lives as long as the worker; pages ask anew when it was restarted. */
export function createWatchers(): Watchers {
  const groups = new Map<string, Set<Listener>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const keyOf = (baseUrl: string, groupPath: string): string => `${baseUrl} ${groupPath.toLowerCase()}`;

  function push(key: string, run: Run): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
    const listeners = groups.get(key);
    if (!listeners) return;
    const job = run.snapshot();
    for (const listener of listeners) listener(job);
  }

  return {
    add(baseUrl, groupPath, listener, latest) {
      const key = keyOf(baseUrl, groupPath);
      const listeners = groups.get(key) ?? new Set();
      groups.set(key, listeners.add(listener));
      latest().then(
        (job) => listeners.has(listener) && listener(job),
        // Storage could not be read: the first change will tell.
        () => undefined,
      );
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && groups.get(key) === listeners) groups.delete(key);
      };
    },

    changed(run) {
      const key = keyOf(run.record.baseUrl, run.record.groupPath);
      if (!groups.has(key)) return;
      if (run.record.state !== 'running') push(key, run);
      else if (!timers.has(key)) {
        const delay = AT_MOST_EVERY_MS + (run.work?.repos.length ?? 0) * MORE_PER_REPO_MS;
        timers.set(
          key,
          setTimeout(() => push(key, run), delay),
        );
      }
    },
  };
}
