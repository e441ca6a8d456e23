// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';
import { githubToken } from './secrets.ts';

/** Ways past the gate: each is one on the embedded GitLab as on GitLab, and the gate closes it or says that it can't. */
let group: GatedGroup;
let branches = 0;
const PATH = PROJECTS.checkout;
const BAD = { 'pay.ts': `const t = '${githubToken(7)}';\n` };
const CI = 'test: { script: [echo], rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }] }\n';

beforeAll(async () => {
  group = await gatedGroup();
  await group.apply({
    mode: 'set_default',
    projects: [group.project(PATH)],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
  await group.gitlab.settled(120_000);
}, 180_000);
afterAll(() => group?.gitlab.close());
beforeEach(() => {
  branches += 1;
});

interface Seen {
  sha: string;
  detailed_merge_status: string;
  head_pipeline: { id: number; ref: string; sha: string; status: string } | null;
}

const api = <T>(path: string, method = 'GET', body: unknown = {}, token: string = TOKENS.devApi) =>
  group.call<T>(token, `/projects/${group.project(PATH)}${path}`, {
    method,
    ...(method !== 'GET' && { body }),
  });

async function look(iid: number): Promise<Seen> {
  await api(`/merge_requests/${iid}`);
  await group.gitlab.settled(120_000);
  return api<Seen>(`/merge_requests/${iid}`);
}

async function open(files: Record<string, string>): Promise<number> {
  const iid = await group.openMergeRequest(PATH, `way-${branches}`, files);
  await group.gitlab.settled(120_000);
  return iid;
}

async function sweep(description: string): Promise<void> {
  const gate = group.project('acme/mr-gate');
  const schedules = `/projects/${gate}/pipeline_schedules`;
  const all = await group.call<{ id: number; description: string }[]>(TOKENS.olgaApi, schedules);
  const found = all.find((schedule) => schedule.description === description);
  await group.call(TOKENS.olgaApi, `${schedules}/${found!.id}/play`, { method: 'POST' });
  await group.gitlab.settled(120_000);
}

const gatePipelines = () =>
  group.gitlab.world.pipelines.filter(({ projectId }) => projectId === group.project('acme/mr-gate')).length;

test('"Run pipeline" leaves a blocked merge request open until the light sweep puts the status there, without a scan', async () => {
  const iid = await open({ ...BAD, '.gitlab-ci.yml': CI });
  expect((await look(iid)).detailed_merge_status).toBe('ci_must_pass');
  await api(`/merge_requests/${iid}/pipelines`, 'POST');
  const past = await look(iid);
  expect(past.detailed_merge_status).toBe('mergeable');

  const before = gatePipelines();
  await sweep('MR Gate: light sweep');
  const held = await look(iid);
  expect(held.head_pipeline?.id).toBe(past.head_pipeline?.id);
  expect(held.detailed_merge_status).toBe('ci_must_pass');
  // The sweep and its child that has nothing to do.
  expect(gatePipelines() - before).toBe(2);

  await sweep('MR Gate: light sweep');
  const statuses = group.gitlab.world.jobs.filter(
    (job) => job.pipelineId === past.head_pipeline?.id && job.name === 'MR Gate',
  );
  expect(statuses).toHaveLength(1);
}, 240_000);

test('a webhook for pipelines could not tell the gate: GitLab refuses it at the trigger', async () => {
  const gate = group.project('acme/mr-gate');
  const trigger = group.gitlab.world.triggers.find(({ projectId }) => projectId === gate)!;
  const url = `${group.gitlab.url}/api/v4/projects/${gate}/ref/main/trigger/pipeline?token=${trigger.token}`;
  const send = (event: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gitlab-event': event },
      body: JSON.stringify({ object_kind: 'nothing' }),
    });
  expect((await send('Pipeline Hook')).status).toBe(403);
  expect((await send('Merge Request Hook')).status).toBe(201);
  await group.gitlab.settled(120_000);
}, 120_000);

test('any event of a merge request puts the status into a pipeline that came later', async () => {
  const iid = await open({ ...BAD, '.gitlab-ci.yml': CI });
  await api(`/merge_requests/${iid}/pipelines`, 'POST');
  expect((await look(iid)).detailed_merge_status).toBe('mergeable');
  await api(`/merge_requests/${iid}`, 'PUT', { title: 'Another title' });
  expect((await look(iid)).detailed_merge_status).toBe('ci_must_pass');
}, 180_000);

test('a pipeline that GitLab attaches late gets the status', async () => {
  group.gitlab.world.headPipelineDelayMs = 8_000;
  try {
    const iid = await open({ ...BAD, '.gitlab-ci.yml': CI });
    const seen = await look(iid);
    expect(seen.head_pipeline?.ref).toBe(`refs/merge-requests/${iid}/head`);
    expect(seen.detailed_merge_status).toBe('ci_must_pass');
  } finally {
    delete group.gitlab.world.headPipelineDelayMs;
  }
}, 180_000);

test('a merge request from a protected branch says that it is not held, and why', async () => {
  const project = group.gitlab.world.projects.find(({ fullPath }) => fullPath === PATH)!;
  project.protectedBranches.push({ name: `way-${branches}`, pushLevel: 40, mergeLevel: 40 });
  await group.gitlab.push({
    project: PATH,
    branch: `way-${branches}`,
    from: 'main',
    user: USERS.olga,
    message: 'Release',
    files: { ...BAD, '.gitlab-ci.yml': 'test: { script: [echo] }\n' },
  });
  const wish = { source_branch: `way-${branches}`, target_branch: 'main', title: 'Release' };
  const { iid } = await api<{ iid: number }>('/merge_requests', 'POST', wish);
  const seen = await look(iid);
  expect(seen.detailed_merge_status).toBe('mergeable');
  const verdict = await group.verdict(PATH, iid);
  expect(verdict).toMatchObject({ state: 'failed', head: seen.sha });
  expect(verdict?.notEnforced).toContain('The source branch is protected');
  const { labels } = await api<{ labels: string[] }>(`/merge_requests/${iid}`);
  expect(labels).toEqual(['MR Gate: blocks but not enforced']);

  // With the setting, the thread holds it.
  project.onlyAllowMergeIfAllDiscussionsAreResolved = true;
  expect((await look(iid)).detailed_merge_status).toBe('discussions_not_resolved');
  project.onlyAllowMergeIfAllDiscussionsAreResolved = false;
  expect(
    group.gitlab.world.pipelines.filter(
      (p) => p.projectId === group.project('acme/mr-gate') && p.status === 'failed',
    ),
  ).toEqual([]);
}, 180_000);

test('a second merge request of the same commit does not overwrite the verdict on the first', async () => {
  const first = await open(BAD);
  expect((await look(first)).detailed_merge_status).toBe('ci_must_pass');
  // A target that has the bad commit already: there nothing is new.
  const branch = `way-${branches}`;
  const evil = `evil-${branches}`;
  await api('/repository/branches', 'POST', { branch: evil, ref: branch });
  const push = { project: PATH, branch, user: USERS.dev, message: 'More' };
  await group.gitlab.push({ ...push, files: { 'more.txt': 'x\n' } });
  await group.gitlab.settled(120_000);
  const wish = { source_branch: branch, target_branch: evil, title: 'Harmless' };
  const { iid: second } = await api<{ iid: number }>('/merge_requests', 'POST', wish);
  await group.gitlab.settled(120_000);
  expect(await group.verdict(PATH, second)).toMatchObject({ state: 'passed' });
  const { sha, detailed_merge_status } = await look(first);
  expect(detailed_merge_status).toBe('ci_must_pass');
  const statuses = await group.statuses(PATH, sha);
  expect(statuses.at(-1)).toMatchObject({
    status: 'failed',
    description: expect.stringContaining(`Held by !${first}`),
  });

  // The first closed, the second is held by nothing; opened again, the first is.
  await api(`/merge_requests/${first}`, 'PUT', { state_event: 'close' });
  expect((await look(second)).detailed_merge_status).toBe('mergeable');
  await api(`/merge_requests/${first}`, 'PUT', { state_event: 'reopen' });
  expect((await look(first)).detailed_merge_status).toBe('ci_must_pass');
}, 240_000);

test('with merged results the status goes on the merge commit, where the merge check looks', async () => {
  const project = group.gitlab.world.projects.find(({ fullPath }) => fullPath === PATH)!;
  project.settings.merge_pipelines_enabled = true;
  try {
    const iid = await open({ ...BAD, '.gitlab-ci.yml': CI });
    const { head_pipeline, sha, detailed_merge_status } = await look(iid);
    expect(head_pipeline?.ref).toBe(`refs/merge-requests/${iid}/merge`);
    expect(head_pipeline?.sha).not.toBe(sha);
    expect(detailed_merge_status).toBe('ci_must_pass');
    expect((await group.verdict(PATH, iid))?.notEnforced).toBeUndefined();
  } finally {
    delete project.settings.merge_pipelines_enabled;
  }
}, 180_000);

test('a merge request that can’t be read fails, as far as the event names its commit', async () => {
  const project = group.project(PATH);
  // Its first read after the webhook: the gate's own, in the pipeline.
  const fault = group.gitlab.addFault({
    method: 'GET',
    path: new RegExp(`^/projects/${project}/merge_requests/\\d+$`),
    kind: 'status',
    status: 404,
  });
  try {
    await group.openMergeRequest(PATH, `way-${branches}`, BAD);
    await group.gitlab.settled(120_000);
  } finally {
    fault.remove();
  }
  const [mr] = await api<(Seen & { iid: number })[]>(`/merge_requests?source_branch=way-${branches}`);
  expect((await group.statuses(PATH, mr!.sha)).at(-1)).toMatchObject({
    status: 'failed',
    description: expect.stringContaining('could not tell'),
  });
}, 180_000);
