import { beforeEach, describe, expect, test } from 'vitest';
import type { JobSnapshot } from '../../../utils/apply/job-types.ts';
import { readEnrolment } from '../../../utils/gate/enrolment.ts';
import { VERSION } from '../../../utils/gate/version.ts';
import { english } from '../../support/english.ts';
import { Browser, untilEnded, type Worker } from './mortal.ts';
import { makeWorld, secretsOf, setUpWorld, type TestWorld, workerOf } from './world.ts';

let world: TestWorld;
beforeEach(() => {
  world = makeWorld(1);
});

async function setUp(worker: Worker, browser = world.browser): Promise<JobSnapshot> {
  await worker.service.startSetup(world.gitlab.baseUrl, 'acme');
  return (await untilEnded(worker, browser, world.gitlab.baseUrl))!;
}

async function resume(worker: Worker, job: JobSnapshot): Promise<JobSnapshot> {
  await worker.service.resumeJob(world.gitlab.baseUrl, job.id);
  return (await untilEnded(worker, world.browser, world.gitlab.baseUrl))!;
}

function writes(): string[] {
  return world.gitlab.seen
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

describe('set-up', () => {
  test('makes everything once, in an order that nothing depends on the unmade', async () => {
    const job = await setUp(workerOf(world, world.olga));
    expect(job).toMatchObject({ kind: 'setup', state: 'done' });
    const gate = world.gitlab.repo('acme/mr-gate').id;
    expect(writes()).toEqual([
      'POST /projects',
      'POST /groups/7/access_tokens',
      `POST /projects/${gate}/variables`,
      `POST /projects/${gate}/repository/commits`,
      `POST /projects/${gate}/protected_branches`,
      `POST /projects/${gate}/triggers`,
      `POST /projects/${gate}/pipeline_schedules`,
      `POST /projects/${gate}/pipeline_schedules`,
      `POST /projects/${gate}/ref/main/trigger/pipeline`,
    ]);
  });

  test('the test run gets its payload, and the trigger’s token is in no address', async () => {
    const job = await setUp(workerOf(world, world.olga));
    const [pipeline] = world.gitlab.pipelines.values();
    expect(pipeline?.payload.mr_gate_test).toBe(job.id);
    const addresses = world.gitlab.seen.map(({ path }) => path).join('\n');
    for (const secret of secretsOf(world.gitlab)) expect(addresses).not.toContain(secret);
  });

  test('a second admin finds it, and gets a trigger of their own', async () => {
    await setUp(workerOf(world, world.olga));
    world.gitlab.seen.length = 0;
    const browser = new Browser();
    const otto = workerOf(world, world.otto, { browser });
    const job = await setUp(otto, browser);
    expect(job.state).toBe('done');
    const gate = world.gitlab.repo('acme/mr-gate');
    expect(writes()).toEqual([
      `POST /projects/${gate.id}/triggers`,
      `POST /projects/${gate.id}/ref/main/trigger/pipeline`,
    ]);
    expect(gate.triggers.map((trigger) => trigger.owner)).toEqual([1, 2]);
    expect(gate.commits).toHaveLength(1);
  });

  test('two admins at once make one project, one token, one variable, one commit', async () => {
    for (let lead = 0; lead < 40; lead++) {
      world = makeWorld(1);
      const browsers = [new Browser(), new Browser()] as const;
      const olga = workerOf(world, world.olga, { browser: browsers[0] });
      const otto = workerOf(world, world.otto, { browser: browsers[1] });
      await olga.service.startSetup(world.gitlab.baseUrl, 'acme');
      // Otto presses the button a few requests later, another number of them each time.
      while (
        world.gitlab.seen.length < lead &&
        (await olga.service.latestJob(world.gitlab.baseUrl, 'acme'))?.state === 'running'
      ) {
        await new Promise(setImmediate);
      }
      await otto.service.startSetup(world.gitlab.baseUrl, 'acme');
      const jobs = await Promise.all([
        untilEnded(olga, browsers[0], world.gitlab.baseUrl),
        untilEnded(otto, browsers[1], world.gitlab.baseUrl),
      ]);
      expect(jobs.map((job) => job?.error)).toEqual([undefined, undefined]);
      expect(jobs.map((job) => job?.state)).toEqual(['done', 'done']);
      const gates = world.gitlab.repos.filter((repo) => repo.path === 'mr-gate');
      expect(gates).toHaveLength(1);
      const gate = gates[0]!;
      const active = world.gitlab.tokens.filter((token) => token.active);
      expect(active).toHaveLength(1);
      expect(gate.variables.get('MR_GATE_TOKEN')?.value).toBe(active[0]?.secret);
      expect(gate.triggers.map((trigger) => trigger.owner).sort()).toEqual([1, 2]);
      expect(gate.commits).toHaveLength(1);
      const enrolment = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
      expect(enrolment.ok && enrolment.enrolment.gateUser?.id).toBe(active[0]?.userId);
    }
  });

  test('a project of that path that is not ours is not touched', async () => {
    const foreign = world.gitlab.addRepo('acme/mr-gate');
    world.gitlab.commit(foreign, 'theirs', { '.gitlab-ci.yml': 'test: {script: [make]}' });
    const job = await setUp(workerOf(world, world.olga));
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'gate_path_taken' } });
    expect(writes()).toEqual([]);
  });

  test('keeps a policy and an enrolment that are there, broken or not', async () => {
    await setUp(workerOf(world, world.olga));
    const gate = world.gitlab.repo('acme/mr-gate');
    world.gitlab.commit(gate, 'MR Gate: set up\n\nMR-Gate-Job: earlier\nMR-Gate-By: @olga\n', {
      'mr-gate.mjs': 'old',
    });
    world.gitlab.commit(gate, 'by hand', { 'mr-gate.yml': 'version: 1\ndefault: [' });
    const browser = new Browser();
    const job = await setUp(workerOf(world, world.otto, { browser }), browser);
    expect(job.state).toBe('done');
    expect(job.steps.find((step) => step.key === 'files')?.detail).toContain('problems and was kept');
    expect(world.gitlab.file('acme/mr-gate', 'mr-gate.yml')).toBe('version: 1\ndefault: [');
    expect(world.gitlab.file('acme/mr-gate', 'mr-gate.mjs')).toContain('mr-gate.mjs');
  });

  test('updates its own files, shows before what that changes, and keeps those that were changed by hand', async () => {
    await setUp(workerOf(world, world.olga));
    const gate = world.gitlab.repo('acme/mr-gate');
    const file = (path: string) => world.gitlab.file('acme/mr-gate', path);
    const ours = 'MR Gate: set up\n\nMR-Gate-Job: earlier\nMR-Gate-By: @olga\n';
    const readme = file('README.md');
    const enrolment = file('enrolled.json')!.replace(/"program": "[^"]+"/, '"program": "0.0.9"');
    world.gitlab.commit(gate, ours, { 'mr-gate.mjs': 'old', 'README.md': 'old', 'enrolled.json': enrolment });
    const edited = `# Our runner\n${file('.gitlab-ci.yml')}`;
    world.gitlab.commit(gate, 'Our runner', { '.gitlab-ci.yml': edited });
    const browser = new Browser();
    const otto = workerOf(world, world.otto, { browser });
    const update = await otto.service.lookForUpdate(world.gitlab.baseUrl, 'acme');
    expect(update.files).toEqual([
      {
        path: '.gitlab-ci.yml',
        kept: true,
        text: expect.objectContaining({ before: edited }),
      },
      { path: 'mr-gate.mjs', kept: false, text: null },
      { path: 'README.md', kept: false, text: { before: 'old', after: readme } },
    ]);

    const job = await setUp(otto, browser);
    expect(job.state).toBe('done');
    expect(job.steps.find((step) => step.key === 'files')?.detail).toContain('by hand: .gitlab-ci.yml.');
    expect(file('.gitlab-ci.yml')).toBe(edited);
    expect(file('mr-gate.mjs')).toContain('mr-gate.mjs');
    expect(file('README.md')).toBe(readme);
    expect(file('enrolled.json')).toContain(`"program": "${VERSION}"`);
  });

  test('replaces a rule that lets Developers push', async () => {
    await setUp(workerOf(world, world.olga));
    const gate = world.gitlab.repo('acme/mr-gate');
    gate.protections.set('main', 30);
    const browser = new Browser();
    await setUp(workerOf(world, world.otto, { browser }), browser);
    expect(gate.protections.get('main')).toBe(40);
  });

  test('a GitLab that knows no hidden variables gets a masked one', async () => {
    world.gitlab.knowsHidden = false;
    expect((await setUp(workerOf(world, world.olga))).state).toBe('done');
    expect(world.gitlab.repo('acme/mr-gate').variables.get('MR_GATE_TOKEN')).toMatchObject({
      masked: true,
      hidden: false,
      protected: true,
    });
  });

  test('a token that somebody unmasked is masked again', async () => {
    await setUp(workerOf(world, world.olga));
    const variable = world.gitlab.repo('acme/mr-gate').variables.get('MR_GATE_TOKEN')!;
    Object.assign(variable, { masked: false, hidden: false, protected: false });
    const browser = new Browser();
    await setUp(workerOf(world, world.otto, { browser }), browser);
    expect(variable).toMatchObject({ masked: true, protected: true });
  });

  test('tells a Developer, and somebody with a read-only token, before anything is written', async () => {
    const dev = { id: 9, username: 'dev', token: world.gitlab.addUser(9, 'dev', 30) };
    expect((await setUp(workerOf(world, dev))).error?.kind).toBe('role_too_low');
    const reader = workerOf(world, { ...world.olga, access: 'read_only' });
    await expect(reader.service.startSetup(world.gitlab.baseUrl, 'acme')).rejects.toMatchObject({
      userError: { kind: 'read_only_token' },
    });
    expect(writes()).toEqual([]);
  });
});

describe('variables of the gate’s pipelines', () => {
  const gate = () => world.gitlab.repo('acme/mr-gate');

  test('are closed to everybody by an Owner, in a gate project that is older too', async () => {
    await setUp(workerOf(world, world.olga));
    gate().variablesRole = 'maintainer';
    world.gitlab.seen.length = 0;
    const browser = new Browser();
    expect((await setUp(workerOf(world, world.otto, { browser }), browser)).state).toBe('done');
    expect(gate().variablesRole).toBe('no_one_allowed');
  });

  test('are opened to Maintainers where GitLab counts the event as one', async () => {
    world.gitlab.exemptsPayload = false;
    const job = await setUp(workerOf(world, world.olga));
    expect(job.state).toBe('done');
    expect(gate().variablesRole).toBe('maintainer');
    expect(world.gitlab.pipelines.size).toBe(1);
  });

  test('are left alone by a Maintainer, who could not take it back', async () => {
    await setUp(workerOf(world, world.olga));
    gate().variablesRole = 'maintainer';
    const browser = new Browser();
    const job = await setUp(workerOf(world, world.max, { browser }), browser);
    expect(job.state).toBe('done');
    expect(gate().variablesRole).toBe('maintainer');
    expect(job.steps.find(({ key }) => key === 'settings')?.detail).toContain('only an Owner');
  });

  test('that stay closed to the event end the set-up with what an Owner has to do', async () => {
    world.gitlab.exemptsPayload = false;
    world.gitlab.fault = (method, path) =>
      method === 'PUT' && /^\/projects\/\d+$/.test(path) ? { status: 403 } : null;
    const job = await setUp(workerOf(world, world.olga));
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'payload_refused' } });
  });
});

describe('where GitLab offers service accounts', () => {
  beforeEach(() => {
    world.gitlab.serviceAccounts = 'offered';
  });

  test('the gate acts as one, Developer of the group, and no group access token is made', async () => {
    const job = await setUp(workerOf(world, world.olga));
    expect(job.state).toBe('done');
    const gate = world.gitlab.repo('acme/mr-gate');
    const [account, ...others] = world.gitlab.accounts;
    expect(others).toEqual([]);
    expect(account?.username).toBe(`mr-gate-bot-${gate.id}`);
    expect(world.gitlab.users.get(account!.id)?.role).toBe(30);
    expect(writes()).not.toContain('POST /groups/7/access_tokens');
    const [token] = world.gitlab.tokens;
    expect(gate.variables.get('MR_GATE_TOKEN')?.value).toBe(token?.secret);
    expect(token?.userId).toBe(account?.id);
    const enrolment = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
    expect(enrolment.ok && enrolment.enrolment.gateUser).toEqual(account);
    expect(job.steps.find(({ key }) => key === 'token')?.detail).toContain(`@${account?.username}`);
  });

  test('one that can not be put to use is deleted again, and a group access token is made', async () => {
    world.gitlab.serviceAccounts = 'no_members';
    const job = await setUp(workerOf(world, world.olga));
    expect(job.state).toBe('done');
    expect(world.gitlab.accounts).toEqual([]);
    expect(writes()).toContain('POST /groups/7/access_tokens');
  });

  test('a token that GitLab takes no variable for is revoked at once', async () => {
    world.gitlab.fault = (method, path) =>
      method === 'POST' && path.endsWith('/variables') ? { status: 403 } : null;
    expect((await setUp(workerOf(world, world.olga))).state).toBe('failed');
    expect(world.gitlab.tokens.map(({ active }) => active)).toEqual([false]);
  });

  test('a Maintainer is asked for a token', async () => {
    const job = await setUp(workerOf(world, world.max));
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'gate_token_needed' } });
    expect(world.gitlab.accounts).toEqual([]);
  });
});

describe('where GitLab lets no group access token be made', () => {
  const identify = async () => ({ id: 77, username: 'mr-gate-bot' });

  test('asks for one, takes it on resume, and keeps it nowhere', async () => {
    world.gitlab.groupTokensAllowed = false;
    let pasted: string | null = null;
    const worker = workerOf(world, world.olga, { gateToken: () => pasted, identify });
    const waiting = await setUp(worker);
    expect(waiting).toMatchObject({ state: 'failed', error: { kind: 'gate_token_needed' } });
    expect(waiting.steps.find((step) => step.key === 'token')).toMatchObject({
      state: 'failed',
      error: { kind: 'gate_token_needed' },
    });
    pasted = 'glpat-pasted-by-hand';
    const job = await resume(worker, waiting);
    expect(job.state).toBe('done');
    const gate = world.gitlab.repo('acme/mr-gate');
    expect(gate.variables.get('MR_GATE_TOKEN')).toMatchObject({ value: pasted, hidden: true });
    const enrolment = readEnrolment(world.gitlab.file('acme/mr-gate', 'enrolled.json')!);
    expect(enrolment.ok && enrolment.enrolment.gateUser).toEqual({ id: 77, username: 'mr-gate-bot' });
    expect([...world.browser.stored.values()].join()).not.toContain(pasted);
    expect(JSON.stringify(job)).not.toContain(pasted);
  });

  test('a Maintainer, who may not see group tokens, can set up with a pasted one', async () => {
    const worker = workerOf(world, world.max, { gateToken: () => 'glpat-pasted-by-max', identify });
    expect((await setUp(worker)).state).toBe('done');
    expect(world.gitlab.tokens).toEqual([]);
  });
});

describe('the test run', () => {
  test('without a runner says so after a minute, and goes on with the same pipeline', async () => {
    world.gitlab.pipelineEnds = 'never';
    const worker = workerOf(world, world.olga);
    const began = world.browser.clock;
    const job = await setUp(worker);
    expect(job).toMatchObject({ state: 'failed', error: { kind: 'no_runner' } });
    expect(world.browser.clock - began).toBeLessThan(80_000);
    world.gitlab.pipelineEnds = 'success';
    expect((await resume(worker, job)).state).toBe('done');
    expect(world.gitlab.pipelines.size).toBe(1);
  });

  test('that fails names the job and the end of its log; the next attempt is a new run', async () => {
    world.gitlab.pipelineEnds = 'failed';
    world.gitlab.log = `${'noise\n'.repeat(5000)}\u001b[31mError: the token may not read acme/shop\u001b[0m\n`;
    const worker = workerOf(world, world.olga);
    const job = await setUp(worker);
    expect(job.error?.kind).toBe('proof_failed');
    expect(job.error?.what).toContain('Job “prepare” failed (script failure)');
    expect(job.error?.what).toMatch(/Error: the token may not read acme\/shop$/);
    expect(english(job.error!.what).length).toBeLessThan(2000);
    world.gitlab.pipelineEnds = 'success';
    expect((await resume(worker, job)).state).toBe('done');
    expect(world.gitlab.pipelines.size).toBe(2);
  });
});

test('a set-up that is under way is given, not started twice', async () => {
  const worker = workerOf(world, world.olga);
  const first = await worker.service.startSetup(world.gitlab.baseUrl, 'acme');
  const second = await worker.service.startSetup(world.gitlab.baseUrl, 'acme');
  expect(second.id).toBe(first.id);
  await untilEnded(worker, world.browser, world.gitlab.baseUrl);
  expect(world.gitlab.repos.filter((repo) => repo.path === 'mr-gate')).toHaveLength(1);
});

test('a set-up group loads with its gate project and an empty policy', async () => {
  const done = await setUpWorld(2);
  const snapshot = await done.worker.service.load(done.gitlab.baseUrl, 'acme');
  expect(snapshot.gateProject).toMatchObject({ path: 'acme/mr-gate', branch: 'main', groupPath: 'acme' });
  expect(snapshot.policy).toMatchObject({ ok: true, policy: { default: null, exceptions: [] } });
  expect(snapshot.enrolment?.gateUser?.username).toMatch(/^group_7_bot_/);
});
