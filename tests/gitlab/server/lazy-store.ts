import type { RepoStore } from './context.ts';

/**
 * A store whose repositories come into being when they are first touched, so that a seed of hundreds of projects
 * starts at once. `make` is asked once per project id.
 */
export function lazyStore(store: RepoStore, make: (projectId: number) => Promise<void>): RepoStore {
  const made = new Map<number, Promise<void>>();
  const ensure = (projectId: number): Promise<void> => {
    const known = made.get(projectId);
    if (known !== undefined) return known;
    const work = make(projectId);
    made.set(projectId, work);
    return work;
  };
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function' || name === 'close') return method;
      return async (...args: unknown[]) => {
        const [projectId, other] = args;
        // What makes or removes a repository needs nothing to be there before.
        if (name === 'createRepo' || name === 'deleteRepo') made.set(Number(projectId), Promise.resolve());
        else await ensure(Number(projectId));
        if ((name === 'fetchCommit' || name === 'forkRepo') && typeof other === 'number') {
          if (name === 'forkRepo') made.set(other, Promise.resolve());
          else await ensure(other);
        }
        return Reflect.apply(method, target, args);
      };
    },
  });
}
