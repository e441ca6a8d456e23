import type { EventBus, WorldEvents } from './context.ts';

export function createEvents(): EventBus {
  const listeners = new Map<keyof WorldEvents, Set<(value: never) => void>>();
  return {
    emit(name, value) {
      for (const listener of [...(listeners.get(name) ?? [])]) listener(value as never);
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener as (value: never) => void);
      return () => set.delete(listener as (value: never) => void);
    },
  };
}
