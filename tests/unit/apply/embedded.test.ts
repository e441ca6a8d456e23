import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { createApplyService } from '../../../utils/apply/service.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { inEnglish } from '../../support/english.ts';
import { workerDeps } from '../../support/worker-deps.ts';
import { HIGH } from './world.ts';

/** Stands for the gate program, which has tests of its own: as much of it as a test run needs. */
const PROGRAM = `import { mkdirSync, writeFileSync } from 'node:fs';
if (!process.env.MR_GATE_TOKEN || !process.env.TRIGGER_PAYLOAD) throw new Error('mr-gate.mjs lacks its token or its payload');
mkdirSync('.mr-gate', { recursive: true });
writeFileSync('.mr-gate/child.yml', 'proof:\\n  script:\\n    - echo proven\\n');
`;

let gitlab: EmbeddedGitLab;
let asSeeded: ReturnType<typeof settingsNow>;
beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo' });
  asSeeded = settingsNow();
}, 60_000);
afterAll(() => gitlab?.close());

function serviceOf(username: string, token: string, stored = new Map<string, unknown>()) {
  const service = createApplyService(workerDeps(gitlab, { username, token, program: PROGRAM, stored }));
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

/** What gating changes in the projects that were there before. */
function settingsNow() {
  return gitlab.world.projects
    .filter((project) => !project.fullPath.startsWith('acme/mr-gate'))
    .map((project) => ({
      path: project.fullPath,
      must: project.onlyAllowMergeIfPipelineSucceeds,
      skipped: project.allowMergeOnSkippedPipeline,
      hooks: gitlab.world.hooks.filter((hook) => hook.projectId === project.id).length,
    }));
}

test('what one admin applied, another undoes from the history; and the whole gate goes again', async () => {
  const otto = serviceOf(USERS.otto, TOKENS.ottoApi);
  const { entries } = await otto.service.listHistory(gitlab.url, 'acme', 1);
  const applied = entries.find((entry) => entry.undoable)!;
  expect(applied).toMatchObject({ kind: 'apply', by: USERS.olga });
  const shown = inEnglish(await otto.service.showHistory(gitlab.url, 'acme', applied.commit));
  expect(shown.policyChanges).toContainEqual({ field: 'Fails on', before: 'none', after: 'High' });

  const undo = await otto.service.makePlan(gitlab.url, 'acme', { mode: 'undo', jobId: applied.jobId! });
  expect(undo.counts.restore).toBe(shown.repos.length);
  const before = gitlab.requests.length;
  await otto.service.startApply(gitlab.url, undo.id);
  const undone = await otto.ended();
  expect(undone.error).toBeUndefined();
  expect(undone.repos.filter((repo) => repo.state !== 'done')).toEqual([]);
  expect(gitlab.requests.length - before).toBe(undo.calls);
  expect(settingsNow()).toEqual(asSeeded);
  const { text } = await otto.service.exportPolicy(gitlab.url, 'acme');
  expect(text).toBe(shown.before);

  const projects = undo.repos.slice(0, 3).map((repo) => repo.project);
  const wish = await otto.service.makePlan(gitlab.url, 'acme', {
    mode: 'set_default',
    projects,
    settings: HIGH,
  });
  await otto.service.startApply(gitlab.url, wish.id);
  expect((await otto.ended()).state).toBe('done');
  const { hooks } = await otto.service.checkDrift(gitlab.url, 'acme', projects);
  expect(hooks.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);

  const end = await otto.service.makePlan(gitlab.url, 'acme', { mode: 'remove_all', deleteProject: true });
  await otto.service.startApply(gitlab.url, end.id);
  const ended = await otto.ended();
  expect(ended.error).toBeUndefined();
  expect(ended.steps.map((step) => step.state)).toEqual(ended.steps.map(() => 'done'));
  expect(settingsNow()).toEqual(asSeeded);
  // GitLab waits with the deletion. What it waits with is no gate, and a new one may be set up at once.
  expect(inEnglish(ended).steps.at(-1)?.detail).toMatch(/marked for deletion/);
  const marked = gitlab.world.projects.find((project) => project.markedForDeletionOn !== undefined)!;
  expect(marked.fullPath).toBe(`acme/mr-gate-deletion_scheduled-${marked.id}`);
  const after = await otto.service.load(gitlab.url, 'acme');
  expect(after.gateProject).toBeNull();
  expect(after.repos.find((repo) => repo.id === marked.id)?.archived).toBe(true);
  await otto.service.startSetup(gitlab.url, 'acme');
  expect((await otto.ended()).state).toBe('done');
  const anew = (await otto.service.load(gitlab.url, 'acme')).gateProject;
  expect(anew?.path).toBe('acme/mr-gate');
  expect(anew?.id).not.toBe(marked.id);
}, 120_000);
