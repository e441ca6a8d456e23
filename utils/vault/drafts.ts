import { type VaultDatabase, vaultDatabase } from './database.ts';

const PREFIX = 'draft:';
/** Only for the fallback: session storage ends with the browser by itself. */
const KEPT_MS = 60 * 60_000;

/** A half-typed token, so that a popup that closes (it does on every click beside it) loses nothing. */
export interface Drafts {
  read(key: string): Promise<string>;
  /** An empty text removes it. */
  write(key: string, text: string): Promise<void>;
}

/** What is needed of `storage.session`, which only the extension's own pages and its worker can read. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** In memory of the browser session where there is such a storage, else in the vault for an hour. */
export function createDrafts(
  session: SessionArea | undefined,
  database: () => Promise<VaultDatabase> = vaultDatabase,
  now: () => number = Date.now,
): Drafts {
  if (session) {
    return {
      async read(key) {
        const kept = (await session.get(PREFIX + key))[PREFIX + key];
        return typeof kept === 'string' ? kept : '';
      },
      write: (key, text) => (text ? session.set({ [PREFIX + key]: text }) : session.remove(PREFIX + key)),
    };
  }
  return {
    async read(key) {
      const kept = await (await database()).get('drafts', key);
      return kept && now() - kept.keptAt < KEPT_MS ? kept.text : '';
    },
    async write(key, text) {
      const store = await database();
      if (text) await store.put('drafts', { text, keptAt: now() }, key);
      else await store.delete('drafts', key);
    },
  };
}
