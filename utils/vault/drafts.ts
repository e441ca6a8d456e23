const PREFIX = 'draft:';

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

/** In memory of the browser session: never on a disk, and gone with the browser. */
export function createDrafts(session: SessionArea): Drafts {
  return {
    async read(key) {
      const kept = (await session.get(PREFIX + key))[PREFIX + key];
      return typeof kept === 'string' ? kept : '';
    },
    write: (key, text) => (text ? session.set({ [PREFIX + key]: text }) : session.remove(PREFIX + key)),
  };
}
