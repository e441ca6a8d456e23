import { useEffect, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

/** Reads a part of a vanilla zustand store and renders again when that part changes (by `Object.is`). */
export function useStore<T, U>(store: StoreApi<T>, select: (state: T) => U): U {
  const selected = select(store.getState());
  const [, render] = useState(0);
  useEffect(() => {
    let shown = selected;
    const check = () => {
      const now = select(store.getState());
      if (Object.is(now, shown)) return;
      shown = now;
      render((count) => count + 1);
    };
    // What changed between rendering and this effect.
    check();
    return store.subscribe(check);
  });
  return selected;
}
