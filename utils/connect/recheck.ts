import type { Connections } from './connections.ts';
import { endsSoon } from './expiry.ts';

/**
 * Checks every kept token again.
 *
 * @returns How many connections want the person's attention: refused now, or ending soon. A GitLab that is out of
 * reach is not counted: a laptop without its VPN is no news.
 */
export async function recheckAll(connections: Connections, now: number): Promise<number> {
  const checked = await Promise.all(
    (await connections.list()).map(async ({ baseUrl, expiresAt }) => {
      try {
        return endsSoon((await connections.recheck(baseUrl)).expiresAt, now);
      } catch (error) {
        return !isPassing(error) || endsSoon(expiresAt, now);
      }
    }),
  );
  return checked.filter(Boolean).length;
}

function isPassing(error: unknown): boolean {
  const kind = (error as { userError?: { kind?: unknown } }).userError?.kind;
  return kind === 'network' || kind === 'timeout' || kind === 'rate_limited' || kind === 'server';
}
