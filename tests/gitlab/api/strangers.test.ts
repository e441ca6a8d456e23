// @vitest-environment node
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedGitLab } from '../embedded.ts';
import { PROJECTS, TOKENS } from '../seed-names.ts';
import { startGitLab } from '../start.ts';
import { apiRoutes } from './routes.ts';

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo' });
});
afterAll(() => gitlab.close());

const { routes } = apiRoutes();
/** Everything of one project or group, but a trigger's call, which brings a token of its own. */
const inside = routes.filter(
  ({ pattern }) => /^\/(projects|groups)\/:id/.test(pattern) && !pattern.endsWith('/trigger/pipeline'),
);

async function statuses(headers: Record<string, string>): Promise<Record<string, number>> {
  const { world } = gitlab;
  const project = world.projects.find(({ fullPath }) => fullPath === PROJECTS.checkout)!;
  project.visibility = 'private';
  const group = world.groups.find(({ fullPath }) => fullPath === 'acme')!;
  group.visibility = 'private';
  const found: Record<string, number> = {};
  for (const { method, pattern } of inside) {
    const id = pattern.startsWith('/projects') ? project.id : group.id;
    const path = pattern.replace(':id', String(id)).replace(/:\w+/g, '1').replace(/\*\w+/, 'file');
    const answer = await fetch(`${gitlab.url}/api/v4${path}`, { method, headers });
    await answer.arrayBuffer();
    found[`${method} ${pattern}`] = answer.status;
  }
  return found;
}

test('to somebody without a role, nothing of a private project or group is there', async () => {
  const others = Object.entries(await statuses({ 'private-token': TOKENS.strangerApi })).filter(
    ([, status]) => status !== 404,
  );
  expect(others).toEqual([]);
});

test('nor to somebody who is not signed in', async () => {
  const others = Object.entries(await statuses({})).filter(([, status]) => status !== 404 && status !== 401);
  expect(others).toEqual([]);
});
