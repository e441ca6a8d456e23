import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../utils/connection.ts';
import { openVault, type VaultDatabase, vaultDatabase } from '../../../utils/vault/database.ts';
import { createDrafts } from '../../../utils/vault/drafts.ts';
import { createVault } from '../../../utils/vault/vault.ts';

const DAY = 24 * 60 * 60_000;
const A = 'https://a.example';
const B = 'https://b.example/gitlab';
const connection = (baseUrl: string, username = 'olga'): Connection => ({
  baseUrl,
  user: { id: 1, username, name: 'Olga', kind: 'person' },
  scopes: ['api'],
  access: 'full',
  expiresAt: null,
  version: '18.4.0',
  checkedAt: '2026-01-01T00:00:00.000Z',
});

let database: () => Promise<VaultDatabase>;
beforeEach(async () => {
  // Each test on an empty store, through the real opening and upgrading.
  globalThis.indexedDB = new IDBFactory();
  const opened = openVault();
  database = () => opened;
});

describe('the vault', () => {
  it('keeps one token per GitLab and lists connections without tokens', async () => {
    const vault = createVault(database);
    await vault.keep(connection(A), 'glpat-a');
    await vault.keep(connection(B), 'glpat-b');
    await vault.keep(connection(A, 'otto'), 'glpat-a2');
    expect(await vault.token(A)).toBe('glpat-a2');
    expect(await vault.token(B)).toBe('glpat-b');
    expect(await vault.token('https://c.example')).toBeNull();
    expect((await vault.connection(A))?.user.username).toBe('otto');
    expect(JSON.stringify(await vault.connections())).not.toContain('glpat');
    expect((await vault.connections()).map(({ baseUrl }) => baseUrl)).toEqual([A, B]);
  });

  it('refreshes only what belongs to the token that was checked', async () => {
    const vault = createVault(database);
    await vault.keep(connection(A), 'new');
    await vault.refresh(connection(A, 'nobody'), 'old');
    expect((await vault.connection(A))?.user.username).toBe('olga');
    await vault.refresh(connection(A, 'olga2'), 'new');
    expect((await vault.connection(A))?.user.username).toBe('olga2');
    await vault.refresh(connection(B), 'b');
    expect(await vault.connection(B)).toBeNull();
  });

  it('forgets all of one GitLab and nothing of another', async () => {
    const vault = createVault(database);
    await vault.keep(connection(A), 'a');
    await vault.keep(connection(B), 'b');
    await vault.keepGateToken(A, 'acme', 'gate-a');
    await vault.keepGateToken(A, 'zeta/deep', 'gate-z');
    await vault.keepGateToken(B, 'acme', 'gate-b');
    await vault.forget(A);
    expect(await vault.token(A)).toBeNull();
    expect(await vault.gateToken(A, 'acme')).toBeNull();
    expect(await vault.gateToken(A, 'zeta/deep')).toBeNull();
    expect(await vault.token(B)).toBe('b');
    expect(await vault.gateToken(B, 'acme')).toBe('gate-b');
  });

  it('gives a gate token as often as asked until it is forgotten, for a day at most', async () => {
    let now = 0;
    const vault = createVault(database, () => now);
    await vault.keepGateToken(A, 'acme', 'gate');
    expect(await vault.gateToken(A, 'acme')).toBe('gate');
    expect(await vault.gateToken(A, 'acme')).toBe('gate');
    expect(await vault.gateToken(A, 'acme/shop')).toBeNull();
    now = DAY;
    expect(await vault.gateToken(A, 'acme')).toBeNull();
    now = 0;
    expect(await vault.gateToken(A, 'acme')).toBeNull();
    await vault.keepGateToken(A, 'acme', 'gate2');
    await vault.forgetGateToken(A, 'acme');
    expect(await vault.gateToken(A, 'acme')).toBeNull();
  });

  it('gives way to a newer version or a removal, and is opened again after it', async () => {
    await vaultDatabase();
    await new Promise((resolve, reject) => {
      const removal = indexedDB.deleteDatabase('mr-gate-vault');
      removal.onsuccess = resolve;
      removal.onblocked = reject;
    });
    const vault = createVault(vaultDatabase);
    await vault.keep(connection(A), 'a');
    expect(await vault.token(A)).toBe('a');
  });
});

describe('half-typed tokens', () => {
  it('live in session storage, and in nothing that lasts', async () => {
    const kept: Record<string, unknown> = {};
    const drafts = createDrafts({
      get: async (key) => ({ [key]: kept[key] }),
      set: async (items) => void Object.assign(kept, items),
      remove: async (key) => void delete kept[key],
    });
    await drafts.write(A, 'glpat-ha');
    expect(await drafts.read(A)).toBe('glpat-ha');
    expect(await drafts.read(B)).toBe('');
    await drafts.write(A, '');
    expect(kept).toEqual({});
    kept[`draft:${A}`] = { not: 'text' };
    expect(await drafts.read(A)).toBe('');
  });
});
