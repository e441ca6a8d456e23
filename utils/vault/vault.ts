import type { Connection } from '../connection.ts';
import { type VaultDatabase, vaultDatabase } from './database.ts';

/** A pasted gate token that no set-up came to fetch is forgotten after a day. */
const GATE_TOKEN_KEPT_MS = 24 * 60 * 60_000;

/** Where tokens are kept: by the worker alone, one per GitLab. Nothing here is ever logged, synced or sent to a page. */
export interface Vault {
  /** All connections, by base URL. Without their tokens. */
  connections(): Promise<Connection[]>;
  connection(baseUrl: string): Promise<Connection | null>;
  token(baseUrl: string): Promise<string | null>;
  /** Keeps a verified token; replaces the one before. */
  keep(connection: Connection, token: string): Promise<void>;
  /** What a new check of the kept token found. Does nothing where the token was replaced or removed meanwhile. */
  refresh(connection: Connection, token: string): Promise<void>;
  /** Forgets everything about this GitLab. */
  forget(baseUrl: string): Promise<void>;
  /** Forgets everything about every GitLab. */
  forgetAll(): Promise<void>;
  keepGateToken(baseUrl: string, groupPath: string, token: string): Promise<void>;
  /** Stays until `forgetGateToken`: the worker may die between fetching it and storing it in GitLab. */
  gateToken(baseUrl: string, groupPath: string): Promise<string | null>;
  forgetGateToken(baseUrl: string, groupPath: string): Promise<void>;
}

export function createVault(
  database: () => Promise<VaultDatabase> = vaultDatabase,
  now: () => number = Date.now,
): Vault {
  return {
    async connections() {
      const kept = await (await database()).getAll('connections');
      return kept.map(({ connection }) => connection);
    },

    async connection(baseUrl) {
      return (await (await database()).get('connections', baseUrl))?.connection ?? null;
    },

    async token(baseUrl) {
      return (await (await database()).get('connections', baseUrl))?.token ?? null;
    },

    async keep(connection, token) {
      await (await database()).put('connections', { connection, token }, connection.baseUrl);
    },

    async refresh(connection, token) {
      const transaction = (await database()).transaction('connections', 'readwrite');
      const kept = await transaction.store.get(connection.baseUrl);
      if (kept?.token === token) await transaction.store.put({ connection, token }, connection.baseUrl);
      await transaction.done;
    },

    async forget(baseUrl) {
      const transaction = (await database()).transaction(['connections', 'gateTokens'], 'readwrite');
      const gateTokens = transaction.objectStore('gateTokens');
      await transaction.objectStore('connections').delete(baseUrl);
      await gateTokens.delete(IDBKeyRange.bound([baseUrl], [baseUrl, []]));
      await transaction.done;
    },

    async forgetAll() {
      const stores = ['connections', 'gateTokens'] as const;
      const transaction = (await database()).transaction(stores, 'readwrite');
      await Promise.all(stores.map((store) => transaction.objectStore(store).clear()));
      await transaction.done;
    },

    async keepGateToken(baseUrl, groupPath, token) {
      await (await database()).put('gateTokens', { token, keptAt: now() }, [baseUrl, groupPath]);
    },

    async gateToken(baseUrl, groupPath) {
      const kept = await (await database()).get('gateTokens', [baseUrl, groupPath]);
      if (!kept) return null;
      if (now() - kept.keptAt < GATE_TOKEN_KEPT_MS) return kept.token;
      await (await database()).delete('gateTokens', [baseUrl, groupPath]);
      return null;
    },

    async forgetGateToken(baseUrl, groupPath) {
      await (await database()).delete('gateTokens', [baseUrl, groupPath]);
    },
  };
}
