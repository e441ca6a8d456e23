import { baseUrlFromAddress } from './connect/base-url.ts';
import type { KeyValueStore } from './storage.ts';

const KEY = 'baseUrl';

/** Which GitLab was chosen in the welcome tab, so that closing it half-way loses nothing. */
export function createWelcomePlace(store: KeyValueStore) {
  return {
    async read(): Promise<string | null> {
      const kept = await store.get(KEY);
      return typeof kept === 'string' ? baseUrlFromAddress(kept) : null;
    },
    keep: (baseUrl: string): Promise<void> => store.set(KEY, baseUrl),
    forget: (): Promise<void> => store.remove(KEY),
  };
}
