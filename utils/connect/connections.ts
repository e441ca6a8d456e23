import type { Connection } from '../connection.ts';
import { Failure } from '../failure.ts';
import type { Transport } from '../gitlab/transport.ts';
import { text } from '../texts/text.ts';
import type { Vault } from '../vault/vault.ts';
import { baseUrlFromAddress } from './base-url.ts';
import { type FirstGroup, readFirstGroups } from './first-groups.ts';
import { verifyGateToken } from './gate-token.ts';
import { NOT_GRANTED, refusalOf, TOKEN_GONE } from './refusals.ts';
import { wrongKind } from './token-kind.ts';
import { verifyToken } from './verify.ts';

export interface ConnectionsDeps {
  vault: Vault;
  /** Whether the user granted this host. */
  granted(baseUrl: string): Promise<boolean>;
  transport(options: { baseUrl: string; token: string; readOnly: boolean }): Transport;
  now(): number;
}

/** The connected GitLabs, and the only code that brings a token and a transport together. */
export interface Connections {
  list(): Promise<Connection[]>;
  /** @throws Failure where this GitLab is not connected. */
  get(baseUrl: string): Promise<Connection>;
  /** Verifies a token and keeps it if it is good. @throws Failure */
  connect(baseUrl: string, token: string): Promise<Connection>;
  /** Checks the kept token again. @throws Failure; the token is kept all the same, to be updated by the user. */
  recheck(baseUrl: string): Promise<Connection>;
  remove(baseUrl: string): Promise<void>;
  /** Groups to begin with. @throws Failure */
  firstGroups(baseUrl: string): Promise<FirstGroup[]>;
  /** Verifies and keeps the gate's own token until the set-up fetches it. @returns Its username. @throws Failure */
  putGateToken(baseUrl: string, groupPath: string, token: string): Promise<string>;
  /** A transport with this connection's token. With a token that may only read, it refuses to write. @throws Failure */
  transport(baseUrl: string): Promise<Transport>;
}

export function createConnections({ vault, granted, transport, now }: ConnectionsDeps): Connections {
  async function requireGrant(baseUrl: string): Promise<void> {
    if (!(await granted(baseUrl))) throw new Failure({ ...NOT_GRANTED });
  }

  async function keptToken(baseUrl: string): Promise<string> {
    const token = await vault.token(baseUrl);
    if (token !== null) return token;
    throw new Failure({
      kind: 'not_connected',
      what: text('errors.not_connected.what'),
      next: text('errors.not_connected.next'),
    });
  }

  /** Only ever reads, whatever the token may do. */
  async function verified<T>(
    baseUrl: string,
    token: string,
    verify: (transport: Transport) => Promise<T>,
  ): Promise<T> {
    const other = wrongKind(token);
    if (other) throw new Failure(other);
    await requireGrant(baseUrl);
    try {
      return await verify(transport({ baseUrl, token, readOnly: true }));
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(refusalOf(error));
    }
  }

  return {
    list: () => vault.connections(),

    async get(baseUrl) {
      const connection = await vault.connection(baseUrl);
      if (connection) return connection;
      await keptToken(baseUrl);
      throw new Error('A token without its connection');
    },

    async connect(given, token) {
      const baseUrl = baseUrlFromAddress(given) ?? given;
      const connection = await verified(baseUrl, token, (reading) => verifyToken(reading, now()));
      await vault.keep(connection, token);
      return connection;
    },

    async recheck(baseUrl) {
      const token = await keptToken(baseUrl);
      try {
        const connection = await verified(baseUrl, token, (reading) => verifyToken(reading, now()));
        await vault.refresh(connection, token);
        return connection;
      } catch (error) {
        throw error instanceof Failure && error.userError.kind === 'token_wrong'
          ? new Failure(TOKEN_GONE)
          : error;
      }
    },

    remove: (baseUrl) => vault.forget(baseUrl),

    async firstGroups(baseUrl) {
      const { access } = await this.get(baseUrl);
      return verified(baseUrl, await keptToken(baseUrl), (reading) => readFirstGroups(reading, access));
    },

    async putGateToken(baseUrl, groupPath, token) {
      const username = await verified(baseUrl, token, (reading) =>
        verifyGateToken(reading, groupPath, now()),
      );
      await vault.keepGateToken(baseUrl, groupPath, token);
      return username;
    },

    async transport(baseUrl) {
      const token = await keptToken(baseUrl);
      const { access } = await this.get(baseUrl);
      await requireGrant(baseUrl);
      return transport({ baseUrl, token, readOnly: access === 'read_only' });
    },
  };
}
