// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { apiOf } from './test-client.ts';

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo' });
});
afterAll(() => gitlab.close());

const api = apiOf(() => gitlab);
const projectOf = (path: string) => gitlab.world.projects.find(({ fullPath }) => fullPath === path)!;

test('jobs are for those who are signed in, though everybody may see the pipelines', async () => {
  const project = projectOf(PROJECTS.payments);
  project.visibility = 'public';
  for (let made = 0; made < 2; made++)
    expect((await api('POST', `/projects/${project.id}/pipeline`, { ref: 'main' })).status).toBe(201);
  await gitlab.settled();
  const job = gitlab.world.jobs.find(({ projectId }) => projectId === project.id)!;
  const at = `/projects/${project.id}`;
  const nobody = async (path: string) => (await api('GET', `${at}${path}`, undefined, null)).status;
  expect(await nobody('/pipelines')).toBe(200);
  expect(await nobody(`/pipelines/${job.pipelineId}/jobs`)).toBe(200);
  expect(await nobody('/jobs')).toBe(401);
  expect(await nobody(`/jobs/${job.id}`)).toBe(401);
  expect(await nobody(`/jobs/${job.id}/trace`)).toBe(401);

  // Nor are they counted, and a comma parts no states.
  const { headers, body } = await api('GET', `${at}/jobs?per_page=1`);
  expect(body).toHaveLength(1);
  expect([headers.get('x-total'), headers.get('x-next-page')]).toEqual([null, '2']);
  const scoped = async (query: string) => (await api('GET', `${at}/jobs?${query}`)).status;
  expect(await scoped('scope=success')).toBe(200);
  expect(await scoped('scope[]=success&scope[]=failed')).toBe(200);
  expect(await scoped('scope=success,failed')).toBe(400);
});

test('an archived project takes no notes and no threads, and lets its merge requests be', async () => {
  const project = projectOf(PROJECTS.checkout);
  await gitlab.push({
    project: PROJECTS.checkout,
    branch: 'late',
    from: 'main',
    user: 'dev',
    message: 'Late',
    files: { 'late.md': 'late\n' },
  });
  const all = `/projects/${project.id}/merge_requests`;
  const wish = { source_branch: 'late', target_branch: 'main', title: 'Late' };
  const mr = `${all}/${(await api('POST', all, wish, TOKENS.devApi)).body.iid}`;
  const note = (await api('POST', `${mr}/notes`, { body: 'Before' })).body;
  const thread = (await api('POST', `${mr}/discussions`, { body: 'Before' })).body;
  expect((await api('POST', `/projects/${project.id}/archive`)).status).toBe(201);
  const refused = [
    await api('POST', `${mr}/notes`, { body: 'After' }),
    await api('PUT', `${mr}/notes/${note.id}`, { body: 'After' }),
    await api('DELETE', `${mr}/notes/${note.id}`),
    await api('POST', `${mr}/discussions`, { body: 'After' }),
    await api('PUT', `${mr}/discussions/${thread.id}`, { resolved: true }),
    await api('PUT', mr, { labels: 'after' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect((await api('GET', `${mr}/notes`)).status).toBe(200);
});

test('a name is taken once in a group, under whatever path', async () => {
  const group = gitlab.world.groups.find(({ fullPath }) => fullPath === 'acme')!;
  const make = (name: string, path: string) =>
    api('POST', '/projects', { name, path, namespace_id: group.id });
  expect((await make('Once', 'once')).status).toBe(201);
  expect(await make('Once', 'twice')).toMatchObject({
    status: 400,
    body: { message: { 'project_namespace.name': ['has already been taken'] } },
  });
});
