import { Groups } from '@gitbeaker/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyGateToken } from '../../../utils/connect/gate-token.ts';
import { refusalOf } from '../../../utils/connect/refusals.ts';
import { verifyToken } from '../../../utils/connect/verify.ts';
import { Failure } from '../../../utils/failure.ts';
import { createClient } from '../../../utils/gitlab/client.ts';
import { HostQueue } from '../../../utils/gitlab/queue.ts';
import { gitbeakerOptions } from '../../../utils/gitlab/requester.ts';
import { createTransport, type Transport } from '../../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { TOKENS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo', root: '/gitlab', runner: false });
});
afterAll(() => gitlab.close());
beforeEach(() => gitlab.clearFaults());

/** A transport with a queue of its own, so that one test's limits do not slow another's. */
const transport = (token: string, readOnly = false): Transport =>
  createTransport({ baseUrl: gitlab.url, token, readOnly, queue: new HostQueue() });

const kindOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'good';
  } catch (error) {
    return (error instanceof Failure ? error.userError : refusalOf(error)).kind;
  }
};

describe('tokens, as a GitLab below a relative root answers', () => {
  it.each([
    ['olgaApi', { user: { username: 'olga', kind: 'person' }, access: 'full' }],
    ['olgaReadApi', { access: 'read_only', scopes: ['read_api'] }],
    ['groupBot', { user: { kind: 'group_bot' }, access: 'full' }],
    ['granular', { scopes: ['granular'], access: 'full' }],
  ] as const)('%s is good', async (name, expected) => {
    expect(await verifyToken(transport(TOKENS[name], true), Date.now())).toMatchObject(expected);
  });

  it.each([
    ['expired', 'token_expired'],
    ['revoked', 'token_revoked'],
    ['readUserOnly', 'token_under_scoped'],
    ['readRepositoryOnly', 'token_under_scoped'],
    ['blockedUser', 'user_blocked'],
    ['unknown', 'token_wrong'],
  ] as const)('%s is refused', async (name, kind) => {
    expect(await kindOf(verifyToken(transport(TOKENS[name], true), Date.now()))).toBe(kind);
  });

  it.each([
    ['groupBot', 'good'],
    ['ritaApi', 'gate_token_role'],
    ['strangerApi', 'gate_token_no_group'],
    ['olgaReadApi', 'gate_token_read_only'],
  ] as const)('as the gate’s own, %s is %s', async (name, kind) => {
    expect(await kindOf(verifyGateToken(transport(TOKENS[name], true), 'acme/shop', Date.now()))).toBe(kind);
  });
});

describe('faults, as a GitLab has them', () => {
  const user = { method: 'GET', path: '/user' } as const;

  it.each([
    ['a cut connection', { kind: 'cut', times: 1 }],
    ['a 502', { kind: 'status', status: 502, times: 1 }],
    ['a short throttle', { kind: 'throttle', times: 1, retryAfterSeconds: 1 }],
  ] as const)('%s is overcome', async (_, fault) => {
    gitlab.addFault({ ...fault, path: /^\/user/ });
    expect((await transport(TOKENS.olgaApi).request(user)).status).toBe(200);
  });

  it('both long 429s are left to the job', async () => {
    gitlab.addFault({ kind: 'throttle', path: /^\/user/, times: 1, retryAfterSeconds: 50 });
    await expect(transport(TOKENS.olgaApi).request(user)).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 50_000,
    });
    gitlab.clearFaults();
    gitlab.addFault({ kind: 'limit', path: /^\/user/, times: 1 });
    await expect(transport(TOKENS.olgaApi).request(user)).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });

  it('a POST that was done before the connection was cut is uncertain, and is not sent twice', async () => {
    const client = createClient(transport(TOKENS.olgaApi));
    const [project] = await client.allPages<{ id: number }>('/groups/acme/projects', {
      include_subgroups: true,
    });
    const path = `/projects/${project!.id}/triggers`;
    gitlab.addFault({ kind: 'cut-after', method: 'POST', path: /triggers$/, times: 1 });
    await expect(
      client.request({ method: 'POST', path, body: { description: 'once' } }),
    ).rejects.toMatchObject({ kind: 'network', uncertain: true });
    expect(await client.allPages(path)).toHaveLength(1);
  });
});

describe('listings', () => {
  it('are the same by gitbeaker, one page after the other, and by pages side by side', async () => {
    const client = createClient(transport(TOKENS.olgaApi));
    const ids = (rows: { id: number }[]) => rows.map(({ id }) => id);
    const beside = await client.allPages<{ id: number }>('/groups/acme/projects', {
      include_subgroups: true,
      per_page: 7,
    });
    const after = await new Groups(gitbeakerOptions(transport(TOKENS.olgaApi))).allProjects('acme', {
      includeSubgroups: true,
      perPage: 7,
    });
    expect(beside.length).toBeGreaterThan(7);
    expect(ids(beside)).toEqual(ids(after));
  });
});
