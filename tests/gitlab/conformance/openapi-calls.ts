import { expect } from 'vitest';
import type { GatedGroup } from '../../unit/gate/gated-group.ts';
import { githubToken } from '../../unit/gate/secrets.ts';
import { PROJECTS, TOKENS, USERS } from '../seed-names.ts';

const GATE = 'acme/mr-gate';
const settings = { failOn: 'high' as const, scans: ['secret_detection' as const], perScan: {}, drafts: true };

/** Set-up, a merge request that is blocked and mended, another threshold, its undo, and removal. */
export async function wholeLife(group: GatedGroup, whileGated: () => Promise<void>): Promise<void> {
  const { gitlab } = group;
  const projects = [PROJECTS.checkout, PROJECTS.renamed].map((path) => group.project(path));
  const secret = (seed: number) => ({ 'pay.ts': `const t = '${githubToken(seed)}';\n` });
  const early = await group.openMergeRequest(PROJECTS.checkout, 'early', secret(7));
  await group.apply({ mode: 'set_default', projects, settings });
  await gitlab.settled(120_000);
  expect(await group.verdict(PROJECTS.checkout, early)).toMatchObject({ state: 'failed' });

  await gitlab.push({
    project: PROJECTS.checkout,
    branch: 'early',
    user: USERS.dev,
    message: 'Take it out',
    files: { 'pay.ts': 'const t = process.env.TOKEN;\n' },
  });
  await gitlab.settled(120_000);
  const mended = await group.verdict(PROJECTS.checkout, early);
  expect(mended?.state).toBe('passed');
  const changed = await group.apply({
    mode: 'exception',
    projects: projects.slice(0, 1),
    settings: { ...settings, failOn: 'critical' },
    reason: 'On trial',
    owner: 'olga',
  });
  await gitlab.settled(120_000);
  await whileGated();
  await group.apply({ mode: 'undo', jobId: changed.id });
  await group.apply({ mode: 'remove_all', deleteProject: true });
}

/** Every GET route of the API, once, as an Owner: what the product itself does not read is looked at too. */
export async function everyRead(
  group: GatedGroup,
  routes: readonly { method: string; pattern: string }[],
): Promise<void> {
  const { gitlab, call } = group;
  const { world } = gitlab;
  const checkout = group.project(PROJECTS.checkout);
  const gate = group.project(GATE);
  const acme = world.groups.find(({ fullPath }) => fullPath === 'acme')!;
  acme.serviceAccounts = 'owners';
  const post = <T>(path: string, body: unknown) => call<T>(TOKENS.olgaApi, path, { method: 'POST', body });

  const mr = `/projects/${checkout}/merge_requests/1`;
  const thread = await post<{ id: string; notes: { id: number }[] }>(`${mr}/discussions`, { body: 'Why?' });
  const issue = await post<{ iid: number }>(`/projects/${checkout}/issues`, { title: 'A secret' });
  const account = await post<{ id: number }>(`/groups/${acme.id}/service_accounts`, { name: 'reader' });
  await post(`/groups/${acme.id}/variables`, { key: 'MR_GATE_TOKEN', value: 'x' });
  const hook = world.hooks.find(({ projectId }) => projectId === checkout)!;
  const job = world.jobs.find(({ projectId, artifactsDir }) => projectId === gate && artifactsDir !== null)!;
  const parent = world.jobs.find(({ projectId, kind }) => projectId === gate && kind === 'bridge')!;
  const ids: Record<string, string | number> = {
    ':merge_request_iid': 1,
    ':note_id': thread.notes[0]!.id,
    ':discussion_id': thread.id,
    ':issue_iid': issue.iid,
    ':hook_id': hook.id,
    ':trigger_id': world.triggers.find(({ projectId }) => projectId === gate)!.id,
    ':pipeline_schedule_id': world.schedules.find(({ projectId }) => projectId === gate)!.id,
    ':pipeline_id': parent.pipelineId,
    ':job_id': job.id,
    ':key': 'MR_GATE_TOKEN',
    ':sha': 'main',
    ':branch': 'main',
    ':name': 'main',
    ':file_path': 'README.md',
  };
  const queries: [RegExp, string][] = [
    [/\/files\//, '?ref=main'],
    [/\/compare$/, '?from=main&to=early'],
    [/\/merge_base$/, '?refs[]=main&refs[]=early'],
  ];
  const refused: string[] = [];
  for (const { method, pattern } of routes) {
    // A file of the latest pipeline of a branch is no entity.
    if (method !== 'GET' || pattern.includes('/jobs/artifacts/')) continue;
    const project = /merge_requests|issues|hooks|forks|compare|merge_base/.test(pattern) ? checkout : gate;
    const user = pattern.includes('service_accounts') ? account.id : olga(group);
    const path = pattern
      .split('/')
      .map((part) => {
        if (part === ':user_id' || pattern === '/users/:id') return part.startsWith(':') ? user : part;
        if (pattern === '/runners/:id') return part === ':id' ? 1 : part;
        if (part === ':id') return pattern.startsWith('/projects') ? project : acme.id;
        return ids[part] ?? part.replace('*artifact_path', '.mr-gate/child.yml');
      })
      .join('/');
    const query = queries.find(([where]) => where.test(pattern))?.[1] ?? '';
    const answer = await fetch(`${gitlab.url}/api/v4${path}${query}`, {
      headers: { 'private-token': TOKENS.olgaApi },
    });
    await answer.arrayBuffer();
    if (!answer.ok) refused.push(`${pattern}: ${answer.status} to ${path}${query}`);
  }
  // What cannot be read here has not been looked at: olga is an Owner by the group and no member of the project.
  expect(refused).toEqual([expect.stringMatching(/^\/projects\/:id\/members\/:user_id: 404/)]);
}

function olga({ gitlab }: GatedGroup): number {
  return gitlab.world.users.find(({ username }) => username === USERS.olga)!.id;
}
