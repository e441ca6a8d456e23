import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCardActions } from '../../../utils/actions/card-actions.ts';
import type { Asking, IgnoreWish } from '../../../utils/actions/types.ts';
import type { Connection } from '../../../utils/connection.ts';
import { Failure } from '../../../utils/failure.ts';
import { emptyEnrolment, writeEnrolment } from '../../../utils/gate/enrolment.ts';
import { readPolicy } from '../../../utils/gate/read-policy.ts';
import { readPayload } from '../../../utils/gate-program/payload.ts';
import { HostQueue } from '../../../utils/gitlab/queue.ts';
import { createTransport } from '../../../utils/gitlab/transport.ts';
import type { EmbeddedGitLab } from '../../gitlab/embedded.ts';
import { GROUPS, PROJECTS, TOKENS } from '../../gitlab/seed-names.ts';
import { startGitLab } from '../../gitlab/start.ts';
import { english } from '../../support/english.ts';

const GATE = `${GROUPS.acme}/mr-gate`;
const FINDING = 'a'.repeat(32);
const NOW = Date.parse('2026-11-23T10:00:00Z');
const POLICY = `# Kept by hand
version: 1
default:
  fail_on: high
  scans: [secret_detection]
`;

let gitlab: EmbeddedGitLab;
let project: number;
let gateId: number;

const call = async <T>(token: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
  (
    await createTransport({ baseUrl: gitlab.url, token, queue: new HostQueue() }).request<T>({
      method,
      path,
      ...(body !== undefined && { body }),
    })
  ).body;

beforeAll(async () => {
  gitlab = await startGitLab({ seed: 'demo', runner: false });
  project = gitlab.world.projects.find(({ fullPath }) => fullPath === PROJECTS.checkout)!.id;
  const acme = gitlab.world.groups.find(({ fullPath }) => fullPath === GROUPS.acme)!.id;
  ({ id: gateId } = await call<{ id: number }>(TOKENS.olgaApi, 'POST', '/projects', {
    name: 'MR Gate',
    path: 'mr-gate',
    namespace_id: acme,
    visibility: 'private',
  }));
  const enrolment = emptyEnrolment();
  enrolment.projects[String(project)] = {
    path: PROJECTS.checkout,
    hook: null,
    before: { only_allow_merge_if_pipeline_succeeds: false, allow_merge_on_skipped_pipeline: false },
    since: new Date(NOW).toISOString(),
    by: 'olga',
  };
  await call(TOKENS.olgaApi, 'POST', `/projects/${gateId}/repository/commits`, {
    branch: 'main',
    commit_message: 'Set up',
    actions: [
      { action: 'create', file_path: 'mr-gate.yml', content: POLICY },
      { action: 'create', file_path: 'enrolled.json', content: writeEnrolment(enrolment) },
      { action: 'create', file_path: '.gitlab-ci.yml', content: 'job:\n  script: [echo]\n' },
    ],
  });
});
afterAll(() => gitlab.close());
beforeEach(() => gitlab.clearFaults());

function person(username: string, token: string, access: Connection['access'] = 'full') {
  const user = gitlab.world.users.find((one) => one.username === username)!;
  const own: Connection = {
    baseUrl: gitlab.url,
    user: { id: user.id, username, name: user.name, kind: 'person' },
    scopes: ['api'],
    access,
    expiresAt: null,
    version: null,
    checkedAt: '',
  };
  const actions = createCardActions({
    client: async () => createTransport({ baseUrl: gitlab.url, token, queue: new HostQueue() }),
    connection: async () => own,
    now: () => NOW,
  });
  const asking: Asking = { gatePath: GATE, project, signedInAs: username };
  const wish: IgnoreWish = { ...asking, finding: FINDING, reason: 'Key of the test system' };
  return { actions, asking, wish };
}

const olga = () => person('olga', TOKENS.olgaApi);
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'good',
    (error) => (error instanceof Failure ? error.userError.kind : String(error)),
  );
const policyNow = async () => {
  const { content } = await call<{ content: string }>(
    TOKENS.olgaApi,
    'GET',
    `/projects/${gateId}/repository/files/mr-gate.yml?ref=main`,
  );
  return Buffer.from(content, 'base64').toString('utf8');
};

describe('the right to act from a card', () => {
  it('is had by a Maintainer of the gate project with a token of their own', async () => {
    const { actions, asking } = olga();
    expect(await actions.rights(gitlab.url, asking)).toEqual({ may: true, username: 'olga' });
    const max = person('max', TOKENS.maxApi);
    expect(await max.actions.rights(gitlab.url, max.asking)).toEqual({ may: true, username: 'max' });
  });

  it.each([
    [
      'a token that only reads',
      () => person('olga', TOKENS.olgaReadApi, 'read_only'),
      {},
      'read_only',
      /may only read/,
    ],
    [
      'a token of another user',
      olga,
      { signedInAs: 'dev' },
      'other_user',
      /@olga’s and you are signed in as @dev/,
    ],
    ['nobody signed in', olga, { signedInAs: null }, 'signed_out', /signed out/],
    [
      'a lower role',
      () => person('dev', TOKENS.devApi),
      {},
      'no_role',
      /Maintainer role in acme\/mr-gate|can’t see the gate project/,
    ],
    ['no such gate project', olga, { gatePath: `${GROUPS.acme}/other` }, 'no_role', /can’t see/],
    [
      'a gate project beside the repository',
      olga,
      { gatePath: PROJECTS.checkout },
      'not_gated',
      /does not gate/,
    ],
    ['a repository that is not enrolled', olga, { project: 1 }, 'not_gated', /does not gate/],
  ] as const)('is not had with %s, each with its reason', async (_, who, over, kind, what) => {
    const { actions, asking } = who();
    const rights = await actions.rights(gitlab.url, { ...asking, ...over });
    expect(rights).toMatchObject({ may: false, why: { kind } });
    if (!rights.may) expect(english(rights.why.what)).toMatch(what);
    if (!rights.may) expect(rights.why.next).not.toBe('');
  });

  it('is looked at again by each action, which writes nothing without it', async () => {
    const { actions, wish } = olga();
    const before = await policyNow();
    const other = { ...wish, signedInAs: 'dev' };
    expect(await kindOf(actions.planIgnore(gitlab.url, other))).toBe('other_user');
    expect(await kindOf(actions.ignore(gitlab.url, other, 'b'.repeat(40)))).toBe('other_user');
    expect(await kindOf(actions.runAgain(gitlab.url, other, 1))).toBe('other_user');
    expect(await policyNow()).toBe(before);
  });
});

describe('ignoring a finding', () => {
  it('is planned, written in one commit as planned, and read back', async () => {
    const { actions, wish } = olga();
    const until = { ...wish, until: '2027-01-31' };
    const plan = await actions.planIgnore(gitlab.url, until);
    expect(plan).toMatchObject({ gatePath: GATE, branch: 'main', username: 'olga', replaces: null });
    expect(plan.lines).toBe(
      `- project: ${project}\n  finding: ${FINDING}\n  reason: Key of the test system\n  by: olga\n  until: 2027-01-31`,
    );
    const { commit, commitUrl } = await actions.ignore(gitlab.url, until, plan.basis);
    expect(commitUrl).toBe(`${gitlab.url}/${GATE}/-/commit/${commit}`);
    const text = await policyNow();
    expect(text).toContain('# Kept by hand');
    expect(readPolicy(text)).toMatchObject({
      ok: true,
      policy: {
        ignores: [
          { project, finding: FINDING, reason: 'Key of the test system', by: 'olga', until: '2027-01-31' },
        ],
      },
    });
    const [made] = await call<{ id: string; message: string }[]>(
      TOKENS.olgaApi,
      'GET',
      `/projects/${gateId}/repository/commits?per_page=1`,
    );
    expect(made).toMatchObject({ id: commit, message: expect.stringContaining('MR-Gate-By: @olga') });
  });

  it('again replaces what the policy says of the finding, and the plan says so', async () => {
    const { actions, wish } = olga();
    const plan = await actions.planIgnore(gitlab.url, { ...wish, reason: 'Rotated' });
    expect(plan.replaces).toBe('Key of the test system');
    await actions.ignore(gitlab.url, { ...wish, reason: 'Rotated' }, plan.basis);
    const reading = readPolicy(await policyNow());
    expect(reading.ok && reading.policy.ignores.map(({ reason }) => reason)).toEqual(['Rotated']);
  });

  it('writes nothing over what somebody else wrote since the plan', async () => {
    const { actions, wish } = olga();
    const plan = await actions.planIgnore(gitlab.url, wish);
    const changed = (await policyNow()).replace('fail_on: high', 'fail_on: low');
    await call(TOKENS.maxApi, 'PUT', `/projects/${gateId}/repository/files/mr-gate.yml`, {
      branch: 'main',
      commit_message: 'By hand',
      content: changed,
    });
    expect(await kindOf(actions.ignore(gitlab.url, wish, plan.basis))).toBe('plan_outdated');
    expect(await policyNow()).toBe(changed);
  });

  it('counts a commit whose answer was lost, since the file says it', async () => {
    const { actions, wish } = olga();
    const lost = { ...wish, reason: 'Lost and found' };
    const plan = await actions.planIgnore(gitlab.url, lost);
    gitlab.addFault({ method: 'POST', path: /\/repository\/commits$/, kind: 'cut-after', times: 1 });
    const { commit } = await actions.ignore(gitlab.url, lost, plan.basis);
    expect(commit).not.toBe(plan.basis);
    expect(await policyNow()).toContain('Lost and found');
  });

  it('refuses a day that has passed', async () => {
    const { actions, wish } = olga();
    expect(await kindOf(actions.planIgnore(gitlab.url, { ...wish, until: '2026-11-22' }))).toBe(
      'day_has_passed',
    );
  });

  it('never writes over a policy that cannot be read', async () => {
    const { actions, wish } = olga();
    const good = await policyNow();
    const write = (content: string) =>
      call(TOKENS.olgaApi, 'PUT', `/projects/${gateId}/repository/files/mr-gate.yml`, {
        branch: 'main',
        commit_message: 'By hand',
        content,
      });
    await write(good.replace('fail_on: low', 'fail_on: lwo'));
    expect(await kindOf(actions.planIgnore(gitlab.url, wish))).toBe('policy_broken');
    await write(good);
  });
});

describe('running the gate again', () => {
  const rerun = () => {
    const { actions, asking } = olga();
    return actions.runAgain(gitlab.url, asking, 7);
  };

  it('starts its pipeline as the webhook does, with the two ids and no variable', async () => {
    const { pipelineUrl } = await rerun();
    const pipeline = gitlab.world.pipelines.at(-1)!;
    expect(pipelineUrl).toBe(`${gitlab.url}/${GATE}/-/pipelines/${pipeline.id}`);
    expect(pipeline.variables.map(({ key }) => key)).toEqual(['TRIGGER_PAYLOAD']);
    expect(readPayload(pipeline.variables[0]!.value)).toEqual({
      kind: 'merge_request',
      project,
      mergeRequest: 7,
    });
    const own = gitlab.world.triggers.filter(({ projectId }) => projectId === gateId);
    await rerun();
    expect(gitlab.world.triggers.filter(({ projectId }) => projectId === gateId)).toEqual(own);
  });

  it('says what to do where GitLab counts the event as a variable', async () => {
    gitlab.world.exemptsTriggerPayload = false;
    await call(TOKENS.olgaApi, 'PUT', `/projects/${gateId}`, {
      ci_pipeline_variables_minimum_override_role: 'no_one_allowed',
    });
    expect(await kindOf(rerun())).toBe('payload_refused');
  });
});
