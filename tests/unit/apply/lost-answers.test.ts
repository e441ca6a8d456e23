import { describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import type { FakeGitLab } from './fake-gitlab.ts';
import { untilEnded, type Worker } from './mortal.ts';
import { gatedIds, HIGH, makeWorld, type TestWorld, workerOf } from './world.ts';

/** Every POST of a set-up and of an apply: GitLab does not know one that comes again from a new one. */
const SETUP = {
  'the gate project': /^\/projects$/,
  'the group access token': /^\/groups\/\d+\/access_tokens$/,
  'the variable': /^\/projects\/\d+\/variables$/,
  'the commit of the files': /^\/projects\/\d+\/repository\/commits$/,
  'the protection': /^\/projects\/\d+\/protected_branches$/,
  'the trigger': /^\/projects\/\d+\/triggers$/,
  'the schedule': /^\/projects\/\d+\/pipeline_schedules$/,
  'the test run': /^\/projects\/\d+\/ref\/main\/trigger\/pipeline$/,
};
/** And of one that makes a service account. */
const ACCOUNT = {
  'the service account': /^\/groups\/\d+\/service_accounts$/,
  'its membership': /^\/groups\/\d+\/members$/,
  'its token': /^\/groups\/\d+\/service_accounts\/\d+\/personal_access_tokens$/,
  'the variable for it': /^\/projects\/\d+\/variables$/,
};
const APPLY = {
  'a webhook': /^\/projects\/\d+\/hooks$/,
  'the commit of the policy': /^\/projects\/\d+\/repository\/commits$/,
  'the sweep': /^\/projects\/\d+\/ref\/main\/trigger\/pipeline$/,
};

/**
 * What becomes of one POST: GitLab does it and the answer is lost on its way, or a browser, whose kept connection
 * was cut, sends it once more by itself and hands over the second answer.
 */
type Mishap = 'lost' | 'sent twice';

/** @param nth which one of them, counted from 0 */
function withMishap(gitlab: FakeGitLab, path: RegExp, mishap: Mishap, nth = 0) {
  let met = 0;
  const send: typeof fetch = async (input, init) => {
    const below = new URL(String(input)).pathname.slice('/gl/api/v4'.length);
    const hit = init?.method === 'POST' && path.test(below) && met++ === nth;
    if (!hit) return gitlab.fetch(input, init);
    await gitlab.fetch(input, init);
    if (mishap === 'lost') throw new TypeError('Failed to fetch');
    return gitlab.fetch(input, init);
  };
  return { send, happened: () => met > nth };
}

async function toTheEnd(world: TestWorld, worker: Worker): Promise<JobSnapshot> {
  return (await untilEnded(worker, world.browser, world.gitlab.baseUrl))!;
}

async function setUp(world: TestWorld, send: typeof fetch = world.gitlab.fetch): Promise<JobSnapshot> {
  const worker = workerOf(world, world.olga, { fetch: send });
  await worker.service.startSetup(world.gitlab.baseUrl, 'acme');
  return toTheEnd(world, worker);
}

/** One of everything, and the token in use is the one that is stored. */
function expectOneGate({ gitlab }: TestWorld): void {
  const gates = gitlab.repos.filter((repo) => repo.path === 'mr-gate');
  expect(gates).toHaveLength(1);
  const gate = gates[0]!;
  const active = gitlab.tokens.filter((token) => token.active);
  expect(active.map((token) => token.secret)).toEqual([gate.variables.get('MR_GATE_TOKEN')?.value]);
  expect(gate.variables.get('MR_GATE_TOKEN')).toMatchObject({ masked: true, protected: true });
  const enrolment = readEnrolment(gitlab.file('acme/mr-gate', 'enrolled.json')!);
  expect(enrolment.ok && enrolment.enrolment.gateUser?.id).toBe(active[0]?.userId);
  expect(gate.commits).toHaveLength(1);
  expect(gate.triggers).toHaveLength(1);
  expect(gate.schedules).toHaveLength(2);
  expect(gate.protections.get('main')).toBe(40);
}

describe.each<Mishap>(['lost', 'sent twice'])('a POST of the set-up that was carried out, %s', (mishap) => {
  test.each(Object.entries(ACCOUNT))('%s', async (_, path) => {
    const world = makeWorld(1);
    world.gitlab.serviceAccounts = 'offered';
    const { send, happened } = withMishap(world.gitlab, path, mishap);
    const job = await setUp(world, send);
    expect(happened()).toBe(true);
    expect(job.error).toBeUndefined();
    expect(job.state).toBe('done');
    expect(world.gitlab.accounts).toHaveLength(1);
    expectOneGate(world);
  });

  test.each(Object.entries(SETUP))('%s', async (_, path) => {
    const world = makeWorld(1);
    const { send, happened } = withMishap(world.gitlab, path, mishap);
    const job = await setUp(world, send);
    expect(happened()).toBe(true);
    expect(job.error).toBeUndefined();
    expect(job.state).toBe('done');
    expectOneGate(world);
    // A browser that sends it twice starts two test runs, whatever is done: they change nothing.
    if (mishap === 'lost') expect(world.gitlab.pipelines.size).toBe(1);
  });

  test('the variable, on a GitLab that keeps no descriptions', async () => {
    const world = makeWorld(1);
    world.gitlab.knowsDescriptions = false;
    const { send } = withMishap(world.gitlab, SETUP['the variable'], mishap);
    expect((await setUp(world, send)).state).toBe('done');
    expectOneGate(world);
  });
});

describe.each<Mishap>(['lost', 'sent twice'])('a POST of an apply that was carried out, %s', (mishap) => {
  test.each([
    ['a webhook', APPLY['a webhook'], 1],
    ['the commit of the policy', APPLY['the commit of the policy'], 0],
    ['the commit of the record', APPLY['the commit of the policy'], 1],
    ['the sweep', APPLY['the sweep'], 0],
  ])('%s', async (_, path, nth) => {
    const world = makeWorld(3);
    await setUp(world);
    const { send, happened } = withMishap(world.gitlab, path, mishap, nth);
    const worker = workerOf(world, world.olga, { fetch: send });
    const projects = gatedIds(world);
    const plan = await worker.service.makePlan(world.gitlab.baseUrl, 'acme', {
      mode: 'set_default',
      projects,
      settings: HIGH,
    });
    const runs = world.gitlab.pipelines.size;
    await worker.service.startApply(world.gitlab.baseUrl, plan.id);
    const job = await toTheEnd(world, worker);
    expect(happened()).toBe(true);
    expect(job.state).toBe('done');
    expect(job.repos.map((repo) => repo.state)).toEqual(['done', 'done', 'done']);
    const gate = world.gitlab.repo('acme/mr-gate');
    expect(gate.commits.map((commit) => commit.message.split('\n')[0]?.slice(0, 15))).toEqual([
      'MR Gate: set up',
      'MR Gate: gate 3',
      'MR Gate: record',
    ]);
    for (const repo of world.gitlab.repos.filter((one) => one.path.startsWith('repo-')))
      expect(repo.hooks).toHaveLength(1);
    if (mishap === 'lost') expect(world.gitlab.pipelines.size).toBe(runs + 1);
  });
});
