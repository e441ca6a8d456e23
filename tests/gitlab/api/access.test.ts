import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { findProject, findUser } from '../world/find.ts';
import { accessLevel, canPush, canReadCode, memberLevel, memberLevels } from '../world/roles.ts';
import { apiOf } from './test-client.ts';

let gitlab: EmbeddedGitLab;
const api = apiOf(() => gitlab);
const id = (path: string): number => findProject(gitlab.world, path)?.project.id ?? 0;
const checkout = encodeURIComponent(PROJECTS.checkout);

beforeAll(async () => {
  gitlab = await startGitLab();
});
afterAll(() => gitlab.close());

describe('roles', () => {
  const level = (username: string, path: string) =>
    accessLevel(gitlab.world, findUser(gitlab.world, username) ?? null, { projectId: id(path) });

  test('are inherited, and the highest counts', () => {
    expect(level('olga', PROJECTS.payments)).toBe(50);
    expect(level('max', PROJECTS.locked)).toBe(40);
    expect(level('mia', PROJECTS.checkout)).toBe(40);
    expect(level('mia', PROJECTS.locked)).toBe(30);
    expect(level('gus', PROJECTS.checkout)).toBe(10);
    expect(level('stranger', PROJECTS.checkout)).toBe(0);
    expect(level('root', PROJECTS.checkout)).toBe(50);
  });

  test('of many projects at once are the same as one by one', () => {
    for (const user of gitlab.world.users) {
      const levelOf = memberLevels(gitlab.world, user);
      for (const project of gitlab.world.projects)
        expect(levelOf(project)).toBe(memberLevel(gitlab.world, user, { projectId: project.id }));
    }
  });

  test('decide about code and protected branches', () => {
    const project = findProject(gitlab.world, PROJECTS.checkout)?.project;
    if (project === undefined) throw new Error('no checkout');
    const user = (name: string) => findUser(gitlab.world, name) ?? null;
    expect(canReadCode(gitlab.world, user('gus'), project)).toBe(false);
    expect(canReadCode(gitlab.world, user('rita'), project)).toBe(true);
    expect(canPush(gitlab.world, user('dev'), project, 'main')).toBe(false);
    expect(canPush(gitlab.world, user('dev'), project, 'feature')).toBe(true);
    expect(canPush(gitlab.world, user('rita'), project, 'feature')).toBe(false);
    expect(canPush(gitlab.world, user('max'), project, 'main')).toBe(true);
  });
});

describe('refusals', () => {
  test.each([
    ['nobody', null, 'GET', `/projects/${checkout}`, 404, { message: '404 Project Not Found' }],
    ['nobody', null, 'GET', '/user', 401, { message: '401 Unauthorized' }],
    ['an unknown token', TOKENS.unknown, 'GET', '/version', 401, { message: '401 Unauthorized' }],
    [
      'a stranger',
      TOKENS.strangerApi,
      'GET',
      `/projects/${checkout}/hooks`,
      404,
      { message: '404 Project Not Found' },
    ],
    ['a stranger', TOKENS.strangerApi, 'GET', '/groups/acme', 404, { message: '404 Group Not Found' }],
    [
      'a guest',
      TOKENS.gusApi,
      'GET',
      `/projects/${checkout}/repository/tree`,
      403,
      { message: '403 Forbidden' },
    ],
    [
      'a guest',
      TOKENS.gusApi,
      'GET',
      `/projects/${checkout}/merge_requests`,
      403,
      { message: '403 Forbidden' },
    ],
    ['a developer', TOKENS.devApi, 'GET', `/projects/${checkout}/hooks`, 403, { message: '403 Forbidden' }],
    ['a maintainer', TOKENS.maxApi, 'GET', '/groups/acme/variables', 403, { message: '403 Forbidden' }],
    ['anyone', TOKENS.olgaApi, 'GET', '/no/such/route', 404, { error: '404 Not Found' }],
  ])('%s: %#', async (_who, token, method, path, status, body) => {
    const reply = await api(method, path, undefined, token);
    expect(reply.body).toEqual(body);
    expect(reply.status).toBe(status);
  });

  test('tell an ended token from a revoked one', async () => {
    expect((await api('GET', '/user', undefined, TOKENS.expired)).body).toEqual({
      error: 'invalid_token',
      error_description: 'Token is expired. You can either do re-authorization or token refresh.',
    });
    expect((await api('GET', '/user', undefined, TOKENS.revoked)).body).toEqual({
      error: 'invalid_token',
      error_description: 'Token was revoked. You have to re-authorize from the user.',
    });
  });

  test('name the scope that is missing', async () => {
    const write = await api(
      'POST',
      `/projects/${checkout}/hooks`,
      { url: 'https://a.test' },
      TOKENS.olgaReadApi,
    );
    expect(write).toMatchObject({ status: 403, body: { error: 'insufficient_scope', scope: 'api' } });
    const read = await api('GET', '/groups/acme', undefined, TOKENS.readUserOnly);
    expect(read).toMatchObject({ status: 403, body: { scope: 'api read_api' } });
    expect((await api('GET', '/user', undefined, TOKENS.readUserOnly)).status).toBe(200);
    expect(
      (await api('GET', '/personal_access_tokens/self', undefined, TOKENS.readRepositoryOnly)).status,
    ).toBe(200);
  });

  test('of a fine-grained token: good for projects, blind to itself', async () => {
    for (const path of ['/user', '/version', '/personal_access_tokens/self'])
      expect(await api('GET', path, undefined, TOKENS.granular)).toMatchObject({
        status: 403,
        body: { error: 'insufficient_granular_scope' },
      });
    expect((await api('GET', '/groups/acme/projects', undefined, TOKENS.granular)).status).toBe(200);
  });

  test('of an archived project are for writes alone', async () => {
    const path = `/projects/${encodeURIComponent(PROJECTS.archived)}`;
    expect((await api('GET', path)).body).toMatchObject({ archived: true });
    expect((await api('PUT', path, { only_allow_merge_if_pipeline_succeeds: true })).status).toBe(403);
  });
});

test('a renamed project redirects reads to its number and refuses writes', async () => {
  const old = encodeURIComponent(PROJECTS.renamedFrom);
  const moved = await api('GET', `/projects/${old}/hooks?per_page=5`);
  expect(moved.status).toBe(301);
  expect(moved.headers.get('location')).toBe(
    `${gitlab.url}/api/v4/projects/${id(PROJECTS.renamed)}/hooks?per_page=5`,
  );
  expect((await api('PUT', `/projects/${old}`, { description: 'x' })).status).toBe(405);
});

test('PUT wants at least one parameter that it knows', async () => {
  const reply = await api('PUT', `/projects/${checkout}`, { nonsense: 1 });
  expect(reply.status).toBe(400);
  expect(reply.body.error).toMatch(/are missing, at least one parameter must be provided$/);
});

test('out of no_one_allowed only an Owner may lead the way', async () => {
  const path = `/projects/${encodeURIComponent('acme/platform/gateway')}`;
  const wish = { ci_pipeline_variables_minimum_override_role: 'maintainer' };
  expect((await api('PUT', path, wish, TOKENS.maxApi)).status).toBe(400);
  expect((await api('PUT', path, wish)).body).toMatchObject(wish);
});

test('service accounts take a licence, an Owner, a top-level group, and the leave of the administrators', async () => {
  const acme = gitlab.world.groups.find(({ fullPath }) => fullPath === 'acme')!;
  const shop = gitlab.world.groups.find(({ fullPath }) => fullPath === 'acme/shop')!;
  const make = (group: { id: number }, token?: string) =>
    api('POST', `/groups/${group.id}/service_accounts`, { name: 'Bot', username: 'a-bot' }, token);
  expect((await make(acme)).status).toBe(403);
  acme.serviceAccounts = 'administrators';
  expect((await make(acme)).status).toBe(400);
  acme.serviceAccounts = 'owners';
  shop.serviceAccounts = 'owners';
  expect((await make(acme, TOKENS.maxApi)).status).toBe(403);
  expect((await make(shop)).status).toBe(400);
  const { status, body } = await make(acme);
  expect([status, body]).toEqual([201, { id: expect.any(Number), name: 'Bot', username: 'a-bot' }]);
  expect((await make(acme)).body).toEqual({ message: expect.stringContaining('already been taken') });
  const member = { user_id: (body as { id: number }).id, access_level: 30 };
  expect((await api('POST', `/groups/${acme.id}/members`, member, TOKENS.maxApi)).status).toBe(403);
  expect((await api('POST', `/groups/${acme.id}/members`, member)).status).toBe(201);
  expect((await api('POST', `/groups/${acme.id}/members`, member)).status).toBe(409);
});
