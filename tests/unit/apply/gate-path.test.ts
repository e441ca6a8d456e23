// @vitest-environment node
import { afterEach, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { createApplyService } from '../../../utils/apply/service.ts';
import type { EmbeddedGitLab, GitLabOptions } from '../../gitlab/embedded.ts';
import { TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { workerDeps } from '../../support/worker-deps.ts';

const PROGRAM = `import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('.mr-gate', { recursive: true });
writeFileSync('.mr-gate/child.yml', 'proof:\\n  script:\\n    - echo proven\\n');
`;

let gitlab: EmbeddedGitLab;
afterEach(() => gitlab?.close());

async function start(options: GitLabOptions = {}) {
  gitlab = await startGitLab({ seed: 'demo', ...options });
  const service = createApplyService(
    workerDeps(gitlab, { username: USERS.olga, token: TOKENS.olgaApi, program: PROGRAM }),
  );
  const setUp = async (): Promise<JobSnapshot> => {
    const ended = new Promise<JobSnapshot>((resolve) => {
      const stop = service.subscribe(gitlab.url, 'acme', (job) => {
        if (!job || ['running', 'waiting', 'stopping'].includes(job.state)) return;
        queueMicrotask(() => stop());
        resolve(job);
      });
    });
    await service.startSetup(gitlab.url, 'acme');
    return ended;
  };
  return { service, setUp };
}

async function api(method: string, path: string, body: unknown): Promise<{ id: number }> {
  const answer = await fetch(`${gitlab.url}/api/v4${path}`, {
    method,
    headers: { 'private-token': TOKENS.olgaApi, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: number };
}

const acme = () => gitlab.world.groups.find(({ fullPath }) => fullPath === 'acme')!.id;
const at = (path: string) => gitlab.world.projects.find(({ fullPath }) => fullPath === path);

// GitLab before 16.7 answers the old path with the moved project, as if it were still there; later ones with a 301.
test.each(['16.5.0', '18.5.1'])(
  'a gate project that was moved away is none, in GitLab %s',
  async (version) => {
    const { service, setUp } = await start({ version });
    expect((await setUp()).error).toBeUndefined();
    const moved = at('acme/mr-gate')!;
    await api('PUT', `/projects/${moved.id}`, { path: 'old-gate', name: 'Old gate' });
    expect((await service.load(gitlab.url, 'acme')).gateProject).toBeNull();
    expect((await setUp()).error).toBeUndefined();
    expect(at('acme/mr-gate')?.id).not.toBe(moved.id);
    expect((await service.load(gitlab.url, 'acme')).gateProject?.id).toBe(at('acme/mr-gate')?.id);
  },
  120_000,
);

test('a group that has another project of the gate’s name', async () => {
  const { setUp } = await start();
  await api('POST', '/projects', { name: 'MR Gate', path: 'notes-on-the-gate', namespace_id: acme() });
  const job = await setUp();
  expect(job.error).toBeUndefined();
  expect(at('acme/mr-gate')?.name).toBe('mr-gate');
  expect(at('acme/notes-on-the-gate')?.name).toBe('MR Gate');
}, 120_000);
