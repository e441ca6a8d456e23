import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApplyService } from '../../../utils/apply/service.ts';
import type { JobSnapshot } from '../../../utils/apply/types.ts';
import type { Connection } from '../../../utils/connection.ts';
import { createClient } from '../../../utils/gitlab/client.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { HIGH } from './world.ts';

/** Stands for the gate program, which has tests of its own: as much of it as a test run needs. */
const PROGRAM = `import { mkdirSync, writeFileSync } from 'node:fs';
if (!process.env.MR_GATE_TOKEN || !process.env.TRIGGER_PAYLOAD) throw new Error('mr-gate.mjs lacks its token or its payload');
mkdirSync('.mr-gate', { recursive: true });
writeFileSync('.mr-gate/child.yml', 'proof:\\n  script:\\n    - echo proven\\n');
`;

let gitlab: EmbeddedGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo' });
}, 60_000);
afterAll(() => gitlab?.close());

function serviceOf(username: string, token: string, stored = new Map<string, unknown>()) {
  const user = gitlab.world.users.find((candidate) => candidate.username === username)!;
  const connection: Connection = {
    baseUrl: gitlab.url,
    user: { id: user.id, username, name: user.name, kind: 'person' },
    scopes: ['api'],
    access: 'full',
    expiresAt: null,
    version: gitlab.world.version,
    checkedAt: new Date().toISOString(),
  };
  const service = createApplyService({
    client: async () => createClient(createTransport({ baseUrl: gitlab.url, token })),
    connection: async () => connection,
    takeGateToken: async () => null,
    storage: {
      get: async (key) => structuredClone(stored.get(key)),
      set: async (key, value) => void stored.set(key, structuredClone(value)),
      remove: async (key) => void stored.delete(key),
      keys: async () => [...stored.keys()],
    },
    setAlarm: () => {},
    now: Date.now,
    uuid: () => crypto.randomUUID(),
    gateProgram: async () => PROGRAM,
  });
  const ended = (): Promise<JobSnapshot> =>
    new Promise((resolve) => {
      const stop = service.subscribe(gitlab.url, 'acme', (job) => {
        if (!job || ['running', 'waiting', 'stopping'].includes(job.state)) return;
        queueMicrotask(() => stop());
        resolve(job);
      });
    });
  return { service, ended };
}

test('a group is set up, gated and found by a second admin', async () => {
  const olga = serviceOf(USERS.olga, TOKENS.olgaApi);
  await olga.service.startSetup(gitlab.url, 'acme');
  const setup = await olga.ended();
  expect(setup.error).toBeUndefined();
  expect(setup.state).toBe('done');

  const loaded = await olga.service.load(gitlab.url, 'acme');
  expect(loaded.gateProject?.path).toBe('acme/mr-gate');
  expect(loaded.enrolment?.gateUser).not.toBeNull();

  const plan = await olga.service.makePlan(gitlab.url, 'acme', {
    mode: 'set_default',
    projects: loaded.repos.map((repo) => repo.id),
    settings: HIGH,
  });
  const excluded = plan.repos.filter((repo) => repo.kind === 'excluded').map((repo) => repo.path);
  expect(excluded).toEqual(
    expect.arrayContaining([
      'acme/mr-gate',
      PROJECTS.archived,
      PROJECTS.empty,
      PROJECTS.mergeRequestsOff,
      PROJECTS.ciOff,
    ]),
  );
  const before = gitlab.requests.length;
  await olga.service.startApply(gitlab.url, plan.id);
  const applied = await olga.ended();
  expect(applied.repos.filter((repo) => repo.state !== 'done')).toEqual([]);
  expect(applied.state).toBe('done');
  expect(gitlab.requests.length - before).toBe(plan.calls);

  const gate = gitlab.world.projects.find((project) => project.fullPath === 'acme/mr-gate')!;
  const token = gitlab.world.variables.find((variable) => variable.key === 'MR_GATE_TOKEN');
  expect(token).toMatchObject({ environmentScope: 'mr-gate', protected: true, hidden: true });
  const trigger = gitlab.world.triggers.find((candidate) => candidate.projectId === gate.id)!;
  for (const { project } of applied.repos) {
    const hooks = gitlab.world.hooks.filter(
      (hook) => hook.projectId === project && hook.url.includes(`/${gate.id}/ref/`),
    );
    expect(hooks).toHaveLength(1);
    expect(hooks[0]?.urlVariables.map((variable) => variable.value)).toEqual([trigger.token]);
    expect(hooks[0]?.url).not.toContain(trigger.token);
    expect(gitlab.world.projects.find((candidate) => candidate.id === project)).toMatchObject({
      onlyAllowMergeIfPipelineSucceeds: true,
      allowMergeOnSkippedPipeline: false,
    });
  }

  const otto = serviceOf(USERS.otto, TOKENS.ottoApi);
  await otto.service.startSetup(gitlab.url, 'acme');
  expect((await otto.ended()).state).toBe('done');
  expect(gitlab.world.projects.filter((project) => project.fullPath === 'acme/mr-gate')).toHaveLength(1);
  expect(gitlab.world.triggers.filter((candidate) => candidate.projectId === gate.id)).toHaveLength(2);
  const again = await otto.service.makePlan(gitlab.url, 'acme', {
    mode: 'use_default',
    projects: applied.repos.map((repo) => repo.project),
  });
  expect(again.calls).toBe(0);
}, 120_000);
