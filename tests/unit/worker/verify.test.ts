import { describe, expect, it } from 'vitest';
import { createConnections } from '../../../utils/connect/connections.ts';
import { verifyGateToken } from '../../../utils/connect/gate-token.ts';
import { refusalOf } from '../../../utils/connect/refusals.ts';
import { wrongKind } from '../../../utils/connect/token-kind.ts';
import { verifyToken } from '../../../utils/connect/verify.ts';
import { Failure } from '../../../utils/failure.ts';
import { createTransport, type Transport } from '../../../utils/gitlab/transport.ts';
import type { UserError } from '../../../utils/user-error.ts';
import type { Vault } from '../../../utils/vault/vault.ts';
import { english } from '../../support/english.ts';
import { fakeTransport, json } from '../gitlab/fake-gitlab.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const SELF = { id: 9, scopes: ['api'], revoked: false, active: true, expires_at: '2026-12-31', user_id: 4 };
const USER = { id: 4, username: 'olga', name: 'Olga', bot: false };
const METADATA = { version: '18.4.0-ee', enterprise: true };
const granularDenied = () =>
  json({ error: 'insufficient_granular_scope', error_description: 'Access denied.' }, 403);

/** A GitLab that answers by path; what is not given is the good answer. */
function gitlab(answers: Record<string, Response | (() => Response)> = {}): Transport {
  const good: Record<string, unknown> = {
    '/personal_access_tokens/self': SELF,
    '/user': USER,
    '/metadata': METADATA,
    '/groups': [],
    '/projects': [],
  };
  return fakeTransport([
    ({ url }) => {
      const path = new URL(url).pathname.replace('/gitlab/api/v4', '');
      const answer = answers[path];
      if (answer) return typeof answer === 'function' ? answer() : answer.clone();
      return path in good ? json(good[path]) : json({ message: '404 Not found' }, 404);
    },
  ]).transport;
}

async function refusal(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Failure ? error.userError : refusalOf(error);
  }
  throw new Error('expected a refusal');
}
const verify = (answers?: Parameters<typeof gitlab>[0]) => verifyToken(gitlab(answers), NOW);

describe('a good token', () => {
  it('says whose it is, what it may and when it ends', async () => {
    expect(await verify()).toEqual({
      baseUrl: 'https://gitlab.example/gitlab',
      user: { id: 4, username: 'olga', name: 'Olga', kind: 'person' },
      scopes: ['api'],
      access: 'full',
      expiresAt: '2026-12-31',
      version: '18.4.0-ee',
      checkedAt: '2026-06-01T12:00:00.000Z',
    });
  });

  it('with read_api is read-only', async () => {
    const scopes = ['read_user', 'read_api', 'read_repository'];
    const connection = await verify({ '/personal_access_tokens/self': json({ ...SELF, scopes }) });
    expect(connection).toMatchObject({ access: 'read_only', scopes });
  });

  it.each([
    ['group_12_bot_4ffca233d8298ea1', true, 'group_bot'],
    ['project_7_bot', true, 'project_bot'],
    ['service_account_group_5_x', true, 'service_account'],
    ['scanner', true, 'service_account'],
    ['group_hug', false, 'person'],
  ])('of %s is of a %s', async (username, bot, kind) => {
    expect((await verify({ '/user': json({ ...USER, username, bot }) })).user.kind).toBe(kind);
  });

  it('may have no end, and GitLab no version', async () => {
    const connection = await verify({
      '/personal_access_tokens/self': json({ ...SELF, expires_at: null }),
      '/metadata': json({ message: '404' }, 404),
    });
    expect(connection).toMatchObject({ expiresAt: null, version: null });
  });

  it('is never refused for its prefix or length', () => {
    for (const token of ['a', 'corp-1234', 'glpat-x', 'glpat-.01.abc', 'x'.repeat(400)]) {
      expect(wrongKind(token)).toBeNull();
    }
  });
});

describe('a fine-grained token', () => {
  const self = () => json({ ...SELF, scopes: ['granular'] });

  it('is good when it can read groups', async () => {
    expect(await verify({ '/personal_access_tokens/self': self })).toMatchObject({
      scopes: ['granular'],
      access: 'full',
    });
  });

  it('is good even where it may not say whose it is', async () => {
    const connection = await verify({
      '/personal_access_tokens/self': granularDenied,
      '/user': granularDenied,
      '/metadata': granularDenied,
    });
    expect(connection).toMatchObject({
      scopes: ['granular'],
      expiresAt: null,
      user: { id: 0, name: 'Unknown user' },
    });
  });

  it('is good when it can read projects only', async () => {
    expect(await verify({ '/personal_access_tokens/self': self, '/groups': granularDenied })).toBeTruthy();
  });

  it('is refused when it can read neither', async () => {
    const answers = {
      '/personal_access_tokens/self': self,
      '/groups': granularDenied,
      '/projects': granularDenied,
    };
    expect((await refusal(verify(answers))).kind).toBe('token_granular_short');
  });

  it('is not taken for useless because of a limit', async () => {
    const answers = {
      '/personal_access_tokens/self': self,
      '/groups': json({ message: { error: 'x' } }, 429),
    };
    expect((await refusal(verify(answers))).kind).toBe('rate_limited');
  });
});

describe('each way of being no good has a sentence of its own', () => {
  const all = (answer: Response) => ({
    '/personal_access_tokens/self': answer,
    '/user': answer,
    '/metadata': answer,
  });
  const scopes = (...list: string[]) => ({ '/personal_access_tokens/self': json({ ...SELF, scopes: list }) });
  const denied = (message: string, status: number) => all(json({ message }, status));
  const invalid = (text: string) => all(json({ error: 'invalid_token', error_description: text }, 401));
  const html = new Response('<!doctype html><title>Sign in</title>', {
    headers: { 'content-type': 'text/html' },
  });

  const cases: [string, Parameters<typeof gitlab>[0], string][] = [
    ['wrong', denied('401 Unauthorized', 401), 'token_wrong'],
    [
      'expired, said by GitLab',
      invalid('Token is expired. You can either do re-authorization or token refresh.'),
      'token_expired',
    ],
    [
      'expired by its date',
      { '/personal_access_tokens/self': json({ ...SELF, expires_at: '2026-06-01' }) },
      'token_expired',
    ],
    [
      'revoked, said by GitLab',
      invalid('Token was revoked. You have to re-authorize from the user.'),
      'token_revoked',
    ],
    [
      'revoked by its entity',
      { '/personal_access_tokens/self': json({ ...SELF, revoked: true, active: false }) },
      'token_revoked',
    ],
    ['read_user only', scopes('read_user'), 'token_under_scoped'],
    ['read_repository only', all(json({ error: 'insufficient_scope' }, 403)), 'token_under_scoped'],
    ['no scopes', scopes(), 'token_under_scoped'],
    ['blocked user', denied('403 Forbidden - Your account has been blocked.', 403), 'user_blocked'],
    [
      'deactivated user',
      denied('Your account has been deactivated by your administrator.', 403),
      'user_deactivated',
    ],
    [
      'unapproved user',
      denied('Your account is pending approval from your administrator.', 403),
      'user_pending',
    ],
    [
      'terms',
      denied('You must accept the Terms of Service in order to perform this action.', 403),
      'terms_not_accepted',
    ],
    ['no API at this address', denied('404', 404), 'not_gitlab'],
    ['a web page at this address', all(html), 'not_gitlab'],
    ['another API at this address', all(json({ hello: 'world' })), 'not_gitlab'],
    ['a sign-in wall', all(new Response(null, { status: 302, headers: { location: '/sso' } })), 'not_gitlab'],
    ['the application limiter', denied('too many', 429), 'rate_limited'],
    [
      'Rack::Attack',
      all(new Response('Retry later', { status: 429, headers: { 'retry-after': '60' } })),
      'rate_limited',
    ],
    ['an ill GitLab', denied('boom', 500), 'server'],
  ];
  it.each(cases)('%s', async (_, answers, kind) => {
    const error = await refusal(verify(answers));
    expect(error.kind).toBe(kind);
    expect(english(error.what)).toMatch(/^[A-Z].*[.!]$/);
    expect(english(error.next)).toMatch(/^[A-Z].*[.]$/);
  });

  it('a 429 says that it is a 429', async () => {
    expect(english((await refusal(verify(denied('too many', 429)))).what)).toContain('429');
  });

  it('network trouble is not the token’s fault', async () => {
    const { transport } = fakeTransport([new TypeError('Failed to fetch')]);
    expect((await refusal(verifyToken(transport, NOW))).kind).toBe('network');
  });

  it.each([
    ['gldt-abc', 'deploy token'],
    ['glrt-abc', 'runner token'],
    ['GR1348941abc', 'runner token'],
    ['glcbt-64_abc', 'job token'],
    ['glptt-abc', 'trigger token'],
    ['glft-abc', 'feed token'],
    ['gloas-abc', 'OAuth application secret'],
    ['glagent-abc', 'Kubernetes agent token'],
    ['ghp_abcdef', 'GitHub token'],
    ['github_pat_abc', 'GitHub token'],
    ['ATBBabc', 'Atlassian token'],
  ])('%s is a %s', (token, name) => {
    const refused = wrongKind(token)!;
    expect(refused.kind).toBe('token_wrong_kind');
    expect(english(refused.what)).toContain(name);
  });

  it.each(['glpat abc', 'glpat-\nabc', 'glpat-ä', 'glpat-\u202Eabc', '„glpat“'])(
    '%j is malformed',
    (token) => {
      expect(wrongKind(token)?.kind).toBe('token_malformed');
    },
  );
});

describe('the gate’s own token', () => {
  const gate = (answers: Parameters<typeof gitlab>[0] = {}) =>
    verifyGateToken(
      gitlab({
        '/groups/acme%2Fshop': json({ id: 3 }),
        '/groups/3/members/all/4': json({ access_level: 30 }),
        ...answers,
      }),
      'acme/shop',
      NOW,
    );

  it('is good with api and a Developer', async () => {
    expect(await gate()).toBe('olga');
  });

  it.each([
    [
      'reads only',
      { '/personal_access_tokens/self': json({ ...SELF, scopes: ['read_api'] }) },
      'gate_token_read_only',
    ],
    ['cannot see the group', { '/groups/acme%2Fshop': json({ message: '404' }, 404) }, 'gate_token_no_group'],
    ['is a Reporter’s', { '/groups/3/members/all/4': json({ access_level: 20 }) }, 'gate_token_role'],
    ['is no member’s', { '/groups/3/members/all/4': json({ message: '404' }, 404) }, 'gate_token_role'],
    ['hits a limit', { '/groups/3/members/all/4': json({ message: 'x' }, 429) }, 'rate_limited'],
  ])('is refused when it %s', async (_, answers, kind) => {
    expect((await refusal(gate(answers))).kind).toBe(kind);
  });
});

describe('connections', () => {
  function setUp(answers: Parameters<typeof gitlab>[0] = {}, granted = true) {
    const kept = new Map<string, { connection: Awaited<ReturnType<typeof verifyToken>>; token: string }>();
    const asked: { token: string; readOnly: boolean }[] = [];
    const vault = {
      connections: async () => [...kept.values()].map(({ connection }) => connection),
      connection: async (baseUrl: string) => kept.get(baseUrl)?.connection ?? null,
      token: async (baseUrl: string) => kept.get(baseUrl)?.token ?? null,
      keep: async (connection, token) => void kept.set(connection.baseUrl, { connection, token }),
      refresh: async (connection, token) => void kept.set(connection.baseUrl, { connection, token }),
    } as Partial<Vault> as Vault;
    const connections = createConnections({
      vault,
      granted: async () => granted,
      now: () => NOW,
      transport: (options) => {
        asked.push(options);
        return gitlab(answers);
      },
    });
    return { connections, kept, asked };
  }
  const BASE = 'https://gitlab.example/gitlab';

  it('keeps a good token, and verifies with a transport that cannot write', async () => {
    const { connections, kept, asked } = setUp();
    await connections.connect(BASE, 'glpat-good');
    expect(kept.get(BASE)?.token).toBe('glpat-good');
    expect(asked).toEqual([{ baseUrl: BASE, token: 'glpat-good', readOnly: true }]);
  });

  it('keeps nothing of a bad one, and the good one before stays', async () => {
    const { connections, kept } = setUp({ '/user': json({ message: '403 blocked' }, 403) });
    kept.set(BASE, { connection: await verify(), token: 'before' });
    expect((await refusal(connections.connect(BASE, 'glpat-bad'))).kind).toBe('user_blocked');
    expect(kept.get(BASE)?.token).toBe('before');
  });

  it('asks nothing of a host that is not granted, nor with a token of the wrong kind', async () => {
    const { connections, asked } = setUp({}, false);
    expect((await refusal(connections.connect(BASE, 'glpat-x'))).kind).toBe('host_not_granted');
    expect((await refusal(connections.connect(BASE, 'gldt-x'))).kind).toBe('token_wrong_kind');
    expect(asked).toEqual([]);
  });

  it('keeps the token when a recheck fails', async () => {
    const { connections, kept } = setUp({
      '/personal_access_tokens/self': json({ message: '401 Unauthorized' }, 401),
    });
    kept.set(BASE, { connection: await verify(), token: 'kept' });
    expect((await refusal(connections.recheck(BASE))).kind).toBe('token_gone');
    expect(kept.get(BASE)?.token).toBe('kept');
  });

  it('a read-only connection gets a transport that cannot write', async () => {
    const { connections, kept, asked } = setUp();
    kept.set(BASE, { connection: { ...(await verify()), access: 'read_only' }, token: 't' });
    await connections.transport(BASE);
    expect(asked.at(-1)?.readOnly).toBe(true);
    kept.set(BASE, { connection: await verify(), token: 't' });
    await connections.transport(BASE);
    expect(asked.at(-1)?.readOnly).toBe(false);
  });

  it('what is not connected has no transport', async () => {
    const { connections } = setUp();
    expect((await refusal(connections.transport(BASE))).kind).toBe('not_connected');
    expect((await refusal(connections.get(BASE))).kind).toBe('not_connected');
  });

  it('a real transport of a read_api connection sends no write', async () => {
    const sent: string[] = [];
    const transport = createTransport({
      baseUrl: BASE,
      token: 't',
      readOnly: true,
      fetch: (async (url: string) => {
        sent.push(url);
        return json({});
      }) as unknown as typeof fetch,
    });
    await expect(transport.request({ method: 'POST', path: '/x' })).rejects.toMatchObject({
      kind: 'insufficient_scope',
    });
    expect(sent).toEqual([]);
  });
});
