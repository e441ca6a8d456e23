import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../utils/gitlab/client.ts';
import type { RequestRecord } from '../../../utils/gitlab/transport.ts';
import { userErrorOf } from '../../../utils/user-error-of.ts';
import { fakeTransport, json, TOKEN } from './fake-gitlab.ts';

const echo = { message: `bad token ${TOKEN}`, error: TOKEN, error_description: `${TOKEN} is revoked` };
const FAILURES: [string, (call: { init: RequestInit }) => Response | Promise<Response>][] = [
  ...[400, 401, 403, 404, 405, 409, 412, 422, 423, 429, 500, 502, 503, 504].map(
    (status): [string, () => Response] => [`${status} that echoes the token`, () => json(echo, status)],
  ),
  ['plain text that echoes it', () => new Response(`no ${TOKEN}`, { status: 400 })],
  ['encoded echo', () => json({ message: encodeURIComponent(TOKEN) }, 400)],
  ['echo in a field name', () => json({ message: { [TOKEN]: ['is bad'] } }, 400)],
  [
    'redirect',
    () => new Response(null, { status: 302, headers: { location: `https://x.example/?t=${TOKEN}` } }),
  ],
  [
    'a fetch that throws its own request',
    ({ init }) => {
      throw Object.assign(new TypeError(`fetch failed ${TOKEN}`), { cause: init });
    },
  ],
  ['cut JSON', () => new Response(`{"a":"${TOKEN}`, { headers: { 'content-type': 'application/json' } })],
  [
    'timeout',
    ({ init }) =>
      new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(new Error(TOKEN)))),
  ],
];

/** Everything a logger, a serialiser or a curious caller could get out of a thrown value. */
function everythingOf(error: unknown, log: RequestRecord[]): string {
  const walked = inspect(error, { depth: 20, showHidden: true, getters: true });
  const own = Object.getOwnPropertyNames(error).map((key) => String((error as Record<string, unknown>)[key]));
  return [
    walked,
    ...own,
    String(error),
    JSON.stringify(error),
    JSON.stringify(log),
    JSON.stringify(userErrorOf(error)),
  ].join('\n');
}

describe('the token is in nothing that comes out', () => {
  it.each(FAILURES)('%s', async (_, answer) => {
    for (const method of ['GET', 'POST'] as const) {
      const { transport, log } = fakeTransport([answer]);
      const error = await transport
        .request({
          method,
          path: `/x/${encodeURIComponent(TOKEN)}`,
          query: { token: TOKEN, q: TOKEN },
          timeoutMs: 5,
        })
        .then(() => null)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(log.length).toBeGreaterThan(0);
      const everything = everythingOf(error, log);
      expect(everything).not.toContain(TOKEN);
      expect(everything).not.toContain(encodeURIComponent(TOKEN));
      expect(everything).not.toContain('private-token');
    }
  });

  it('not through gitbeaker either, whose own errors would carry the request', async () => {
    const { transport, log } = fakeTransport([json(echo, 403)]);
    const client = createClient(transport);
    const error = await client.personalAccessTokens.show().catch((thrown: unknown) => thrown);
    expect(everythingOf(error, log)).not.toContain(TOKEN);
    expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  it('other people’s tokens in a query are masked in the log', async () => {
    const { transport, log } = fakeTransport([json({})]);
    await transport.request({
      method: 'POST',
      path: '/t',
      query: { token: 'glptt-1', private_token: 'p', ref: 'main' },
    });
    expect(log[0]!.path).toBe('/t?token=***&private_token=***&ref=main');
  });
});
