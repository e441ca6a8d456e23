import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Connection } from '../connection.ts';

const NAME = 'mr-gate-vault';
const VERSION = 1;

interface KeptConnection {
  connection: Connection;
  token: string;
}
interface KeptGateToken {
  token: string;
  /** Milliseconds since the epoch. */
  keptAt: number;
}

export interface VaultSchema extends DBSchema {
  /** By base URL. */
  connections: { key: string; value: KeptConnection };
  /** By base URL and group path. */
  gateTokens: { key: [baseUrl: string, groupPath: string]; value: KeptGateToken };
}

export type VaultDatabase = IDBPDatabase<VaultSchema>;

let open: Promise<VaultDatabase> | null = null;

/** The vault's database: opened once, and again after the browser closed it. */
export function vaultDatabase(): Promise<VaultDatabase> {
  open ??= openVault(() => {
    open = null;
  }).catch((error: unknown) => {
    open = null;
    throw error;
  });
  return open;
}

/**
 * The extension origin's IndexedDB: content scripts cannot reach it in any browser (utils/browser-differences.ts). It is not encrypted against someone who has the disk.
 */
export function openVault(onClosed: () => void = () => {}): Promise<VaultDatabase> {
  return openDB<VaultSchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('connections');
      database.createObjectStore('gateTokens');
    },
    // A page of an older version must not keep a newer worker waiting, nor the other way round.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}
